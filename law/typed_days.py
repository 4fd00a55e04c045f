"""A day as people type it: 0624, 6.24, 6月24日, 昨天, 周三, 2021-06-24. Pure; what a field shows of it is `told`.

A day without a year is the one nearest to today, so that 1230 typed in January is last year's. A weekday alone is that of this
week. What names no day, or two that disagree (6月24日 周五), is None: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from unicodedata import normalize

from law import workdays
from law.calendars import SATURDAY

__all__ = ["WEEKDAYS", "day_typed", "hour_typed", "moment_typed", "told", "weekday"]

WEEKDAYS = "一二三四五六日"
_NEAR_DAYS = {
    "大前天": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "当天": 0, "明天": 1, "明日": 1,
    "后天": 2, "大后天": 3,
}  # fmt: skip
_WEEK = re.compile(r"(?P<which>上上|上|这|本|下)?个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])")
_WHICH = {"上上": -2, "上": -1, "下": 1}
_PARTED = re.compile(
    r"(?:(?P<year>\d{4}|\d{2})(?:年|[-./]))?(?P<month>\d{1,2})(?:月|[-./])(?P<day>\d{1,2})[日号]?"
)
_RUN = re.compile(r"(?P<year>\d{4}|\d{2})?(?P<month>\d{2})(?P<day>\d{2})")
_SHORT = re.compile(r"(?P<month>\d)(?P<day>\d{2})")
_DAY_ONLY = re.compile(r"(?P<day>\d{1,2})[日号]")
_TAIL = re.compile(r"(.*?)\(?((?:周|星期|礼拜)[一二三四五六日天])\)?")
_HOUR = re.compile(
    r"(?P<part>上午|下午|晚上|晚|早上|中午)?(?:(?P<hour>\d{1,2})(?:[:点时](?:(?P<minute>\d{1,2})分?|(?P<half>半)|整)?)|(?P<run>\d{4}))"
)
_AFTER_NOON = {"下午", "晚上", "晚"}
NOON = 12


def day_typed(text: str, today: date) -> date | None:
    """The day a text names, seen from `today`; None where it names none."""
    plain = _plain(text)
    found = _day(plain, today)
    if found is None and (parts := _TAIL.fullmatch(plain)):
        named, weekday_typed = _day(parts[1], today), parts[2][-1].replace("天", "日")
        found = named if named and WEEKDAYS[named.weekday()] == weekday_typed else None
    return found


def hour_typed(text: str) -> time | None:
    """The time of day a text names: 0930, 9:30, 9点半, 下午3点; None where it names none."""
    parts = _HOUR.fullmatch(_plain(text))
    if parts is None:
        return None
    if parts["run"]:
        hour, minute = int(parts["run"][:2]), int(parts["run"][2:])
    else:
        hour, minute = int(parts["hour"]), 30 if parts["half"] else int(parts["minute"] or 0)
    if parts["part"] in _AFTER_NOON and hour < NOON:
        hour += NOON
    try:
        return time(hour, minute)
    except ValueError:
        return None


def moment_typed(text: str, today: date) -> datetime | None:
    """Day and time of day, by the wall clock: «昨天 9:30», «0624 0930», «2021-06-24T09:30», «6月24日下午3点»."""
    plain = normalize("NFKC", text).replace("T", " ").strip()
    cuts = [at for at, sign in enumerate(plain) if sign == " "] or range(1, len(plain))
    for at in cuts:
        day, hour = day_typed(plain[:at], today), hour_typed(plain[at:])
        if day is not None and hour is not None:
            return datetime.combine(day, hour)
    return None


def weekday(day: date) -> str:
    """周四."""
    return f"周{WEEKDAYS[day.weekday()]}"


def told(day: date) -> str:
    """What a date field shows beside a day: its weekday, 休 where nobody works, 班 for a Saturday made up for, the holiday."""
    rests = not workdays.is_workday(day, provisional=True)
    is_made_up = not rests and day.weekday() >= SATURDAY
    parts = [weekday(day), "休" if rests else "班" if is_made_up else "", workdays.holiday_name(day)]
    return " ".join(part for part in parts if part)


def _plain(text: str) -> str:
    return "".join(normalize("NFKC", text).split()).replace("。", ".").replace("、", ".").replace("−", "-")


def _day(plain: str, today: date) -> date | None:
    if plain in _NEAR_DAYS:
        return today + timedelta(days=_NEAR_DAYS[plain])
    if parts := _WEEK.fullmatch(plain):
        place = WEEKDAYS.index(parts["day"].replace("天", "日").replace("末", "六"))
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(days=place, weeks=_WHICH.get(parts["which"] or "", 0))
    if parts := _DAY_ONLY.fullmatch(plain):
        return _made(today.year, today.month, int(parts["day"]))
    parts = _PARTED.fullmatch(plain) or _RUN.fullmatch(plain) or _SHORT.fullmatch(plain)
    if parts is None:
        return None
    month, day, year = int(parts["month"]), int(parts["day"]), parts.groupdict().get("year")
    if year:
        return _made(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    return min(_of_years(today, month, day), key=lambda each: abs(each - today), default=None)


def _of_years(today: date, month: int, day: int) -> Iterator[date]:
    for year in (today.year, today.year - 1, today.year + 1):
        if made := _made(year, month, day):
            yield made


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
