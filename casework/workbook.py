"""Workbooks written row by row with flat memory; no cell can become a formula."""

import tempfile
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter.format import Format

from law.clock import SHANGHAI

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RISKY_STARTS = tuple("=+-@\t\r＝＋－＠")


def write(
    *, title: str, heads: list[tuple[str, int]], rows: Iterable[list[Any]], foot: str = ""
) -> IO[bytes]:
    """A workbook with one sheet: title, frozen head, rows, foot line. Returns a temporary file at its start."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller streams it and closes it
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(title[:31].translate(str.maketrans("[]:*?/\\", "_" * 7)) or "Sheet1")
    bold = book.add_format({"bold": True, "bg_color": "#EEF1F3", "border": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for index, (_label, width) in enumerate(heads):
        sheet.set_column(index, index, width)
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    for index, (label, _width) in enumerate(heads):
        sheet.write_string(1, index, label, bold)
    sheet.freeze_panes(2, 0)
    last = 2
    for last, row in enumerate(rows, start=2):
        for index, value in enumerate(row):
            _cell(sheet, last, index, value, day)
    if foot:
        sheet.write_string(last + 2, 0, foot)
    book.close()
    file.seek(0)
    return file


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula, also after somebody saves it as CSV."""
    return f"'{text}" if text.startswith(RISKY_STARTS) else text


def _cell(sheet: Worksheet, row: int, column: int, value: object, day: Format) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, "是" if value else "否")
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime):
        sheet.write_string(row, column, value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"))
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
    else:
        sheet.write_string(row, column, harmless(str(value)))
