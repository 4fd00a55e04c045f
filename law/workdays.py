"""Is it a working day, and how many working days lie between.

Source of truth: the State Council's yearly notices (chinesecalendar, 2004–2026) with the rows of
`WorkdayOverride` laid over them. A year nobody announced raises `CalendarUnknown` unless the caller
asks for a provisional answer, in which only week-ends rest. Every function takes an optional
`calendar`, for what-if questions and for tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.apps import apps

from law.calendars import PUBLISHED, SATURDAY, Calendar, CalendarUnknown
from law.clock import day_of
from law.stored import Stored

__all__ = [
    "Calendar", "CalendarUnknown", "DayKind", "DayMark", "add_workdays", "current", "explain_days",
    "holiday_name", "is_workday", "load", "next_workday", "previous_workday", "reload", "remaining",
    "workdays_between",
]  # fmt: skip


class DayKind(StrEnum):
    """What a day is in the working calendar."""

    WORKDAY = "workday"
    MAKEUP = "makeup"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class DayMark:
    """One day of the «why this day» calendar; `counts` says whether it is counted as worked."""

    day: date
    kind: DayKind
    name: str
    counts: bool


def load() -> Calendar:
    """Read the calendar with all overrides from the database now; one query."""
    model = apps.get_model("law", "WorkdayOverride")
    rows = list(model.objects.values_list("day", "is_workday", "note", "kind"))
    announced = {day.year for day, _worked, _note, kind in rows if kind == model.Kind.ANNOUNCED}
    return PUBLISHED.changed(((day, worked, note) for day, worked, note, _kind in rows), announced)


_stored: Stored[Calendar] = Stored(load=load, default=PUBLISHED)
current = _stored.get
reload = _stored.reload
forget = _stored.forget


def is_workday(day: date, *, provisional: bool = False, calendar: Calendar | None = None) -> bool:
    """Whether `day` is worked. Raises `CalendarUnknown` for an unannounced year."""
    day, calendar = day_of(day), calendar or current()
    _require(calendar, day.year, day.year, provisional)
    return calendar.works(day)


def add_workdays(start: date, n: int, *, provisional: bool = False, calendar: Calendar | None = None) -> date:
    """The n-th working day after `start`, which is not counted itself; n < 0 counts backwards.

    n = 0 gives `start` back. Raises `CalendarUnknown` if the count touches an unannounced year.
    """
    start, calendar = day_of(start), calendar or current()
    result = calendar.shift(start, n) if n else start
    first, last = sorted((start.year, result.year))
    _require(calendar, first, last, provisional)
    return result


def workdays_between(a: date, b: date, *, provisional: bool = False, calendar: Calendar | None = None) -> int:
    """Working days after `a` up to and including `b`; negative when `b` is before `a`.

    Inverse of `add_workdays`: `workdays_between(a, add_workdays(a, n)) == n` for n >= 0.
    """
    a, b, calendar = day_of(a), day_of(b), calendar or current()
    first, last = sorted((a, b))
    _require(calendar, first.year, last.year, provisional)
    count = calendar.count(first, last)
    return count if a <= b else -count


def remaining(on_day: date, due_on: date, *, calendar: Calendar | None = None) -> int:
    """Working days left on `on_day` until `due_on`: 0 on the last day, negative when late.

    Never raises for an unannounced year (a lamp must always show something).
    """
    return workdays_between(on_day, due_on, provisional=True, calendar=calendar)


def next_workday(day: date, *, provisional: bool = False, calendar: Calendar | None = None) -> date:
    """`day` itself if it is worked, else the first working day after it (顺延)."""
    day, calendar = day_of(day), calendar or current()
    result = day if calendar.works(day) else calendar.shift(day, 1)
    _require(calendar, day.year, result.year, provisional)
    return result


def previous_workday(day: date, *, provisional: bool = False, calendar: Calendar | None = None) -> date:
    """`day` itself if it is worked, else the last working day before it."""
    day, calendar = day_of(day), calendar or current()
    result = day if calendar.works(day) else calendar.shift(day, -1)
    _require(calendar, result.year, day.year, provisional)
    return result


def holiday_name(day: date, *, calendar: Calendar | None = None) -> str:
    """Chinese name of the holiday `day` rests for or makes up for; empty if there is none."""
    day, calendar = day_of(day), calendar or current()
    return calendar.off.get(day) or calendar.on.get(day) or ""


def explain_days(
    start: date, end: date, *, provisional: bool = True, calendar: Calendar | None = None
) -> list[DayMark]:
    """Every day from `start` to `end`, both included, with what it is. Empty if end < start."""
    start, end, calendar = day_of(start), day_of(end), calendar or current()
    if start <= end:
        _require(calendar, start.year, end.year, provisional)
    return [_mark(start + timedelta(n), calendar) for n in range((end - start).days + 1)]


def _mark(day: date, calendar: Calendar) -> DayMark:
    counts = calendar.works(day)
    return DayMark(day, _kind(day, counts, calendar), holiday_name(day, calendar=calendar), counts)


def _kind(day: date, counts: bool, calendar: Calendar) -> DayKind:
    is_weekend = day.weekday() >= SATURDAY
    if day in calendar.off:
        return DayKind.HOLIDAY
    if is_weekend:
        return DayKind.MAKEUP if counts else DayKind.WEEKEND
    return DayKind.WORKDAY if calendar.knows(day.year) else DayKind.UNKNOWN


def _require(calendar: Calendar, first: int, last: int, provisional: bool) -> None:
    if provisional:
        return
    for year in range(first, last + 1):
        if not calendar.knows(year):
            raise CalendarUnknown(year)
