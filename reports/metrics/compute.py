"""The numbers of all figures by town and for the district, with a fixed number of queries."""

from decimal import Decimal
from typing import Any

from django.db.models import F

from registry.models import Town
from reports.metrics.figure import FIGURES, Figure
from reports.metrics.window import Window

Number = int | float | None
Numbers = dict[str, Number]
NO_TOWN = ""


def figures(window: Window) -> dict[str, Any]:
    """`{"towns": {code: {figure: number}}, "district": {…}, "unassigned": {…}}`.

    One GROUP BY per figure and one query for the towns, however many towns there are. The district is the sum of the towns for every
    figure but the rates, which are computed from those sums (None when nothing is there to divide by). Rows without a town (activities of
    the district itself, a complaint whose place is unknown) stand in `unassigned` and in no sum.
    """
    codes = list(Town.objects.order_by("code").values_list("code", flat=True))
    counted: dict[str, dict[str, Decimal]] = {code: {} for code in [*codes, NO_TOWN]}
    for figure in FIGURES.values():
        if figure.rows is None:
            continue
        by_town = _grouped(figure, window)
        for code in counted:
            counted[code][figure.code] = by_town.get(code, Decimal(0))
    district = {name: sum((counted[code][name] for code in codes), Decimal(0)) for name in counted[NO_TOWN]}
    return {
        "towns": {code: _complete(counted[code]) for code in codes},
        "district": _complete(district),
        "unassigned": _complete(counted[NO_TOWN]),
    }


def _grouped(figure: Figure, window: Window) -> dict[str, Decimal]:
    rows = figure.rows(window).order_by().annotate(town_code=F(f"{figure.town}__code")).values("town_code")
    pairs = rows.annotate(number=figure.value).values_list("town_code", "number")
    return {code or NO_TOWN: Decimal(number or 0) for code, number in pairs}


def _complete(sums: dict[str, Decimal]) -> Numbers:
    """All figures in the order of the report: counted, totals and rates."""
    found: dict[str, Decimal | None] = dict(sums)
    for figure in FIGURES.values():
        if figure.parts:
            found[figure.code] = sum((sums[part] for part in figure.parts), Decimal(0))
    for figure in FIGURES.values():
        if figure.quotient:
            top, bottom = (found[code] for code in figure.quotient)
            found[figure.code] = round(top / bottom, 4) if bottom else None
    return {code: _number(figure, found[code]) for code, figure in FIGURES.items()}


def _number(figure: Figure, value: Decimal | None) -> Number:
    if value is None:
        return None
    return round(float(value), 4 if figure.is_rate else 2) if figure.is_money or figure.is_rate else int(value)
