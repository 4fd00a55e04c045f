"""The least one can do with a list: read it and insert its rows, without a check, a search token, a category or a trace."""

import csv
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from python_calamine import CalamineWorkbook

from law.clock import now
from registry import bulk
from registry.intake.layout import layout_of
from registry.intake.words import STATUS_WORDS
from registry.models import Employer, Town
from rehearsal.benchmarks.sheets import MARK
from rehearsal.benchmarks.stock.shelf import AT_ONCE
from rehearsal.firms import HEADS

Row = dict[str, Any]
Insert = Callable[[list[Row]], Any]
NUMBERS = {"headcount", "headcount_female", "headcount_migrant", "headcount_minor", "headcount_dispatched"}
BLANK: Row = {
    "grid_id": None,
    "version": 1,
    "created_by_id": None,
    "imported_by_id": None,
    "merged_into_id": None,
}


def insert(path: Path, writer: Insert, mark: str) -> None:
    """Read `path` and give its rows to `writer` in sets, all in one transaction. `mark` makes their codes others."""
    towns = dict(Town.objects.values_list("name", "pk"))
    fields = layout_of([list(HEADS)]).fields
    rows = _rows(_lines(path), fields, towns, mark)
    with transaction.atomic():
        while some := list(islice(rows, AT_ONCE)):
            writer(some)


def by_objects(rows: list[Row]) -> None:
    """Django's own way."""
    Employer.objects.bulk_create(Employer(**row) for row in rows)


def by_driver(rows: list[Row]) -> None:
    """COPY on PostgreSQL, `executemany` on SQLite."""
    bulk.write(rows, {})


def _lines(path: Path) -> Iterator[list[Any]]:
    if path.suffix == ".xlsx":
        yield from CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows()
        return
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file)


def _rows(lines: Iterator[list[Any]], fields: list[str], towns: dict[str, int], mark: str) -> Iterator[Row]:
    moment = now()
    next(lines)
    for serial, cells in enumerate(lines):
        row = BLANK | dict(zip(fields, cells, strict=True)) | {"created_at": moment, "updated_at": moment}
        del row["categories"]
        code = row["credit_code"].replace(MARK, mark)
        number = "" if code else f"W{mark}{serial:06d}"
        for name in NUMBERS:
            row[name] = int(row[name]) if row[name] != "" else None
        yield row | {
            "code": code or number,
            "credit_code": code or None,
            "register_number": number or None,
            "search_text": f"{row['name']} {row['address']} {mark}",
            "name_key": row["name"],
            "address_key": row["address"],
            "code_tail": (code or number)[::-1],
            "vouched_by": "",
            "town_id": towns[row["town_id"]],
            "founded_on": row["founded_on"] or None,
            "licence_until": row["licence_until"] or None,
            "status": STATUS_WORDS[row["status"]],
            "grade": row["grade"],
            "is_licensed": bool(code),
        }
