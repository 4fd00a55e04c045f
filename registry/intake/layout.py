"""Which cell of a row is what: the head of a list, of one row or more, and the reading of the rows below it."""

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from casework.attachments import FileRefused
from law.identity import CodeInDoubt, InvalidNumber
from registry.intake.cells import CellRefused, Erased, Known, Merged, text_of
from registry.intake.columns import COLUMNS, OURS, VOUCHED_HEAD, Column, column_of, plain_head, rank
from registry.spelling import plain

Cells = list[Any]
Range = tuple[tuple[int, int], tuple[int, int]]
Found = tuple[int, int, Column]  # the rank of its head, its place, the column
DEEPEST = 3
_ONE_OF_A_KIND = ("name", "credit_code", "town_id")
_IDENTITY = ("credit_code", "address", "town_id")
_REMEMBERED = 4096
# What stands in the place of a name without being one: totals and lines to be signed.


class Read(NamedTuple):
    """One row: its facts, why it cannot be taken, what was left out, what it says about itself; or that it is no employer."""

    facts: dict[str, Any]
    wrong: list[str]
    remarks: list[str]
    answers: dict[str, Any]
    is_aside: bool = False
    doubted: str = ""  # a code only its check digits are wrong of


@dataclass(frozen=True)
class Layout:
    """The list's own head (one text a column) and (place, column) for each column we read."""

    head: list[str]
    places: list[tuple[int, Column]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    is_table: bool = False
    _memory: dict[int, dict[str, Any]] = field(default_factory=dict, compare=False)

    @property
    def known(self) -> int:
        return len({column.name for _place, column in self.places})

    @property
    def fields(self) -> list[str]:
        """The employer's fields the list has columns for."""
        return [column.name for _place, column in self.places if not column.is_answer]

    @property
    def missing(self) -> list[str]:
        return [column.label for column in COLUMNS if column.is_required and column.name not in self.fields]

    def check(self) -> None:
        """Raises `FileRefused` when a required column is missing or one is there twice."""
        if self.missing:
            told = _("表头缺少：%(heads)s。请在表的前几行内写明这些列名，列的先后不限。")
            comma = any("，" in head and head.count("，") >= 2 for head in self.head)
            if comma:
                told += _("这份文件的表头用的是全角逗号“，”，请换成半角逗号，或另存为 .xlsx。")
            raise FileRefused(told % {"heads": "、".join(self.missing)})
        if self.twice:
            raise FileRefused(
                _("表头重复：%(heads)s。每一列只留一次。") % {"heads": "、".join(sorted(self.twice))}
            )

    def read(self, cells: Cells, known: Known) -> Read | None:
        """One row. A blank cell states nothing; None for a row in which nothing is written."""
        read, stated, doubt = self._stated(cells, known)
        if not stated.intersection(_IDENTITY) or _is_foot(read, cells):
            if not any(map(text_of, cells)):
                return None
            if read.answers.get("same") != "no" or "name" not in read.facts:
                return read._replace(is_aside=True)
        return self._completed(read, cells, stated, doubt)

    def _stated(self, cells: Cells, known: Known) -> tuple[Read, set[str], CodeInDoubt | None]:
        """What the cells state, the columns in which something stands, and a code that only its check digits are wrong of."""
        read, stated, doubt = Read({}, [], [], {}), set[str](), None
        for place, column in self.places:
            cell = cells[place] if place < len(cells) else ""
            if cell is None or cell == "":
                continue
            try:
                value = self._value(place, column, cell, known)
            except CodeInDoubt as error:
                stated.add(column.name)
                doubt = error
            except (CellRefused, InvalidNumber) as error:
                stated.add(column.name)
                (read.wrong if column.is_required else read.remarks).append(f"{column.label}：{error}")
            else:
                if value not in ("", None, ()):
                    stated.add(column.name)
                    told = read.answers if column.is_answer else read.facts
                    told[column.name] = None if value is Erased else value
        return read, stated, doubt

    def _completed(self, read: Read, cells: Cells, stated: set[str], doubt: CodeInDoubt | None) -> Read:
        """A code whose check digits are wrong is taken when somebody who has seen the licence puts a name to it."""
        if doubt is not None and read.answers.get("vouched_by"):
            read.facts.update(credit_code=doubt.code, vouched_by=read.answers["vouched_by"])
        elif doubt is not None:
            told = _("%(error)s 与执照一致的，在“%(head)s”一栏写上看过执照的人。")
            read.wrong.append(f"{CODE.label}：" + told % {"error": doubt, "head": VOUCHED_HEAD})
            read = read._replace(doubted=doubt.code)
        if "name" not in stated:
            read.wrong.append(_("企业名称：没有填写，请补上。"))
        if self.is_table and any(map(text_of, cells[len(self.head) :])):
            read.wrong.append(
                _("这一行的格子比表头多，多半是内容里有分隔符，各列已错开；请给那一格加上引号。")
            )
        return read

    def _value(self, place: int, column: Column, cell: object, known: Known) -> object:
        if isinstance(cell, Merged):
            raise CellRefused(cell.told)
        if column.name in _UNIQUE or not isinstance(cell, str):
            return column.read(cell, known)
        memory = self._memory.setdefault(place, {})
        if cell not in memory:
            value = column.read(cell, known)
            if len(memory) >= _REMEMBERED:
                return value
            memory[cell] = value
        return memory[cell]


_UNIQUE = {
    "name",
    "credit_code",
    "address",
    "contact_phone",
    "contact_name",
    "legal_representative",
    "register_number",
}
CODE = next(column for column in COLUMNS if column.name == "credit_code")
_TOTAL = re.compile(
    r".{0,12}?(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|总数|总和)\W*(?:共?\d+\W*[家户个人]?)?"
)
_LABEL = re.compile(
    r"[(\[【]?\w{1,12}(?:[(\[【]\w{1,6}[)\]】])?[)\]】]?\s*:.*|(?:注|备注|说明|附注)[\d、.\s].*"
)
_PLACE = re.compile("[路巷村号楼组庄园弄屯厦幢栋室]|街(?!道)")


def _is_foot(read: Read, cells: Cells) -> bool:
    """Whether a total, a remark, a line to be signed or the head once more stands where a name would."""
    if "credit_code" in read.facts or _PLACE.search(read.facts.get("address", "")):
        return False
    named = [read.facts[name] for name in ("name", "address") if name in read.facts]
    told = named if "name" in read.facts else filter(None, map(text_of, cells))
    return any(
        _TOTAL.fullmatch(text) or _LABEL.fullmatch(text) or _is_head(text) for text in map(plain, told)
    )


def _is_head(text: str) -> bool:
    column = column_of([text])
    return column is not None and column.is_required


def layout_of(rows: list[Cells], merged: list[Range] = [], *, is_table: bool = False) -> Layout:  # noqa: B006 never changed
    """How rows that stand above each other would be read as one head; `merged` are the ranges among them, from 0."""
    width = max(map(len, rows), default=0)
    stacked = [_spread(row, at, rows, merged, width) for at, row in enumerate(rows)]
    heads = [[text for row in stacked if (text := row[place])] for place in range(width)]
    found = _columns(heads)
    read = {place: column for several in found.values() for _rank, place, column in [min(several)[:3]]}
    told = [" ".join(texts) for texts in heads]
    return Layout(
        head=told,
        places=sorted(read.items()),
        unread=[text for place, text in enumerate(told) if text and place not in read and text not in OURS],
        twice=[several[0][2].label for several in found.values() if _is_twice(several, told)],
        is_table=is_table,
    )


def _columns(heads: list[list[str]]) -> dict[str, list[Found]]:
    """Where each column we know stands, by its name; one that stands several times with the rank of each head."""
    found: dict[str, list[Found]] = {}
    for place, texts in enumerate(heads):
        column = column_of(texts) if texts else None
        if column is not None:
            found.setdefault(column.name, []).append((rank(column, texts[-1]), place, column))
    return found


def _is_twice(several: list[Found], told: list[str]) -> bool:
    """Whether nobody can say which of several columns is meant: an identifying one, or twice the same head."""
    is_same = len({plain_head(told[place]) for _rank, place, _column in several}) < len(several)
    return len(several) > 1 and (several[0][2].name in _ONE_OF_A_KIND or is_same)


def _spread(row: Cells, at: int, rows: list[Cells], merged: list[Range], width: int) -> list[str]:
    """The texts of one row of a head, a group's name over each of its columns."""
    texts = [text_of(cell) if cell is not None else "" for cell in row] + [""] * (width - len(row))
    for (top, left), (_bottom, right) in merged:
        if top == at and at + 1 < len(rows):
            for place in range(left + 1, min(right + 1, width)):
                texts[place] = texts[place] or texts[left]
    if at + 1 < len(rows) and not merged:
        below = [text_of(cell) for cell in rows[at + 1]] + [""] * (width - len(rows[at + 1]))
        for place in range(1, width):
            if not texts[place] and below[place] and below[place - 1]:
                texts[place] = texts[place - 1]
    return texts


def head_of(
    rows: list[Cells], merged: list[Range], *, at: int | None = None, is_table: bool = False
) -> tuple[Layout, int, int]:
    """The best head among the first rows of a sheet: how it is read, its first row (from 0) and how many rows it has.

    `at` is the row somebody has said it begins in. Rows that are merged into the head's first belong to it.
    """
    best: tuple[Any, ...] | None = None
    for top in range(len(rows)) if at is None else (at,):
        for depth in range(1, min(DEEPEST, len(rows) - top) + 1):
            inside = [_shifted(one, top) for one in merged if top <= one[0][0] and one[1][0] < top + depth]
            layout = layout_of(rows[top : top + depth], inside, is_table=is_table)
            value = (layout.known, _is_bound(rows[top : top + depth], inside), -depth, -top)
            if best is None or value > best[0]:
                best = (value, layout, top, depth)
    if best is None:
        raise FileRefused(_("表里没有内容，请核对后再传。"))
    return best[1:]


def _is_bound(rows: list[Cells], merged: list[Range]) -> bool:
    """Whether merged cells make one head of these rows: one reaches through all, or the last only parts those above."""
    last = len(rows) - 1
    if any(above == 0 and below == last > 0 for (above, _left), (below, _right) in merged):
        return True
    parted = {
        place
        for (top, left), (_bottom, right) in merged
        if top == last - 1
        for place in range(left, right + 1)
        if right > left
    }
    filled = {place for place, cell in enumerate(rows[last]) if cell is not None and text_of(cell)}
    return bool(filled) and filled <= parted


def _shifted(one: Range, top: int) -> Range:
    return (one[0][0] - top, one[0][1]), (one[1][0] - top, one[1][1])
