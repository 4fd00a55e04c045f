"""Where the campaign stands: the funnel by town and the clocks that run, for whoever looks, in their own scope.

The numbers were counted in the background (`reports.services.cockpits`); the page says as of when.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaign.funnel import TownLine
from campaign.workflow import CORRECTED
from casework.by import Reader
from casework.kinds import Kind, with_clocks
from casework.models import Deadline
from casework.urgency import NAMES
from registry.scoping import sees_all_towns
from reports.tiles import Tile, change

# What was counted, by the code of the town; what has no town stands under ``""``.
Places = Mapping[str, Mapping[str, Any]]


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
    of_theirs = Q(pk__in=())
    for kind in with_clocks():
        record = kind.visible_to(user).order_by().filter(pk=OuterRef("object_id"))
        of_theirs |= Q(Exists(record), content_type=ContentType.objects.get_for_model(kind.model_class))
    return Deadline.objects.running().duties().filter(of_theirs)


def with_records(rows: QuerySet[Deadline]) -> QuerySet[Deadline]:
    """For a list: each row's record with what names it, in one query for each kind of record."""
    records = [kind.named for kind in with_clocks()]
    return rows.prefetch_related(GenericPrefetch("record", records))


def clock_lines(user: Reader, places: Places) -> list[ClockLine]:
    """Running clocks by kind and urgency, of the kinds this reader is told of."""
    numbers: dict[tuple[str, str, str], dict[str, int]] = {}
    told = _told_kinds(user)
    for place in places.values():
        for kind, clock, label, urgency, number in place["clocks"]:
            if kind in told:
                cells = numbers.setdefault((clock, label, kind), dict.fromkeys(NAMES, 0))
                cells[urgency] += number
    labels = Counter(label for _clock, label, _kind in numbers)
    return [
        ClockLine(
            f"{label}（{told[kind].label}）" if labels[label] > 1 else label,
            [
                ClockCell(name, number, _address(clock, name) if user.has_perm(told[kind].permission) else "")
                for name, number in cells.items()
            ],
        )
        for (clock, label, kind), cells in sorted(numbers.items())
    ]


def _told_kinds(user: Reader) -> dict[str, Kind]:
    """The kinds whose clocks this reader is told of, by name.

    Who sees all towns is told the district's number, also of records that are not theirs to open (`reports.tiles`); such a
    number is no door. Everybody else is told of the records they see.
    """
    everything = sees_all_towns(user)
    return {kind.name: kind for kind in with_clocks() if everything or user.has_perm(kind.permission)}


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


def late_tile(user: Reader, places: Places, lines: list[ClockLine], sums: list[ClockCell]) -> Tile:
    """What is overdue, of all kinds, and which kinds most; beside what was overdue a week before."""
    late, told = sums[0], _told_kinds(user)
    then = sum(number for place in places.values() for kind, number in place["late"] if kind in told)
    worst = sorted((line for line in lines if line.late), key=lambda line: -line.late)[:2]
    return Tile(
        label=_("超期时限"),
        unit=_("项"),
        value=late.number,
        text=f"{late.number:,}",
        url=late.url if late.number else "",
        note="，".join(f"{line.label} {line.late}" for line in worst),
        change=change(late.number, then),
        is_late=late.number > 0,
    )


def _address(clock: str, urgency: str) -> str:
    query = {name: value for name, value in (("clock", clock), ("urgency", urgency)) if value}
    return f"{reverse('reports:clock_list')}?{urlencode(query)}"
