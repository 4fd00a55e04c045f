"""The only clock of the house. Everything that asks «what day is it» asks here.

Working-time law is counted in days of Asia/Shanghai, so every answer is in that zone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE_OPENS = time(9, 0)

_held: ContextVar[datetime | None] = ContextVar("law_clock_held", default=None)


def now() -> datetime:
    """The present instant, aware, in Asia/Shanghai.

    Inside `with at(...)` it is the held instant. With the setting `CAMPAIGN_TODAY` (a date, for
    rehearsal and training) the day is that day and the time of day stays real.
    """
    held = _held.get()
    if held is not None:
        return held
    real = machine_now()
    pinned = getattr(settings, "CAMPAIGN_TODAY", None)
    return datetime.combine(pinned, real.time(), SHANGHAI) if pinned else real


def machine_now() -> datetime:
    """What the machine's own clock says, whatever the clock is held at: the audit trail's second stamp, the age of files."""
    return datetime.now(SHANGHAI)


def today() -> date:
    """The present day in Asia/Shanghai."""
    return now().date()


@contextmanager
def at(moment: date | datetime) -> Iterator[datetime]:
    """Hold the clock at `moment` inside the block; may be nested.

    A plain date means 09:00 of that day; a datetime without zone is read as Shanghai time. Only the
    current thread (or task) is affected.
    """
    token = _held.set(instant_of(moment))
    try:
        yield now()
    finally:
        _held.reset(token)


def instant_of(moment: date | datetime) -> datetime:
    """`moment` as an aware Shanghai datetime; a plain date becomes 09:00 of that day."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, OFFICE_OPENS, SHANGHAI)
    if moment.tzinfo is None:
        return moment.replace(tzinfo=SHANGHAI)
    return moment.astimezone(SHANGHAI)


def day_of(moment: date | datetime) -> date:
    """The Shanghai calendar day `moment` falls on; a plain date is returned unchanged."""
    return instant_of(moment).date() if isinstance(moment, datetime) else moment


def end_of_day(day: date) -> datetime:
    """The last instant of `day` in Asia/Shanghai: a time limit expires only after it."""
    return datetime.combine(day_of(day), time.max, SHANGHAI)
