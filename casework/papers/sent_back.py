"""What changed in a record since it was last sent back: its papers then and now, word by word, and the fields put right."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

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
    of those that came with what was put forward, and of the fields that were put right.
    """
    return [*_of_previews(record, approval, now), *_of_papers(record, approval), *_of_fields(record, since)]


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


def _of_fields(record: WorkflowRecord, since: AuditEntry) -> Iterator[Changed]:
    for entry in AuditEntry.objects.about(record).filter(seq__gt=since.seq, is_success=True).order_by("seq"):
        for name, (before, after) in entry.data.get("changes", {}).items():
            yield Changed(
                entry.action_label, field_label(type(record), name), words(shown(before), shown(after))
            )
