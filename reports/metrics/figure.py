"""What a figure is, and the table of all of them in the order of the report's columns.

A figure is a function from a `Window` to the rows it counts, with the aggregate taken over them, its unit and its definition.
So every number can show its rows, and the rows it leaves out with the reason. Rates and totals are computed from other figures.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Aggregate, Count, Model, QuerySet
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from law.words import Sentence
from reports.metrics.window import Window

Rows = Callable[[Window], QuerySet]


@dataclass(frozen=True)
class Group:
    """A heading of the report's table of figures.

    Complaints stay with the district: a town must not learn, even from a count, that somebody in it asked for secrecy.
    """

    code: str
    label: Any
    is_for_towns: bool = True


CHECKED = Group("checked", _("检查总体"))
PATROL = Group("patrol", _("日常巡视监管"))
RESULTS = Group("results", _("整改成效"))
COMPLAINTS = Group("complaints", _("投诉举报"), is_for_towns=False)
INSPECTION = Group("inspection", _("专项执法检查"))
CASES = Group("cases", _("案件查处"))
PUBLICITY = Group("publicity", _("宣传动员"))
WAGES = Group("wages", _("追发工资合计"), is_for_towns=False)


@dataclass(frozen=True)
class Figure:
    """One number of the report.

    `value` aggregates over `rows`, grouped by the town their kind of record leads to. `parts` makes it the sum of other
    figures, `quotient` the first of two others divided by the second (a fraction; no number when the second is nought).
    `missed` are rows not counted, with the reason; `unclear` rows that are counted until somebody has said whether they are
    to be. `seen_with` is the kind of record on whose page the rows stand that have
    no page of their own.
    """

    code: str
    label: Any
    unit: Any
    group: Group
    definition: Any
    source: str
    rows: Rows | None = None
    value: Aggregate | Combinable | None = None
    parts: tuple[str, ...] = ()
    quotient: tuple[str, str] | None = None
    missed: tuple[tuple[Any, Rows], ...] = field(default=())
    unclear: tuple[tuple[Any, Rows], ...] = field(default=())
    seen_with: type[Model] | None = None
    is_money: bool = False

    def counted(self, window: Window) -> QuerySet:
        """The rows it counts. TypeError for a rate or a total, which has none of its own."""
        if self.rows is None:
            raise TypeError(f"{self.code} has no rows of its own")
        return self.rows(window)

    @property
    def fraction(self) -> tuple[str, str]:
        """The two figures a rate divides, the whole last. TypeError for what is no rate."""
        if self.quotient is None:
            raise TypeError(f"{self.code} is no rate")
        return self.quotient

    @property
    def is_rate(self) -> bool:
        return self.quotient is not None


# The order of the headings in every report.
GROUPS = (CHECKED, PATROL, RESULTS, INSPECTION, COMPLAINTS, CASES, WAGES, PUBLICITY)
FIGURES: dict[str, Figure] = {}


def of_group(group: Group) -> list[Figure]:
    """The figures under one heading, in the order of the report's columns."""
    return [figure for figure in FIGURES.values() if figure.group == group]


def for_towns() -> set[str]:
    """Codes of the figures a town's own report shows."""
    return {figure.code for figure in FIGURES.values() if figure.group.is_for_towns}


def put_in_order(codes: Sequence[str]) -> None:
    """The table in the order of the report's columns. ValueError when a figure has no column or a column no figure."""
    if unmatched := set(codes) ^ set(FIGURES):
        raise ValueError(f"figures without a column, or columns without a figure: {sorted(unmatched)}")
    ordered = {code: FIGURES[code] for code in codes}
    FIGURES.clear()
    FIGURES.update(ordered)


def add(figure: Figure) -> Figure:
    """Put a figure into the table. ValueError when its name is taken."""
    if figure.code in FIGURES:
        raise ValueError(f"two figures are called {figure.code}")
    FIGURES[figure.code] = figure
    return figure


def figure(
    label: Sentence, unit: Sentence, group: Group, definition: Sentence, *, source: str, **options: Any
) -> Callable[[Rows], Rows]:
    """Register the decorated function as the rows of a figure of its name; the rows are counted unless `value` says otherwise."""

    def register(rows: Rows) -> Rows:
        options.setdefault("value", Count("pk"))
        add(Figure(rows.__name__, label, unit, group, definition, source, rows=rows, **options))
        return rows

    return register


def rate(
    code: str, label: Sentence, group: Group, definition: Sentence, *, source: str, quotient: tuple[str, str]
) -> Figure:
    """Register a rate: computed from sums, so the district's is not the mean of the towns'."""
    return add(Figure(code, label, _("%"), group, definition, source, quotient=quotient))


def total(
    code: str,
    label: Sentence,
    unit: Sentence,
    group: Group,
    definition: Sentence,
    *,
    source: str,
    parts: tuple[str, ...],
    is_money: bool = False,
) -> Figure:
    """Register the sum of other figures."""
    return add(Figure(code, label, unit, group, definition, source, parts=parts, is_money=is_money))
