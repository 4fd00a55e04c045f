"""Taking in a list of employers: row by row checked, in sets written, twice the same list changes nothing.

A blank cell states nothing and never erases. Employers are matched by credit code, those without one by name and address.
Each set of rows is a transaction of its own: a long list never holds up others, and an interrupted one is simply run again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework import audit, table_sizes
from casework.by import By
from law.clock import now
from registry import search
from registry.intake.columns import Known
from registry.intake.rejected import Rejected
from registry.intake.sheet import Sheet
from registry.models import Category, Employer, EmployerImport, ImportedChange
from registry.services.import_sets import Facts, SetWriter, key_of
from registry.services.towns import town_names

SET_SIZE = 2000
COUNTED = ("rows", "created", "updated", "unchanged", "rejected")
Progress = Callable[[int, int], None]


@dataclass
class Tally:
    """What became of a list's rows; `as_json` is the command's last line."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    errors_file: str | None = None
    first_rejected: list[dict[str, Any]] = field(default_factory=list)

    def add(self, counts: dict[str, int], *, rows: int) -> None:
        self.rows += rows
        self.created += counts["created"]
        self.updated += counts["updated"]
        self.unchanged += counts["unchanged"]

    def as_json(self) -> dict[str, Any]:
        return {
            "rows": self.rows, "created": self.created, "updated": self.updated, "unchanged": self.unchanged,
            "rejected": self.rejected, "errors_file": self.errors_file,
        }  # fmt: skip

    def as_result(self) -> dict[str, Any]:
        """What pages show: the counts and the first rejected rows."""
        counts = {name: value for name, value in self.as_json().items() if name in COUNTED}
        return {**counts, "first_rejected": self.first_rejected}


def check_list(sheet: Sheet, *, name: str, errors_in: Path, progress: Progress | None = None) -> Tally:
    """What `take_in` would do, without doing it."""
    return _read(sheet, None, errors_in, Path(name), progress)


def record_import(path: Path, *, name: str, by: By) -> EmployerImport:
    """The record of a list that is about to be taken in."""
    digest = sha256()
    with path.open("rb") as file:
        for part in iter(lambda: file.read(1 << 20), b""):
            digest.update(part)
    return EmployerImport.objects.create(
        file_name=name[:200], sha256=digest.hexdigest(), uploaded_by=by.actor, uploaded_at=now()
    )


def take_in(sheet: Sheet, *, run: EmployerImport, errors_in: Path, progress: Progress | None = None) -> Tally:
    """Bring the rows of an opened list into the register; the rejected ones go to a file in `errors_in`.

    A run that was cut off is taken up again with the same record, and counts what it had done before. `conclude` ends it.
    """
    tally = _read(sheet, run, errors_in, Path(run.file_name), progress)
    search.settle()
    table_sizes.look_again(Employer, Employer.categories.through, ImportedChange, search.TABLE)
    return tally


@transaction.atomic
def conclude(run: EmployerImport, tally: Tally, *, by: By) -> None:
    """Write down what a list brought, with its record and in the audit trail."""
    audit.lock()
    run.result, run.finished_at = tally.as_result(), now()
    run.save(update_fields=["result", "finished_at"])
    data = {"sha256": run.sha256, **{name: run.result[name] for name in COUNTED}}
    audit.record("import_employers", by=by, about=run, data=data)


def _read(
    sheet: Sheet, run: EmployerImport | None, errors_in: Path, name: Path, progress: Progress | None
) -> Tally:
    writer, tally = SetWriter(run, sheet.layout.fields), Tally()
    known = Known(town_names(), dict(Category.objects.values_list("name", "pk")))
    with Rejected(sheet.layout.head) as rejected:
        for size, good in _checked_sets(sheet, known, rejected):
            tally.add(writer.take(good), rows=size)
            if progress:
                progress(tally.rows, max(tally.rows, sheet.total))
        tally.rejected, tally.first_rejected = rejected.count, rejected.first
        saved = rejected.save(errors_in, name.stem, name.suffix.lower())
    tally.errors_file = str(saved) if saved else None
    return tally


def _checked_sets(sheet: Sheet, known: Known, rejected: Rejected) -> Iterator[tuple[int, dict[str, Facts]]]:
    """Sets of rows: how many, and the good ones by key."""
    seen: dict[str, int] = {}
    while lines := list(islice(sheet.rows, SET_SIZE)):
        good: dict[str, Facts] = {}
        for number, cells in lines:
            facts, wrong = sheet.layout.read(cells, known)
            wrong = wrong or _repeated(facts, number, seen)
            if wrong:
                rejected.add(number, cells, wrong)
            else:
                good[key_of(facts)] = facts
        yield len(lines), good


def _repeated(facts: Facts, number: int, seen: dict[str, int]) -> list[str]:
    first = seen.setdefault(key_of(facts), number)
    return [] if first == number else [_("与第 %(row)s 行是同一个单位，请只留一行。") % {"row": first}]
