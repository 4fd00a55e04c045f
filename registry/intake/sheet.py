"""The sheets of a list that are read, one row at a time, whatever kind of file it is; and what of the file is not read."""

import csv
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from casework.attachments import FileRefused
from registry.intake import extent, gate
from registry.intake.cells import text_of
from registry.intake.layout import DEEPEST, Layout, Range, head_of
from registry.intake.merges import filled

HEAD_WITHIN = 15
MOST_ROWS = 2000  # of a list that is none of employers
LONGEST_ROW = 1_000_000  # characters of one row of a text table
DELIMITERS = ",\t;|，"
Line = tuple[int, list[Any]]


@dataclass
class Sheet:
    """A sheet to be read: its layout, the rows its head stands in, its rows with their numbers, about how many there are."""

    name: str
    layout: Layout
    head_rows: tuple[int, int]
    rows: Iterator[Line]
    total: int
    above: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class EmployerList:
    """What is read of a file, and in sentences what is not. `found` are all sheets: name, rows, whether it is read, its head."""

    sheets: list[Sheet]
    not_read: list[str] = field(default_factory=list)
    found: list[dict[str, Any]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(sheet.total for sheet in self.sheets)

    @property
    def fields(self) -> list[str]:
        """The employer's fields any of the sheets has a column for."""
        return list(dict.fromkeys(name for sheet in self.sheets for name in sheet.layout.fields))


@dataclass(frozen=True)
class Choice:
    """What somebody has said about the reading: which sheets (none: those with a head), the row the head begins in (0: ours)."""

    sheets: tuple[str, ...] = ()
    head: int = 0


@dataclass
class _Part:
    """A sheet before it is known whether it is a list."""

    name: str
    rows: Iterator[list[Any]]
    total: int
    merged: list[Range] = field(default_factory=list)
    is_hidden: bool = False
    is_table: bool = False


def open_list(path: Path, name: str = "", choice: Choice = Choice()) -> EmployerList:  # noqa: B008 frozen
    """Pass the gate, find the sheets with a head and check their columns. Raises `FileRefused`."""
    suffix = gate.check(path, name)
    parts = list((_workbook if suffix == gate.WORKBOOK else _table)(path))
    made = EmployerList([])
    unfit: list[Layout] = []
    for part in parts:
        is_wanted = part.name in choice.sheets if choice.sheets else not part.is_hidden
        sheet = _sheet(part, choice)
        if sheet is None:
            made.found.append(_found(part, part.total))
        elif sheet.layout.missing:
            made.found.append(_found(part, sheet.total))
            made.not_read.append(_left_out(part, sheet, is_list=False))
            unfit += [sheet.layout] if is_wanted else []
        else:
            _put(made, part, sheet, is_wanted=is_wanted)
    if not made.sheets:
        _refuse(unfit)
    made.not_read += [told for sheet in made.sheets for told in _unread(sheet, is_only=len(made.sheets) == 1)]
    return made


def rows_of(path: Path, name: str = "") -> list[list[str]]:
    """The rows, as texts, of the first sheet that has any: for short lists that are none of employers. Raises `FileRefused`."""
    suffix = gate.check(path, name)
    for part in (_workbook if suffix == gate.WORKBOOK else _table)(path):
        rows = [[_text(cell) for cell in row] for row in islice(part.rows, MOST_ROWS)]
        if not part.is_hidden and any(map(any, rows)):
            return rows
    raise FileRefused(_("表里没有内容，请核对后再传。"))


def _text(cell: object) -> str:
    """A sum that a formula made has no more than two digits behind the point."""
    return text_of(round(cell, 2) if isinstance(cell, float) else cell) if cell is not None else ""


def _put(made: EmployerList, part: _Part, sheet: Sheet, *, is_wanted: bool) -> None:
    """A sheet with a head: read, or said not to be."""
    made.found.append(_found(part, sheet.total, is_read=is_wanted, head=sheet.head_rows[0]))
    if is_wanted:
        sheet.layout.check()
        made.sheets.append(sheet)
    else:
        made.not_read.append(_left_out(part, sheet, is_list=True))


def _found(part: _Part, rows: int, *, is_read: bool = False, head: int = 0) -> dict[str, Any]:
    return {"name": part.name, "rows": rows, "is_read": is_read, "is_hidden": part.is_hidden, "head": head}


def _refuse(unfit: list[Layout]) -> None:
    """No sheet is a list: say what the nearest one lacks."""
    if not unfit:
        raise FileRefused(_("表里没有内容，请核对后再传。"))
    max(unfit, key=lambda layout: layout.known).check()


def _sheet(part: _Part, choice: Choice) -> Sheet | None:
    """The sheet read under its best head; None for one with nothing in it."""
    within = max(HEAD_WITHIN, choice.head + DEEPEST)
    first = list(islice(part.rows, within))
    if not any(text_of(cell) for row in first for cell in row if cell is not None):
        return None
    merged = [one for one in part.merged if one[0][0] < len(first)]
    at = choice.head - 1 if 0 < choice.head <= len(first) else None
    layout, top, depth = head_of(first, merged, at=at, is_table=part.is_table)
    numbered = enumerate(chain(first[top + depth :], part.rows), start=top + depth + 1)
    below = [one for one in part.merged if one[1][0] >= top + depth and one[0] != one[1]]
    rows = filled(numbered, below, layout) if below else numbered
    above = enumerate(("，".join(filter(None, map(text_of, row)))[:60] for row in first[:top]), start=1)
    return Sheet(
        part.name, layout, (top + 1, top + depth), rows, max(0, part.total - top - depth), [one for one in above if one[1]]
    )  # fmt: skip


def _left_out(part: _Part, sheet: Sheet, *, is_list: bool) -> str:
    why = _("隐藏的") if part.is_hidden else "" if is_list else _("没有表头的")
    return _("%(why)s工作表“%(name)s”：%(rows)s 行") % {"why": why, "name": part.name, "rows": sheet.total}


def _unread(sheet: Sheet, *, is_only: bool) -> list[str]:
    at = "" if is_only else _("工作表“%(name)s”") % {"name": sheet.name}
    rows = [
        _("%(at)s第 %(row)s 行（表头以上）：%(told)s") % {"at": at, "row": row, "told": told}
        for row, told in sheet.above
    ]
    return rows + [_("%(at)s列“%(head)s”") % {"at": at, "head": head} for head in sheet.layout.unread]


def _workbook(path: Path) -> Iterator[_Part]:
    extent.check(path)
    try:
        book = _open(path)
        for meta in book.sheets_metadata:
            if meta.typ == SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_name(meta.name)
                yield _Part(
                    meta.name, sheet.iter_rows(), sheet.total_height + 1, list(sheet.merged_cell_ranges or []),
                    is_hidden=meta.visible != SheetVisibleEnum.Visible,
                )  # fmt: skip
    except (CalamineError, IndexError) as error:
        raise FileRefused(_("这个工作簿打不开，请在表格软件中另存为新的 .xlsx 后再传。")) from error


def _open(path: Path) -> CalamineWorkbook:
    """By a name that lets the reader take it for this kind of workbook and no other: it would try them all."""
    with tempfile.TemporaryDirectory() as folder:
        named = Path(folder) / f"list{gate.WORKBOOK}"
        named.symlink_to(path.resolve())
        return CalamineWorkbook.from_path(str(named))


def _table(path: Path) -> Iterator[_Part]:
    encoding = gate.encoding_of(path)
    with path.open("rb") as file:
        total = sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
    best = max(DELIMITERS, key=lambda delimiter: _known(path, encoding, delimiter))
    yield _Part("", _table_rows(path, encoding, best), total, is_table=True)


def _known(path: Path, encoding: str, delimiter: str) -> int:
    """How many columns are known when the table is cut so. A row without end is met again when it is read."""
    first: list[list[Any]] = []
    with suppress(FileRefused):
        first.extend(islice(_table_rows(path, encoding, delimiter), HEAD_WITHIN))
    return head_of(first, [])[0].known if first else 0


def _table_rows(path: Path, encoding: str, delimiter: str) -> Iterator[list[Any]]:
    with path.open(encoding=encoding, newline="") as file:
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
