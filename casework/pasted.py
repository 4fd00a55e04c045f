"""Tables that people paste from a spreadsheet: the cells of a line, and the columns a head names in whatever order."""

import csv
import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress

LEAST_CELLS = 3
COMMAS = (",", "，", ";", "；")
_COMMA = re.compile("[,，;；]")
Heads = Mapping[str, tuple[str, ...]]


def cells_of(line: str) -> list[str]:
    """The cells of a line, parted by tabs, by commas or by spaces.

    Where commas part them, none of them groups digits: «3480,500» are two sums, but for a cell in quotation marks.
    """
    if "\t" in line:
        return [part.strip() for part in line.split("\t")]
    if '"' in line:
        with suppress(csv.Error):
            return [part.strip() for part in next(csv.reader([line]))]
    parts = line.split()
    if len(parts) < LEAST_CELLS or any(part.endswith(COMMAS) for part in parts):
        return [part.strip() for part in _COMMA.split(line)]
    return parts


def columns_of(
    cells: Sequence[str], heads: Heads, *, named_by: str, needs: Collection[str]
) -> list[str] | None:
    """The columns a head names, in its order, "" for one that is unknown; None for a line that is no head.

    What holds one of the words of `heads` is that column, the first in their order. A head has the column `named_by` and
    all that it `needs`.
    """
    if not any(word in cell for cell in cells for word in heads[named_by]):
        return None
    named: list[str] = []
    for cell in cells:
        fitting = [name for name, words in heads.items() if any(word in cell for word in words)]
        named.append(next((name for name in fitting if name not in named), ""))
    return named if set(needs) <= set(named) else None
