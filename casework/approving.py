"""Approvals that are alike, given in one go: each with an entry of its own and its result."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from casework.by import By
from casework.kinds import Kind
from casework.many import Outcome, one, require_some
from casework.table import Row
from casework.workflow import Refused


def bulk_row(kind: Kind, action: str) -> Row | None:
    """The row of an act that may be done to many at once."""
    return next((row for row in kind.model_class.workflow.rows_of(action) if row.in_bulk), None)


def approve_many(kind: Kind, action: str, *, by: By, seen: Mapping[int, int]) -> list[Outcome]:
    """Give one approval to each record in `seen` (pk → the version that was shown), `by.remark` with every one of them.

    What is refused of one record stands in its outcome and holds up no other. Raises `Refused` (not_in_bulk, permission,
    too_many, none).
    """
    row = bulk_row(kind, action)
    if row is None:
        raise Refused("not_in_bulk", _("这一项不能成批办理，请逐件审批。"))
    if not by.may(str(row.permission)):
        raise Refused("permission", _("您的角色不能做“%(act)s”。") % {"act": row.label})
    require_some(seen)
    waiting = {record.pk: record for record in kind.awaiting(by.actor, action=action).filter(pk__in=seen)}
    found = {record.pk: record for record in kind.visible_to(by.actor).filter(pk__in=seen)}
    outcomes = []
    for pk, version in seen.items():
        if pk in waiting:
            outcomes.append(one(waiting[pk], action, version, by=by))
        elif pk in found:
            outcomes.append(Outcome(found[pk], _("已经不在您的待审批里，可能刚刚已有人办理。")))
    if not outcomes:
        raise Refused("none", _("没有勾选。请先勾选要一起办理的。"))
    return outcomes
