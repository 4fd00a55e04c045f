"""The decision lane (审批通道): what waits for one's approval in one line, the most urgent first, and where one stands in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import CharField, Value
from django.urls import reverse

from casework.by import Reader
from casework.kinds import Kind
from casework.table import Row
from desk import approvals
from desk.worklist import columns, union

# More than anybody decides in a day; whoever has more sees the most urgent ones.
MOST = 200
SHOWN = 6
HOME = "desk:lane"
# The running number at the end of a document number: 17 of …〔2021〕第17号.
RUNNING = re.compile(r"(\d+)号?$")


@dataclass(frozen=True)
class Stop:
    """One file in the line: a record and the approval it waits for."""

    kind: Kind
    row: Row
    pk: int
    number: str
    title: str

    @property
    def url(self) -> str:
        return address(self.kind, self.pk, self.row.action)

    @property
    def short(self) -> str:
        """How people call its number."""
        found = RUNNING.search(self.number)
        return f"{int(found[1])}号" if found else self.number


@dataclass(frozen=True)
class Lane:
    """The line, and the place of one file in it; `at` is None where that file does not wait in it (any more)."""

    stops: Sequence[Stop]
    at: int | None = None

    @property
    def place(self) -> int:
        return (self.at or 0) + 1

    @cached_property
    def others(self) -> list[Stop]:
        """All but the file itself, beginning with the one behind it; those before it come round again at the end."""
        if self.at is None:
            return list(self.stops)
        return [*self.stops[self.at + 1 :], *self.stops[: self.at]]

    @property
    def next_url(self) -> str:
        """Where it goes on; empty where nothing else waits."""
        return self.others[0].url if self.others else ""

    @property
    def previous_url(self) -> str:
        return self.others[-1].url if len(self.others) > 1 else ""

    @property
    def onward_url(self) -> str:
        """Where it goes on once this file is decided: at the end of the line the page that says so."""
        return self.next_url or reverse(HOME)

    @property
    def shown(self) -> list[tuple[Stop, bool]]:
        """The part of the line around the file, each with whether it is this one."""
        first = max(0, min((self.at or 0) - 1, len(self.stops) - SHOWN))
        part = list(enumerate(self.stops))[first : first + SHOWN]
        return [(stop, place == self.at) for place, stop in part]

    @property
    def unseen(self) -> int:
        return len(self.stops) - len(self.shown)


def lane(user: Reader, *, kind: Kind | None = None, pk: int = 0, action: str = "") -> Lane:
    """The line of this person and where a file stands in it; one query."""
    stops = _stops(user)
    places = (
        place
        for place, stop in enumerate(stops)
        if kind is not None and (stop.kind.name, stop.pk, stop.row.action) == (kind.name, pk, action)
    )
    return Lane(stops, next(places, None))


def address(kind: Kind, pk: int, action: str) -> str:
    return reverse("desk:lane_file", args=[kind.name, pk, action])


def _stops(user: Reader) -> list[Stop]:
    known = {(kind.name, row.action): (kind, row) for kind, row in approvals.acts_of(user)}
    parts = [_part(kind, row, user) for kind, row in known.values()]
    if not parts:
        return []
    rows: Any = union(parts).order_by("line_due", "state_since", "line_kind", "pk")[:MOST]
    return [
        Stop(
            *known[found["line_kind"], found["line_act"]],
            pk=found["pk"],
            number=found["line_number"] or "",
            title=found["line_title"] or "",
        )
        for found in rows
    ]


def _part(kind: Kind, row: Row, user: Reader) -> Any:
    """The files of one act, with the same columns for each act so that they can be united."""
    shown = columns(kind)
    rows = kind.awaiting(user, action=row.action).order_by()
    rows = rows.annotate(**shown, line_act=Value(row.action, CharField()))
    return rows.values("pk", "state_since", "line_act", *shown)
