"""What waits for one's approval (待我审批): the worklist's own rows, by kind of act, the most urgent first."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value
from django.urls import reverse

from casework.by import Reader
from casework.kinds import Kind, on_desk
from casework.table import Row
from desk.worklist import FAR_AWAY, columns, union

SHOWN = 5
# Nearest deadline first; those without a clock by how long they have waited.
ORDER = ("line_due", "state_since", "pk")


@dataclass(frozen=True)
class Heap:
    """Approvals of one kind of act: how many wait, and the first of them."""

    kind: Kind
    row: Row
    count: int
    lines: list[Any]

    @property
    def url(self) -> str:
        return reverse("desk:approvals_of", args=[self.kind.name, self.row.action])

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


def acts_of(user: Reader) -> list[tuple[Kind, Row]]:
    """The approvals this person may ever give, in the order of the house."""
    return [
        (kind, row)
        for kind in on_desk()
        for row in kind.model_class.workflow.approvals
        if user.has_perm(str(row.permission))
    ]


def rows(kind: Kind, row: Row, user: Reader) -> QuerySet[Any]:
    """The records that wait for this approval, with what a line of the worklist shows of each."""
    found = kind.awaiting(user, action=row.action).annotate(**columns(kind))
    return found.select_related("next_clock")


def counts(user: Reader) -> dict[tuple[str, str], int]:
    """How many wait of each act; one query."""
    parts = [
        kind.awaiting(user, action=row.action)
        .order_by()
        .annotate(line_kind=Value(kind.name, CharField()), line_act=Value(row.action, CharField()))
        .values("line_kind", "line_act")
        .annotate(lines=Count("pk"))
        for kind, row in acts_of(user)
    ]
    if not parts:
        return {}
    return {(found["line_kind"], found["line_act"]): found["lines"] for found in union(parts)}


def heaps(user: Reader) -> list[Heap]:
    """Every act of which something waits, the one with the nearest deadline first; one query each, and one for the numbers."""
    numbers = counts(user)
    found = [
        Heap(kind, row, number, list(rows(kind, row, user).order_by(*ORDER)[:SHOWN]))
        for kind, row in acts_of(user)
        if (number := numbers.get((kind.name, row.action)))
    ]
    return sorted(found, key=lambda heap: heap.lines[0].line_due if heap.lines else FAR_AWAY)
