"""More time: asked for by the handlers, granted or turned down by the head of the bureau before the time is over."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Happening
from inspections.cases import rules
from inspections.cases.kinds import Longer
from inspections.cases.models import Case, Extension, Instalment
from inspections.cases.services import acts
from law.clock import today


@transaction.atomic
def request_extension(record: Case, *, by: By, extension_reason: str) -> AuditEntry:
    """Ask for 30 more working days of investigation, before day 60 and once only (条例 17)."""
    return _ask(record, "request_extension", Longer.INVESTIGATION, by=by, reason=extension_reason)


@transaction.atomic
def approve_extension(record: Case, *, by: By, words: acts.Words | None = None) -> AuditEntry:
    """Grant it: the clock runs to the 90th working day from the same start."""
    return _grant(record, "approve_extension", by=by, words=words)


@transaction.atomic
def reject_extension(record: Case, *, by: By, reason: str) -> AuditEntry:
    """Turn it down: the first term runs on, and may be asked about anew. `reason` is obligatory."""
    return _turn_down(record, "reject_extension", by=by, reason=reason)


@transaction.atomic
def request_decision_extension(
    record: Case, *, by: By, extension_reason: str, extend_until: date
) -> AuditEntry:
    """Ask for more time to decide, until `extend_until` (25号令 37). Raises `Refused` (extend_until, text)."""
    acts.may(record, "request_decision_extension", by=by)
    acts.refuse({"extend_until": rules.longer_error(record, "case.decision", extend_until)})
    return _ask(
        record, "request_decision_extension", Longer.DECISION, by=by, reason=extension_reason, until=extend_until
    )  # fmt: skip


@transaction.atomic
def approve_decision_extension(record: Case, *, by: By, words: acts.Words | None = None) -> AuditEntry:
    """Grant it, before the fifteen days are over."""
    return _grant(record, "approve_decision_extension", by=by, words=words)


@transaction.atomic
def reject_decision_extension(record: Case, *, by: By, reason: str) -> AuditEntry:
    """Turn it down: the fifteen days run on. `reason` is obligatory."""
    return _turn_down(record, "reject_decision_extension", by=by, reason=reason)


@transaction.atomic
def request_deferral(
    record: Case,
    *,
    by: By,
    extension_reason: str,
    extend_until: date | None = None,
    instalments: Sequence[tuple[date, Decimal]] = (),
) -> AuditEntry:
    """The party asks to pay the fine later, until `extend_until`, or in `instalments` (day, yuan) (行政处罚法 66).

    Raises `Refused` (extend_until, instalments, text and those of `perform`).
    """
    acts.may(record, "request_deferral", by=by)
    parts = sorted(instalments)
    acts.refuse({"instalments": rules.instalments_error(record, parts)})
    until = parts[-1][0] if parts else extend_until
    acts.refuse({"extend_until": rules.deferral_error(record, until)})
    entry = _ask(record, "request_deferral", Longer.PAYMENT, by=by, reason=extension_reason, until=until)
    asked: Any = record.extension
    for due_on, amount in parts:
        Instalment.objects.create(extension=asked, due_on=due_on, amount=amount)
    return entry


@transaction.atomic
def approve_deferral(record: Case, *, by: By, words: acts.Words | None = None) -> AuditEntry:
    """Grant it: the fine is due on the day asked for, and a late fee runs from then."""
    acts.may(record, "approve_deferral", by=by)
    decision: Any = record.decision
    decision.deferred_until = record.extended_until
    decision.save(update_fields=["deferred_until"])
    return _grant(record, "approve_deferral", by=by, words=words)


@transaction.atomic
def reject_deferral(record: Case, *, by: By, reason: str) -> AuditEntry:
    """Turn it down: the fine stays due on its day. `reason` is obligatory."""
    return _turn_down(record, "reject_deferral", by=by, reason=reason)


def again(record: Case) -> list[Happening]:
    """What an investigation taken up again keeps: the time that was granted before."""
    return [Happening("again:extended", today())] if record.is_extended else []


def _ask(
    record: Case, action: str, what: Longer, *, by: By, reason: str, until: date | None = None
) -> AuditEntry:
    acts.may(record, action, by=by)
    text = acts.written(reason, _("请写明为什么需要更多时间、还要做什么。"))
    asked = Extension.objects.create(case=record, what=what, reason=text, asked_on=today(), until=until)
    return acts.act(record, action, by=by, reason=text, extension=asked)


def _grant(record: Case, action: str, *, by: By, words: acts.Words | None) -> AuditEntry:
    acts.may(record, action, by=by)
    asked: Any = record.extension
    entry = acts.act(
        record, action, by=by, reason=asked.reason, words=words, given={"extension_reason": asked.reason}
    )  # fmt: skip
    asked.approved_on = today()
    asked.paper = acts.paper_of(entry, "extension_approval", "decision_extension", "deferral_decision")
    asked.save()
    return entry


def _turn_down(record: Case, action: str, *, by: By, reason: str) -> AuditEntry:
    asked: Any = record.extension
    entry = acts.say_no(record, action, by=by, reason=reason)
    asked.refused_on, asked.refused_why = today(), entry.reason
    asked.save(update_fields=["refused_on", "refused_why"])
    return entry
