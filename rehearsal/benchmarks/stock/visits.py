"""The inspection list of the brigade's own finding and the visits made of it."""

from collections.abc import Iterator
from datetime import date

from campaign.phases import Phase
from campaign.workflow import Stage as Reached
from findings.kinds import Origin
from findings.models import Finding
from inspections.checks.models import Inspection, Source, Visit, VisitInspector
from inspections.checks.workflow import InspectionState
from law import matters
from law.clock import instant_of
from rehearsal.benchmarks.scale import DAY
from rehearsal.benchmarks.stock.rows import in_sets, pair, write
from rehearsal.hours import working
from rehearsal.stage import Stage

RESULTS, WEIGHTS = ("no_problem", "corrected_on_site", "ordered", "to_case"), (40, 15, 30, 15)
MATTER = "illegal_overtime"
FOCUS = (Source.ESCALATION, Source.COMPLAINTS, Source.WARNING, Source.MANUAL)


def write_visits(stage: Stage, number: int) -> dict[int, str]:
    """Write as many lines of the list, each visited on a day before `DAY`; returns how far their employers (by id) got."""
    reached: dict[int, str] = {}
    for inspections in in_sets(_inspections(stage, number)):
        write(inspections)
        visits = [_visit(stage, inspection) for inspection in inspections]
        write(visits)
        write(_seats(visits))
        write(_finding(visit) for visit in visits if visit.result != "no_problem")
        reached |= {visit.employer_id: Reached.INSPECTED for visit in visits}
    return reached


def _inspections(stage: Stage, number: int) -> Iterator[Inspection]:
    random, window = stage.random("bench visits"), stage.campaign.window(Phase.INSPECTION)
    days = working(window.starts_on, DAY)
    active = [each for each in stage.employers if each.is_active]
    for serial, employer in enumerate(random.sample(active, min(number, len(active))), 1):
        lead, second = pair(stage.people.certified, random)
        day = random.choice(days)
        yield Inspection(
            number=f"青西新人社检字〔2021〕第{serial}号",
            campaign=stage.campaign,
            employer=employer,
            town_id=employer.town_id,
            source=random.choice(FOCUS),
            listed_on=window.starts_on,
            lead=lead,
            second=second,
            visited_on=day,
            outcome=random.choice(("clean", "corrected", "case")),
            concluded_on=day,
            state=InspectionState.CONCLUDED,
            state_since=instant_of(day),
        )


def _visit(stage: Stage, inspection: Inspection) -> Visit:
    random = stage.random("bench visit", inspection.pk)
    return Visit(
        number=inspection.number.replace("检字", "检录字"),
        inspection=inspection,
        employer=inspection.employer,
        town_id=inspection.town_id,
        campaign=stage.campaign,
        visited_on=inspection.visited_on,
        headcount=inspection.employer.headcount,
        result=random.choices(RESULTS, WEIGHTS)[0],
        recorded_by=inspection.lead,
        recorded_at=instant_of(inspection.visited_on),
    )


def _seats(visits: list[Visit]) -> Iterator[VisitInspector]:
    for visit in visits:
        for order, user in enumerate((visit.inspection.lead, visit.inspection.second)):
            yield VisitInspector(visit=visit, user=user, certificate=user.certificate, order=order)


def _finding(visit: Visit) -> Finding:
    day: date = visit.visited_on
    text = matters.finding_text(MATTER, day)
    return Finding(
        record=visit,
        origin=Origin.INSPECTION,
        employer_id=visit.employer_id,
        town_id=visit.town_id,
        campaign_id=visit.campaign_id,
        found_on=day,
        act_from=day,
        act_until=day,
        matter=MATTER,
        label=str(text.label),
        citation=text.citation,
        duty=text.duty,
        consequence=text.consequence,
        law_on=day,
        fact="12名职工当月加班超过36小时",
        people=12,
    )
