"""The inspection list worked off: assigned, visited by two certified inspectors, corrected, concluded, or made a case."""

from collections import Counter
from datetime import date
from random import Random
from typing import Any

from campaign.phases import Phase
from casework.by import By
from findings.entries import Problem
from findings.outcomes import outcomes_of
from inspections.cases.services import clues
from inspections.checks.models import Inspection
from inspections.checks.services import focus, inspecting, visits
from inspections.checks.workflow import InspectionState
from law.clock import now, today
from registry.models import Employer
from rehearsal.hours import at, later, working
from rehearsal.script import problems
from rehearsal.script.cases import case_story, course_of
from rehearsal.script.pairs import free_pair
from rehearsal.stage import Stage, Story, fresh

A_DAY = 15
RESULTS = ("no_problem", "corrected_on_site", "ordered", "to_case", "not_found", "closed", "uncooperative")
# Drawn ones are mostly in order; what a town, a warning or complaints pointed at mostly is not.
WEIGHTS = {"drawn": (58, 13, 17, 5, 3, 3, 1), "focus": (16, 12, 38, 28, 2, 2, 2)}
WITHOUT_FINDINGS = {
    "no_problem": ("clean", "未发现违法行为"),
    "not_found": ("not_found", "登记地址查无此单位，电话无法接通"),
    "closed": ("shut", "已停业，现场无职工"),
    "uncooperative": ("uncooperative", "负责人拒绝提供材料，已告知后果"),
}


def script(stage: Stage) -> None:
    stage.tell(assigning(stage))


def assigning(stage: Stage) -> Story:
    """The brigade leader names two for what waits on the list, a score a day; lists one by hand, takes one off.

    What towns escalate waits from the patrol phase on.
    """
    random, leader = stage.random("desk"), stage.people.leader
    window = stage.campaign.window(Phase.INSPECTION)
    days = working(window.starts_on, window.ends_on)
    for day in working(stage.campaign.opens_on(Phase.PATROL), window.ends_on):
        yield at(day, 11)
        waiting = (
            Inspection.objects.filter(state=InspectionState.LISTED).select_related("employer").order_by("pk")
        )
        for inspection in waiting[:A_DAY]:
            _assign(stage, inspection, random)
        if day == days[6]:
            _list_by_hand(stage, random)
        if day == days[3]:
            taken = (
                Inspection.objects.filter(state=InspectionState.ASSIGNED)
                .exclude(source="drawn")
                .order_by("pk")
                .last()
            )
            if taken is not None:
                inspecting.cancel_inspection(taken, by=By(leader), reason="单位已搬离本区")


def _list_by_hand(stage: Stage, random: Random) -> None:
    open_ones = set(Inspection.objects.filter(campaign=stage.campaign).values_list("employer_id", flat=True))
    free = [each for each in stage.employers if each.is_active and each.pk not in open_ones]
    if free:
        focus.list_focus(
            by=By(stage.people.leader),
            campaign=stage.campaign,
            employer=random.choice(free),
            note="领导小组交办，群众反映强烈",
        )


def _assign(stage: Stage, inspection: Inspection, random: Random) -> None:
    pair = free_pair(stage, inspection.employer, random)
    if pair is None:
        return
    inspecting.assign(inspection, by=By(stage.people.leader), lead=pair[0], second=pair[1])
    other = free_pair(stage, inspection.employer, random)
    if random.random() < 0.06 and other is not None and other != pair:
        inspecting.reassign(
            fresh(inspection),
            by=By(stage.people.leader),
            lead=other[0],
            second=other[1],
            reason="原检查人员另有任务",
        )
    stage.tell(inspection_story(stage, inspection))


def inspection_story(stage: Stage, inspection: Inspection) -> Story:
    """From the list to the visit and what comes of it."""
    random = stage.random_for("inspection", inspection.employer_id, inspection.source)
    yield later(now(), random.randint(1, 18), random)
    inspection = fresh(inspection)
    if inspection.state != InspectionState.ASSIGNED:
        return
    result = random.choices(RESULTS, WEIGHTS["drawn" if inspection.is_drawn else "focus"])[0]
    found = (
        []
        if result in WITHOUT_FINDINGS
        else _found(inspection.employer, random, is_grave=result == "to_case")
    )
    visit = visits.record_visit(
        by=By(inspection.lead),
        inspectors=[inspection.lead, inspection.second],
        inspection=inspection,
        result=result,
        findings=found,
        text=WITHOUT_FINDINGS.get(result, ("", "现场检查并调取名册、工资表、考勤"))[1],
        headcount=inspection.employer.headcount,
        received_by=inspection.employer.contact_name,
    )
    case = visit.cases.first()
    if case is not None:
        stage.tell(case_story(stage, case, course_of(case, random)))
        return
    yield from _conclude(stage, inspection, result, found, random)


def _found(employer: Employer, random: Random, *, is_grave: bool) -> list[Problem]:
    category = employer.categories.order_by("order").values_list("code", flat=True)[0]
    ordinary = problems.ordinary(random, category, random.randint(1, 3))
    found = problems.red_flag(random, category, today()) if is_grave else ordinary
    return [Problem(each.matter, each.fact, people=each.people, amount=each.amount) for each in found]


def _conclude(
    stage: Stage, inspection: Inspection, result: str, found: list[Problem], random: Random
) -> Story:
    yield later(now(), random.choice((0, 0, 1, 2)), random)
    inspection = fresh(inspection)
    if result != "ordered":
        outcome, note = WITHOUT_FINDINGS.get(result, ("on_site", "当场改正，已复核"))
        inspecting.conclude_inspection(
            inspection, by=By(inspection.lead), outcome=outcome, note=note, outcomes=_outcomes(found)
        )
        return
    due = later(now(), random.randint(5, 12), random).date()
    inspecting.order_correction(
        inspection,
        by=By(inspection.lead),
        correct_by=due,
        correction_text="；".join(each.fact for each in found) + "，限期改正",
    )
    yield from _follow_order(stage, inspection, due, found, random)


def _outcomes(found: list[Problem]) -> dict[str, Any]:
    """What putting right all that was found brought the workers."""
    counted: Counter[str] = Counter()
    for each in found:
        for name in outcomes_of(each.matter):
            counted[name] += (each.amount if name.endswith("_amount") else each.people) or 0
    has_wages = counted["wages_paid_people"] and counted["wages_paid_amount"]
    return {name: number for name, number in counted.items() if has_wages or not name.startswith("wages")}


def _follow_order(
    stage: Stage, inspection: Inspection, due: date, found: list[Problem], random: Random
) -> Story:
    """Mostly followed in time; a few late, a few not at all and then a case, a few forgotten."""
    lot = random.random()
    if lot < 0.08:
        return
    yield later(at(due, 9), random.choice((0, 0, 0, 1, 3)) if lot > 0.3 else 2, random)
    inspection = fresh(inspection)
    if lot < 0.16:
        case = clues.register_clue(
            by=By(inspection.lead),
            inspection=inspection,
            matters=["refused_order"],
            cause="责令改正期满未改正",
            second=inspection.second,
        )
        stage.tell(case_story(stage, case, "penalty"))
        return
    inspecting.confirm_corrected(
        inspection, by=By(inspection.lead), note="复查已改正", outcomes=_outcomes(found)
    )
