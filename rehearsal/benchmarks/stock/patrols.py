"""Patrols with who was there and their clocks."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from campaign.phases import Phase
from campaign.workflow import Stage as Reached
from findings.checklist import LINES
from inspections.patrols.deadlines import RECTIFICATION, RED_FLAG_REPORT
from inspections.patrols.models import Patrol, Patroller
from inspections.patrols.workflow import State
from law.clock import instant_of
from registry.models import Employer
from rehearsal import names
from rehearsal.benchmarks.scale import DAY
from rehearsal.benchmarks.stock.escalations import write_escalations
from rehearsal.benchmarks.stock.findings import Draft, write_findings
from rehearsal.benchmarks.stock.rows import clock_row, days_after, in_sets, write
from rehearsal.hours import working
from rehearsal.script import problems
from rehearsal.stage import Stage

PROBLEM_SHARE, RED_SHARE, UNREPORTED_SHARE = 0.42, 0.05, 0.04
ORDERED, ORDERED_WEIGHTS = (State.RECTIFIED, State.RECTIFYING, State.ESCALATED), (80, 12, 8)
REACHED = {
    State.CLOSED: Reached.PATROLLED, State.RECORDED: Reached.PATROLLED, State.RECTIFYING: Reached.RECTIFYING,
    State.RECTIFIED: Reached.RECTIFIED, State.ESCALATED: Reached.ESCALATED,
}  # fmt: skip


def write_patrols(stage: Stage, number: int) -> dict[int, str]:
    """Write so many patrols; returns how far their employers (by id) got."""
    reached: dict[int, str] = {}
    for drafts in in_sets(_drafts(stage, number)):
        write(draft.patrol for draft in drafts)
        write(_patrollers(drafts))
        write_findings(drafts)
        write_escalations(drafts)
        write(_clocks(drafts))
        reached |= {draft.patrol.employer_id: REACHED[draft.patrol.state] for draft in drafts}
    return reached


def _drafts(stage: Stage, number: int) -> Iterator[Draft]:
    random, window = stage.random("bench patrols"), stage.campaign.window(Phase.PATROL)
    days = working(window.starts_on, window.ends_on)
    active = [each for each in stage.employers if each.is_active]
    for serial in range(1, number + 1):
        yield _draft(stage, random, random.choice(active), random.choice(days), serial)


def _draft(stage: Stage, random: Random, employer: Employer, day: date, serial: int) -> Draft:
    category = employer.categories.all()[0].code
    red = problems.red_flag(random, category, day) if random.random() < RED_SHARE else []
    common = random.random() < PROBLEM_SHARE
    found = red + (problems.ordinary(random, category, random.choice((1, 1, 2, 3))) if common else [])
    state = _state(random, bool(red), bool(found))
    is_ordered = state in (State.RECTIFYING, State.RECTIFIED)
    due = days_after(day, random, 8, 45) if is_ordered else None
    people = max(1, employer.headcount or 5)
    patrol = Patrol(
        number=f"青西新人社巡字〔{day.year}〕第{serial}号",
        campaign=stage.campaign,
        employer=employer,
        town_id=employer.town_id,
        phase=Phase.PATROL,
        patrolled_on=day,
        started_at=instant_of(day),
        recorded_at=instant_of(day),
        recorded_by=stage.people.officer(employer.town_id, random),
        state=state,
        state_since=instant_of(day),
        headcount=people,
        contracts_signed=people - random.randint(0, min(3, people)),
        wages_due=people * 4100,
        wages_paid=people * 4100,
        leaflets=random.randint(1, 30),
        answers={line.letter: "ok" for line in LINES},
        signature="signed",
        is_red_flag=bool(red),
        ordered_on=day if is_ordered else None,
        rectification_number=f"青西新人社整字〔{day.year}〕第{serial}号" if is_ordered else "",
        rectify_by=due,
    )
    reported_on = days_after(day, random, 0, 2) if state == State.ESCALATED else None
    rechecked_on = days_after(day, random, 5, 24) if state == State.RECTIFIED else None
    return Draft(patrol, found, rechecked_on, reported_on)


def _state(random: Random, is_red: bool, is_bad: bool) -> str:
    if is_red:
        return State.RECORDED if random.random() < UNREPORTED_SHARE else State.ESCALATED
    return random.choices(ORDERED, ORDERED_WEIGHTS)[0] if is_bad else State.CLOSED


def _patrollers(drafts: list[Draft]) -> Iterator[Patroller]:
    for draft in drafts:
        officer = draft.patrol.recorded_by
        yield Patroller(patrol=draft.patrol, name=officer.name, duty="part_time", user=officer)
        yield Patroller(patrol=draft.patrol, name=f"{names.SURNAMES[draft.patrol.pk % 90]}协管员")


def _clocks(drafts: list[Draft]) -> Iterator[Any]:
    for patrol, _found, rechecked_on, reported_on in drafts:
        if patrol.ordered_on:
            yield clock_row(patrol, RECTIFICATION, patrol.ordered_on, patrol.rectify_by, rechecked_on)
        if patrol.is_red_flag and patrol.patrolled_on < DAY:
            yield clock_row(patrol, RED_FLAG_REPORT, patrol.patrolled_on, 1, reported_on)
