"""The numbers of figures by town and for the district: a pass over each table, all in one statement and so of one instant."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from registry.models import Town
from reports.metrics.figure import FIGURES, Figure
from reports.metrics.statement import Asked, read
from reports.metrics.window import Window

Number = int | float | None
Numbers = dict[str, Number]
ByTown = dict[int | None, Decimal]
# What is counted for a figure as of a window, by its code: all there is, and what towns are told.
Cell = tuple[str, Window]
NOUGHT, CENT = Decimal(0), Decimal("0.01")


def figures(window: Window) -> dict[str, Any]:
    """`{"towns": {code: {figure: number}}, "district": {…}, "unassigned": {…}}`.

    Two queries, however many towns there are. The district is the sum of the towns for every figure but the rates, which are
    computed from those sums (None when there is nothing to divide by). What follows from nothing but complaints labelled
    举报保密 is the district's and no town's: a town must not learn of those, even from a number. Rows without a town
    (activities of the district itself, a complaint whose place is unknown) stand in `unassigned` and in no sum.
    """
    towns = dict(Town.objects.order_by("code").values_list("code", "pk"))
    counted = [figure for figure in FIGURES.values() if figure.table is not None]
    shown = [figure for figure in counted if figure.group.is_for_towns]
    openly = replace(window, is_open=True)
    numbers = count([*((figure, window) for figure in counted), *((figure, openly) for figure in shown)])
    whole = {figure.code: found for figure, found in zip(counted, numbers, strict=False)}
    told = whole | {figure.code: found for figure, found in zip(shown, numbers[len(counted) :], strict=True)}
    district = {
        code: sum(by_town.values(), NOUGHT) - told[code].get(None, NOUGHT) for code, by_town in whole.items()
    }
    of_town = {
        town: {code: told[code].get(town, NOUGHT) for code in whole} for town in [*towns.values(), None]
    }
    return {
        "towns": {code: _complete(of_town[town]) for code, town in towns.items()},
        "district": _complete(district),
        "unassigned": _complete(of_town[None]),
    }


def count(asked: Sequence[Asked]) -> list[ByTown]:
    """The number of each by the key of the town, None for rows without one; towns without rows are left out."""
    passes: dict[Any, dict[Cell, Asked]] = defaultdict(dict)
    for figure, window in asked:
        whole, table = replace(window, is_open=False), figure.counts
        passes[table, whole if table.made else None][figure.code, whole] = figure, whole
    together = list(passes.values())
    found: dict[tuple[Cell, bool], ByTown] = defaultdict(dict)
    for serial, town, *numbers in read([list(cells.values()) for cells in together]):
        for place, cell in enumerate(together[serial]):
            for is_open, number in zip((False, True), numbers[2 * place :], strict=False):
                found[cell, is_open][town] = Decimal(number or 0).quantize(CENT)
    return [found[(figure.code, replace(window, is_open=False)), window.is_open] for figure, window in asked]


def _complete(sums: dict[str, Decimal]) -> Numbers:
    """All figures in the order of the report: counted, totals and rates."""
    found: dict[str, Decimal | None] = dict(sums)
    for figure in FIGURES.values():
        if figure.parts:
            found[figure.code] = sum((sums[part] for part in figure.parts), NOUGHT)
    for figure in FIGURES.values():
        if figure.quotient:
            top, bottom = (found[code] for code in figure.quotient)
            found[figure.code] = round(top / bottom, 4) if top is not None and bottom else None
    return {code: _number(figure, found[code]) for code, figure in FIGURES.items()}


def _number(figure: Figure, value: Decimal | None) -> Number:
    if value is None:
        return None
    return (
        round(float(value), 4 if figure.is_rate else 2) if figure.is_money or figure.is_rate else int(value)
    )
