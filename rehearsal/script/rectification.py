"""What follows from a problem a town has found: order, re-check, more time, confirmation, or the report to the brigade."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from accounts.models import User
from campaign.phases import Phase
from casework.by import By
from findings.models import Finding
from findings.outcomes import outcomes_of
from inspections.patrols.entries import Checked
from inspections.patrols.models import Patrol
from inspections.patrols.services import escalation
from inspections.patrols.services import rectification as patrols_rectification
from inspections.patrols.workflow import State
from law.clock import today
from law.matters import red_flags
from rehearsal.hours import later, on, workday_from
from rehearsal.stage import Stage, Story, fresh

LATE_REASON = "巡视整改阶段结束后继续督促整改"
# How a rectification goes on: most are done in time, a few ask for more time, fail, or are forgotten.
COURSES, COURSE_WEIGHTS = ("fixed", "partly", "failed", "late", "forgotten"), (61, 13, 8, 8, 10)


def rectification(stage: Stage, patrol: Patrol, officer: User, moment: datetime, random: Random) -> Story:
    if patrol.is_red_flag:
        yield from _report_red_flag(patrol, officer, moment, random)
        return
    if patrol.state == State.RECORDED:
        moment = later(moment, random.randint(1, 3), random)
        yield moment
        _order(stage, patrol, officer, later(moment, random.randint(7, 15), random).date())
    course = random.choices(COURSES, COURSE_WEIGHTS)[0]
    yield from _COURSES[course](fresh(patrol), officer, random)


def _order(stage: Stage, patrol: Patrol, officer: User, due: date) -> None:
    wanted = "；".join(patrol.findings.values_list("measure", flat=True))
    is_late = stage.campaign.phase_on(today()) not in (None, Phase.PATROL)
    patrols_rectification.order_rectification(
        fresh(patrol),
        by=By(officer, off_plan=LATE_REASON if is_late else ""),
        rectify_by=due,
        requirements=wanted,
    )


def _report_red_flag(patrol: Patrol, officer: User, moment: datetime, random: Random) -> Story:
    """Within a day; one in ten comes late, one in twenty-five not at all."""
    lot = random.random()
    if lot < 0.04:
        return
    wait = (
        timedelta(hours=random.randint(40, 90)) if lot < 0.14 else timedelta(minutes=random.randint(15, 400))
    )
    yield moment + wait
    patrol = fresh(patrol)
    escalation.escalate(
        patrol, by=By(officer), trigger=patrol.triggers[0], note="现场已固定材料，请列为专项检查对象"
    )


def _fixed(patrol: Patrol, officer: User, random: Random) -> Story:
    """Looked at a few days before the last day, and confirmed at once."""
    yield on(_before(patrol, random), random)
    _look(patrol, officer, "fixed", random)
    patrols_rectification.confirm_rectified(fresh(patrol), by=By(officer))


def _partly(patrol: Patrol, officer: User, random: Random) -> Story:
    """Half done at the first look; more time, then done."""
    moment = on(_before(patrol, random), random)
    yield moment
    _look(patrol, officer, "partly", random)
    new_day = later(on(_due(patrol), random), random.randint(5, 10), random).date()
    patrols_rectification.extend_rectification(
        fresh(patrol),
        by=By(officer),
        rectify_by=new_day,
        reason="单位资金周转困难，已支付一部分，承诺分批整改",
    )
    yield on(new_day, random)
    _look(patrol, officer, "fixed", random)
    patrols_rectification.confirm_rectified(fresh(patrol), by=By(officer))


def _failed(patrol: Patrol, officer: User, random: Random) -> Story:
    """Not done by the last day: the town reports it (整改不到位)."""
    moment = on(workday_from(_due(patrol) + timedelta(days=1)), random)
    yield moment
    _look(patrol, officer, "not_fixed", random)
    yield later(moment, random.choice((0, 1, 2, 3, 5)), random)
    escalation.escalate(fresh(patrol), by=By(officer), trigger="not_rectified", note="到期复查仍未整改")


def _late(patrol: Patrol, officer: User, random: Random) -> Story:
    """Done, but nobody looked before the last day had passed."""
    yield later(on(_due(patrol), random), random.randint(2, 8), random)
    _look(patrol, officer, "fixed", random)
    patrols_rectification.confirm_rectified(fresh(patrol), by=By(officer))


def _forgotten(patrol: Patrol, officer: User, random: Random) -> Story:
    """Nobody looks until weeks after the last day, if at all."""
    if random.random() < 0.4:
        return
    yield later(on(_due(patrol), random), random.randint(15, 30), random)
    escalation.escalate(fresh(patrol), by=By(officer), trigger="overdue", note="多次催促，逾期未整改")


_COURSES = {"fixed": _fixed, "partly": _partly, "failed": _failed, "late": _late, "forgotten": _forgotten}


def _due(patrol: Patrol) -> date:
    """The last day of what was ordered. ValueError where nothing was."""
    if patrol.rectify_by is None:
        raise ValueError(f"{patrol} has no last day")
    return patrol.rectify_by


def _before(patrol: Patrol, random: Random) -> date:
    """A working day shortly before the last one, after the day of the order."""
    due, ordered = _due(patrol), patrol.ordered_on or today()
    day = workday_from(max(due - timedelta(days=random.randint(0, 4)), ordered + timedelta(days=1)))
    return min(day, due)


def _look(patrol: Patrol, officer: User, result: str, random: Random) -> None:
    """A re-check of everything found, with what it brought the workers."""
    findings = [each for each in patrol.findings.all() if each.matter not in red_flags()]
    share = {"fixed": 1.0, "partly": 0.5, "not_fixed": 0.0}[result]
    patrols_rectification.record_recheck(
        fresh(patrol),
        by=By(officer),
        rechecked_on=today(),
        rechecked_by=officer.name,
        results=[Checked(each.pk, result, _outcomes(each, share)) for each in findings],
        note="" if result == "fixed" else "已再次书面提醒",
    )


def _outcomes(finding: Finding, share: float) -> dict[str, Any]:
    """What the re-check asks for of this matter, counted on `share` of the people."""
    people, amount = (
        int((finding.people or 0) * share),
        round((finding.amount or 0) * int(share * 100) / 100, 2),
    )
    return {name: amount if name.endswith("_amount") else people for name in outcomes_of(finding.matter)}
