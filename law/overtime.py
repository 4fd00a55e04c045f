"""Overtime: 150 % on an ordinary day, 200 % on a rest day without time off, 300 % on a statutory holiday (劳动法 44). Pure.

All three come on top of the month wage. The base is the contract wage, never below the minimum of that month.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from law import workdays
from law.assessment import ZERO, fen, yuan
from law.explain import day_text
from law.statutory_days import DOUBTFUL, is_statutory
from law.wage_base import HOURS_A_DAY, PAID_DAYS, WagesInvalid, minimum_wage, money
from law.workdays import Calendar, CalendarUnknown

HOURS_OF_A_DAY = 24


class PayKind(StrEnum):
    """What a day is when its hours are paid."""

    ORDINARY = "ordinary"
    REST = "rest"
    STATUTORY = "statutory"

    @property
    def label(self) -> str:
        """Chinese name."""
        return {
            PayKind.ORDINARY: _("工作日"), PayKind.REST: _("休息日"), PayKind.STATUTORY: _("法定节假日"),
        }[self]  # fmt: skip

    @property
    def percent(self) -> int:
        """Per cent of the hour wage (劳动法 44)."""
        return {PayKind.ORDINARY: 150, PayKind.REST: 200, PayKind.STATUTORY: 300}[self]


@dataclass(frozen=True)
class Overtime:
    """Hours worked beyond the ordinary on one day. `has_time_off`: another day was given for a rest day; then nothing is due."""

    day: date
    hours: Decimal
    has_time_off: bool = False


@dataclass(frozen=True)
class OvertimeLine:
    """One day's overtime in yuan, rounded for showing; the total is rounded once."""

    day: date
    hours: Decimal
    kind: PayKind
    percent: int
    base: Decimal
    pay: Decimal
    doubt: str = ""


@dataclass(frozen=True)
class OvertimePay:
    """What overtime costs in all, day by day, and how."""

    lines: tuple[OvertimeLine, ...]
    total: Decimal
    explanation: tuple[str, ...]


def pay_kind(day: date, *, calendar: Calendar | None = None) -> PayKind:
    """What `day` is when hours are paid: a bridge day is a rest day, a make-up Saturday or Sunday an ordinary one.

    Raises `CalendarUnknown` for a year without its statutory days or its announced rest days.
    """
    if is_statutory(day):
        return PayKind.STATUTORY
    return PayKind.ORDINARY if workdays.is_workday(day, calendar=calendar) else PayKind.REST


def overtime_pay(
    month_wage: Decimal, worked: Iterable[Overtime], *, town: str = "", calendar: Calendar | None = None
) -> OvertimePay:
    """What is due for `worked`, on top of the month wage: hour wage × hours × 150, 200 or 300 %.

    Raises `WagesInvalid` for hours that cannot be, `CalendarUnknown` for a year nobody announced. Sources: 劳动法 44,
    工资支付暂行规定 13, 劳社部发〔2008〕3号 (÷ 21.75 ÷ 8).
    """
    wage, exact = money(month_wage), ZERO
    lines: list[OvertimeLine] = []
    for each in worked:
        line, pay = _line(wage, each, town, calendar)
        lines.append(line)
        exact += pay
    total = fen(exact)
    return OvertimePay(
        tuple(lines), total, (*map(_told, lines), _("加班费合计 %(sum)s。") % {"sum": yuan(total)})
    )


def _line(
    wage: Decimal, each: Overtime, town: str, calendar: Calendar | None
) -> tuple[OvertimeLine, Decimal]:
    hours = money(each.hours)
    if hours > HOURS_OF_A_DAY:
        raise WagesInvalid(_("%(day)s 的加班小时数超过一天，请核对。") % {"day": f"{each.day:%Y-%m-%d}"})
    kind = pay_kind(each.day, calendar=calendar)
    is_free = each.has_time_off and kind == PayKind.REST
    percent = 0 if is_free else kind.percent
    base = max(wage, minimum_wage(each.day, town))
    pay = base * hours * percent / 100 / (PAID_DAYS * HOURS_A_DAY)
    return OvertimeLine(each.day, hours, kind, percent, base, fen(pay), DOUBTFUL.get(each.day, "")), pay


def _told(line: OvertimeLine) -> str:
    told = {
        "day": day_text(line.day), "kind": line.kind.label, "hours": f"{line.hours.normalize():f}", "percent": line.percent,
        "base": yuan(line.base), "sum": yuan(line.pay), "doubt": line.doubt,
    }  # fmt: skip
    if not line.percent:
        return _("%(day)s（%(kind)s）加班 %(hours)s 小时，已安排补休，不另付。") % told
    sentence = (
        _("%(day)s（%(kind)s）：%(base)s ÷ 21.75 ÷ 8 × %(hours)s 小时 × %(percent)s%% = %(sum)s。") % told
    )
    return sentence + (_("待核：%(doubt)s。") % told if line.doubt else "")


@dataclass(frozen=True)
class KindLine:
    """A month's overtime on days of one kind, in yuan."""

    kind: PayKind
    hours: Decimal
    pay: Decimal


@dataclass(frozen=True)
class MonthOvertime:
    """A month's overtime by the kind of day; `base` is the month wage it was counted from."""

    lines: tuple[KindLine, ...]
    total: Decimal
    base: Decimal


def month_overtime(
    month_wage: Decimal,
    month: date,
    hours: Mapping[PayKind, Decimal],
    *,
    town: str = "",
    calendar: Calendar | None = None,
) -> MonthOvertime:
    """What a month's hours cost when only their sum by kind of day is known; sources as `overtime_pay`.

    `month` is any day of it. Raises `WagesInvalid` where the month has no such day or not so many hours of it; a month of a
    year nobody announced is not looked at.
    """
    base, exact = max(money(month_wage), minimum_wage(month, town)), ZERO
    days = days_by_kind(month, calendar=calendar)
    lines: list[KindLine] = []
    for kind, worked in hours.items():
        told = {
            "month": f"{month:%Y-%m}",
            "kind": kind.label,
            "days": days.get(kind, 0),
            "hours": money(worked),
        }
        if days and worked > days.get(kind, 0) * HOURS_OF_A_DAY:
            raise WagesInvalid(
                _("%(month)s 的%(kind)s只有 %(days)s 天，填了 %(hours)s 小时，请核对。") % told
            )
        pay = base * money(worked) * kind.percent / 100 / (PAID_DAYS * HOURS_A_DAY)
        lines.append(KindLine(kind, money(worked), fen(pay)))
        exact += pay
    return MonthOvertime(tuple(lines), fen(exact), base)


def days_by_kind(month: date, *, calendar: Calendar | None = None) -> dict[PayKind, int]:
    """How many days of each kind the month of `month` has; empty for a year nobody announced."""
    first, found = month.replace(day=1), dict.fromkeys(PayKind, 0)
    try:
        for number in range(months.monthrange(first.year, first.month)[1]):
            found[pay_kind(first + timedelta(number), calendar=calendar)] += 1
    except CalendarUnknown:
        return {}
    return found
