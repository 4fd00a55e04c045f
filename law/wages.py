"""Wages: what is owed and missing by worker and month, the minimum wage, overtime, and months only partly worked.

Money is Decimal yuan, rounded half up to the fen only at the end. The bases stand in `law.wage_base`, overtime in
`law.overtime`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from law import workdays
from law.assessment import ZERO, fen
from law.overtime import MonthOvertime, Overtime, OvertimePay, PayKind, month_overtime, overtime_pay, pay_kind
from law.statutory_days import is_statutory
from law.wage_base import (
    PAID_DAYS,
    WagesInvalid,
    day_wage,
    hour_wage,
    leave_pay,
    minimum_hour,
    minimum_source,
    minimum_wage,
    money,
)  # fmt: skip
from law.workdays import Calendar

__all__ = [
    "Arrears", "MonthOvertime", "MonthOwed", "Overtime", "OvertimePay", "PartMonth", "PayKind", "WageRow", "WagesInvalid",
    "arrears", "day_wage", "hour_wage", "leave_pay", "minimum_hour", "minimum_source", "minimum_wage", "month_overtime",
    "overtime_pay", "part_month", "pay_kind",
]  # fmt: skip


@dataclass(frozen=True)
class WageRow:
    """What one worker was owed and paid for one month, in yuan; several rows of a month are added.

    `month` is any day of it. `not_counted` is the part of `owed` that does not count towards the minimum wage (overtime,
    shift and hardship allowances: 最低工资规定 12). `is_full_month`: without it no minimum is compared.
    """

    worker: str
    month: date
    owed: Decimal
    paid: Decimal = ZERO
    not_counted: Decimal = ZERO
    is_full_month: bool = True
    town: str = ""


@dataclass(frozen=True)
class MonthOwed:
    """One worker's month. `missing` is never negative: what is paid too much in one month pays no other."""

    worker: str
    month: date
    owed: Decimal
    paid: Decimal
    missing: Decimal
    below_minimum: Decimal


@dataclass(frozen=True)
class Arrears:
    """Wages owed, by worker and month; months in order, workers in the order they came."""

    months: tuple[MonthOwed, ...]

    @property
    def owed(self) -> Decimal:
        """Owed in all."""
        return sum((each.owed for each in self.months), start=ZERO)

    @property
    def paid(self) -> Decimal:
        """Paid in all."""
        return sum((each.paid for each in self.months), start=ZERO)

    @property
    def missing(self) -> Decimal:
        """Owed and not paid, in all; without the difference to the minimum wage."""
        return sum((each.missing for each in self.months), start=ZERO)

    @property
    def below_minimum(self) -> Decimal:
        """What the agreed wages fall short of the minimum, in all (劳动合同法 85(二))."""
        return sum((each.below_minimum for each in self.months), start=ZERO)

    @property
    def due(self) -> Decimal:
        """What an order to pay names: what is missing and the difference to the minimum."""
        return self.missing + self.below_minimum

    @property
    def workers(self) -> tuple[str, ...]:
        """Those to whom something is due."""
        return tuple(dict.fromkeys(each.worker for each in self.months if each.missing or each.below_minimum))

    def of(self, worker: str) -> Arrears:
        """The part of one worker."""
        return Arrears(tuple(each for each in self.months if each.worker == worker))

    @property
    def months_missing(self) -> int:
        """In how many different months wages are missing."""
        return len({each.month for each in self.months if each.missing})


def arrears(rows: Iterable[WageRow]) -> Arrears:
    """Owed, paid and missing per worker and month. Raises `WagesInvalid` for a negative sum or none.

    Kept by month so that the minimum wage, the two years of 劳动保障监察条例 20 and the three months of
    法释〔2013〕3号 can be read off.
    """
    by_month: dict[tuple[str, date], list[WageRow]] = {}
    for row in rows:
        _check(row)
        by_month.setdefault((row.worker, row.month.replace(day=1)), []).append(row)
    order = {
        worker: index for index, worker in enumerate(dict.fromkeys(worker for worker, _month in by_month))
    }
    keys = sorted(by_month, key=lambda key: (order[key[0]], key[1]))
    return Arrears(tuple(_month_owed(worker, month, by_month[worker, month]) for worker, month in keys))


def _check(row: WageRow) -> None:
    for amount in (row.owed, row.paid, row.not_counted):
        if not amount.is_finite() or amount < 0:
            raise WagesInvalid(
                _("%(worker)s：应发、已发须是不小于零的金额，请核对。") % {"worker": row.worker}
            )
    if not row.worker.strip():
        raise WagesInvalid(_("请填写劳动者姓名。"))


def _month_owed(worker: str, month: date, rows: list[WageRow]) -> MonthOwed:
    owed, paid = sum((row.owed for row in rows), start=ZERO), sum((row.paid for row in rows), start=ZERO)
    counted = owed - sum((row.not_counted for row in rows), start=ZERO)
    is_full = all(row.is_full_month for row in rows)
    short = max(ZERO, minimum_wage(month, rows[0].town) - counted) if is_full else ZERO
    return MonthOwed(worker, month, fen(owed), fen(paid), fen(max(ZERO, owed - paid)), fen(short))


@dataclass(frozen=True)
class PartMonth:
    """What a month partly worked pays, in yuan, in the three ways in use; no article chooses one.

    `by_days_worked` is the house's default; contract or house rules come first if they say how.
    """

    by_days_worked: Decimal
    by_days_missed: Decimal
    by_share: Decimal
    paid_days: int
    all_days: int

    @property
    def missed_days(self) -> int:
        """Paid days of the month that were not worked."""
        return self.all_days - self.paid_days


def part_month(
    month_wage: Decimal,
    first: date,
    last: date,
    *,
    absent: Collection[date] = (),
    calendar: Calendar | None = None,
) -> PartMonth:
    """The wage of the month of `first` for who was employed from `first` to `last`, away on the days `absent`.

    Paid days are working days present and statutory days inside the employment. A full month is the month wage. Raises
    `WagesInvalid` when the days lie in two months, `CalendarUnknown` for a year without its holidays.
    """
    if last < first or (first.year, first.month) != (last.year, last.month):
        raise WagesInvalid(_("起止日期须在同一个月内，且结束不早于开始，请核对。"))
    wage, begin = money(month_wage), first.replace(day=1)
    days = [begin + timedelta(n) for n in range((_next_month(begin) - begin).days)]
    paying = [day for day in days if workdays.is_workday(day, calendar=calendar) or is_statutory(day)]
    paid = [day for day in paying if first <= day <= last and (is_statutory(day) or day not in absent)]
    if len(paid) == len(paying):
        return PartMonth(fen(wage), fen(wage), fen(wage), len(paid), len(paying))
    missed = len(paying) - len(paid)
    return PartMonth(
        fen(min(wage, wage * len(paid) / PAID_DAYS)),
        fen(max(ZERO, wage - wage * missed / PAID_DAYS)),
        fen(wage * len(paid) / len(paying)),
        len(paid),
        len(paying),
    )


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
