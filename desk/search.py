"""Finding a record by the number somebody reads out or copies, in whatever room it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q

from casework import numbering
from casework.by import Reader
from casework.kinds import Kind, kinds, of
from casework.models import Paper

MOST = 10


@dataclass(frozen=True)
class Hit:
    """A record, what its kind is called, and which of its numbers was meant: a case has those of its clue and papers, too."""

    label: Any
    record: Any
    number: str = ""

    @property
    def record_number(self) -> str:
        """The number people call it by; what is meant by that comes first."""
        return getattr(self.record, "current_number", "")


def records(text: str, user: Reader) -> list[tuple[Any, Any]]:
    """(label, record) of every `hits`."""
    return [(hit.label, hit.record) for hit in hits(text, user)]


def hits(text: str, user: Reader) -> list[Hit]:
    """Records whose number `text` may mean, of those the user may see, `MOST` of a kind; a query for each kind.

    A paper brings the record it is about, whatever has become of the paper: a number that fell leads to its case, too.
    """
    asked = numbering.meant(text)
    found = [hit for kind in kinds() if kind.series for hit in _of_kind(kind, asked, user)]
    papers = [hit for hit in found if isinstance(hit.record, Paper)]
    known = {hit.record for hit in found}
    missed = {
        about: Hit(of(type(about)).label, about, hit.number)
        for hit in papers
        if (about := hit.record.record) is not None and about not in known
    }
    return sorted([*missed.values(), *found], key=lambda hit: hit.number != hit.record_number)


def _of_kind(kind: Kind, asked: list[str], user: Reader) -> Iterator[Hit]:
    holds = reduce(or_, (Q(**{f"{column}__in": asked}) for column in kind.series))
    named = {f"number_{place}": F(column) for place, column in enumerate(kind.series)}
    rows = kind.visible_to(user).filter(holds).annotate(**named).order_by("-pk")[:MOST]
    seen = set()
    for row in rows:
        if row.pk not in seen:
            seen.add(row.pk)
            numbers = (getattr(row, name) for name in named)
            yield Hit(kind.label, row, next((number for number in numbers if number in asked), ""))
