"""Reporting to the brigade (方案四（二）: 整改不到位或者重大违法行为，及时上报列为专项检查对象)."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from campaign.models import Campaign
from campaign.phases import Phase
from campaign.reasons import Reason
from campaign.services.targets import move_target
from campaign.workflow import Stage
from casework.by import SYSTEM, By
from casework.models import AuditEntry
from casework.workflow import Refused, perform
from findings.triggers import Trigger
from inspections.patrols.models import Patrol
from law.clock import today


@transaction.atomic
def escalate(patrol: Patrol, *, by: By, trigger: str, note: str = "") -> AuditEntry:
    """Report the employer for the special inspection on one of the grounds the patrol gives.

    The brigade is told, the target becomes escalated. Raises `Refused` (no_ground and those of `perform`).
    """
    label = dict(Trigger.choices).get(trigger)
    if patrol.triggers and trigger not in patrol.triggers:
        raise Refused(
            "no_ground", _("这次巡查没有“%(ground)s”的情形，请另选。") % {"ground": label or trigger}
        )
    entry = perform(
        patrol,
        "escalate",
        by=by,
        changes={"escalation_trigger": trigger, "escalation_note": note, "escalated_on": today()},
        data={"trigger": trigger},
        note=str(label),
    )
    move_target(
        campaign=patrol.campaign,
        employer=patrol.employer,
        stage=Stage.ESCALATED,
        by=by,
        reason_code=Reason.PATROL_ESCALATION,
        note=str(label),
    )
    return entry


def put_forward_overdue(campaign: Campaign, on: date) -> dict[str, int]:
    """At the end of the patrol phase: what is not rectified by its due date is put forward for escalation.

    The system only marks it and tells the town; to escalate stays the officer's act, who may still find it
    rectified.
    """
    waiting = Patrol.objects.overdue(on).filter(Q(campaign=campaign) | Q(campaign=None), put_forward_on=None)
    return {
        "put_forward": sum(
            _put_forward(patrol, on) for patrol in waiting.select_related("employer", "campaign")
        )
    }


def put_forward_late(campaign: Campaign, on: date) -> dict[str, int]:
    """Daily, once the patrol phase is over: what falls due after its end is put forward as well."""
    return (
        put_forward_overdue(campaign, on)
        if on > campaign.window(Phase.PATROL).ends_on
        else {"put_forward": 0}
    )


def _put_forward(patrol: Patrol, on: date) -> bool:
    """False when the patrol has moved on meanwhile; the others go on."""
    try:
        perform(patrol, "put_forward", by=SYSTEM, changes={"put_forward_on": on})
    except Refused:
        return False
    return True
