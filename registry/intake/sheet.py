"""The rows of a list, one at a time, whatever kind of file it is."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from casework.attachments import FileRefused
from registry.intake import gate
from registry.intake.columns import Layout, layout_of

HEAD_WITHIN = 10
LONGEST_CELL = 20_000
Line = tuple[int, list[Any]]


@dataclass
class Sheet:
    """A list ready to be read: its layout, its rows with their numbers in the file, and about how many there are."""

    layout: Layout
    rows: Iterator[Line]
    total: int


def open_sheet(path: Path, name: str = "") -> Sheet:
    """Pass the gate, find the head within the first rows (a title may stand above), check its columns. Raises `FileRefused`."""
    suffix = gate.check(path, name)
    lines, total = (_workbook if suffix == gate.WORKBOOK else _table)(path)
    numbered = enumerate(lines, start=1)
    first = list(islice(numbered, HEAD_WITHIN))
    if not first:
        raise FileRefused(_("表里没有内容，请核对后再传。"))
    at = max(range(len(first)), key=lambda index: layout_of(first[index][1]).known)
    layout = layout_of(first[at][1])
    layout.check()
    rows = (
        line for line in chain(first[at + 1 :], numbered) if any(cell not in ("", None) for cell in line[1])
    )
    return Sheet(layout, rows, max(0, total - at - 1))


def _workbook(path: Path) -> tuple[Iterator[list[Any]], int]:
    try:
        book = CalamineWorkbook.from_path(str(path))
        visible = [meta.name for meta in book.sheets_metadata if str(meta.visible).endswith("Visible")]
        sheet = book.get_sheet_by_name((visible or book.sheet_names)[0])
        merged = sheet.merged_cell_ranges or []
    except (CalamineError, IndexError) as error:
        raise FileRefused(_("这个工作簿打不开，请在表格软件中另存为新的 .xlsx 后再传。")) from error
    for (top, _left), (bottom, _right) in merged:
        if bottom > top and bottom >= HEAD_WITHIN:
            raise FileRefused(
                _("第 %(top)s 至 %(bottom)s 行有合并单元格，会漏掉内容，请取消合并、逐行填写后再传。")
                % {"top": top + 1, "bottom": bottom + 1}
            )
    return sheet.iter_rows(), sheet.total_height


def _table(path: Path) -> tuple[Iterator[list[Any]], int]:
    encoding = gate.encoding_of(path)
    with path.open("rb") as file:
        total = sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
    return _table_rows(path, encoding), total


def _table_rows(path: Path, encoding: str) -> Iterator[list[Any]]:
    with path.open(encoding=encoding, newline="") as file:
        start = file.read(4096)
        file.seek(0)
        delimiter = max(",\t;", key=start.partition("\n")[0].count)
        try:
            yield from csv.reader(file, delimiter=delimiter)
        except csv.Error as error:
            raise FileRefused(
                _("这个文件不是整齐的表格，有一格内容过长或引号不成对，请另存为 .xlsx 后再传。")
            ) from error
