"""The days paid at 300 %: the statutory holidays of 全国年节及纪念日放假办法, apart from the days they are bridged with.

11 days a year in the text of 2013; 13 since 2025-01-01 (text of 2024-11-10: New Year's Eve of the lunar calendar and 2 May
added). Bridge days are rest days (200 %), make-up Saturdays and Sundays ordinary days. A statutory day on a week-end stays
the 300 % day, the day off instead is a rest day. Half days (妇女节, 青年节) are paid no 300 %.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from law.calendars import CalendarUnknown

_TABLE = {
    2019: "01-01 02-05 02-06 02-07 04-05 05-01 06-07 09-13 10-01 10-02 10-03",
    2020: "01-01 01-25 01-26 01-27 04-04 05-01 06-25 10-01 10-02 10-03",
    2021: "01-01 02-12 02-13 02-14 04-04 05-01 06-14 09-21 10-01 10-02 10-03",
    2022: "01-01 02-01 02-02 02-03 04-05 05-01 06-03 09-10 10-01 10-02 10-03",
    2023: "01-01 01-22 01-23 01-24 04-05 05-01 06-22 09-29 10-01 10-02 10-03",
    2024: "01-01 02-10 02-11 02-12 04-04 05-01 06-10 09-17 10-01 10-02 10-03",
    2025: "01-01 01-28 01-29 01-30 01-31 04-04 05-01 05-02 05-31 10-01 10-02 10-03 10-06",
    2026: "01-01 02-16 02-17 02-18 02-19 04-05 05-01 05-02 06-19 09-25 10-01 10-02 10-03",
    2027: "01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03",
}
STATUTORY: Mapping[int, frozenset[date]] = {
    year: frozenset(date.fromisoformat(f"{year}-{day}") for day in days.split())
    for year, days in _TABLE.items()
}
# The Mid-Autumn Festival of 2020 fell on 1 October: whether 4 October is the eleventh day no text says.
DOUBTFUL: Mapping[date, str] = {
    date(2020, 10, 4): "2020年中秋节与国庆节同为10月1日，10月4日是否按300%支付没有统一规定",
}


def is_statutory(day: date) -> bool:
    """Whether `day` is a statutory holiday (劳动法 44(3): 300 %). Raises `CalendarUnknown` for a year not in the table."""
    if day.year not in STATUTORY:
        raise CalendarUnknown(day.year)
    return day in STATUTORY[day.year]
