"""The wages of the calculator: rows of workers and months, typed or pasted, and what is still owed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import cached_property

from law import crimes
from law.assessment import ZERO, between, fen
from law.facts import Facts
from law.norms import norms_for
from law.overtime import MonthOvertime, PayKind
from law.penalties import assess
from law.wages import (
    Arrears,
    MonthOwed,
    PartMonth,
    WageRow,
    arrears,
    day_wage,
    hour_wage,
    leave_pay,
    minimum_source,
    minimum_wage,
    month_overtime,
    part_month,
)

UNPAID = "overdue_pay_order"


@dataclass(frozen=True)
class Typed:
    """One worker's month as it was typed; `owed` is the wage of the month before overtime."""

    worker: str
    month: date
    wage: Decimal
    owed: Decimal
    paid: Decimal
    hours: dict[PayKind, Decimal]


@dataclass(frozen=True)
class WageLine:
    """One row of the answer."""

    typed: Typed
    overtime: MonthOvertime
    owed: MonthOwed

    @property
    def day_wage(self) -> Decimal:
        return fen(day_wage(self.overtime.base))

    @property
    def hour_wage(self) -> Decimal:
        return fen(hour_wage(self.overtime.base))

    @property
    def kinds(self) -> list[tuple[PayKind, Decimal, Decimal]]:
        """(kind, hours, pay) for every kind of day, in the order of the columns."""
        found = {line.kind: line for line in self.overtime.lines}
        return [
            (kind, found[kind].hours if kind in found else ZERO, found[kind].pay if kind in found else ZERO)
            for kind in PayKind
        ]

    @property
    def due(self) -> Decimal:
        return self.owed.missing + self.owed.below_minimum


@dataclass(frozen=True)
class WageTable:
    """All rows, their sums, and what follows when an order to pay runs out."""

    lines: list[WageLine]
    arrears: Arrears
    is_expired: bool
    is_posted: bool
    on: date

    @property
    def workers(self) -> int:
        return len({line.typed.worker for line in self.lines})

    @property
    def kinds(self) -> list[tuple[PayKind, Decimal, Decimal]]:
        """(kind, hours, pay), each summed."""
        columns = zip(*(line.kinds for line in self.lines), strict=True)
        return [
            (column[0][0], sum((each[1] for each in column), ZERO), sum((each[2] for each in column), ZERO))
            for column in columns
        ]

    @cached_property
    def extra(self) -> str:
        """Between which sums the extra payment to the workers may lie, once an order has run out."""
        made = assess(UNPAID, Facts(amount=self.arrears.due, on=self.on, order_expired=True))
        return between(made.to_workers_min, made.to_workers_max) if made.to_workers_max else ""

    @property
    def extra_article(self) -> str:
        return "、".join(dict.fromkeys(each.citation for each in norms_for(UNPAID, self.on)))

    @cached_property
    def crime(self) -> crimes.WageCrime:
        facts = crimes.facts_of(
            self.arrears, order_expired=self.is_expired, was_posted=self.is_posted, on=self.on
        )
        return crimes.wages_crime(facts)

    @property
    def months(self) -> list[date]:
        return sorted({line.owed.month for line in self.lines})

    @property
    def minimums(self) -> list[tuple[str, Decimal, str]]:
        """(first month, sum, notice) of every minimum wage the rows were measured by."""
        found: dict[Decimal, tuple[str, Decimal, str]] = {}
        for month in self.months:
            found.setdefault(
                minimum_wage(month), (f"{month:%Y-%m}", minimum_wage(month), minimum_source(month))
            )
        return list(found.values())


def typed_of(data: dict[str, Any]) -> Typed:
    """A valid `WageRowForm` as a row; the wage of the month where nobody said what was owed."""
    wage = data["wage"]
    return Typed(
        data["worker"],
        data["month"],
        wage,
        wage if data["owed"] is None else data["owed"],
        data["paid"] or ZERO,
        {kind: data[kind.value] for kind in PayKind if data[kind.value]},
    )


def counted(row: Typed) -> MonthOvertime:
    """The overtime of one row. Raises `law.wages.WagesInvalid`."""
    return month_overtime(row.wage, row.month, row.hours)


def table_of(rows: Sequence[Typed], *, is_expired: bool, is_posted: bool, on: date) -> WageTable:
    """All rows with what is owed. Two rows of one worker and month are one line. Raises `law.wages.WagesInvalid`."""
    merged = list(_merged(rows))
    overtime = [counted(row) for row in merged]
    owed = arrears(
        WageRow(
            row.worker,
            row.month,
            row.owed + extra.total,
            row.paid,
            extra.total,
            is_full_month=row.owed >= row.wage,
        )
        for row, extra in zip(merged, overtime, strict=True)
    )
    by_month = {(each.worker, each.month): each for each in owed.months}
    lines = [
        WageLine(row, extra, by_month[row.worker, row.month])
        for row, extra in zip(merged, overtime, strict=True)
    ]
    return WageTable(lines, owed, is_expired, is_posted, on)


def _merged(rows: Iterable[Typed]) -> Iterable[Typed]:
    """Rows of one worker and month together: sums and hours added, the higher wage kept."""
    found: dict[tuple[str, date], Typed] = {}
    for row in rows:
        other = found.get((row.worker, row.month))
        if other is not None:
            hours = {kind: row.hours.get(kind, ZERO) + other.hours.get(kind, ZERO) for kind in PayKind}
            row = Typed(
                row.worker,
                row.month,
                max(row.wage, other.wage),
                row.owed + other.owed,
                row.paid + other.paid,
                {kind: worked for kind, worked in hours.items() if worked},
            )
        found[row.worker, row.month] = row
    return found.values()


def part_of(data: dict[str, Any]) -> PartMonth | None:
    """A month partly worked, in three ways; None where none was asked for. Raises `WagesInvalid` or `CalendarUnknown`."""
    if data["part_wage"] is None:
        return None
    return part_month(data["part_wage"], data["first"], data["last"])


def leave_of(data: dict[str, Any]) -> Decimal | None:
    """What is added for leave not taken; None where it was not asked for."""
    if data["leave_wage"] is None:
        return None
    return leave_pay(data["leave_wage"], data["leave_days"])
