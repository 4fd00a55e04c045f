"""How much a workbook would make its reader hold, told from its tags before the reader sees them.

The reader (calamine) lays a sheet out as a rectangle down to its last and out to its rightmost cell, copies a shared text into
every cell that uses it, and makes room for as many texts as the file says it has: one blank at XFD1048576 asks for 549 GB. What
a file says about itself (`dimension`, `count`) is not believed; rows and cells may come without a name. What is not clear counts
as the worst.
"""

import re
from array import array
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

from django.utils.translation import gettext as _

from casework.attachments import FileRefused

CELLS = 10_000_000  # of 32 bytes; the 200 MB a workbook may unpack to hold fewer that are filled
SHARED_TEXT = 400 * 1024 * 1024
MOST = {b"si": 5_000_000, b"mergeCell": 200_000, b"sheet": 1000}

_PREFIX = rb"(?:[^\s<>/:!?\"'=]++:)?"
_INSIDE = rb"((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)"
# A cell as nearly every program writes it: letters, row, whether its text is shared, whether it is empty, the number of its text.
# Then the end of a row, and whatever else the reader takes for a row or a cell.
_TAG = re.compile(
    rb'<(?:c r="([A-Z]{1,3})(\d{1,7})"(?: s="\d+")?( t="s")?(?:(/>|></)|>(?:<v>(\d{1,7})</v>)?)'
    rb"|/" + _PREFIX + rb"(row)\s*>"
    rb"|" + _PREFIX + rb"(row|c)(?=[\s/>])" + _INSIDE + rb">)"
)  # fmt: skip
_COUNTED = re.compile(rb"<" + _PREFIX + rb"(si|mergeCell|sheet)(?=[\s/>])")
_DECLARED = re.compile(rb"uniqueCount\s*=\s*[\"']?\s*\+?(\d+)")
_NAME = re.compile(rb"(?:^|[\s\"'])r\s*=\s*[\"']([^\"']*)")
_PLACE = re.compile(rb"([A-Za-z]{0,3})(\d{1,7})")
_IS_SHARED = re.compile(rb"t\s*=\s*[\"']s[\"']")
_TAGS_OF_A_TEXT = len(b"<si><t></t></si>")
# A sheet is plain when its rows and cells are all named in one way; then it is small when every name lies within one of two
# corners, CV99999 or T499999: a name that does not is looked for, without walking the tags.
_OTHERWISE = re.compile(rb":(?:row|c)[\s/>]|[\s\"'][rt]\s+=|[\"'][rt]=|\s[rt]=[^\"]|[^\S ][rt]=")
_BEYOND = tuple(
    re.compile(rb'<(?:c r="(?!(?:' + columns + rb")(?:" + rows + rb')")|row r="(?!(?:' + rows + rb')"))')
    for columns, rows in (
        (rb"[A-Z]|[AB][A-Z]|C[A-V]", rb"[1-9]\d{0,4}"),
        (rb"[A-T]", rb"[1-9]\d{0,4}|[1-4]\d{5}"),
    )
)
_AFTER_A_NAME = (b" ", b">", b"/", b"\n", b"\r", b"\t")


def check(path: Path) -> None:
    """Refuse a workbook, whose zip has passed the gate, if any part of it would be laid out too large. Raises `FileRefused`."""
    with ZipFile(path) as archive:
        names = archive.namelist()
        shared = array("L")
        for name in names:
            if name.lower().endswith("sharedstrings.xml"):
                shared = _shared_texts(archive.read(name), longer_than=shared)
        held = 0
        for name in names:
            part = archive.read(name)
            _check_counts(part)
            extent = Extent(shared)
            held += 0 if held else extent.told_at_once(part)
            if extent.is_open:
                extent.follow(part)
                held = extent.check(held)


class Extent:
    """The rectangle the filled cells of one sheet lie in, seen from A1, and the length of the texts they share."""

    def __init__(self, shared: array) -> None:
        self.shared, self.longest = shared, max(shared, default=0)
        self.row = self.column = 0  # where a row or cell without a name stands
        self.lowest = self.rightmost = (0, 0)
        self.cells = self.text = 0
        self.is_open = True

    def told_at_once(self, part: bytes) -> int:
        """How many cells a part holds at most, when it is plainly small; otherwise nothing, and it stays open."""
        cells, rows = (sum(part.count(tag + end) for end in _AFTER_A_NAME) for tag in (b"<c", b"<row"))
        named = part.count(b'<c r="'), part.count(b'<row r="')
        text = part.count(b't="s"') * self.longest
        is_plain = (
            (cells, rows) == named and part.count(b' r="') == cells + rows and not _OTHERWISE.search(part)
        )
        is_small = is_plain and text <= SHARED_TEXT and not all(beyond.search(part) for beyond in _BEYOND)
        self.is_open = not is_small
        return cells if is_small else 0

    def follow(self, part: bytes) -> None:
        """Walk the tags as the reader will."""
        for tag in _TAG.finditer(part):
            letters, row, is_shared, is_empty, text, ended, other, inside = tag.groups()
            if letters:
                self.column = _column(letters)
                if not is_empty:
                    self._fill(int(row) - 1, self.column)
                    self.text += self._length(text) if is_shared else 0
                self.column += 1
            elif ended:
                self.row, self.column = self.row + 1, 0
            elif other == b"row":
                self._start_row(inside)
            else:
                self._other_cell(inside)

    def check(self, held: int = 0) -> int:
        """How many cells are held with this part, `held` of them by those before it.

        Raises `FileRefused` with the cell that makes the rectangle so large.
        """
        held += (self.lowest[0] + 1) * (self.rightmost[1] + 1)
        if held > CELLS:
            row, column = self.rightmost if self.rightmost[1] > 255 else self.lowest
            raise FileRefused(
                _("有一格在很远处：%(cell)s。请把名单以外的行和列整行整列删除，另存后再传。")
                % {"cell": f"{_letters(column)}{row + 1}"}
            )
        if self.cells > CELLS or self.text > SHARED_TEXT:
            raise FileRefused(_("工作簿里的内容太多，请拆成几个文件后分别导入。"))
        return held

    def _fill(self, row: int, column: int) -> None:
        self.cells += 1
        if row > self.lowest[0]:
            self.lowest = (row, column)
        if column > self.rightmost[1]:
            self.rightmost = (row, column)

    def _start_row(self, inside: bytes) -> None:
        self.row = max((row for _letters_, row in _places(inside)), default=self.row)
        if inside.endswith(b"/"):
            self.row, self.column = self.row + 1, 0

    def _other_cell(self, inside: bytes) -> None:
        row = self.row
        for letters, named in _places(inside):
            row, self.column = max(row, named), max(self.column, _column(letters))
        if not inside.endswith(b"/"):
            self._fill(row, self.column)
            self.text += self.longest if _IS_SHARED.search(inside) else 0
        self.column += 1

    def _length(self, text: bytes | None) -> int:
        number = int(text) if text else len(self.shared)
        return self.shared[number] if number < len(self.shared) else self.longest


def _shared_texts(part: bytes, *, longer_than: array) -> array:
    """How long each shared text is, its tags left out; of two tables each place keeps the longer text."""
    starts = [found.start() for found in _COUNTED.finditer(part) if found[1] == b"si"]
    lengths = array(
        "L", (max(0, after - at - _TAGS_OF_A_TEXT) for at, after in pairwise([*starts, len(part)]))
    )
    for place, length in enumerate(longer_than[: len(lengths)]):
        lengths[place] = max(lengths[place], length)
    return lengths + longer_than[len(lengths) :]


def _check_counts(part: bytes) -> None:
    found = dict.fromkeys(MOST, 0)
    for tag in _COUNTED.finditer(part):
        found[tag[1]] += 1
    declared = max((int(tag[1][:20]) for tag in _DECLARED.finditer(part)), default=0)
    if declared > MOST[b"si"] or any(found[name] > most for name, most in MOST.items()):
        raise FileRefused(_("这个文件的内部结构异常，请在表格软件中另存为新的 .xlsx 后再传。"))


def _places(inside: bytes) -> Iterator[tuple[bytes, int]]:
    """Every name a row or cell gives itself: letters of the column and number of the row, from 0."""
    for name in _NAME.findall(inside):
        place = _PLACE.fullmatch(name)
        if place is None:
            raise FileRefused(_("这个文件的内部结构异常，请在表格软件中另存为新的 .xlsx 后再传。"))
        yield place[1], int(place[2]) - 1


@cache
def _column(letters: bytes) -> int:
    """From 0; nothing is the first."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return max(0, number - 1)


def _letters(column: int) -> str:
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
