"""The numbers of figures by town and for the district: a pass over each table, all in one statement and so of one instant."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import DecimalField, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from registry.models import Town
from reports.metrics.figure import FIGURES, Figure
from reports.metrics.window import Window

Number = int | float | None
Numbers = dict[str, Number]
ByTown = dict[int | None, Decimal]
# What is asked: a figure as of a window. What is counted for it: by its code, all there is or what is hidden.
Asked = tuple[Figure, Window]
Cell = tuple[str, Window, bool]
NOUGHT = Decimal(0)
AMOUNT = DecimalField(max_digits=18, decimal_places=2)


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
    """The number of each by the key of the town, None for rows without one; towns without rows are left out.

    One statement, a UNION of a GROUP BY town for each table. What towns are told is all there is less the few rows that are
    hidden, so no table is read twice.
    """
    passes: dict[Any, dict[Cell, Asked]] = defaultdict(dict)
    for figure, window in asked:
        whole, table = replace(window, is_open=False), figure.counts
        for is_hidden in (False, True) if window.is_open and table.keeps_secrets else (False,):
            key = table, is_hidden, whole if table.made else None
            passes[key][figure.code, whole, is_hidden] = figure, whole
    found: dict[Cell, ByTown] = defaultdict(dict)
    together = list(passes.values())
    width = max(map(len, together))
    first, *others = (_read(serial, cells, width) for serial, cells in enumerate(together))
    for serial, town, *numbers in first.union(*others, all=True) if others else first:
        for cell, number in zip(together[serial], numbers, strict=False):
            found[cell][town] = number
    return [_told(found, figure, window) for figure, window in asked]


def _told(found: dict[Cell, ByTown], figure: Figure, window: Window) -> ByTown:
    """All there is, less what towns may not know of where that is not told."""
    whole = replace(window, is_open=False)
    numbers = found[figure.code, whole, False]
    if not window.is_open:
        return numbers
    hidden = found[figure.code, whole, True]
    return {town: number - hidden.get(town, NOUGHT) for town, number in numbers.items()}


def _read(serial: int, cells: dict[Cell, Asked], width: int) -> QuerySet:
    """One pass: its serial, the town and as many numbers as the widest has."""
    asked, is_hidden = list(cells.values()), next(iter(cells))[2]
    table, conditions = asked[0][0].counts, [figure.where(window) for figure, window in asked]
    rows = table.by_town(asked[0][1], is_hidden=is_hidden)
    if all(conditions):
        rows = rows.filter(reduce(or_, conditions))
    sums = [
        table.number(figure.value, condition, window, is_hidden=is_hidden)
        for (figure, window), condition in zip(asked, conditions, strict=True)
    ]
    beside = [Value(0)] * (width - len(sums))
    numbers = {f"number_{place}": _amount(each) for place, each in enumerate([*sums, *beside])}
    grouped = rows.annotate(serial=Value(serial, IntegerField())).values("serial", "of_town")
    return grouped.annotate(**numbers).values_list("serial", "of_town", *numbers)


def _amount(number: Any) -> Cast:
    return Cast(Coalesce(number, 0, output_field=AMOUNT), AMOUNT)


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
