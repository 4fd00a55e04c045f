"""Cases on their way from the clue to the archive, with what was decided and paid, their papers and clocks."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from accounts.models import User
from campaign.workflow import Stage
from findings.kinds import Origin
from inspections.cases.kinds import Paid
from inspections.cases.models import Case, Decision, Party, Payment
from inspections.cases.workflow import State
from rehearsal.benchmarks.scale import CASES_LED, DAY, Scale
from rehearsal.benchmarks.stock.district import District, Firm, Year
from rehearsal.benchmarks.stock.findings import Place, write_recovery
from rehearsal.benchmarks.stock.inspections import held_by, pair
from rehearsal.benchmarks.stock.papers import write_papers
from rehearsal.benchmarks.stock.trail import Deed, Run, instant
from rehearsal.hours import working

FIRST = date(2021, 3, 8)
Dates = dict[str, date]
# The days that stand on the case itself.
OWN = ("found_on", "filed_on", "investigated_on", "closed_on", "archived_on")
# The way of a case: the state it comes to, the act, the field that keeps the day, and how many days that takes.
WAY = (
    (State.CLUE, "register_clue", "found_on", 0, 0),
    (State.INVESTIGATING, "approve_filing", "filed_on", 2, 6),
    (State.INVESTIGATED, "conclude_investigation", "investigated_on", 8, 40),
    (State.REVIEWED, "pass_review", "reviewed_on", 2, 6),
    (State.NOTIFIED, "give_notice", "notified_on", 1, 3),
    (State.DECIDED, "decide", "decided_on", 4, 10),
    (State.SERVED, "serve", "served_on", 0, 6),
    (State.EXECUTED, "record_execution", "executed_on", 4, 15),
    (State.CLOSED, "approve_closing", "closed_on", 2, 8),
    (State.ARCHIVED, "archive_case", "archived_on", 5, 25),
)
FASTEST = timedelta(days=sum(least for *_step, least, _most in WAY))
# A clock: from the day in one field to the day in another, and its working days.
CLOCKS = (
    ("case.investigation", "filed_on", "investigated_on", 60),
    ("case.decision", "investigated_on", "decided_on", 15),
    ("penalty.advance_notice", "notified_on", "decided_on", 3),
    ("service.paper", "notified_on", "notified_on", 7),
    ("decision.suit", "served_on", "executed_on", 120),
    ("case.closing", "executed_on", "closed_on", 15),
    ("case.archive", "closed_on", "archived_on", 30),
)
SERVICE = {"penalty": "service.penalty_decision", "handling": "service.handling_decision"}
PAYING = {"penalty": ("fine.payment", 11), "handling": ("decision.payment", 15)}
MATTERS = {"handling": "wage_arrears", "penalty": "illegal_overtime"}
SOURCES = ("complaint", "inspection", "escalation", "transfer")


class Draft(NamedTuple):
    """A case as it is made up; `due` is what is ordered, in yuan."""

    year: Year
    firm: Firm
    serial: int
    kind: str
    dates: Dates
    seats: list[User]
    due: Decimal
    people: int

    @property
    def state(self) -> State:
        return WAY[len(self.dates) - 1][0]


def write_cases(district: District, scale: Scale, reached: dict[int, Stage]) -> None:
    """Write all cases; `reached` learns how far their employers (by id) got."""
    random, days = district.random("cases"), working(FIRST, DAY)
    finished = [day for day in days if day <= DAY - FASTEST]
    serial = 0
    for year, is_open, number in district.shares(scale.cases, scale.open_of(scale.cases, CASES_LED)):
        for place in range(number):
            serial += 1
            dates = _open(random, days) if is_open else _finished(random, random.choice(finished))
            draft = Draft(
                year=year,
                firm=random.choice(year.firms),
                serial=serial,
                kind=random.choice(list(MATTERS)),
                dates={name: year.day(day) for name, day in dates.items()},
                seats=held_by(district, place // CASES_LED) if is_open else pair(district, random),
                due=Decimal(random.randrange(2000, 60000, 500)),
                people=random.randint(1, 20),
            )
            reached[draft.firm.pk] = Stage.CONCLUDED if "closed_on" in dates else Stage.CASE
            _write(district, random, draft)


def _open(random: Random, days: list[date]) -> Dates:
    """The days of a way that has not come to its end by `DAY`."""
    steps = [random.randint(least, most) for *_step, least, most in WAY]
    day = random.choice(days[-40:])
    dates: Dates = {}
    for (_state, _act, field, _least, _most), took in zip(WAY[:-2], steps, strict=False):
        day += timedelta(days=took)
        if day > DAY:
            break
        dates[field] = day
    return dates


def _finished(random: Random, day: date) -> Dates:
    """The days of a whole way; where it would not have ended by `DAY`, it went as fast as it can."""
    steps = [random.randint(least, most) for *_step, least, most in WAY]
    if day + timedelta(days=sum(steps)) > DAY:
        steps = [least for *_step, least, _most in WAY]
    dates: Dates = {}
    for (_state, _act, field, _least, _most), took in zip(WAY, steps, strict=True):
        day += timedelta(days=took)
        dates[field] = day
    return dates


def _write(district: District, random: Random, draft: Draft) -> None:
    pk, dates, shelf = district.shelf.next_key(Case), draft.dates, district.shelf
    number = f"青西新人社监线字〔{dates['found_on'].year}〕第{draft.serial}号"
    papers = write_papers(
        district,
        pk,
        kind=draft.kind,
        serial=draft.serial,
        party=f"单位{draft.firm.code}",
        dates=dates,
        seats=draft.seats,
    )
    decision = _write_decision(district, pk, draft, papers) if "decided_on" in dates else None
    kept = district.trail.clocks(Case, pk, list(_clocks(draft)))
    shelf.add(
        Case,
        pk,
        number=number,
        source=random.choice(SOURCES),
        campaign_id=draft.year.campaign,
        employer_id=draft.firm.pk,
        town_id=draft.firm.town,
        matters=[MATTERS[draft.kind]],
        cause="考勤与询问笔录一致",
        people_count=draft.people,
        lead_id=draft.seats[0].pk,
        second_id=draft.seats[1].pk,
        state=draft.state,
        state_since=instant(max(dates.values())),
        filing_number=number.replace("监线字", "监立字") if "filed_on" in dates else "",
        decision_id=decision,
        **{field: dates.get(field) for field in OWN},
        **kept,
    )
    shelf.add(Party, case_id=pk, role="unit", name=f"单位{draft.firm.code}")
    district.trail.told(Case, pk, number, list(_deeds(district, draft)))


def _write_decision(district: District, pk: int, draft: Draft, papers: dict[str, int]) -> int:
    dates, is_penalty = draft.dates, draft.kind == "penalty"
    shelf, executed_on = district.shelf, draft.dates.get("executed_on")
    decision = shelf.add(
        Decision,
        case_id=pk,
        paper_id=papers[f"{draft.kind}_decision"],
        kind=draft.kind,
        text="违法事实清楚，证据确凿",
        fine=draft.due if is_penalty else None,
        back_pay=None if is_penalty else draft.due,
        back_pay_people=None if is_penalty else draft.people,
        drafted_on=dates["decided_on"],
        decided_on=dates["decided_on"],
        served_on=dates.get("served_on"),
        executed_on=executed_on,
    )
    if executed_on:
        shelf.add(
            Payment,
            decision_id=decision,
            what=Paid.FINE if is_penalty else Paid.WAGES,
            amount=draft.due,
            people=None if is_penalty else draft.people,
            paid_on=executed_on,
        )
    if executed_on and not is_penalty:
        place = Place(Case, pk, Origin.CASE, draft.firm, draft.year.campaign)
        write_recovery(shelf, place, executed_on, people=draft.people, amount=draft.due)
    return decision


def _clocks(draft: Draft) -> Iterator[Run]:
    dates, (paying, days) = draft.dates, PAYING[draft.kind]
    own = ((SERVICE[draft.kind], "decided_on", "served_on", 7), (paying, "served_on", "executed_on", days))
    for code, start, stop, length in (*CLOCKS, *own):
        if start in dates:
            yield code, dates[start], length, dates.get(stop)


def _deeds(district: District, draft: Draft) -> Iterator[Deed]:
    """The steps, each by whom it belongs to: what is approved is approved by the head."""
    lead, head = draft.seats[0], district.people.head
    before: str = ""
    for state, act, field, _least, _most in WAY[: len(draft.dates)]:
        actor = head if act in ("approve_filing", "decide", "approve_closing") else lead
        yield act, before, state, actor, draft.dates[field]
        before = state
