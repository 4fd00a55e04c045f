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
from findings.models import Escalation
from findings.services.escalating import propose, send
from findings.triggers import Trigger
from findings.workflow import State as Report
from inspections.patrols.models import Patrol
from inspections.patrols.workflow import State


@transaction.atomic
def escalate(patrol: Patrol, *, by: By, trigger: str, note: str = "") -> AuditEntry:
    """Report the employer for the special inspection on one of the grounds the patrol gives.

    The employer is on the inspection list at once, the report on the brigade's worklist until it is answered. Raises `Refused`
    (no_ground and those of `perform`).
    """
    label = dict(Trigger.choices).get(trigger)
    if patrol.triggers and trigger not in patrol.triggers:
        raise Refused(
            "no_ground", _("这次巡查没有“%(ground)s”的情形，请另选。") % {"ground": label or trigger}
        )
    entry = perform(patrol, "escalate", by=by, data={"trigger": trigger}, note=str(label))
    _mark(patrol, by, str(label))
    send(patrol, by=by, trigger=trigger, note=note)
    return entry


def follow_answer(escalation: Escalation, *, by: By) -> None:
    """The brigade answered a report (`findings.hooks.tell`): what it gave back, the town goes on with; what it took
    before the town reported, is with the brigade now.
    """
    patrol = escalation.source
    if not isinstance(patrol, Patrol):
        return
    if escalation.state == Report.RETURNED and patrol.state == State.ESCALATED:
        perform(patrol, "resume_patrol", by=SYSTEM, reason=escalation.answer)
    elif escalation.state in (Report.ACCEPTED, Report.JOINED) and patrol.state != State.ESCALATED:
        perform(patrol, "escalate", by=SYSTEM, note=escalation.get_trigger_display())
        _mark(patrol, by, escalation.get_trigger_display())


def _mark(patrol: Patrol, by: By, label: str) -> None:
    move_target(
        campaign=patrol.campaign,
        employer=patrol.employer,
        stage=Stage.ESCALATED,
        by=by,
        reason_code=Reason.PATROL_ESCALATION,
        note=label,
    )


def put_forward_overdue(campaign: Campaign, on: date) -> dict[str, int]:
    """At the end of the patrol phase: what is not rectified by its due date is put forward for escalation.

    The system only proposes the report and tells the town; to send it stays the officer's act, who may still find the
    problem rectified.
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


@transaction.atomic
def _put_forward(patrol: Patrol, on: date) -> bool:
    """False when the patrol has moved on meanwhile; the others go on."""
    try:
        perform(patrol, "put_forward", by=SYSTEM, changes={"put_forward_on": on})
    except Refused:
        return False
    propose(patrol, trigger=Trigger.OVERDUE)
    return True
