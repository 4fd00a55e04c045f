"""Finding a record by the number somebody reads out or copies, in whatever room it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Value

from casework import numbering
from casework.by import Reader
from casework.kinds import Kind, kinds, of
from casework.models import Paper
from desk.worklist import union

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
    """Records whose number `text` may mean, of those the user may see, `MOST` of a kind; a query for each kind, and one
    more for each in which there is one.

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
    numbers = _numbers(kind, asked, user)
    rows = kind.visible_to(user).filter(pk__in=numbers).select_related(*kind.joined) if numbers else ()
    for row in sorted(rows, key=lambda row: -row.pk)[:MOST]:
        yield Hit(kind.label, row, numbers[row.pk])


def _numbers(kind: Kind, asked: list[str], user: Reader) -> dict[int, str]:
    """The number each row was meant by; a part for each column, as one condition on columns of several tables uses no index."""
    seen = kind.visible_to(user).order_by()
    parts = [
        seen.filter(**{f"{column}__in": asked}).values_list("pk", column, Value(place))
        for place, column in enumerate(kind.series)
    ]
    found: dict[int, str] = {}
    for pk, number, _place in sorted(union(parts), key=lambda part: part[2]):
        found.setdefault(pk, number)
    return found
