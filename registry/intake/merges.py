"""Merged cells below the head: what belongs to every row of a range is filled down, what cannot be told is said."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from registry.intake.cells import Merged
from registry.intake.columns import Column
from registry.intake.layout import Cells, Layout, Range

Numbered = tuple[int, Cells]


def filled(rows: Iterator[Numbered], merged: list[Range], layout: Layout) -> Iterator[Numbered]:
    """Rows (numbered from 1) with the ranges among them filled; a range of nothing is left alone."""
    waiting = sorted(merged, reverse=True)
    running: list[tuple[Range, Any]] = []
    columns = dict(layout.places)
    for number, cells in rows:
        running = [one for one in running if one[0][1][0] >= number - 1]
        while waiting and waiting[-1][0][0] <= number - 1:
            one = waiting.pop()
            (top, left), (bottom, _right) = one
            content = cells[left] if top == number - 1 and left < len(cells) else ""
            if bottom >= number - 1 and content not in ("", None):
                running.append((one, content))
        yield number, _covered(cells, running, columns) if running else cells


def _covered(cells: Cells, running: list[tuple[Range, Any]], columns: dict[int, Column]) -> Cells:
    """The cells of a row with what the ranges that reach into it say; a mark where it cannot be told of this row or column."""
    cells = list(cells)
    for ((top, left), (bottom, right)), content in running:
        mark = Merged(_told(top, bottom, left, right))
        for place in range(left, min(right + 1, len(cells))):
            column = columns.get(place)
            if column is not None:
                cells[place] = mark if place > left or (bottom > top and column.is_own) else content
    return cells


def _told(top: int, bottom: int, left: int, right: int) -> str:
    if right > left:
        return _("这一格与左边的合并了，看不出各是什么，请取消合并后逐格填写。")
    return _("第 %(top)s 至 %(bottom)s 行合并成一格，看不出每行各是多少，请取消合并后逐行填写。") % {
        "top": top + 1,
        "bottom": bottom + 1,
    }
