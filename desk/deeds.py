"""What one did (已办): a line for each deed, although a deed may leave several entries in the trail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import prefetch_related_objects

from casework import numbers
from casework.by import Reader
from casework.kinds import Brief, Kind, on_desk
from casework.models import AuditEntry
from casework.table import Row, Workflow
from casework.views.detail import told
from desk.lines import sized
from law.clock import day_of

# What follows on the same record within this time was one sending of one form.
TOGETHER = timedelta(seconds=10)
# No act makes more papers than these.
MOST_FOLLOW = 8


@dataclass(frozen=True)
class Deed:
    """What was done to one record in one go, the acts in their order; `url` is empty where the record is not seen any more."""

    at: datetime
    type_of: int
    pk: int
    url: str
    name: str
    number: str
    what: str
    acts: tuple[str, ...]
    state: str
    details: tuple[str, ...]


def by_day(entries: Iterable[AuditEntry], user: Reader) -> list[tuple[date, list[Deed]]]:
    """The deeds of each day, newest first; a query for each kind of record, and those of its briefs.

    Of a record the reader may not see any more only the deed is told, as the trail has it.
    """
    listed = list(entries)
    seen = [kind.visible_to(user) for kind in on_desk()]
    prefetch_related_objects(listed, GenericPrefetch("record", seen))
    briefs = _briefs(listed)
    deeds = [
        _deed(heap, briefs.get((heap[0].content_type_id, heap[0].object_id), Brief()))
        for heap in _heaps(_acts(listed))
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
    row = _row(entry)
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
    """What is known of the records that are seen."""
    known = [entry for entry in entries if entry.record is not None]
    found: dict[tuple[int | None, int | None], Brief] = {}
    for type_of in dict.fromkeys(entry.content_type_id for entry in known):
        keys = {entry.object_id for entry in known if entry.content_type_id == type_of and entry.object_id}
        found |= {(type_of, pk): brief for pk, brief in _kind(type_of).briefs(keys).items()}
    return found


def _kind(type_of: int | None) -> Kind:
    return next(
        kind for kind in on_desk() if ContentType.objects.get_for_model(kind.model_class).pk == type_of
    )


def _table(entry: AuditEntry) -> Workflow:
    table: Workflow = _kind(entry.content_type_id).model_class.workflow
    return table


def _row(entry: AuditEntry) -> Row | None:
    return _table(entry).row(entry.action, entry.before)


def _deed(heap: list[AuditEntry], brief: Brief) -> Deed:
    newest, first, table = heap[0], heap[-1], _table(heap[0])
    number = newest.record.current_number if newest.record is not None else ""
    done = [told(entry, table) for entry in reversed(heap)]
    labels = tuple(dict.fromkeys(map(_label, reversed(heap))))
    state = str(table.states(newest.after).label) if newest.after not in ("", first.before) else ""
    return Deed(
        at=newest.at,
        type_of=newest.content_type_id or 0,
        pk=newest.object_id or 0,
        url=newest.record.get_absolute_url() if newest.record is not None else "",
        name=brief.name or newest.record_label.removeprefix(number).strip() or newest.record_label,
        number=numbers.short(number),
        what="，".join(filter(None, (brief.what, sized(brief.people, brief.amount)))),
        acts=labels,
        state="" if state in labels else state,
        details=tuple(entry.detail for entry in done if entry.detail),
    )


def _label(entry: AuditEntry) -> str:
    row = _row(entry)
    return str(row.label) if row else str(entry.action_label)
