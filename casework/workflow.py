"""The one place where a record's state changes.

`perform` checks and does, in one transaction and in this order: permission, from-state, phase, guards, compare-and-set,
clocks, audit entry, notices. Whatever it refuses, it refuses with a code and a sentence, and nothing is changed.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from casework import audit, deadlines, notices
from casework.models import AuditEntry, WorkflowRecord
from casework.table import NEW, Act, Row
from law.clock import now, today


class Refused(Exception):
    """An act that may not be done now. `code` is stable, `sentence` is for people, `opens_on` set for a strict row."""

    def __init__(self, code: str, sentence: Any, *, opens_on: date | None = None) -> None:
        super().__init__(code)
        self.code, self.sentence, self.opens_on = code, str(sentence), opens_on

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence}"


@dataclass(frozen=True)
class Offer:
    """What a page shows for one row from the present state: a button, or a disabled one with its reason."""

    row: Row
    refusal: Refused | None

    @property
    def is_allowed(self) -> bool:
        return self.refusal is None or self.needs_reason

    @property
    def needs_reason(self) -> bool:
        return self.refusal is not None and self.refusal.code == "off_plan"


def perform(
    record: WorkflowRecord,
    action: str,
    *,
    actor: Any,
    reason: str = "",
    changes: dict[str, Any] | None = None,
    data: dict[str, Any] | None = None,
    note: str = "",
    source: str = "",
) -> AuditEntry:
    """Do `action` on `record` and return the audit entry.

    `actor` None is the system (boundary work, rehearsal of consequences); it needs no permission.
    `reason` is why the act is done, obligatory off plan. `changes` are fields set in the same UPDATE as the state.
    `data` goes to guards and, masked by the caller, into the audit entry. A record without pk is created by a row from NEW.
    Raises `Refused`; the record in memory is then unchanged.
    """
    changes, data = changes or {}, data or {}
    with transaction.atomic():
        audit.lock()
        before = record.state if record.pk else NEW
        row, phase = check(record, action, actor=actor, reason=reason, data=data)
        _compare_and_set(record, row, before, changes)
        deadlines.follow(record, action, actor=actor, reason=reason)
        entry = audit.record(
            action,
            actor=actor,
            about=record,
            before=before,
            after=record.state,
            phase=phase or "",
            reason=reason,
            data={**data, **({"note": note} if note else {})},
            source=source,
        )
        notices.tell(record, row, actor=actor)
    return entry


def check(
    record: WorkflowRecord, action: str, *, actor: Any, reason: str, data: dict[str, Any]
) -> tuple[Row, str | None]:
    """The row that applies and the phase it is done in, or `Refused`. Changes nothing."""
    table, state = record.workflow, record.state if record.pk else NEW
    row = table.row(action, state)
    named = row or table.named(action)
    if named is None:
        raise Refused("unknown_action", _("没有这个操作。"))
    if actor is not None and named.permission is not None and not actor.has_perm(named.permission):
        raise Refused("permission", _("您的角色不能做“%(act)s”。") % {"act": named.label})
    if row is None:
        raise Refused(
            "state",
            _("现在是“%(state)s”，不能做“%(act)s”。") % {"state": record.state_label, "act": named.label},
        )
    phase = _phase(record, row, reason)
    _four_eyes(record, row, actor)
    act = Act(record, actor, today(), data)
    for guard in row.guards:
        if guard(act):
            raise Refused(guard.code, guard.sentence)
    return row, phase


def offers(record: WorkflowRecord, *, actor: Any) -> list[Offer]:
    """Every act of the table from the present state that this actor's role may ever do, with why not now."""
    found = []
    for row in record.workflow.rows_from(record.state):
        if row.permission is None or not actor.has_perm(row.permission):
            continue
        try:
            check(record, row.action, actor=actor, reason="", data={})
            found.append(Offer(row, None))
        except Refused as refusal:
            found.append(Offer(row, refusal))
    return found


def _phase(record: WorkflowRecord, row: Row, reason: str) -> str | None:
    """On plan: the phase. In a gap, or without a campaign: None. Off plan: None with a reason, else refused."""
    schedule = record.schedule
    phase = schedule.phase_on(today()) if schedule is not None else None
    if phase is None or not row.phases or phase in row.phases:
        return phase
    if row.strict:
        opens_on = schedule.opens_on(row.phases[0])
        raise Refused(
            "not_in_phase",
            _("“%(act)s”只在%(phase)s阶段进行，%(day)s 开始。")
            % {"act": row.label, "phase": schedule.phase_label(row.phases[0]), "day": opens_on.isoformat()},
            opens_on=opens_on,
        )
    if not reason.strip():
        raise Refused("off_plan", _("现在不是“%(act)s”的阶段，请写明理由。") % {"act": row.label})
    return phase


def _four_eyes(record: WorkflowRecord, row: Row, actor: Any) -> None:
    if not row.four_eyes or actor is None:
        return
    latest = (
        AuditEntry.objects.about(record)
        .filter(action__in=row.four_eyes, is_success=True)
        .order_by("-seq")
        .first()
    )
    if latest is not None and latest.actor_id == actor.pk:
        raise Refused("own_draft", _("这是您本人提交的，须由另一人办理。"))


def _compare_and_set(record: WorkflowRecord, row: Row, before: str, changes: dict[str, Any]) -> None:
    moment, target = now(), row.leads_to(record)
    if record.pk is None:
        _set(record, changes | {"state": target, "state_since": moment})
        record.save(force_insert=True)
        return
    same = type(record)._base_manager.filter(pk=record.pk, state=before, version=record.version)
    if same.update(state=target, state_since=moment, version=F("version") + 1, **changes) != 1:
        raise Refused("conflict", _("刚刚已有人办理过，请刷新后查看最新状态。"))
    _set(record, changes | {"state": target, "state_since": moment, "version": record.version + 1})


def _set(record: WorkflowRecord, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(record, name, value)
