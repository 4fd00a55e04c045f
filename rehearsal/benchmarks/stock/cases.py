"""Cases on their way from the clue to the archive, each as far as the days since its start allow, with their clocks."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from django.db import transaction

from campaign.workflow import Stage as Reached
from inspections.cases.kinds import Paid
from inspections.cases.models import Case, Decision, Payment
from inspections.cases.workflow import State
from law.clock import instant_of
from rehearsal.benchmarks.scale import DAY
from rehearsal.benchmarks.stock.rows import clock_row, days_after, in_sets, pair, wages_row, write
from rehearsal.hours import working
from rehearsal.stage import Stage

FIRST = date(2021, 3, 8)
Dates = dict[str, date]
# The days that stand on the case itself.
OWN = ("found_on", "filed_on", "investigated_on", "closed_on", "archived_on")
# The way of a case: the state it comes to, the field that keeps the day, and how many days that takes.
WAY = (
    (State.CLUE, "found_on", 0, 0),
    (State.INVESTIGATING, "filed_on", 2, 6),
    (State.INVESTIGATED, "investigated_on", 8, 40),
    (State.REVIEWED, "reviewed_on", 2, 6),
    (State.NOTIFIED, "notified_on", 1, 3),
    (State.DECIDED, "decided_on", 4, 10),
    (State.SERVED, "served_on", 0, 6),
    (State.EXECUTED, "executed_on", 4, 15),
    (State.CLOSED, "closed_on", 2, 8),
    (State.ARCHIVED, "archived_on", 5, 25),
)
# A clock: from the day in one field to the day in another, and its working days.
CLOCKS = (
    ("case.investigation", "filed_on", "investigated_on", 60),
    ("case.decision", "investigated_on", "decided_on", 15),
    ("penalty.advance_notice", "notified_on", "decided_on", 3),
    ("case.archive", "closed_on", "archived_on", 30),
)
MATTERS = {"handling": "wage_arrears", "penalty": "illegal_overtime"}
SOURCES = ("complaint", "inspection", "escalation", "transfer")


def write_cases(stage: Stage, number: int) -> dict[int, str]:
    """Write so many cases; returns how far their employers (by id) got."""
    reached: dict[int, str] = {}
    for drafts in in_sets(_drafts(stage, number)):
        cases = [case for case, _dates in drafts]
        _write_decided(drafts)
        write(clock for case, dates in drafts for clock in _clocks(case, dates))
        paid = [case.decision for case in cases if case.decision and case.decision.executed_on]
        write(payment for payment in map(_payment, paid))
        write(
            wages_row(each.case, each.executed_on, each.back_pay_people, each.back_pay)
            for each in paid
            if each.back_pay
        )
        reached |= {case.employer_id: Reached.CONCLUDED if case.closed_on else Reached.CASE for case in cases}
    return reached


@transaction.atomic
def _write_decided(drafts: list[tuple[Case, Dates]]) -> None:
    """Cases and their decisions, which point at each other; the database looks at the end of the transaction."""
    decided = [(case, case.decision, dates) for case, dates in drafts if case.decision]
    for _case, decision, _dates in decided:
        decision.case_id = 0
    write(decision for _case, decision, _dates in decided)
    for case, decision, dates in decided:
        case.decision, decision.decided_on = decision, dates["decided_on"]
    write(case for case, _dates in drafts)
    for case, decision, _dates in decided:
        decision.case = case
    Decision.objects.bulk_update(
        [decision for _case, decision, _dates in decided], ["case", "decided_on"], batch_size=500
    )


def _payment(decision: Decision) -> Payment:
    what = Paid.FINE if decision.fine else Paid.WAGES
    return Payment(
        decision=decision,
        what=what,
        amount=decision.ordered(what),
        people=decision.back_pay_people,
        paid_on=decision.executed_on,
    )


def _drafts(stage: Stage, number: int) -> Iterator[tuple[Case, Dates]]:
    random, days = stage.random("bench cases"), working(FIRST, DAY)
    active = [each for each in stage.employers if each.is_active]
    for serial in range(1, number + 1):
        employer, kind = random.choice(active), random.choice(list(MATTERS))
        lead, second = pair(stage.people.certified, random)
        dates, state = _dates(random, random.choice(days))
        case = Case(
            number=f"青西新人社监线字〔2021〕第{serial}号",
            source=random.choice(SOURCES),
            campaign=stage.campaign,
            employer=employer,
            town_id=employer.town_id,
            matters=[MATTERS[kind]],
            cause="考勤与询问笔录一致",
            people_count=random.randint(1, 20),
            lead=lead,
            second=second,
            state=state,
            state_since=instant_of(max(dates.values())),
            filing_number=f"青西新人社监立字〔2021〕第{serial}号" if "filed_on" in dates else "",
            decision=_decision(random, kind, dates) if "decided_on" in dates else None,
            **{field: day for field, day in dates.items() if field in OWN},
        )
        yield case, dates


def _dates(random: Random, day: date) -> tuple[Dates, str]:
    """The days of its way until `DAY`, and where it then stands."""
    dates: Dates = {}
    state = WAY[0][0]
    for reached, field, least, most in WAY:
        day = days_after(day, random, least, most)
        if day > DAY:
            break
        dates[field], state = day, reached
    return dates, state


def _decision(random: Random, kind: str, dates: Dates) -> Decision:
    """What was decided, in yuan."""
    due = Decimal(random.randrange(2000, 60000, 500))
    people = random.randint(1, 20)
    ordered = {"fine": due} if kind == "penalty" else {"back_pay": due, "back_pay_people": people}
    return Decision(
        kind=kind,
        text="违法事实清楚，证据确凿",
        drafted_on=dates["decided_on"],
        served_on=dates.get("served_on"),
        executed_on=dates.get("executed_on"),
        **ordered,
    )


def _clocks(case: Case, dates: Dates) -> Iterator[Any]:
    service = ("service.penalty_decision" if case.is_penalty else "service.handling_decision",)
    for code, start, stop, days in (*CLOCKS, (*service, "decided_on", "served_on", 7)):
        if start in dates:
            yield clock_row(case, code, dates[start], days, dates.get(stop))
