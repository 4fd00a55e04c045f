"""Clocks, audit trail and notices of records that no service made."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from accounts.models import User
from casework.chain import seal
from casework.models import AuditEntry, AuditHead, Deadline, Notice, WorkflowRecord
from law import workdays
from law.clock import instant_of
from rehearsal.benchmarks.stock.shelf import Shelf

# The code of a clock, the day it starts, its last day or its number of working days, the day it was met.
Run = tuple[str, date, date | int, date | None]
# An act with the state it led from and to, by whom, and on which day.
Deed = tuple[str, str, str, User, date]


class Trail:
    """Entries go on from the last one in the database, chained as the house chains them."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.head = AuditHead.objects.get()

    def clocks(self, model: type[WorkflowRecord], pk: int, runs: Sequence[Run]) -> dict[str, Any]:
        """Write the clocks of a record; returns what the record itself keeps of the duty that ends first."""
        running = []
        for code, start, due, stop in runs:
            label, term, is_right = _rule(model, code)
            due_on = _due(start, due) if isinstance(due, int) else due
            key = self.shelf.add(
                Deadline,
                content_type_id=type_of(model),
                object_id=pk,
                clock=code,
                label=label,
                term=term,
                is_right=is_right,
                started_at=instant(start),
                due_on=due_on,
                stopped_at=instant(max(start, stop)) if stop else None,
                outcome=Deadline.MET if stop else "",
            )
            if not stop and not is_right:
                running.append((due_on, key))
        first_on, first = min(running, default=(None, None))
        return {"next_clock_id": first, "next_due_on": first_on}

    def told(self, model: type[Model], pk: int, label: str, deeds: Sequence[Deed]) -> None:
        """Write what was done to a record into the trail, and tell whoever holds it of the last deed."""
        for action, before, after, actor, day in deeds:
            self._chain(
                at=instant(day),
                recorded_at=instant(day),
                happened_on=None,
                actor_id=actor.pk,
                actor_label=_label(actor),
                action=action,
                content_type_id=type_of(model),
                object_id=pk,
                record_label=label,
                before=before,
                after=after,
                phase="",
                reason="",
                off_plan="",
                remark="",
                data={},
                source="10.0.0.1",
                is_success=True,
            )
        _action, _before, _after, actor, day = deeds[-1]
        self.shelf.add(
            Notice,
            user_id=actor.pk,
            text=label,
            content_type_id=type_of(model),
            object_id=pk,
            created_at=instant(day),
            read_at=instant(day),
        )

    def _chain(self, **row: Any) -> None:
        row |= {"note": None, "previous_hash": self.head.hash}
        entry: Any = SimpleNamespace(seq=self.shelf.next_key(AuditEntry), **row)
        row["hash"] = seal(entry)
        self.shelf.add(AuditEntry, entry.seq, **row)
        self.head.seq, self.head.hash = entry.seq, row["hash"]

    def close(self) -> None:
        """The head of the trail moves to its last entry, once that is written."""
        AuditHead.objects.filter(pk=self.head.pk).update(seq=self.head.seq, hash=self.head.hash)


@cache
def type_of(model: type[Model]) -> int:
    return ContentType.objects.get_for_model(model).pk


instant = cache(instant_of)


@cache
def _rule(model: type[WorkflowRecord], code: str) -> tuple[str, str, bool]:
    rule = next(rule for rule in model.clocks if rule.code == code)
    return str(rule.label), "" if rule.due_from else rule.term or code, rule.is_right


@cache
def _due(start: date, days: int) -> date:
    return workdays.add_workdays(start, days)


@cache
def _label(actor: User) -> str:
    return actor.audit_label
