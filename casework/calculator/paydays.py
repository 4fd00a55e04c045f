"""The months of a wage table as pictures: which days are paid at which rate. Weeks are columns, Monday is the top row.

All lengths are SVG user units.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from law.calendars import SATURDAY, CalendarUnknown
from law.overtime import PayKind, pay_kind

LEFT, TOP, STEP_X, STEP_Y = 20, 6, 24, 19
WEEKDAYS = "一二三四五六日"
MOST_MONTHS = 12
CSS = {PayKind.ORDINARY: "pay-ordinary", PayKind.REST: "pay-rest", PayKind.STATUTORY: "pay-statutory"}
MAKEUP = "pay-makeup"


@dataclass(frozen=True)
class PayDay:
    """One day of the picture."""

    number: int
    x: int
    y: int
    css: str

    @property
    def is_dark(self) -> bool:
        return self.css == CSS[PayKind.STATUTORY]


@dataclass(frozen=True)
class PayMonth:
    """One month, its days, and the same in a sentence."""

    label: str
    days: list[PayDay]
    width: int
    told: str

    height = TOP + 7 * STEP_Y
    weekdays = tuple((name, TOP + row * STEP_Y + 13) for row, name in enumerate(WEEKDAYS))


def key() -> list[tuple[str, str]]:
    """(class, words) of every kind of day, the dearest first."""
    rows = [
        (CSS[kind], f"{kind.label} {kind.percent}%")
        for kind in sorted(PayKind, key=lambda kind: -kind.percent)
    ]
    return [*rows, (MAKEUP, _("补班，按工作日"))]


def months_of(months: Sequence[date]) -> list[PayMonth]:
    """A picture of each month, at most `MOST_MONTHS`; none of a month of a year nobody announced."""
    found = []
    for month in months[:MOST_MONTHS]:
        try:
            found.append(_month(month))
        except CalendarUnknown:
            continue
    return found


def _month(month: date) -> PayMonth:
    length = calendar.monthrange(month.year, month.month)[1]
    offset = month.replace(day=1).weekday()
    listed: dict[PayKind, list[str]] = {kind: [] for kind in PayKind}
    drawn = []
    for number in range(1, length + 1):
        day = month.replace(day=number)
        kind, column = pay_kind(day), (number - 1 + offset) // 7
        is_makeup = kind == PayKind.ORDINARY and day.weekday() >= SATURDAY
        listed[kind].append(str(number))
        css = MAKEUP if is_makeup else CSS[kind]
        drawn.append(PayDay(number, LEFT + column * STEP_X, TOP + day.weekday() * STEP_Y, css))
    label = _("%(year)s 年 %(month)s 月") % {"year": month.year, "month": month.month}
    return PayMonth(label, drawn, LEFT + ((length - 1 + offset) // 7 + 1) * STEP_X, _told(label, listed))


def _told(label: str, listed: dict[PayKind, list[str]]) -> str:
    parts = [
        _("%(kind)s %(days)s") % {"kind": kind.label, "days": "、".join(listed[kind]) or _("没有")}
        for kind in (PayKind.STATUTORY, PayKind.REST)
    ]
    return f"{label}{_('：')}{_('；').join(parts)}"
