"""The audit trail: what was done, by whom, to what, in the same transaction as the deed.

Each entry is sealed by the hash of the one before (casework/chain.py). Entries are only ever added; the database
refuses to change, delete or empty them (casework/append_only.py), `casework.chain.verify` finds what was done in spite of that.

A deed takes the chain's one lock (`lock`, `record`). What changes nothing, a look or a refusal, takes none: it is a `note`, a
plain insert, and becomes an entry of the chain with the next deed or within half a minute (docs/adr/0002).
"""

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import Exists

from casework.by import By
from casework.chain import seal
from casework.chain import verify as verify
from casework.house_language import written_in_chinese
from casework.models import AuditEntry, AuditHead, AuditNote, Told
from law.clock import day_of, machine_now, now

SEALED_AT_ONCE = 200
HEAD_IS_GONE = "the head of the audit trail is gone; nothing is written until it is back (verify_audit)"


class TrailBroken(Exception):
    """The trail cannot be continued, so no deed can be done."""


class Facts(TypedDict, total=False):
    """What an entry may say besides who did what.

    `on` is the day it happened, where that is not today. `reason` is the ground of the deed, or why it was refused.
    `data` must hold nothing secret: names and numbers of persons are masked by the caller.
    """

    about: models.Model | None
    label: str
    on: date | datetime | None
    before: str
    after: str
    phase: str
    reason: str
    data: dict[str, Any]
    is_success: bool


def lock() -> None:
    """Take the trail's lock for this transaction; every audited write takes it first, so writers never deadlock.

    Taken several times in a deed, so said to the database in its own words: built by the ORM it costs ten times as much.
    Raises TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the trail is locked for a transaction")
    with connection.cursor() as cursor:
        for_update = connection.ops.for_update_sql() if connection.features.has_select_for_update else ""
        cursor.execute(f"SELECT 1 FROM {AuditHead._meta.db_table} WHERE id = 1 {for_update}")
        if cursor.fetchone() is None:
            raise TrailBroken(HEAD_IS_GONE)


@written_in_chinese()
def record(action: str, *, by: By, **facts: Unpack[Facts]) -> AuditEntry:
    """Append one sealed entry for a deed, behind the notes that wait, and return it.

    Raises TransactionManagementError outside a transaction: no deed without its entry.
    """
    head, has_notes = _lock()
    if has_notes:
        _seal_notes(head)
    entry = AuditEntry(**_told(action, by, **facts))
    _append(head, [entry])
    return entry


@written_in_chinese()
def note(action: str, *, by: By, **facts: Unpack[Facts]) -> AuditNote:
    """Write down what changes nothing (a look, a refusal, a sign-in, a download): an insert that waits for nobody.

    It is part of the caller's transaction where there is one.
    """
    return AuditNote.objects.create(**_told(action, by, **facts))


def seal_waiting() -> int:
    """Seal every note there is, in short transactions; returns how many. For beat and for pages that read the whole trail."""
    sealed = 0
    while AuditNote.objects.exists():
        with transaction.atomic():
            sealed += _seal_notes(_lock()[0])
    return sealed


def of_record(record: models.Model, *, limit: int) -> list[Told]:
    """What was done to a record and who looked at it, newest first, sealed or not yet.

    Notes are read first: one that is sealed in between is met again as an entry, and told once.
    """
    done = {"is_success": True}
    notes = list(AuditNote.objects.about(record).filter(**done).select_related("actor").order_by("-pk"))
    entries = AuditEntry.objects.about(record).filter(**done).select_related("actor")[:limit]
    met = {one.pk for one in notes}
    found = [*notes, *(entry for entry in entries if entry.note not in met)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:limit]


def _lock() -> tuple[AuditHead, bool]:
    """The locked head, and whether notes wait."""
    heads = AuditHead.objects.select_for_update().annotate(has_notes=Exists(AuditNote.objects.all()))
    head = heads.filter(pk=1).first()
    if head is None:
        raise TrailBroken(HEAD_IS_GONE)
    return head, head.has_notes


def _told(action: str, by: By, **facts: Unpack[Facts]) -> dict[str, Any]:
    """The fields of `Told`."""
    actor, about, on = by.actor, facts.get("about"), facts.get("on")
    return {
        "at": now(),
        "recorded_at": machine_now(),
        "happened_on": day_of(on) if on is not None else None,
        "actor": actor,
        "actor_label": _label(by)[:120],
        "action": action,
        "content_type": ContentType.objects.get_for_model(about) if about is not None else None,
        "object_id": about.pk if about is not None and isinstance(about.pk, int) else None,
        "record_label": (facts.get("label") or (str(about) if about is not None else ""))[:200],
        "before": facts.get("before", ""),
        "after": facts.get("after", ""),
        "phase": facts.get("phase", ""),
        "reason": facts.get("reason", ""),
        "off_plan": by.off_plan,
        "remark": by.remark,
        "data": facts.get("data") or {},
        "source": by.source,
        "is_success": facts.get("is_success", True),
    }


def _label(by: By) -> str:
    """Who did it, with the role; a deputy with whom they stood in for."""
    actor = by.actor
    label = (getattr(actor, "audit_label", "") or str(actor)) if actor else "系统"
    return f"{label}代{by.behalf.audit_label}" if by.behalf is not None else label


def _seal_notes(head: AuditHead) -> int:
    """The oldest notes become entries, at most `SEALED_AT_ONCE`; the lock is held."""
    facts = [field.attname for field in Told._meta.get_fields() if field.concrete]
    notes = list(AuditNote.objects.order_by("pk")[:SEALED_AT_ONCE])
    _append(head, [AuditEntry(note=one.pk, **{name: getattr(one, name) for name in facts}) for one in notes])
    AuditNote.objects.filter(pk__in=[one.pk for one in notes]).delete()
    return len(notes)


def _append(head: AuditHead, entries: list[AuditEntry]) -> None:
    """Chain entries to the last one; `head` is locked and moves on."""
    if not entries:
        return
    for entry in entries:
        entry.seq, entry.previous_hash = head.seq + 1, head.hash
        entry.hash = seal(entry)
        head.seq, head.hash = entry.seq, entry.hash
    AuditEntry.objects.bulk_create(entries)
    AuditHead.objects.filter(pk=head.pk).update(seq=head.seq, hash=head.hash)
