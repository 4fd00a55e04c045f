"""Changes of the law room's two tables, with their audit entry and what follows from them."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from casework import audit, deadlines
from casework.acts import CHANGED_MEANWHILE, require
from casework.by import By
from casework.workflow import Refused
from law import services as law
from law import workdays
from law.models import PolicyValue


@transaction.atomic
def override_day(*, day: date, is_workday: bool, note: str, document: str, by: By) -> int:
    """Set one day by hand and recount the running clocks; returns how many moved. Raises `CalendarInvalid`."""
    require(by, "casework.change_calendar")
    row = law.override_day(day=day, is_workday=is_workday, note=note, source=document, actor=by.actor)
    audit.record(
        "override_day",
        by=by,
        about=row,
        reason=note,
        data={"day": day.isoformat(), "is_workday": is_workday, "document": document},
    )
    return _recount(by, document)


@transaction.atomic
def announce_year(
    *,
    year: int,
    days_off: Mapping[date, str],
    makeup_days: Mapping[date, str],
    document: str,
    by: By,
) -> int:
    """Enter a year's holiday notice and recount the clocks that were provisional. Raises `CalendarInvalid`."""
    require(by, "casework.change_calendar")
    law.announce_year(year=year, days_off=days_off, makeup_days=makeup_days, source=document, actor=by.actor)
    audit.record(
        "announce_year",
        by=by,
        label=f"{year} 年放假安排",
        data={"document": document, "off": len(days_off), "makeup": len(makeup_days)},
    )
    return _recount(by, document)


@transaction.atomic
def set_policy(
    *, code: str, value: str, reason: str, in_force_from: date, by: By, latest: int | None = None
) -> PolicyValue:
    """Set a local policy value from a day on.

    `latest` is what was the newest value when the page was opened (0: none). Raises `PolicyInvalid`, and `Refused`
    (permission; conflict when there is a newer one).
    """
    require(by, "casework.change_policy")
    audit.lock()
    if latest is not None and latest != latest_policy(code):
        raise Refused("conflict", CHANGED_MEANWHILE)
    row = law.set_policy(code=code, value=value, reason=reason, in_force_from=in_force_from, actor=by.actor)
    audit.record(
        "set_policy",
        by=by,
        about=row,
        reason=reason,
        data={"code": code, "value": value, "from": in_force_from.isoformat()},
    )
    return row


def latest_policy(code: str) -> int:
    """The newest value set for a policy, 0 where none was."""
    newest = PolicyValue.objects.filter(code=code).order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0


def _recount(by: By, reason: str) -> int:
    """This process counts with the new days at once; if the transaction fails after all, it reads the table again."""
    workdays.reload()
    try:
        return len(deadlines.recompute(by=by, reason=reason))
    except Exception:
        workdays.forget()
        raise
