"""The terms of the calculator: one or all of them from a day on, in the version in force on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from casework.models.deadline import ClockDay
from law import terms, workdays
from law.clock import SHANGHAI, today
from law.terms import Due, NoTermInForce, Term, Unit


@dataclass(frozen=True)
class TermLine:
    """A term and when it ends; `due` is None where there was no basis yet, and `sentence` says so."""

    label: str
    due: Due | None
    sentence: str = ""

    @property
    def term(self) -> Term | None:
        return self.due.term if self.due else None

    @property
    def weekday(self) -> str:
        """周五; empty without a day."""
        return _("周%(name)s") % {"name": "一二三四五六日"[self.due.on.weekday()]} if self.due else ""

    @property
    def explanation(self) -> tuple[str, ...]:
        return self.due.explanation if self.due else ()

    @property
    def days(self) -> list[ClockDay]:
        """Every day from start to due, for the picture; none for a term in hours."""
        if self.due is None or self.due.term.unit == Unit.HOUR:
            return []
        start, on = self.due.start, self.due.on
        is_by_workday = self.due.term.unit == Unit.WORKDAY
        return [
            ClockDay(
                day=mark.day,
                kind=str(mark.kind),
                is_start=mark.day == start,
                is_due=mark.day == on,
                is_today=mark.day == today(),
                is_counted=mark.day != start and (mark.counts or not is_by_workday),
                is_left=False,
            )
            for mark in workdays.explain_days(min(start, on), max(start, on), provisional=True)
        ]


def lines(code: str, start: date, hour: time | None) -> list[TermLine]:
    """The variants of one term, or of all for an empty code, in the order of the table."""
    wanted = [code] if code else terms.codes()
    return [line for each in wanted for line in _variants(each, start, hour)]


def _variants(code: str, start: date, hour: time | None) -> Iterator[TermLine]:
    rows = [row for row in terms.TERMS if row.code == code]
    for when in dict.fromkeys(("", *(row.when for row in rows))):
        facts: dict[str, Any] = {when: True} if when else {}
        of_variant = [row for row in rows if row.when == when]
        try:
            if when and not any(row.applies_on(start) for row in of_variant):
                raise NoTermInForce(
                    _("%(label)s在 %(day)s 尚无依据。") % {"label": of_variant[0].label, "day": start}
                )
            due = terms.due(code, _moment(code, start, hour, facts), **facts)
        except NoTermInForce as none:
            yield TermLine((of_variant or rows)[0].label, None, str(none))
        else:
            yield TermLine(due.term.label, due)


def _moment(code: str, start: date, hour: time | None, facts: dict[str, bool]) -> date | datetime:
    """The instant for a term in hours, where the hour is known; else the day."""
    if hour is None or terms.term(code, start, **facts).unit != Unit.HOUR:
        return start
    return datetime.combine(start, hour, SHANGHAI)
