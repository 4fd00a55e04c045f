"""Patrols with who was there, what they found, how it was set right or reported, and their clocks."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from accounts.models import User
from campaign.phases import Phase
from campaign.workflow import Stage
from findings.checklist import LINES
from findings.kinds import Origin
from inspections.patrols.deadlines import RECTIFICATION, RED_FLAG_REPORT
from inspections.patrols.models import Patrol, Patroller, Recheck, RecheckResult
from inspections.patrols.workflow import State
from registry.models import Town
from rehearsal import names
from rehearsal.benchmarks.scale import DAY, Scale
from rehearsal.benchmarks.stock.district import District, Firm, Year
from rehearsal.benchmarks.stock.escalations import write_escalation
from rehearsal.benchmarks.stock.findings import Place, write_finding, write_recoveries
from rehearsal.benchmarks.stock.trail import Deed, Run, instant
from rehearsal.benchmarks.stock.visit import Visit
from rehearsal.script import problems

PROBLEM_SHARE, RED_SHARE = 0.42, 0.05
REPORTED_SHARE = 0.09  # of those with common problems: not set right, and reported
UNREPORTED_SHARE = 0.15  # of the open ones: grave, and still to be reported
# So many of the open ones lie with one town, however small the district is.
AT_ONE_TOWN = 60
OK = {line.letter: "ok" for line in LINES}
REACHED = {
    State.CLOSED: Stage.PATROLLED, State.RECORDED: Stage.PATROLLED, State.RECTIFYING: Stage.RECTIFYING,
    State.RECTIFIED: Stage.RECTIFIED, State.ESCALATED: Stage.ESCALATED,
}  # fmt: skip


def write_patrols(district: District, scale: Scale, reached: dict[int, Stage]) -> None:
    """Write all patrols; `reached` learns how far their employers (by id) got."""
    for visit in _visits(district, scale):
        reached[visit.firm.pk] = REACHED[visit.state]
        pk = district.shelf.next_key(Patrol)
        kept = district.trail.clocks(Patrol, pk, list(_clocks(visit)))
        number = _write(district, pk, visit, kept)
        _write_patrollers(district, pk, visit.officer)
        _write_findings(district, pk, visit)
        district.trail.told(Patrol, pk, number, list(_deeds(visit)))
        if visit.reported_on or visit.state == State.RECORDED:
            write_escalation(district, pk, visit, number)


def _visits(district: District, scale: Scale) -> Iterator[Visit]:
    random, days = district.random("patrols"), district.days(Phase.PATROL, DAY)
    first = Town.objects.order_by("order", "pk")[0].pk
    serial = 0
    for year, is_open, number in district.shares(scale.patrols, scale.open_patrols):
        near = [firm for firm in year.firms if firm.town == first] or year.firms
        for place in range(number):
            serial += 1
            firms = near if is_open and place < AT_ONE_TOWN else year.firms
            yield _visit(district, random, year, random.choice(firms), random.choice(days), serial, is_open)


def _visit(
    district: District, random: Random, year: Year, firm: Firm, day: date, serial: int, is_open: bool
) -> Visit:
    is_red = random.random() < (UNREPORTED_SHARE if is_open else RED_SHARE)
    is_bad = is_open or random.random() < PROBLEM_SHARE
    found = problems.red_flag(random, firm.category, day) if is_red else []
    if is_bad:
        found += problems.ordinary(random, firm.category, random.choice((1, 1, 2, 3)))
    state = _state(random, is_red, is_bad, is_open)
    is_ordered, is_reported = state in (State.RECTIFYING, State.RECTIFIED), state == State.ESCALATED
    reported_on = _after(day, random, 0, 2) if is_reported else None
    return Visit(
        year=year,
        firm=firm,
        officer=district.people.officer(firm.town, random),
        serial=serial,
        day=year.day(day),
        found=found,
        is_red=is_red,
        state=state,
        due=year.day(_after(day, random, 8, 45)) if is_ordered else None,
        rechecked_on=year.day(_after(day, random, 5, 24)) if state == State.RECTIFIED else None,
        reported_on=year.day(reported_on) if reported_on else None,
        answered_on=year.day(_after(reported_on, random, 0, 1)) if reported_on else None,
    )


def _state(random: Random, is_red: bool, is_bad: bool, is_open: bool) -> State:
    if is_open:
        return State.RECORDED if is_red else State.RECTIFYING
    if is_red:
        return State.ESCALATED
    if not is_bad:
        return State.CLOSED
    return State.ESCALATED if random.random() < REPORTED_SHARE else State.RECTIFIED


def _after(day: date, random: Random, least: int, most: int) -> date:
    return day + timedelta(days=random.randint(least, most))


def _clocks(visit: Visit) -> Iterator[Run]:
    if visit.due:
        yield RECTIFICATION, visit.day, visit.due, visit.rechecked_on
    if visit.is_red:
        yield RED_FLAG_REPORT, visit.day, 1, visit.reported_on


def _deeds(visit: Visit) -> Iterator[Deed]:
    yield "record_patrol", "", State.RECORDED, visit.officer, visit.day
    if visit.state == State.CLOSED:
        yield "close_patrol", State.RECORDED, State.CLOSED, visit.officer, visit.day
    if visit.due:
        yield "order_rectification", State.RECORDED, State.RECTIFYING, visit.officer, visit.day
    if visit.rechecked_on:
        yield "record_recheck", State.RECTIFYING, State.RECTIFYING, visit.officer, visit.rechecked_on
        yield "confirm_rectified", State.RECTIFYING, State.RECTIFIED, visit.officer, visit.rechecked_on
    if visit.reported_on:
        yield "escalate", State.RECORDED, State.ESCALATED, visit.officer, visit.reported_on


def _write(district: District, pk: int, visit: Visit, kept: dict[str, Any]) -> str:
    """Write the patrol itself; returns its number."""
    number = f"青西新人社巡字〔{visit.day.year}〕第{visit.serial}号"
    people = max(1, visit.firm.headcount)
    district.shelf.add(
        Patrol,
        pk,
        uid=UUID(int=(0x4000_8000 << 64) + visit.serial),
        number=number,
        campaign_id=visit.year.campaign,
        employer_id=visit.firm.pk,
        town_id=visit.firm.town,
        phase=Phase.PATROL,
        patrolled_on=visit.day,
        started_at=instant(visit.day),
        recorded_at=instant(visit.day),
        recorded_by_id=visit.officer.pk,
        state=visit.state,
        state_since=instant(visit.rechecked_on or visit.reported_on or visit.day),
        headcount=people,
        contracts_signed=people - visit.serial % min(4, people),
        insured=people - visit.serial % min(3, people),
        wages_due=people * 4100,
        wages_paid=people * 4100,
        leaflets=1 + visit.serial % 30,
        answers=OK,
        signature="signed",
        is_red_flag=visit.is_red,
        ordered_on=visit.day if visit.due else None,
        rectification_number=number.replace("巡字", "整字") if visit.due else "",
        rectify_by=visit.due,
        rectified_on=visit.rechecked_on,
        **kept,
    )
    return number


def _write_patrollers(district: District, pk: int, officer: User) -> None:
    add, beside = district.shelf.add, f"{names.SURNAMES[pk % len(names.SURNAMES)]}协管员"
    add(Patroller, patrol_id=pk, name=officer.name, duty="part_time", user_id=officer.pk)
    add(Patroller, patrol_id=pk, name=beside, duty="assistant", user_id=None)


def _write_findings(district: District, pk: int, visit: Visit) -> None:
    """The problems and, where they were set right, the look that saw it and what it brought."""
    shelf, on = district.shelf, visit.rechecked_on
    facts = (Origin.PATROL, visit.firm, visit.year.campaign)
    place = Place(Patrol, pk, *facts)
    findings = [
        write_finding(shelf, place, each, visit.day, rectify_by=visit.due, fixed_on=on)
        for each in visit.found
    ]
    if on is None:
        return
    look = shelf.add(
        Recheck,
        patrol_id=pk,
        rechecked_on=on,
        rechecked_by=visit.officer.name,
        recorded_by_id=visit.officer.pk,
        recorded_at=instant(on),
    )
    for finding, problem in zip(findings, visit.found, strict=True):
        shelf.add(RecheckResult, recheck_id=look, finding_id=finding, result="fixed")
        write_recoveries(shelf, Place(Recheck, look, *facts), finding, problem, on)
