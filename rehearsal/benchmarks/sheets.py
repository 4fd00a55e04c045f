"""Lists of employers as a bureau would send them: made after those of the register, each another one."""

import csv
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import xlsxwriter

from law.identity import credit_code_check_digits
from registry.models import Employer
from rehearsal.benchmarks.ground import Ground
from rehearsal.firms import HEADS

MARK = "QY"  # where the rehearsal's own codes have QX
_serials = count()


def write_sheet(ground: Ground, kind: str, rows: int) -> Path:
    """A list of so many employers that the register does not know, as `xlsx` or `csv`, in the folder of the benchmark."""
    path = ground.folder / f"list-{next(_serials)}.{kind}"
    known = Employer.objects.for_list().order_by("pk")[:rows].iterator(chunk_size=2000)
    lines = (_cells(employer, next(_serials)) for employer in known)
    (_write_workbook if kind == "xlsx" else _write_table)(path, lines)
    return path


def _write_workbook(path: Path, lines: Iterator[list[Any]]) -> None:
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    for number, line in enumerate((HEADS, *lines)):
        sheet.write_row(number, 0, line)
    book.close()


def _write_table(path: Path, lines: Iterator[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        writer.writerows(lines)


def _cells(employer: Employer, serial: int) -> list[Any]:
    """In the order of `HEADS`."""
    body = f"91370211{MARK}{serial:06d}"
    is_licensed = employer.credit_code is not None
    return [
        f"{employer.name}{serial}分店",
        body + credit_code_check_digits(body) if is_licensed else "",
        f"{employer.address}{serial}室",
        employer.town.name,
        employer.founded_on.isoformat(),
        str(employer.get_status_display()),
        employer.registered_capital,
        "、".join(category.name for category in getattr(employer, "listed_categories")),  # noqa: B009 (of `for_list`)
        employer.legal_representative,
        employer.contact_name,
        f"139{serial:08d}",
        employer.headcount,
        employer.headcount_female,
        employer.headcount_migrant,
        employer.headcount_minor,
        employer.headcount_dispatched,
        employer.entertainment_licence,
        employer.licence_until.isoformat() if employer.licence_until else "",
        employer.grade,
    ]
