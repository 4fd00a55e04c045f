"""Writing the two tables. Callers (casework pages) check permission and write the audit entry.

Every write refreshes this process's copy when the transaction commits; inside the transaction pass
`calendar=workdays.load()` to count with the new days already.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from law import clock, policy, workdays
from law.calendars import PUBLISHED, SATURDAY
from law.models import PolicyValue, WorkdayOverride
from law.policies import POLICIES, PolicyInvalid

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


class CalendarInvalid(ValueError):
    """A holiday notice that cannot be right; the message says in Chinese what to correct."""


@transaction.atomic
def announce_year(
    *, year: int, days_off: Mapping[date, str], makeup_days: Mapping[date, str], source: str,
    actor: AbstractBaseUser | None,
) -> list[WorkdayOverride]:  # fmt: skip
    """Enter the State Council's whole notice for `year`; from then on the year is known.

    `days_off` and `makeup_days` map a day to its holiday's name. Entering a year again replaces the
    former notice and keeps local rows of other days. Raises `CalendarInvalid`.
    """
    _check_notice(year, days_off, makeup_days, source)
    WorkdayOverride.objects.filter(day__year=year, kind=WorkdayOverride.Kind.ANNOUNCED).delete()
    WorkdayOverride.objects.filter(day__in=[*days_off, *makeup_days]).delete()
    rows = [
        WorkdayOverride(
            day=day, is_workday=is_workday, note=name, source=source.strip(), entered_by_id=_key(actor),
            kind=WorkdayOverride.Kind.ANNOUNCED, entered_at=clock.now(),
        )
        for is_workday, days in ((False, days_off), (True, makeup_days))
        for day, name in sorted(days.items())
    ]  # fmt: skip
    transaction.on_commit(workdays.reload)
    return WorkdayOverride.objects.bulk_create(rows)


@transaction.atomic
def override_day(
    *, day: date, is_workday: bool, note: str, source: str, actor: AbstractBaseUser | None
) -> WorkdayOverride:
    """Set one day by hand (a storm, a correction). A row that belongs to the notice stays announced."""
    if not source.strip():
        raise CalendarInvalid(_("请填写文件依据，例如文号。"))
    facts = {
        "is_workday": is_workday, "note": note.strip(), "source": source.strip(),
        "entered_by_id": _key(actor), "entered_at": clock.now(),
    }  # fmt: skip
    row, _created = WorkdayOverride.objects.update_or_create(day=day, defaults=facts)
    transaction.on_commit(workdays.reload)
    return row


@transaction.atomic
def set_policy(
    *, code: str, value: str, reason: str, in_force_from: date, actor: AbstractBaseUser | None
) -> PolicyValue:
    """Add a local value of policy `code`. Raises `PolicyInvalid` for a bad value or without reason."""
    if code not in POLICIES:
        raise PolicyInvalid(_("没有这个参数，请从列表中选择。"))
    if not reason.strip():
        raise PolicyInvalid(_("请填写理由和依据，以备查验。"))
    POLICIES[code].parse(value)
    row = PolicyValue.objects.create(
        code=code, value=value.strip(), reason=reason.strip(), in_force_from=in_force_from,
        set_by_id=_key(actor), set_at=clock.now(),
    )  # fmt: skip
    transaction.on_commit(policy.reload)
    return row


def _key(actor: AbstractBaseUser | None) -> int | None:
    return actor.pk if actor else None


def _check_notice(
    year: int, days_off: Mapping[date, str], makeup_days: Mapping[date, str], source: str
) -> None:
    if not source.strip():
        raise CalendarInvalid(_("请填写文件依据，例如「国办发明电〔2026〕×号」。"))
    if PUBLISHED.knows(year):
        raise CalendarInvalid(_("%(year)s年的放假安排系统已内置，个别日期请用单日调整。") % {"year": year})
    if not days_off:
        raise CalendarInvalid(_("请录入放假日期。"))
    for day in [*days_off, *makeup_days]:
        if day.year != year:
            raise CalendarInvalid(_("%(day)s 不在%(year)s年，请核对。") % {"day": day, "year": year})
    for day in makeup_days:
        if day in days_off:
            raise CalendarInvalid(_("%(day)s 同时录为放假和调休上班，请核对。") % {"day": day})
        if day.weekday() < SATURDAY:
            raise CalendarInvalid(_("%(day)s 是周一至周五，本就上班，不必录为调休上班。") % {"day": day})
