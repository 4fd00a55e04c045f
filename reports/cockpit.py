"""Where the campaign stands: the funnel by town and the clocks that run, for whoever looks, in their own scope.

The numbers are counted at most once a minute for each reader; the page says as of when.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import CharField, Count, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaign.funnel import TownLine
from campaign.workflow import CORRECTED
from casework.by import Reader
from casework.kinds import Kind, with_clocks
from casework.models import Deadline
from casework.models.deadline import DeadlineQuerySet
from casework.urgency import NAMES, past, urgency_of
from law.clock import end_of_day, today
from registry.scoping import sees_all_towns
from reports.tiles import WEEK, Tile, change


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

    @property
    def late(self) -> int:
        return self.cells[0].number


@dataclass(frozen=True)
class Step:
    """A step of the campaign's way: to how many targets it happened."""

    label: Any
    number: int
    percent: float
    url: str


def steps(whole: TownLine | None) -> list[Step]:
    """The funnel: of all targets, to how many each step happened; every number opens its targets."""
    if whole is None:
        return []
    side_by_side = {step.label for step in CORRECTED}
    others = [cell for cell in whole.cells if cell.stage not in side_by_side]
    first, *rest = others
    cells = [replace(whole.total, stage=_("列入对象")), first, whole.corrected, *rest]
    total = whole.total.number
    return [
        Step(cell.stage, cell.number, 100 * cell.number / total if total else 0, cell.url) for cell in cells
    ]


def running_clocks(user: Reader) -> QuerySet[Deadline]:
    """The running duties of every record this user may see."""
    found = Deadline.objects.none()
    for kind in with_clocks():
        rows = kind.visible_to(user).order_by().values("pk")
        clocks = Deadline.objects.of_model(kind.model_class).running().duties()
        found = found | clocks.filter(object_id__in=rows)
    return found


def with_records(rows: QuerySet[Deadline]) -> QuerySet[Deadline]:
    """For a list: each row's record with its employer and town, in one query for each kind of record."""
    records = [kind.rows.select_related(*kind.joined) for kind in with_clocks()]
    return rows.prefetch_related(GenericPrefetch("record", records))


def clock_lines(user: Reader) -> list[ClockLine]:
    """Running clocks by kind and urgency; one query, a GROUP BY over each kind of record."""
    numbers: dict[tuple[str, str, str], dict[str, int]] = {}
    for row in _union(user, lambda rows: rows.running().duties(), "clock", "label", "due_on", "due_at"):
        key = (row["clock"], row["label"], row["kind"])
        cells = numbers.setdefault(key, dict.fromkeys(NAMES, 0))
        cells[urgency_of(row["due_on"], row["due_at"])] += row["number"]
    labels = Counter(label for _clock, label, _kind in numbers)
    kinds = {kind.name: kind for kind in with_clocks()}
    return [
        ClockLine(
            f"{label}（{kinds[kind].label}）" if labels[label] > 1 else label,
            [
                ClockCell(
                    name, number, _address(clock, name) if user.has_perm(kinds[kind].permission) else ""
                )
                for name, number in cells.items()
            ],
        )
        for (clock, label, kind), cells in sorted(numbers.items())
    ]


def clock_choices() -> list[tuple[str, Any]]:
    """Every kind of clock by its code, with its name."""
    return [(clock.code, clock.label) for kind in with_clocks() for clock in kind.model_class.clocks]


def clock_sums(lines: list[ClockLine]) -> list[ClockCell]:
    """The bottom line: every kind of clock together; a door where the reader may open all that it counts."""
    sums = []
    for index, name in enumerate(NAMES):
        cells = [line.cells[index] for line in lines if line.cells[index].number]
        url = _address("", name) if all(cell.url for cell in cells) else ""
        sums.append(ClockCell(name, sum(cell.number for cell in cells), url))
    return sums


def late_tile(user: Reader, lines: list[ClockLine], sums: list[ClockCell]) -> Tile:
    """What is overdue, of all kinds, and which kinds most."""
    late = sums[0]
    worst = sorted((line for line in lines if line.late), key=lambda line: -line.late)[:2]
    return Tile(
        label=_("超期时限"),
        unit=_("项"),
        value=late.number,
        text=f"{late.number:,}",
        url=late.url if late.number else "",
        note="，".join(f"{line.label} {line.late}" for line in worst),
        change=change(late.number, late_on(user, today() - WEEK)),
        is_late=late.number > 0,
    )


def late_on(user: Reader, day: date) -> int:
    """How many deadlines were overdue at the end of a day, met or not since; one query."""
    waiting = Q(stopped_at__isnull=True) | Q(stopped_at__gt=end_of_day(day))
    return sum(
        row["number"]
        for row in _union(
            user, lambda rows: rows.duties().filter(waiting).filter(past(day, moment=end_of_day(day)))
        )
    )


def _union(user: Reader, choose: Callable[[DeadlineQuerySet], DeadlineQuerySet], *keys: str) -> QuerySet:
    """Numbers of the chosen deadlines by kind of record and keys.

    Who sees all towns is told the district's number, also of records that are not theirs to open (`reports.tiles`); such a
    number is no door. Everybody else is told of the records they see.
    """
    first, *rest = (
        choose(_of(kind, user))
        .order_by()
        .annotate(kind=Value(kind.name, CharField()))
        .values("kind", *keys)
        .annotate(number=Count("pk"))
        for kind in with_clocks()
    )
    return first.union(*rest, all=True)


def _of(kind: Kind, user: Reader) -> DeadlineQuerySet:
    clocks = Deadline.objects.of_model(kind.model_class)
    if sees_all_towns(user):
        return clocks
    return clocks.filter(object_id__in=kind.visible_to(user).order_by().values("pk"))


def _address(clock: str, urgency: str) -> str:
    query = {name: value for name, value in (("clock", clock), ("urgency", urgency)) if value}
    return f"{reverse('reports:clock_list')}?{urlencode(query)}"
