"""An approval passed on (转办) to another person with the same right: it waits for them, four eyes look at it as before."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from casework import acts, audit, kinds, notices
from casework.by import Actor, By
from casework.models import AuditEntry, Passing, WorkflowRecord
from casework.table import Row
from casework.workflow import NotNow, Refused, check
from law.clock import now


def candidates(record: WorkflowRecord, row: Row, *, by: By) -> QuerySet[Any]:
    """Who else may give this approval: they hold the right, did not put it forward themselves and do not handle the record."""
    asked = AuditEntry.objects.about(record).filter(action__in=row.four_eyes, is_success=True)
    submitter = asked.order_by("-seq").values("actor")[:1]
    own: Any = by.actor.pk if by.actor is not None else None
    able = get_user_model().objects.with_permission(str(row.permission))
    return (
        able.exclude(pk=own)
        .exclude(pk__in=submitter)
        .exclude(pk__in=kinds.handlers(record))
        .order_by("name", "pk")
    )


def _require_able(record: WorkflowRecord, action: str, to: Actor) -> None:
    """What would be refused to them there is not put on their desk. Raises `Refused` (to)."""
    try:
        check(record, action, by=By(to))
    except NotNow as refusal:
        raise Refused(
            "to", _("%(name)s不能办理：%(why)s") % {"name": to.name, "why": refusal.sentence}
        ) from refusal
    except Refused:  # off plan: asked when it is done
        return


@transaction.atomic
def pass_on(record: WorkflowRecord, action: str, *, by: By, to: Actor, reason: str) -> Passing:
    """Let an approval wait for `to` instead; `reason` is obligatory, `to` is told.

    Raises `Refused`: those of `check` (permission, state, own_draft …), no_reason, and `to` where it is nobody who may give it.
    """
    audit.lock()
    row, _phase = check(record, action, by=by)
    why = acts.said_why(reason, _("请写明为什么转办。"))
    if not row.is_approval or not candidates(record, row, by=by).filter(pk=to.pk).exists():
        raise Refused("to", _("请选一位有这项审批权限、又不是提交人和承办人的人。"))
    _require_able(record, action, to)
    Passing.objects.about(record).open().filter(action=action).update(ended_at=now())
    made = Passing.objects.create(
        record=record, action=action, to_id=to.pk, passed_by_id=by.actor.pk, reason=why
    )
    audit.record(
        "pass_on", by=by.using(row.permission), about=record, reason=why,
        before=record.state, after=record.state, data={"note": _("“%(act)s”转给%(name)s") % {"act": row.label, "name": to.name}},
    )  # fmt: skip
    notices.send([to], what=_("“%(act)s”转给您办理") % {"act": row.label}, about=record, action="pass_on")
    return made
