"""Geometry of the calendar that explains a date: weeks are columns, Monday is the top row.

All lengths are SVG user units. A long clock is broken into bands of weeks, so that it is readable on a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

CELL_WIDTH, CELL_HEIGHT = 20, 17
STEP_X, STEP_Y = 22, 19
LEFT, TOP = 20, 16
BAND_WEEKS = 13
MAX_WEEKS = 4 * BAND_WEEKS  # a year; beyond that the sentences alone say it
BAND_HEIGHT = TOP + 7 * STEP_Y
WEEKDAYS = tuple(gettext_lazy(name) for name in "一二三四五六日")

# Class of a cell -> its name in the key, in the order the key shows them.
KEY = {
    "d": gettext_lazy("已计"),
    "d-make": gettext_lazy("补班，计入"),
    "d-hol": gettext_lazy("假日"),
    "d-rest": gettext_lazy("周末"),
    "d-pause": gettext_lazy("暂停，不计"),
    "d-unknown": gettext_lazy("放假安排未公布"),
    "d-left": gettext_lazy("未到"),
    "d-due": gettext_lazy("到期日"),
}
REST_CLASSES = {"weekend": "d-rest", "holiday": "d-hol"}


@dataclass(frozen=True)
class Cell:
    """One day of the picture: its number in the month; `css` says what kind of day it is."""

    x: int
    y: int
    css: str
    number: int
    is_start: bool = False
    is_today: bool = False


@dataclass(frozen=True)
class Label:
    """A word beside the cells: a month above, a weekday on the left."""

    x: int
    y: int
    text: str


@dataclass
class Band:
    """Up to thirteen weeks in a row."""

    width: int
    height: int = BAND_HEIGHT
    cells: list[Cell] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


@dataclass(frozen=True)
class Picture:
    """The bands, the key to what occurs in them, and the same in a sentence."""

    bands: list[Band]
    key: list[tuple[str, str]]
    summary: str


def cell_class(day: Any) -> str:
    """The look of one day; the order of the questions matters: the due day first, rest days last."""
    if day.is_start:
        return "d-none"
    if day.is_due:
        return "d-due"
    if day.kind == "unknown":
        return "d-unknown"
    if day.is_left:
        return "d-left"
    if day.is_counted:
        return "d-make" if day.kind == "makeup" else "d"
    return REST_CLASSES.get(day.kind, "d-pause")


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _band(width_weeks: int) -> Band:
    band = Band(width=LEFT + width_weeks * STEP_X)
    band.labels.extend(Label(0, TOP + row * STEP_Y + 13, str(name)) for row, name in enumerate(WEEKDAYS))
    return band


def summary(days: Sequence[Any]) -> str:
    """What the picture shows, for people who do not see it."""
    works = [day for day in days if day.is_counted or day.is_left]
    counts = {
        "start": days[0].day,
        "end": days[-1].day,
        "counted": sum(1 for day in works if day.is_counted),
        "left": sum(1 for day in works if day.is_left),
        "makeup": sum(1 for day in works if day.kind == "makeup"),
        "holidays": sum(1 for day in days if day.kind == "holiday"),
        "weekends": sum(1 for day in days if day.kind == "weekend"),
    }
    text = _(
        "%(start)s 至 %(end)s 的日历：已计 %(counted)s 天，还剩 %(left)s 天，其中补班 %(makeup)s 天；"
        "假日 %(holidays)s 天、周末 %(weekends)s 天"
    )
    return text % counts


def draw(days: Sequence[Any]) -> Picture | None:
    """The picture of `days` (one object a day, in order), or None when it would be longer than a year."""
    first = _monday(days[0].day)
    weeks = (days[-1].day - first).days // 7 + 1
    if weeks > MAX_WEEKS:
        return None
    bands = [_band(min(BAND_WEEKS, weeks - start)) for start in range(0, weeks, BAND_WEEKS)]
    classes = set()
    for day in days:
        week = (day.day - first).days // 7
        band, column = bands[week // BAND_WEEKS], week % BAND_WEEKS
        x, y, css = LEFT + column * STEP_X, TOP + day.day.weekday() * STEP_Y, cell_class(day)
        classes.add(css)
        band.cells.append(Cell(x, y, css, day.day.day, is_start=day.is_start, is_today=day.is_today))
        if day.day.day == 1:
            band.labels.append(Label(x, 10, _("%(n)s 月") % {"n": day.day.month}))
    key = [(css, str(name)) for css, name in KEY.items() if css in classes]
    return Picture(bands=bands, key=key, summary=summary(days))
