"""Where the campaign stands: the funnel by town and the clocks that run, for whoever looks, in their own scope.

The numbers are counted at most once a minute for each reader; the page says as of when.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.models import Deadline
from law import workdays
from law.clock import today
from reports.worklist import DESKS

# Working days left: the name of the column, its label, and up to how many days it holds (None: no bound).
URGENCIES: tuple[tuple[str, Any, int | None], ...] = (
    ("late", _("超期"), -1),
    ("one", _("1 天"), 1),
    ("three", _("3 天"), 3),
    ("seven", _("7 天"), 7),
    ("later", _("更久"), None),
)


@dataclass(frozen=True)
class ClockCell:
    urgency: str
    number: int
    url: str


@dataclass(frozen=True)
class ClockLine:
    """One kind of clock, with how many run in each urgency; the cells do not overlap."""

    label: str
    cells: list[ClockCell]

    @property
    def total(self) -> int:
        return sum(cell.number for cell in self.cells)


def running_clocks(user: Any) -> QuerySet[Deadline]:
    """The running deadlines of every record this user may see."""
    found = Deadline.objects.none()
    for part in _parts(user):
        found = found | part
    return found


def with_records(rows: QuerySet[Deadline]) -> QuerySet[Deadline]:
    """For a list: each row's record with its employer, in one query for each kind of record."""
    records = []
    for desk in DESKS.values():
        joined = desk.title.rpartition("__")[0]
        found = desk.model._default_manager.all()
        records.append(found.select_related(joined) if joined else found)
    return rows.prefetch_related(GenericPrefetch("record", records))


def clock_lines(user: Any) -> list[ClockLine]:
    """Running clocks by kind and urgency; one query, a GROUP BY over each kind of record."""
    numbers: dict[tuple[str, str], dict[str, int]] = {}
    first, *rest = (
        part.order_by().values("clock", "label", "due_on").annotate(number=Count("pk"))
        for part in _parts(user)
    )
    for row in first.union(*rest, all=True):
        cells = numbers.setdefault((row["clock"], row["label"]), dict.fromkeys(names(), 0))
        cells[urgency_of(row["due_on"])] += row["number"]
    return [
        ClockLine(label, [ClockCell(name, count, _address(clock, name)) for name, count in cells.items()])
        for (clock, label), cells in sorted(numbers.items())
    ]


def clock_sums(lines: list[ClockLine]) -> list[ClockCell]:
    """The bottom line: every kind of clock together."""
    return [
        ClockCell(name, sum(line.cells[index].number for line in lines), _address("", name))
        for index, name in enumerate(names())
    ]


def names() -> list[str]:
    return [name for name, _label, _bound in URGENCIES]


def urgency_of(due_on: Any) -> str:
    """The column a due day belongs to today."""
    if due_on < today():
        return "late"
    left = max(0, workdays.remaining(today(), due_on))
    return next(name for name, _label, bound in URGENCIES if bound is None or left <= bound)


def days_of(urgency: str, rows: QuerySet[Deadline]) -> QuerySet[Deadline]:
    """The deadlines of one column, the same that its number counted."""
    days = {
        day
        for day in rows.order_by().values_list("due_on", flat=True).distinct()
        if urgency_of(day) == urgency
    }
    return rows.filter(due_on__in=days)


def _parts(user: Any) -> Iterator[QuerySet[Deadline]]:
    for desk in DESKS.values():
        rows = desk.model._default_manager.visible_to(user).order_by().values("pk")
        yield Deadline.objects.of_model(desk.model).running().filter(object_id__in=rows)


def _address(clock: str, urgency: str) -> str:
    query = {name: value for name, value in (("clock", clock), ("urgency", urgency)) if value}
    return f"{reverse('reports:clock_list')}?{urlencode(query)}"
