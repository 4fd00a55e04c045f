"""What one did (已办): a line for each deed, although a deed may leave several entries in the trail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import prefetch_related_objects

from casework import kinds, numbers
from casework.kinds import Brief, Kind
from casework.models import AuditEntry
from casework.views.detail import TimelineEntry, told
from desk.lines import sized
from law.clock import day_of

# What follows on the same record within this time was one sending of one form.
TOGETHER = timedelta(seconds=10)
# No act makes more papers than these.
MOST_FOLLOW = 8


@dataclass(frozen=True)
class Deed:
    """What was done to one record in one go, the acts in the order in which they were done."""

    at: datetime
    type_of: int
    record: Any
    name: str
    number: str
    what: str
    acts: tuple[str, ...]
    state: str
    details: tuple[str, ...]


def by_day(entries: Iterable[AuditEntry]) -> list[tuple[date, list[Deed]]]:
    """The deeds of each day, newest first; a query for each kind of record, and those of its briefs."""
    listed = list(entries)
    prefetch_related_objects(listed, "record")
    known = _acts([entry for entry in listed if entry.record is not None])
    briefs = _briefs(known)
    deeds = [
        _deed(heap, briefs.get((heap[0].content_type_id, heap[0].object_id), Brief()))
        for heap in _heaps(known)
    ]
    return [(day, list(found)) for day, found in groupby(deeds, key=lambda deed: day_of(deed.at))]


def _acts(entries: list[AuditEntry]) -> list[AuditEntry]:
    """Without what only followed from an act done in the same go, like the papers it made."""
    own = [_is_own(entry) for entry in entries]
    return [
        entry
        for place, entry in enumerate(entries)
        if own[place] or not any(own[near] for near in _near(entries, place))
    ]


def _is_own(entry: AuditEntry) -> bool:
    """Whether somebody decides to do it, not whether it follows from another act."""
    row = entry.record.workflow.row(entry.action, entry.before)
    return row is None or bool(row.asks)


def _near(entries: list[AuditEntry], place: int) -> list[int]:
    """The places of what was done in the same go."""
    at = entries[place].at
    span = range(max(0, place - MOST_FOLLOW), min(len(entries), place + MOST_FOLLOW + 1))
    return [near for near in span if near != place and abs(entries[near].at - at) <= TOGETHER]


def _heaps(entries: list[AuditEntry]) -> list[list[AuditEntry]]:
    """Entries about one record that lie close together, the newest heap first."""
    heaps: list[list[AuditEntry]] = []
    for entry in entries:
        last = heaps[-1][-1] if heaps else None
        is_same = last is not None and (last.content_type_id, last.object_id) == (
            entry.content_type_id,
            entry.object_id,
        )
        if is_same and last is not None and last.at - entry.at <= TOGETHER:
            heaps[-1].append(entry)
        else:
            heaps.append([entry])
    return heaps


def _briefs(entries: list[AuditEntry]) -> dict[tuple[int | None, int | None], Brief]:
    found: dict[tuple[int | None, int | None], Brief] = {}
    for type_of in {entry.content_type_id for entry in entries}:
        kind = _kind(type_of)
        keys = {entry.object_id for entry in entries if entry.content_type_id == type_of and entry.object_id}
        found |= {(type_of, pk): brief for pk, brief in kind.briefs(keys).items()} if kind else {}
    return found


def _kind(type_of: int | None) -> Kind | None:
    model = ContentType.objects.get_for_id(type_of).model_class() if type_of else None
    return kinds.find(model) if model else None


def _deed(heap: list[AuditEntry], brief: Brief) -> Deed:
    record, newest = heap[0].record, heap[0]
    number = record.current_number
    done: list[TimelineEntry] = [told(entry, record.workflow) for entry in reversed(heap)]
    labels = tuple(dict.fromkeys(str(_label(entry, record)) for entry in reversed(heap)))
    state = (
        record.workflow.states(newest.after).label if newest.after and newest.after != heap[-1].before else ""
    )
    return Deed(
        at=newest.at,
        type_of=newest.content_type_id or 0,
        record=record,
        name=brief.name or newest.record_label.removeprefix(number).strip() or newest.record_label,
        number=numbers.short(number),
        what="，".join(filter(None, (brief.what, sized(brief.people, brief.amount)))),
        acts=labels,
        state="" if str(state) in labels else str(state),
        details=tuple(entry.detail for entry in done if entry.detail),
    )


def _label(entry: AuditEntry, record: Any) -> Any:
    row = record.workflow.row(entry.action, entry.before)
    return row.label if row else entry.action_label
