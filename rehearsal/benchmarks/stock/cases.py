"""Cases on their way from the clue to the archive, each as far as the days since its start allow, with their clocks."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from campaign.workflow import Stage as Reached
from inspections.cases.models import Case
from inspections.cases.workflow import State
from law.clock import instant_of
from rehearsal.benchmarks.scale import DAY
from rehearsal.benchmarks.stock.rows import clock_row, days_after, in_sets, pair, wages_row, write
from rehearsal.hours import working
from rehearsal.stage import Stage

FIRST = date(2021, 3, 8)
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
        write(drafts)
        write(clock for case in drafts for clock in _clocks(case))
        paid = [each for each in drafts if each.executed_on and each.back_pay_amount]
        write(wages_row(each, each.executed_on, each.back_pay_people, each.back_pay_amount) for each in paid)
        reached |= {
            case.employer_id: Reached.CONCLUDED if case.closed_on else Reached.CASE for case in drafts
        }
    return reached


def _drafts(stage: Stage, number: int) -> Iterator[Case]:
    random, days = stage.random("bench cases"), working(FIRST, DAY)
    active = [each for each in stage.employers if each.is_active]
    for serial in range(1, number + 1):
        employer, kind = random.choice(active), random.choice(list(MATTERS))
        lead, second = pair(stage.people.certified, random)
        dates, state = _dates(random, random.choice(days))
        yield Case(
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
            **dates,
            **_numbers(dates, serial),
            **(_decision(random, kind, dates) if "decided_on" in dates else {}),
        )


def _dates(random: Random, day: date) -> tuple[dict[str, date], str]:
    """The days of its way until `DAY`, and where it then stands."""
    dates, state = {}, WAY[0][0]
    for reached, field, least, most in WAY:
        day = days_after(day, random, least, most)
        if day > DAY:
            break
        dates[field], state = day, reached
    return dates, state


def _numbers(dates: dict[str, date], serial: int) -> dict[str, str]:
    return {
        number: f"青西新人社{mark}字〔2021〕第{serial}号"
        for number, mark, field in (
            ("filing_number", "监立", "filed_on"),
            ("decision_number", "监决", "decided_on"),
        )
        if field in dates
    }


def _decision(random: Random, kind: str, dates: dict[str, date]) -> dict[str, Any]:
    """What was decided and, once executed, collected; in yuan."""
    due = Decimal(random.randrange(2000, 60000, 500))
    people = random.randint(1, 20)
    if kind != "penalty":
        return {"decision_kind": kind, "back_pay_amount": due, "back_pay_people": people}
    collected = {"fine_collected": due} if "executed_on" in dates else {}
    return {"decision_kind": kind, "fine_amount": due, **collected}


def _clocks(case: Case) -> Iterator[Any]:
    service = ("service.penalty_decision" if case.is_penalty else "service.handling_decision",)
    for code, start, stop, days in (*CLOCKS, (*service, "decided_on", "served_on", 7)):
        if getattr(case, start):
            yield clock_row(case, code, getattr(case, start), days, getattr(case, stop))
