"""Opening and closing early warnings."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from casework import audit, notices
from casework.acts import require
from casework.by import Actor, By
from casework.workflow import Refused
from law.clock import today
from registry.models import FORCED_LEVELS, Employer, Warning


@transaction.atomic
def open_warning(
    *,
    employer: Employer,
    kind: str,
    level: str,
    by: By,
    opened_on: date | None = None,
    note: str = "",
    warned_by: str = "",
) -> Warning:
    """Warn of an employer; `warned_by` says who or what told us. The day until which the town must visit is stored with it.

    Some kinds are red whatever `level` says (`FORCED_LEVELS`). Orange and red are reported to the leaders at once.
    Raises `Refused` (permission, exists, dates). A second warning of the same kind waits until the first is closed.
    """
    audit.lock()
    _may(by, "registry.open_warning", employer)
    day = opened_on or today()
    if day > today():
        raise Refused("dates", _("预警日期晚于今天，请核对。"))
    if Warning.objects.open().filter(employer=employer, kind=kind).exists():
        raise Refused("exists", _("这个单位已有同一事项的预警没有解除；级别有变化的，先解除原预警再登记。"))
    warning = Warning(
        employer=employer,
        kind=kind,
        level=FORCED_LEVELS.get(kind, level),
        opened_on=day,
        opened_by=by.actor,
        note=note,
        source=warned_by,
    )
    warning.visit_due_on = warning.term().on
    warning.save(force_insert=True)
    audit.record("open_warning", by=by, about=employer, data=_data(warning))
    _tell(warning, by.actor)
    return warning


def note_visit(employer: Employer, *, on: date) -> None:
    """Somebody went to this employer on that day: its warnings opened by then are visited. Their first visit stays."""
    waiting = Warning.objects.open().filter(employer=employer, opened_on__lte=on)
    waiting.filter(Q(visited_on=None) | Q(visited_on__gt=on)).update(visited_on=on)


@transaction.atomic
def close_warning(warning: Warning, *, outcome: str, by: By) -> Warning:
    """Close a warning with what was done about it. Raises `Refused` (permission, state)."""
    audit.lock()
    _may(by, "registry.close_warning", warning.employer)
    day = today()
    closed = Warning.objects.open().filter(pk=warning.pk)
    if closed.update(closed_on=day, closed_by=by.actor, outcome=outcome) != 1:
        raise Refused("state", _("这条预警已经解除。"))
    warning.closed_on, warning.closed_by, warning.outcome = day, by.actor, outcome
    audit.record(
        "close_warning",
        by=by,
        about=warning.employer,
        data=_data(warning),
        reason=outcome,
    )
    return warning


def _may(by: By, permission: str, employer: Employer) -> None:
    require(by, permission, _("您的角色不能办理预警。"))
    if not by.is_system and not Employer.objects.visible_to(by.actor).filter(pk=employer.pk).exists():
        raise Refused("town", _("这个单位不在您负责的镇街。"))


def _tell(warning: Warning, actor: Actor | None) -> None:
    what = _("%(warning)s：%(day)s 前走访") % {
        "warning": warning,
        "day": warning.visit_due_on.isoformat(),
    }
    notices.send([user for user in warning.told() if user != actor], what=what, about=warning.employer)


def _data(warning: Warning) -> dict[str, Any]:
    return {
        "warning": warning.pk,
        "kind": warning.kind,
        "level": warning.level,
        "on": warning.opened_on.isoformat(),
    }
