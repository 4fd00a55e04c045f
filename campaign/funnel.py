"""How far each town has got with its targets, as the campaign's page and the cockpit show it.

What happened is counted (`Target.day_of`), never what must have happened before: an employer that was drawn and
concluded without a patrol is no patrolled one, and one that a town reports after an inspection is a reported one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from campaign.models import Campaign, Target
from campaign.querysets import TargetQuerySet
from campaign.workflow import CORRECTED, STEPS, Stage
from casework.by import Reader
from law.words import Sentence
from registry.models import Town

Numbers = dict[int | None, Counter[str]]


@dataclass(frozen=True)
class Cell:
    """A number and the list of exactly the targets it counted."""

    stage: Any
    label: Any
    number: int
    url: str


@dataclass(frozen=True)
class TownLine:
    """`cells` has a number for each step that happens to targets, `now` one for each stage at which they stand today.

    A target has as many steps as happened to it, and stands at one stage: only `now` adds up to the total.
    """

    name: Sentence
    total: Cell
    cells: list[Cell]
    corrected: Cell
    now: list[Cell]
    is_sum: bool = False


def by_town(campaign: Campaign, user: Reader) -> list[TownLine]:
    """One line for each town the user sees, then 未定镇街 if there are such, then the sum; two queries."""
    targets = Target.objects.visible_to(user).filter(campaign=campaign)
    return lines_of(campaign, Town.objects.visible_to(user), numbers_of(targets))


def numbers_of(targets: TargetQuerySet) -> Numbers:
    """Of each town by its key, None for what has none: all targets, to how many each step happened, how many stand where."""
    numbers: Numbers = defaultdict(Counter)
    for row in targets.counts():
        town = row.pop("town")
        numbers[town].update({"total": row["number"], f"now {row.pop('state')}": row.pop("number")})
        numbers[town].update(row)
    return numbers


def lines_of(campaign: Campaign, towns: Iterable[Town], numbers: Numbers) -> list[TownLine]:
    """The same lines of numbers that were counted before."""
    lines = [_line(campaign, town.name, numbers.get(town.pk, Counter()), town=town.pk) for town in towns]
    if None in numbers:
        lines.append(_line(campaign, _("未定镇街"), numbers[None], town="none"))
    if len(lines) > 1:
        lines.append(_line(campaign, _("合计"), sum(numbers.values(), Counter()), is_sum=True))
    return lines


def _line(
    campaign: Campaign, name: Sentence, numbers: Counter[str], *, is_sum: bool = False, **where: int | str
) -> TownLine:
    def cell(label: Sentence, number: int, **asked: str | Sequence[str]) -> Cell:
        query = urlencode({"campaign": campaign.pk, **where, **asked}, doseq=True)
        return Cell(label, f"{name} {label}", number, f"{reverse('campaign:target_list')}?{query}")

    return TownLine(
        name=name,
        total=cell(_("对象"), numbers["total"]),
        cells=[cell(step.label, numbers[step.value], reached=step.value) for step in STEPS],
        corrected=cell(_("整改或上报"), numbers["corrected"], reached=[step.value for step in CORRECTED]),
        now=[cell(stage.label, numbers[f"now {stage.value}"], state=stage.value) for stage in Stage],
        is_sum=is_sum,
    )
