"""What an employer was called before: written down by whatever changes its name or code."""

from collections.abc import Iterable
from datetime import datetime

from registry import search
from registry.models import FormerName


def of_change(pk: int, *, before: tuple[str, str], after: tuple[str, str], at: datetime) -> FormerName | None:
    """The row that keeps what stood there, given name and code before and after; None when neither changed."""
    (name, code), now_code = before, after[1]
    if before == after:
        return None
    found = search.found_by(name, "", "")
    return FormerName(
        employer_id=pk, name=name, code=code if code != now_code else "", until=at,
        search_text=found["search_text"], name_key=found["name_key"],
    )  # fmt: skip


def keep(rows: Iterable[FormerName | None]) -> None:
    """Write them down; what is known already stays as it is."""
    FormerName.objects.bulk_create(filter(None, rows), ignore_conflicts=True)
