"""The calendar of working days as a value: what `workdays` counts on. Pure, no database."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import chinese_calendar
from chinese_calendar import constants as published

HOLIDAY_NAMES = {
    chinese_calendar.Holiday.new_years_day.value: "元旦",
    chinese_calendar.Holiday.spring_festival.value: "春节",
    chinese_calendar.Holiday.tomb_sweeping_day.value: "清明节",
    chinese_calendar.Holiday.labour_day.value: "劳动节",
    chinese_calendar.Holiday.dragon_boat_festival.value: "端午节",
    chinese_calendar.Holiday.national_day.value: "国庆节",
    chinese_calendar.Holiday.mid_autumn_festival.value: "中秋节",
    chinese_calendar.Holiday.anti_fascist_70th_day.value: "抗战胜利70周年纪念日",
}
SATURDAY = 5


class CalendarUnknown(LookupError):
    """The State Council has not announced the holidays of `year`, or they were not entered yet."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year}年的节假日安排尚未公布或尚未录入，请先录入该年的放假安排。")
        self.year = year


@dataclass(frozen=True)
class Calendar:
    """Days off and make-up working days that differ from «Monday to Friday», and the years known.

    `off` and `on` map a day to the name of the holiday it belongs to. In a year outside `years`
    only week-ends count as rest days, and the answer is provisional.
    """

    off: Mapping[date, str]
    on: Mapping[date, str]
    years: frozenset[int]
    _worked: dict[int, list[date]] = field(default_factory=dict, repr=False, compare=False)

    def knows(self, year: int) -> bool:
        """Whether the holidays of `year` were announced and entered."""
        return year in self.years

    def works(self, day: date) -> bool:
        """Whether `day` is worked; week-ends only in a year that is not known."""
        return day in self.on or (day.weekday() < SATURDAY and day not in self.off)

    def workdays_of(self, year: int) -> list[date]:
        """All working days of `year`, ascending; built once per year."""
        days = self._worked.get(year)
        if days is None:
            first = date(year, 1, 1)
            length = date(year, 12, 31).toordinal() - first.toordinal() + 1
            days = [d for d in (first + timedelta(n) for n in range(length)) if self.works(d)]
            self._worked[year] = days
        return days

    def shift(self, start: date, n: int) -> date:
        """The n-th working day after `start` (before it if n < 0); `start` itself is not counted."""
        year, days = start.year, self.workdays_of(start.year)
        index = (bisect_right(days, start) - 1 if n > 0 else bisect_left(days, start)) + n
        while index >= len(days):
            index -= len(days)
            year += 1
            days = self.workdays_of(year)
        while index < 0:
            year -= 1
            days = self.workdays_of(year)
            index += len(days)
        return days[index]

    def count(self, after: date, until: date) -> int:
        """Number of working days d with after < d <= until, for after <= until."""
        total = -bisect_right(self.workdays_of(after.year), after)
        for year in range(after.year, until.year):
            total += len(self.workdays_of(year))
        return total + bisect_right(self.workdays_of(until.year), until)

    def changed(self, rows: Iterable[tuple[date, bool, str]], announced: Iterable[int]) -> Calendar:
        """A new calendar with `rows` (day, is_workday, name) laid over, and `announced` years known."""
        off, on = dict(self.off), dict(self.on)
        for day, is_workday, name in rows:
            off.pop(day, None)
            on.pop(day, None)
            (on if is_workday else off)[day] = name
        return Calendar(off=off, on=on, years=self.years | frozenset(announced))


def _published() -> Calendar:
    """The notices of the State Council since 2004, as carried by the chinesecalendar library."""
    return Calendar(
        off={day: HOLIDAY_NAMES.get(name, name) for day, name in published.holidays.items()},
        on={day: HOLIDAY_NAMES.get(name, name) for day, name in published.workdays.items()},
        years=frozenset(day.year for day in published.holidays),
    )


PUBLISHED = _published()
