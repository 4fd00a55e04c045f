"""The rows of a list, one at a time, whatever kind of file it is."""

import csv
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from casework.attachments import FileRefused
from registry.intake import extent, gate
from registry.intake.columns import Layout, layout_of

HEAD_WITHIN = 10
LONGEST_ROW = 1_000_000  # characters of one row of a text table
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
    extent.check(path)
    try:
        book = _open(path)
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


def _open(path: Path) -> CalamineWorkbook:
    """By a name that lets the reader take it for this kind of workbook and no other: it would try them all."""
    with tempfile.TemporaryDirectory() as folder:
        named = Path(folder) / f"list{gate.WORKBOOK}"
        named.symlink_to(path.resolve())
        return CalamineWorkbook.from_path(str(named))


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
        lines = _Lines(file)
        try:
            for cells in csv.reader(lines, delimiter=delimiter):
                lines.taken = 0
                yield cells
        except csv.Error as error:
            raise _untidy() from error


class _Lines:
    """The lines of a text file; a row that takes up more of them than any true row is refused before it is held."""

    def __init__(self, file: IO[str]) -> None:
        self.file, self.taken = file, 0

    def __iter__(self) -> Iterator[str]:
        while line := self.file.readline(LONGEST_ROW):
            self.taken += len(line)
            if self.taken >= LONGEST_ROW:
                raise _untidy()
            yield line


def _untidy() -> FileRefused:
    return FileRefused(
        _("这个文件不是整齐的表格，有一行或一格内容过长，或引号不成对，请另存为 .xlsx 后再传。")
    )
