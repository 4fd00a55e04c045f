"""What a figure is, and the table of all of them in the order of the report's columns.

A figure is a condition on the rows of a table, given by a function of the `Window`, with the aggregate taken over them, its unit
and its definition. So the figures of one table are counted in one pass, and every number can show its rows, and the rows it
leaves out with the reason. Rates and totals are computed from other figures.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import Aggregate, Count, Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from law.words import Sentence
from reports.metrics.tables import Table
from reports.metrics.window import Window

Condition = Callable[[Window], Q]
Rows = Callable[[Window], QuerySet]
Value = Callable[..., Aggregate]
NUMBER: Value = partial(Count, "pk")


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

    `value` is taken of the rows of `table` that meet `condition`, for each town. `parts` makes it the sum of other figures,
    `quotient` the first of two others divided by the second (a fraction; no number when the second is nought).
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
    table: Table | None = None
    condition: Condition | None = None
    value: Value = NUMBER
    parts: tuple[str, ...] = ()
    quotient: tuple[str, str] | None = None
    missed: tuple[tuple[Any, Rows], ...] = field(default=())
    unclear: tuple[tuple[Any, Rows], ...] = field(default=())
    seen_with: type[Model] | None = None
    is_money: bool = False

    @property
    def counts(self) -> Table:
        """The table it counts. TypeError for a rate or a total, which has no rows of its own."""
        if self.table is None:
            raise TypeError(f"{self.code} has no rows of its own")
        return self.table

    def where(self, window: Window) -> Q:
        """The condition on the rows of its table; empty where it counts them all."""
        return self.condition(window) if self.condition else Q()

    def rows(self, window: Window) -> QuerySet:
        """The rows it counts. TypeError for a rate or a total."""
        return self.counts.where(self.where(window), window)

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
    label: Sentence,
    unit: Sentence,
    group: Group,
    definition: Sentence,
    *,
    source: str,
    table: Table,
    **options: Any,
) -> Callable[[Condition], Condition]:
    """Register the decorated function as the condition of a figure of its name: which rows of `table` it counts.

    They are counted unless `value` says otherwise.
    """

    def register(condition: Condition) -> Condition:
        code = condition.__name__
        add(Figure(code, label, unit, group, definition, source, table=table, condition=condition, **options))
        return condition

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
