"""Changes of the law room's two tables, with their audit entry and what follows from them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from casework import audit, deadlines
from law import services as law
from law import workdays


@transaction.atomic
def override_day(
    *, day: date, is_workday: bool, note: str, document: str, actor: Any, source: str = ""
) -> int:
    """Set one day by hand and recount the running clocks; returns how many moved. Raises `CalendarInvalid`."""
    row = law.override_day(day=day, is_workday=is_workday, note=note, source=document, actor=actor)
    audit.record(
        "override_day",
        actor=actor,
        about=row,
        reason=note,
        data={"day": day.isoformat(), "is_workday": is_workday, "document": document},
        source=source,
    )
    return _recount(actor, document)


@transaction.atomic
def announce_year(
    *,
    year: int,
    days_off: Mapping[date, str],
    makeup_days: Mapping[date, str],
    document: str,
    actor: Any,
    source: str = "",
) -> int:
    """Enter a year's holiday notice and recount the clocks that were provisional. Raises `CalendarInvalid`."""
    law.announce_year(year=year, days_off=days_off, makeup_days=makeup_days, source=document, actor=actor)
    audit.record(
        "announce_year",
        actor=actor,
        label=f"{year} 年放假安排",
        data={"document": document, "off": len(days_off), "makeup": len(makeup_days)},
        source=source,
    )
    return _recount(actor, document)


@transaction.atomic
def set_policy(
    *, code: str, value: str, reason: str, in_force_from: date, actor: Any, source: str = ""
) -> Any:
    """Set a local policy value from a day on. Raises `PolicyInvalid`."""
    row = law.set_policy(code=code, value=value, reason=reason, in_force_from=in_force_from, actor=actor)
    audit.record(
        "set_policy",
        actor=actor,
        about=row,
        reason=reason,
        data={"code": code, "value": value, "from": in_force_from.isoformat()},
        source=source,
    )
    return row


def _recount(actor: Any, reason: str) -> int:
    """This process counts with the new days at once; if the transaction fails after all, it reads the table again."""
    workdays.reload()
    try:
        return len(deadlines.recompute(actor=actor, reason=reason))
    except Exception:
        workdays.forget()
        raise
