"""The numbers of all figures by town and for the district, in two queries."""

from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, DecimalField, F, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from casework import kinds
from registry.models import Town
from reports.metrics.figure import FIGURES, Figure
from reports.metrics.secrecy import hidden
from reports.metrics.window import Window

Number = int | float | None
Numbers = dict[str, Number]
NO_TOWN = ""
HIDDEN = "-"
AMOUNT = DecimalField(max_digits=18, decimal_places=2)


def figures(window: Window) -> dict[str, Any]:
    """`{"towns": {code: {figure: number}}, "district": {…}, "unassigned": {…}}`.

    One query for the towns and one UNION of a GROUP BY per figure, however many towns there are. The district is the sum of
    the towns for every figure but the rates, which are computed from those sums (None when there is nothing to divide by).
    What follows from nothing but complaints labelled 举报保密 (`hidden` of its queryset) is the district's and no town's: a
    town must not learn of those, even from a number. Rows without a town (activities of the district itself, a complaint
    whose place is unknown) stand in `unassigned` and in no sum.
    """
    codes = list(Town.objects.order_by("code").values_list("code", flat=True))
    counted = [figure for figure in FIGURES.values() if figure.rows is not None]
    sums = {code: {figure.code: Decimal(0) for figure in counted} for code in [*codes, NO_TOWN, HIDDEN]}
    first, *others = (_grouped(figure, window) for figure in counted)
    for name, town, number in first.union(*others, all=True):
        sums[town or NO_TOWN][name] = number
    district = {
        figure.code: sum((sums[code][figure.code] for code in [*codes, HIDDEN]), Decimal(0))
        for figure in counted
    }
    return {
        "towns": {code: _complete(sums[code]) for code in codes},
        "district": _complete(district),
        "unassigned": _complete(sums[NO_TOWN]),
    }


def _grouped(figure: Figure, window: Window) -> QuerySet:
    """Rows of figure, town and number."""
    rows = figure.counted(window).order_by()
    named = {"figure": Value(figure.code, CharField()), "of_town": _town(figure, rows)}
    rows = rows.annotate(**named).values(*named)
    return rows.annotate(number=Cast(Coalesce(figure.value, 0, output_field=AMOUNT), AMOUNT)).values_list(
        *named, "number"
    )


def _town(figure: Figure, rows: QuerySet) -> Combinable:
    """The code of the town that counts a row."""
    code = F(f"{kinds.of(rows.model).town}__code")
    secret = hidden(rows) if figure.group.is_for_towns else None
    if secret is None:
        return code
    return Case(When(secret, then=Value(HIDDEN)), default=code, output_field=CharField())


def _complete(sums: dict[str, Decimal]) -> Numbers:
    """All figures in the order of the report: counted, totals and rates."""
    found: dict[str, Decimal | None] = dict(sums)
    for figure in FIGURES.values():
        if figure.parts:
            found[figure.code] = sum((sums[part] for part in figure.parts), Decimal(0))
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
