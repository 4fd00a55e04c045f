"""What changed in a record since it was last sent back: its papers then and now, word by word, and what the trail tells.

Of the trail: the sums of what was drafted, the lists with what they come to, and the fields that were put right.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from casework.acts import field_label, shown
from casework.by import By
from casework.models import AuditEntry, Paper, SentBack, WorkflowRecord
from casework.papers import composing
from casework.papers.previewing import previews
from casework.table import Row

# A Chinese text is compared sign by sign, what is written in letters or digits word by word; a long one by its sentences.
WORDS = re.compile(r"[A-Za-z0-9.,%-]+|\s+|.", re.DOTALL)
SENTENCES = re.compile(r"[^。；\n]*[。；\n]?")
LONG = 3000
# Fewer equal signs between two changes than this are no anchor but chance.
CHANCE = 2


@dataclass(frozen=True)
class Changed:
    """One field that differs: where it stands, what it is called, and its text in parts (`same`, `del`, `ins`)."""

    where: str
    label: str
    parts: list[tuple[str, str]]


def keep(record: WorkflowRecord, row: Row, *, by: By) -> None:
    """Keep the papers that lay before whoever sends a record back (the hook `acts_sent_back`)."""
    approval = record.workflow.approval_of(row)
    if approval is None or not approval.papers:
        return
    papers = {
        each["content"]["kind"]: each["content"] for each in previews(record, approval, by=by, given={})
    }
    SentBack.objects.create(record=record, action=approval.action, papers=papers)


def last(record: WorkflowRecord, approval: Row) -> AuditEntry | None:
    """The entry by which what an approval is about was last sent back or turned down."""
    actions = [row.action for row in record.workflow.answers(approval)]
    return (
        AuditEntry.objects.about(record).filter(action__in=actions, is_success=True).order_by("-seq").first()
    )


def changes(
    record: WorkflowRecord, approval: Row, now: Sequence[Mapping[str, Any]], since: AuditEntry
) -> list[Changed]:
    """Field by field what differs from what was sent back with the entry `since`: of the papers as they would be issued (`now`),
    of those that came with what was put forward, of the draft, of the lists, and of the fields that were put right.
    """
    entries = _entries(record, since)
    return [
        *_of_previews(record, approval, now),
        *_of_papers(record, approval),
        *_of_drafts(record, approval, entries, since),
        *_of_lists(record, entries, since),
        *_of_fields(record, entries, since),
    ]


def words(before: str, after: str) -> list[tuple[str, str]]:
    """The parts of two texts in the order of reading: what both say, what is gone, what is new."""
    cut = SENTENCES if max(len(before), len(after)) > LONG else WORDS
    old, new = (list(filter(None, cut.findall(text))) for text in (before, after))
    parts: list[tuple[str, str]] = []
    for _tag, start, end, since, until in _joined(
        SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    ):
        gone, come = "".join(old[start:end]), "".join(new[since:until])
        if gone == come:
            parts.append(("same", gone))
        else:
            parts += [(name, text) for name, text in (("del", gone), ("ins", come)) if text]
    return parts


def _joined(codes: Sequence[Any]) -> list[list[Any]]:
    """Changes parted by a sign or two that happen to be equal are one change."""
    found: list[list[Any]] = []
    for place, (tag, *spans) in enumerate(codes):
        is_chance = tag == "equal" and 0 < place < len(codes) - 1 and spans[1] - spans[0] <= CHANCE
        kind = "equal" if tag == "equal" and not is_chance else "changed"
        if found and found[-1][0] == kind == "changed":
            found[-1][2], found[-1][4] = spans[1], spans[3]
        else:
            found.append([kind, *spans])
    return found


def _of_previews(
    record: WorkflowRecord, approval: Row, now: Sequence[Mapping[str, Any]]
) -> Iterator[Changed]:
    kept = SentBack.objects.about(record).filter(action=approval.action).order_by("-pk").first()
    if kept is None:
        return
    for each in now:
        content = each["content"]
        yield from _between(kept.papers.get(content["kind"]), content)


def _of_papers(record: WorkflowRecord, approval: Row) -> Iterator[Changed]:
    """Papers issued with what was put forward: the newest of each kind and the one it replaced."""
    made = Paper.objects.about(record).standing().filter(made_by__in=approval.four_eyes)
    for paper in made.exclude(replaces=None).select_related("replaces"):
        yield from _between(paper.replaces.content if paper.replaces else None, paper.content)


def _between(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> Iterator[Changed]:
    for label, before, after in composing.differences(old, new) if old else ():
        yield Changed(str(new["title"]), label, words(before, after))


def _entries(record: WorkflowRecord, since: AuditEntry) -> list[AuditEntry]:
    """What was done since, and every draft and list before it."""
    told = (*record.lists_told, *record.drafts_told)
    done = AuditEntry.objects.about(record).filter(Q(seq__gt=since.seq) | Q(action__in=told), is_success=True)
    return list(done.order_by("seq"))


def _either_side(
    entries: Sequence[AuditEntry], action: str, since: AuditEntry
) -> tuple[dict[str, Any], AuditEntry | None]:
    """What the last entry of an act before `since` told, and the last one after it."""
    mine = [entry for entry in entries if entry.action == action]
    before = [entry.data for entry in mine if entry.seq < since.seq]
    after = [entry for entry in mine if entry.seq > since.seq]
    return before[-1] if before else {}, after[-1] if after else None


def _of_drafts(
    record: WorkflowRecord, approval: Row, entries: Sequence[AuditEntry], since: AuditEntry
) -> Iterator[Changed]:
    for action, rows in record.drafts_told.items():
        before, entry = _either_side(entries, action, since)
        if entry is None or not before or action not in approval.four_eyes:
            continue
        model: Any = record._meta.get_field(rows).related_model
        for name in (field.name for field in model._meta.concrete_fields if field.name in entry.data):
            was, now = (_called(model, name, data.get(name)) for data in (before, entry.data))
            if was != now:
                yield Changed(entry.action_label, field_label(model, name), words(was, now))


def _called(model: type[Model], name: str, value: Any) -> str:
    field: Any = model._meta.get_field(name)
    return shown(str(dict(field.flatchoices).get(value, value or "")))


def _of_lists(record: WorkflowRecord, entries: Sequence[AuditEntry], since: AuditEntry) -> Iterator[Changed]:
    """What each list came to; its lines stand among the fields."""
    for action in record.lists_told:
        before, entry = _either_side(entries, action, since)
        if entry is not None and before.get("note", "") != entry.data.get("note", ""):
            sums = words(before.get("note", ""), entry.data.get("note", ""))
            yield Changed(entry.action_label, _("合计"), sums)


def _of_fields(record: WorkflowRecord, entries: Sequence[AuditEntry], since: AuditEntry) -> Iterator[Changed]:
    """Each field and line once, however often it was put right: as it stood then, and as it stands."""
    found: dict[tuple[str, str], list[Any]] = {}
    for entry in entries:
        if entry.seq > since.seq:
            for name, (before, after) in entry.data.get("changes", {}).items():
                found.setdefault((entry.action_label, name), [before, after])[1] = after
    for (where, name), (before, after) in found.items():
        if before != after:
            yield Changed(where, field_label(type(record), name), words(shown(before), shown(after)))
