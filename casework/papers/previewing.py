"""The papers of an act as they would be issued now: for whoever fills in its form, and for whoever approves it."""

from collections.abc import Mapping
from copy import copy
from typing import Any

from casework.by import By
from casework.models import WorkflowRecord
from casework.paper_kinds import kind_of
from casework.papers import composing
from casework.papers.issuing import begun, facts_of, former
from casework.table import Row


def previews(record: WorkflowRecord, row: Row, *, by: By, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """For each paper the act would make: its content without a number, what it lacks, what changed from the one it replaces."""
    seen, by = _as_if(record, given), by.using(row.permission)
    found = []
    for kind in map(kind_of, row.papers):
        if kind.when is not None and not kind.when(seen):
            continue
        draft = begun(kind, record)
        facts = facts_of(kind, seen, by=by, given={**(draft.given if draft else {}), **given})
        content = composing.compose(kind, facts, place=draft.place if draft else composing.next_place(record))
        before = former(kind, record)
        found.append(
            {
                "content": content,
                "lacking": composing.struck(kind, content),
                "changed": composing.differences(before.content, content) if before else [],
                "before": before,
            }
        )
    return found


def _as_if(record: WorkflowRecord, given: Mapping[str, Any]) -> WorkflowRecord:
    """A copy of the record with what was typed for its own columns; the record itself stays as it is."""
    columns = {field.name for field in record._meta.concrete_fields} - {"state", "version"}
    if not columns & set(given):
        return record
    seen = copy(record)
    vars(seen).update({name: given[name] for name in columns & set(given)})
    return seen
