"""Why that day: the sentences that show how a limit was counted. Pure; all facts are computed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from law.calendars import Calendar
from law.term_table import Term, Unit
from law.workdays import DayKind, DayMark, explain_days, holiday_name

WEEKDAYS = "一二三四五六日"


def sentences(
    term: Term, start: date | datetime, nominal: date, on: date,
    *, at: datetime | None, provisional: bool, calendar: Calendar,
) -> tuple[str, ...]:  # fmt: skip
    """The whole explanation of one limit, in reading order."""
    return (
        _start(term, start),
        _rule(term),
        *(_counted_days(start, on, calendar) if term.unit == Unit.WORKDAY else ()),
        *(_moved(term, nominal, on, calendar) if nominal != on else ()),
        *(_provisional(start, on, calendar) if provisional else ()),
        _result(on, at),
        *_doubts(term),
    )


def day_text(day: date) -> str:
    """`2021-05-08 周六`."""
    return f"{day:%Y-%m-%d} 周{WEEKDAYS[day.weekday()]}"


def _start(term: Term, start: date | datetime) -> str:
    facts = {"day": day_text(start), "event": term.event}
    if term.unit == Unit.HOUR:
        if not isinstance(start, datetime):
            return str(_("%(day)s%(event)s，未记录时刻，按次日终了计，请补录时刻。") % facts)
        return str(_("%(day)s %(time)s %(event)s，自此时起算。") % {**facts, "time": f"{start:%H:%M}"})
    if term.is_backward:
        return str(_("%(day)s%(event)s，当天不计，向前倒数。") % facts)
    return str(_("%(day)s%(event)s，当天不计。") % facts)


def _rule(term: Term) -> str:
    return str(
        _("期限 %(length)s，依据：%(citation)s。") % {"length": term.length, "citation": term.citation}
    )


def _counted_days(start: date, on: date, calendar: Calendar) -> Iterator[str]:
    first, last = (start + timedelta(1), on) if start < on else (on, start - timedelta(1))
    marks = explain_days(first, last, calendar=calendar)
    for name, run in groupby((m for m in marks if m.kind == DayKind.HOLIDAY), key=lambda m: m.name):
        yield from (_skipped(name, part) for part in _unbroken(list(run)))
    for mark in marks:
        if mark.kind == DayKind.MAKEUP:
            yield str(_("%(day)s调休上班，计入。") % {"day": day_text(mark.day)})
    weekend = sum(mark.kind == DayKind.WEEKEND for mark in marks)
    if weekend:
        yield str(_("其间普通周末%(count)s天，不计。") % {"count": weekend})


def _unbroken(run: list[DayMark]) -> list[list[DayMark]]:
    """Split marks of one name where days are missing between (the same feast, a year later)."""
    return [
        [mark for _index, mark in part]
        for _key, part in groupby(enumerate(run), key=lambda pair: pair[1].day.toordinal() - pair[0])
    ]


def _skipped(name: str, run: list[DayMark]) -> str:
    facts = {"name": name or _("放假"), "first": day_text(run[0].day), "last": day_text(run[-1].day)}
    if len(run) == 1:
        return str(_("%(first)s%(name)s休息，不计。") % facts)
    return str(_("%(first)s至%(last)s%(name)s休息，不计。") % facts)


def _moved(term: Term, nominal: date, on: date, calendar: Calendar) -> Iterator[str]:
    facts = {
        "length": term.length, "nominal": day_text(nominal), "on": day_text(on),
        "why": holiday_name(nominal, calendar=calendar) or _("周末"),
    }  # fmt: skip
    if on < nominal:
        yield str(_("倒数 %(length)s为 %(nominal)s，逢%(why)s休息，提前到%(on)s。") % facts)
    else:
        yield str(_("满 %(length)s为 %(nominal)s，逢%(why)s休息，顺延到%(on)s。") % facts)


def _provisional(start: date, on: date, calendar: Calendar) -> Iterator[str]:
    first, last = sorted((start.year, on.year))
    for year in range(first, last + 1):
        if not calendar.knows(year):
            yield str(
                _("%(year)s年的放假安排尚未公布或录入，该年暂只扣除周末；录入后重新计算。") % {"year": year}
            )


def _result(on: date, at: datetime | None) -> str:
    moment = f"{day_text(on)} {at:%H:%M}" if at else day_text(on)
    return str(_("最后期限：%(moment)s。") % {"moment": moment})


def _doubts(term: Term) -> Iterator[str]:
    if term.is_edge_doubtful:
        yield str(_("恰在最后一日的，须人工确认是否在时效内。"))
    if term.doubt:
        yield str(_("待核：%(doubt)s。") % {"doubt": term.doubt})
