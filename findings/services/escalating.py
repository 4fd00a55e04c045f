"""Reporting an employer to the brigade, and the brigade's answer (方案四（二）: 整改不到位或者重大违法行为，及时上报)."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from casework import audit, numbering
from casework.acts import said_why
from casework.by import SYSTEM, By
from casework.models import AuditEntry
from casework.workflow import Refused, check, perform
from findings import hooks
from findings.models import Escalation
from findings.triggers import Trigger, is_major
from findings.workflow import State
from law.clock import today


def propose(source: Any, *, trigger: str) -> Escalation | None:
    """Something in `source` has to be reported: the town is to do so, and the brigade sees it. None where one is open.

    `source` has `found_by` (kinds.Origin), `employer`, `town_id`, `campaign`, `escalations` and `town_officers()`. Part of
    the caller's transaction.
    """
    if _open(source) is not None:
        return None
    escalation = _new(source, trigger)
    perform(escalation, "propose_escalation", by=SYSTEM, data={"trigger": trigger}, note=_label(trigger))
    return escalation


def send(source: Any, *, by: By, trigger: str, note: str = "") -> Escalation:
    """Report it: the proposed report of `source`, or a new one. The clock for the brigade's answer starts, and the employer
    is on the inspection list at once, whatever was there before; only where an inspection goes on, that one is awaited.

    Whether `by` may report, the room of `source` asks; its own act on `source` is done before. Part of that transaction.
    """
    escalation = _open(source) or _new(source, trigger)
    changes = {
        "trigger": trigger,
        "is_red_flag": is_major(trigger),
        "note": note,
        "sent_by": by.actor,
        "sent_on": today(),
    }
    perform(
        escalation,
        "send_escalation",
        by=by.plainly(),
        changes=changes,
        data={"trigger": trigger},
        note=_label(trigger),
    )
    hooks.list_employer(escalation)
    return escalation


def drop(source: Any, *, by: By) -> None:
    """What stayed unrectified was set right, or the town gave more time: it need not be reported any more.

    What is grave has to be reported whatever became of it.
    """
    escalation = _open(source)
    if escalation is not None and escalation.state == State.PROPOSED and not escalation.is_red_flag:
        perform(escalation, "drop_escalation", by=by.plainly())


@transaction.atomic
def accept_escalation(escalation: Escalation, *, by: By, answer: str = "") -> AuditEntry:
    """The brigade takes it: the employer is to be inspected. Raises `Refused` (those of `perform`)."""
    entry = _answer(escalation, "accept_escalation", by=by, answer=answer)
    hooks.list_employer(escalation)
    return entry


@transaction.atomic
def join_escalation(escalation: Escalation, *, by: By, joined_to: str, answer: str = "") -> AuditEntry:
    """It is dealt with in work that is under way: `joined_to` is the key (`key_of`) of one of `work_under_way`.

    Raises `Refused` (not_under_way and those of `perform`).
    """
    audit.lock()
    check(escalation, "join_escalation", by=by)
    found = {key_of(record): record for record in escalation.work_under_way()}
    if joined_to not in found:
        raise Refused("not_under_way", _("选的检查已经办完，请另选。"))
    line = found[joined_to]
    kind, key = _named(line)
    led = {"led_to_type": kind, "led_to_id": key}
    return _answer(escalation, "join_escalation", by=by, answer=answer, changes=led, note=str(line))


@transaction.atomic
def return_escalation(escalation: Escalation, *, by: By, reason: str) -> AuditEntry:
    """Send it back to the town with the `reason`. Raises `Refused` (no_reason and those of `perform`)."""
    why = said_why(reason, _("请写明为什么退回、镇街要做什么。"))
    return _answer(escalation, "return_escalation", by=by, answer=why, reason=why)


def lead_to(escalations: QuerySet, line: Model | None) -> int:
    """Note the line of the inspection list that came of these reports, None where it is no more; they wait for answers."""
    kind, key = _named(line)
    return escalations.update(led_to_type=kind, led_to_id=key)


def key_of(record: Model) -> str:
    """How a form names a record of any room."""
    return f"{record._meta.label_lower}:{record.pk}"


def _answer(
    escalation: Escalation,
    action: str,
    *,
    by: By,
    answer: str,
    changes: dict[str, Any] | None = None,
    **act: Any,
) -> AuditEntry:
    said = {"answer": answer.strip(), "answered_by": by.actor, "answered_on": today()}
    entry = perform(escalation, action, by=by, changes={**said, **(changes or {})}, **act)
    hooks.tell(escalation, by=by)
    return entry


def _named(line: Model | None) -> tuple[ContentType | None, int | None]:
    """Its type and its key; neither where there is none."""
    return (ContentType.objects.get_for_model(line), line.pk) if line else (None, None)


def _open(source: Any) -> Escalation | None:
    return source.escalations.filter(state__in=(State.PROPOSED, State.SENT)).first()


def _new(source: Any, trigger: str) -> Escalation:
    return Escalation(
        number=numbering.issue("报", today()),
        source=source,
        origin=source.found_by,
        campaign=source.campaign,
        employer=source.employer,
        town_id=source.town_id,
        trigger=trigger,
        is_red_flag=is_major(trigger),
    )


def _label(trigger: str) -> str:
    return str(Trigger(trigger).label)
