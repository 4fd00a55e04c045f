"""The audit trail: what was done, by whom, to what, in the same transaction as the deed.

Each entry is sealed: `hash = sha256(previous hash, 0x1F, canonical JSON of the entry)`. Entries are only ever added; the database
refuses UPDATE and DELETE (casework/append_only.py), `verify` finds what was changed in spite of that.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from casework.by import By
from casework.models import AuditEntry, AuditHead
from law.clock import day_of, machine_now, now

GENESIS = "0" * 64
_SEALED = (
    "seq",
    "at",
    "recorded_at",
    "happened_on",
    "actor_id",
    "actor_label",
    "action",
    "content_type_id",
    "object_id",
    "record_label",
    "before",
    "after",
    "phase",
    "reason",
    "off_plan",
    "remark",
    "data",
    "source",
    "is_success",
)


def lock() -> AuditHead:
    """Take the trail's lock for this transaction; every audited write takes it first, so writers never deadlock."""
    head = AuditHead.objects.select_for_update().filter(pk=1).first()
    if head is None:
        AuditHead.objects.bulk_create([AuditHead(pk=1)], ignore_conflicts=True)
        head = AuditHead.objects.select_for_update().get(pk=1)
    return head


def record(
    action: str,
    *,
    by: By,
    about: models.Model | None = None,
    label: str = "",
    on: date | datetime | None = None,
    before: str = "",
    after: str = "",
    phase: str = "",
    reason: str = "",
    data: dict[str, Any] | None = None,
    is_success: bool = True,
) -> AuditEntry:
    """Append one sealed entry and return it. Raises TransactionManagementError outside a transaction: no deed without its entry.

    `on` is the day it happened, where that is not today. `reason` is the ground of the deed, or why it was refused.
    `data` must hold nothing secret: names and numbers of persons are masked by the caller.
    """
    head, actor = lock(), by.actor
    entry = AuditEntry(
        seq=head.seq + 1,
        at=now(),
        recorded_at=machine_now(),
        happened_on=day_of(on) if on is not None else None,
        actor=actor,
        actor_label=(getattr(actor, "audit_label", "") or str(actor)) if actor else "系统",
        action=action,
        content_type=ContentType.objects.get_for_model(about) if about is not None else None,
        object_id=about.pk if about is not None and isinstance(about.pk, int) else None,
        record_label=(label or (str(about) if about is not None else ""))[:200],
        before=before,
        after=after,
        phase=phase or "",
        reason=reason,
        off_plan=by.off_plan,
        remark=by.remark,
        data=data or {},
        source=by.source,
        is_success=is_success,
        previous_hash=head.hash,
    )
    entry.hash = seal(entry)
    entry.save(force_insert=True)
    AuditHead.objects.filter(pk=head.pk).update(seq=entry.seq, hash=entry.hash)
    return entry


def record_alone(action: str, **fields: Any) -> AuditEntry:
    """`record` in a transaction of its own, for deeds that change nothing else (a refusal, a sign-in, a download)."""
    with transaction.atomic():
        return record(action, **fields)


def seal(entry: AuditEntry) -> str:
    """The hash of an entry, over the hash before it and every sealed field."""
    fields = {name: getattr(entry, name) for name in _SEALED}
    for name in ("at", "recorded_at"):
        fields[name] = int(fields[name].timestamp() * 1_000_000)
    fields["happened_on"] = entry.happened_on.isoformat() if entry.happened_on else ""
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(entry.previous_hash.encode() + b"\x1f" + text.encode()).hexdigest()


def verify() -> str | None:
    """None when the whole chain holds; otherwise a sentence that names the first broken entry."""
    previous, seq = GENESIS, 0
    for entry in _entries():
        seq += 1
        if entry.seq != seq:
            return f"第 {seq} 条缺失（其后是第 {entry.seq} 条）"
        if entry.previous_hash != previous:
            return f"第 {seq} 条与上一条不衔接：{entry}"
        if seal(entry) != entry.hash:
            return f"第 {seq} 条被改动：{entry}"
        previous = entry.hash
    head = AuditHead.objects.filter(pk=1).first()
    if head and (head.seq, head.hash) != (seq, previous):
        return f"末尾缺失：应有 {head.seq} 条，实有 {seq} 条"
    return None


def _entries() -> Iterator[AuditEntry]:
    return AuditEntry.objects.order_by("seq").iterator(chunk_size=2000)
