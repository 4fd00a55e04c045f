"""The chain of the audit trail: how an entry is sealed, and whether the trail is whole.

`hash = sha256(previous hash, 0x1F, canonical JSON of the entry)`. Whole are: the chain, its head, the anchors outside the
database (casework/anchors.py), the guards inside it (casework/append_only.py).
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256

from django.db import connection

from casework import append_only
from casework.anchors import Anchor
from casework.models import AuditEntry, AuditHead

GENESIS = "0" * 64
_SEALED = (
    "seq",
    "note",
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
TABLES = (append_only.TRAIL, append_only.NOTES, append_only.HEAD)


def seal(entry: AuditEntry) -> str:
    """The hash of an entry, over the hash before it and every sealed field."""
    fields = {name: getattr(entry, name) for name in _SEALED}
    for name in ("at", "recorded_at"):
        fields[name] = int(fields[name].timestamp() * 1_000_000)
    fields["happened_on"] = entry.happened_on.isoformat() if entry.happened_on else ""
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(entry.previous_hash.encode() + b"\x1f" + text.encode()).hexdigest()


def verify(anchors: Iterable[Anchor] = ()) -> str | None:
    """None when the whole trail holds; otherwise a sentence that names the first broken or missing entry."""
    there = set(connection.introspection.table_names())
    if gone := [table for table in TABLES if table not in there]:
        return f"审计日志的数据表不见了：{'、'.join(gone)}"
    return _broken(sorted(anchors)) or _unguarded()


def _broken(anchors: list[Anchor]) -> str | None:
    """One walk over the entries. The head is read first: what is added during the walk lies behind it."""
    heads = list(AuditHead.objects.all())
    expected: dict[int, list[Anchor]] = defaultdict(list)
    for anchor in anchors:
        expected[anchor.seq].append(anchor)
    expected.pop(0, None)
    seq, previous = 0, GENESIS
    for entry in _entries():
        seq += 1
        told = _unchained(entry, seq, previous) or _contradicted(entry, expected.pop(seq, []), heads)
        if told:
            return told
        previous = entry.hash
    if expected:
        anchor = expected[min(expected)][0]
        return f"第 {seq + 1} 条起缺失：{anchor.at} 存证时有 {anchor.seq} 条，现有 {seq} 条"
    return _headless(seq, heads)


def _unchained(entry: AuditEntry, seq: int, previous: str) -> str | None:
    if entry.seq != seq:
        return f"第 {seq} 条缺失（其后是第 {entry.seq} 条）"
    if entry.previous_hash != previous:
        return f"第 {seq} 条与上一条不衔接：{entry}"
    return f"第 {seq} 条被改动：{entry}" if seal(entry) != entry.hash else None


def _contradicted(entry: AuditEntry, anchors: list[Anchor], heads: list[AuditHead]) -> str | None:
    for anchor in anchors:
        if anchor.hash != entry.hash:
            was, now = anchor.hash[:12], entry.hash[:12]
            return f"第 {entry.seq} 条与存证不符：{anchor.at} 存证的校验值是 {was}…，现为 {now}…"
    is_other = any(head.seq == entry.seq and head.hash != entry.hash for head in heads)
    return f"第 {entry.seq} 条与末条标记不符" if is_other else None


def _headless(seq: int, heads: list[AuditHead]) -> str | None:
    """What the head says of an end after `seq` whole entries."""
    if len(heads) != 1:
        return f"末条标记{'多于一条' if heads else '缺失'}，现有 {seq} 条，不能证明末尾完整"
    if heads[0].seq > seq:
        return f"末尾缺失：应有 {heads[0].seq} 条，实有 {seq} 条"
    if seq > AuditHead.objects.get(pk=heads[0].pk).seq:
        return f"第 {heads[0].seq + 1} 条起不在末条标记之内：标记为 {heads[0].seq} 条，实有 {seq} 条"
    return None


def _unguarded() -> str | None:
    absent = append_only.absent(connection)
    return f"数据库的防改触发器缺失或停用：{'、'.join(absent)}" if absent else None


def _entries() -> Iterator[AuditEntry]:
    return AuditEntry.objects.order_by("seq").iterator(chunk_size=2000)
