"""The list of employers as a workbook, beside the writer library alone on the same values; and the memory it takes."""

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from unittest.mock import patch

import xlsxwriter
from django.urls import reverse

from casework.views import listing
from law import clock
from registry.models import Employer
from registry.views.employers import EmployerListView
from rehearsal.benchmarks.alone import grown
from rehearsal.benchmarks.ground import Ground, Visitor
from rehearsal.benchmarks.measure import Measure, middle, take_turns
from rehearsal.benchmarks.scale import DAY

TIMES_WRITER, TIMES_FLAT = 1.5, 1.25
MOST_TURNS = 3
FEW = 20


def measure(ground: Ground) -> Iterator[Measure]:
    visitor, rows = Visitor(), min(ground.scale.employers, listing.EXPORT_CAP)
    values = [
        [column.value(employer) for column in EmployerListView.columns]
        for employer in Employer.objects.for_list().order_by("-pk")[:rows].iterator(chunk_size=2000)
    ]
    ours, bare = take_turns(
        [lambda turn: _exported(visitor), lambda turn: _written(values)], min(ground.turns, MOST_TURNS)
    )
    what = f"export of {rows:,} rows"
    yield Measure("export.time", what, middle(ours), "writer alone", middle(bare), "ms", TIMES_WRITER)
    few = max(FEW, rows // 3)
    all_of_it, part = (grown(ground.database, export, FEW, number) / 1024**2 for number in (rows, few))
    what = f"export, memory for {rows:,} rows"
    yield Measure("export.memory", what, all_of_it, f"for {few:,}", part, "MB", TIMES_FLAT)


def export(rows: int) -> None:
    """The first `rows` rows, through the page."""
    with clock.at(DAY), patch.object(listing, "EXPORT_CAP", rows):
        _exported(Visitor())


def _exported(visitor: Visitor) -> int:
    return visitor.download(f"{reverse('registry:employer_list')}?export=xlsx")


def _written(values: list[list[Any]]) -> int:
    """Heads and widths do not count; every value goes to the method for its type at once."""
    with tempfile.TemporaryFile() as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True})
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        for row, line in enumerate(values):
            for column, value in enumerate(line):
                if isinstance(value, str) and value:
                    sheet.write_string(row, column, value)
                elif isinstance(value, date):
                    sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
                elif isinstance(value, bool):
                    sheet.write_string(row, column, "是" if value else "否")
                elif isinstance(value, int):
                    sheet.write_number(row, column, value)
        book.close()
        return file.tell()
