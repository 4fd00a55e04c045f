"""How long is it, and says who. The limits themselves stand in `law.term_table`.

Conventions (民法典 201–203, 行政处罚法 85): the day of the event is not counted; working days follow
`law.workdays`; a limit in calendar days or months whose last day is a rest day ends on the next
working day; hours run through rest days. The version in force on the start day applies.
"""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from law import policy, workdays
from law.calendars import Calendar
from law.clock import day_of, end_of_day, instant_of
from law.explain import sentences
from law.term_table import TERMS, VERSIONS, Term, Unit

__all__ = ["TERMS", "VERSIONS", "Due", "NoTermInForce", "Term", "Unit", "codes", "count", "due", "term"]

HOURS_PER_DAY = 24
MONTHS_IN = {Unit.MONTH: 1, Unit.YEAR: 12}


class NoTermInForce(LookupError):
    """No version of that term is in force on that day, or there is no such code."""


@dataclass(frozen=True)
class Due:
    """When a limit ends.

    `on` is the last day in time; `at` the last instant, only for limits in hours with a known start
    instant. `provisional` means the count ran into a year whose holidays are not announced. `nominal`
    is the last day before it moved off a rest day.
    """

    on: date
    at: datetime | None
    provisional: bool
    term: Term
    start: date | datetime
    nominal: date
    calendar: Calendar = field(repr=False, compare=False)

    @property
    def explanation(self) -> tuple[str, ...]:
        """Chinese sentences that show how the day was found: start, rule, days skipped, result."""
        return sentences(
            self.term, self.start, self.nominal, self.on,
            at=self.at, provisional=self.provisional, calendar=self.calendar,
        )  # fmt: skip

    @property
    def ends_at(self) -> datetime:
        """The instant after which it is late."""
        return self.at or end_of_day(self.on)

    def is_edge(self, day: date) -> bool:
        """Whether `day` is a last day the law leaves in doubt: a person must confirm (limitation)."""
        return self.term.is_edge_doubtful and day_of(day) == self.on


_BY_CODE: dict[str, tuple[Term, ...]] = {
    code: tuple(row for row in TERMS if row.code == code) for code in {row.code for row in TERMS}
}


def codes() -> list[str]:
    """All codes, in the order of the table."""
    return list(dict.fromkeys(row.code for row in TERMS))


def term(code: str, on: date | datetime, **facts: bool) -> Term:
    """The version of `code` in force on `on`, with the local amount of that day filled in.

    `facts` choose a variant (`red_flag`, `harm`, `orange`, `red`). Raises `NoTermInForce`, and
    `TypeError` for a fact this code does not know.
    """
    day, versions = day_of(on), _BY_CODE.get(code, ())
    if not versions:
        raise NoTermInForce(f"没有名为 {code} 的期限。")
    unknown = set(facts) - {version.when for version in versions if version.when}
    if unknown:
        raise TypeError(f"{code} does not know the facts {sorted(unknown)}")
    fitting = [v for v in versions if v.applies_on(day) and (not v.when or facts.get(v.when))]
    if not fitting:
        raise NoTermInForce(f"{versions[0].label}在 {day:%Y-%m-%d} 尚无依据，请核对日期。")
    return _with_local_amount(max(fitting, key=lambda v: bool(v.when)), day)


def due(code: str, start: date | datetime, *, calendar: Calendar | None = None, **facts: bool) -> Due:
    """When the limit `code` that started at `start` ends.

    `start` is the day of the event (for `hearing.notice` the day of the hearing, and the answer the
    last day to give notice; for hours an instant). Never raises for an unannounced year: the answer
    is then provisional. Raises `NoTermInForce` before the law existed.
    """
    return count(term(code, start, **facts), start, calendar=calendar)


def count(rule: Term, start: date | datetime, *, calendar: Calendar | None = None) -> Due:
    """When a limit of this very rule ends; for a clock that keeps the rule and the amount it started with."""
    calendar = calendar or workdays.current()
    if rule.unit == Unit.HOUR:
        return _due_in_hours(rule, start, calendar)
    first = day_of(start)
    nominal = _nominal(rule, first, calendar)
    on = _rolled(rule, nominal, calendar)
    touched = (first, on) if rule.unit == Unit.WORKDAY else (nominal, on)
    provisional = rule.rolls and not _is_known(calendar, *touched)
    return Due(on, None, provisional, rule, first, nominal, calendar)


def _due_in_hours(rule: Term, start: date | datetime, calendar: Calendar) -> Due:
    if not isinstance(start, datetime):
        on = start + timedelta(days=-(-rule.amount // HOURS_PER_DAY))
        return Due(on, None, False, rule, start, on, calendar)
    begun = instant_of(start)
    at = begun + timedelta(hours=rule.amount)
    return Due(at.date(), at, False, rule, begun, at.date(), calendar)


def _nominal(rule: Term, start: date, calendar: Calendar) -> date:
    """The last day as the law counts it, before it is moved off a rest day."""
    amount = -rule.amount if rule.is_backward else rule.amount
    if rule.unit == Unit.WORKDAY:
        return workdays.add_workdays(start, amount, provisional=True, calendar=calendar)
    if rule.unit == Unit.DAY:
        return start + timedelta(days=amount)
    return _add_months(start, amount * MONTHS_IN[rule.unit])


def _rolled(rule: Term, nominal: date, calendar: Calendar) -> date:
    if not rule.rolls:
        return nominal
    move = workdays.previous_workday if rule.is_backward else workdays.next_workday
    return move(nominal, provisional=True, calendar=calendar)


def _add_months(start: date, count: int) -> date:
    """The same day `count` months on, or the last day of a month too short for it (民法典 202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, min(start.day, months.monthrange(year, month + 1)[1]))


def _is_known(calendar: Calendar, a: date, b: date) -> bool:
    first, last = sorted((a.year, b.year))
    return all(calendar.knows(year) for year in range(first, last + 1))


def _with_local_amount(version: Term, day: date) -> Term:
    if not version.policy:
        return version
    amount = policy.integer(version.policy, day)
    return version if amount == version.amount else replace(version, amount=amount)
