"""Inspectors say with whom they have a conflict of interest, before the draw and at any time."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from casework import audit
from casework.acts import require
from casework.by import By
from casework.workflow import Refused
from law.clock import today
from registry.models import Conflict, ConflictKind, Employer


@transaction.atomic
def declare_conflict(
    *, by: By, employer: Employer, kind: str, reason: str = "", inspector: User | None = None
) -> Conflict:
    """The actor's own conflict, or `inspector`'s when a leader enters it. Counts from the next freeze and assignment on.

    For a draw already frozen there is the recusal. Raises `Refused` (declared_before, no_reason).
    """
    require(by, "registry.declare_conflict")
    person = inspector or by.actor
    if not by.is_system and person != by.actor:
        require(by, "registry.see_all_conflicts", _("只能申报本人的利害关系。"))
    if kind == ConflictKind.OTHER and not reason.strip():
        raise Refused("no_reason", _("请说明是什么关系。"))
    audit.lock()
    if Conflict.objects.open().filter(inspector=person, employer=employer).exists():
        raise Refused("declared_before", _("这家单位已经申报过。"))
    declared = Conflict.objects.create(
        inspector=person, employer=employer, kind=kind, reason=reason, declared_on=today()
    )
    data = {"employer": employer.code, "kind": kind}
    audit.record("declare_conflict", by=by, about=declared, data=data)
    return declared


@transaction.atomic
def withdraw_conflict(conflict: Conflict, *, by: By) -> None:
    """The relation has ended. The declaration stays to be read; one already withdrawn stays as it is."""
    require(by, "registry.withdraw_conflict")
    audit.lock()
    if Conflict.objects.open().filter(pk=conflict.pk).update(withdrawn_on=today()):
        audit.record("withdraw_conflict", by=by, about=conflict)
