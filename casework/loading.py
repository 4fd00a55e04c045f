"""What a list loads of its rows: the columns they show, and nothing else; rows that belong to them as plain lists.

A row of a list shows a tenth of what its record and the records joined to it hold. Made whole, fifty of them cost more than all
the rest of the page.
"""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

# What a lamp looks at, of a deadline; and the same of a record whose lamp is that of its next duty.
LAMP = (
    "due_at", "due_on", "is_provisional", "is_right", "label", "outcome", "started_at", "stopped_at", "term_version",
)  # fmt: skip
CLOCK = tuple(f"next_clock__{name}" for name in LAMP)


def listed(name: str, rows: QuerySet) -> Prefetch:
    """The rows of a relation as the attribute `listed_<name>`: a list, where `<name>.all()` makes up a query set for each row."""
    return Prefetch(name, rows, to_attr=f"listed_{name}")


def only(rows: QuerySet, names: Iterable[str]) -> QuerySet:
    """The rows with these columns; a name leads to a record joined to the row as in a look-up: `employer__name`.

    Whatever else is asked of a row costs a query for each of them, which the pinned numbers of queries show.
    """
    asked = set(names)
    joined = sorted({way for way, _dot, _name in (name.rpartition("__") for name in asked) if way})
    return rows.select_related(None).select_related(*joined).only(*asked)
