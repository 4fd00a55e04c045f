"""How far each town has got with its targets, as the campaign's page shows it."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from campaign.models import Campaign, Target
from campaign.workflow import Stage
from registry.models import Town


@dataclass(frozen=True)
class Cell:
    """A number and the list of exactly the targets it counted."""

    stage: Any
    label: Any
    number: int
    url: str


@dataclass(frozen=True)
class TownLine:
    name: Any
    total: Cell
    cells: list[Cell]
    is_sum: bool = False


def by_town(campaign: Campaign, user: Any) -> list[TownLine]:
    """One line for each town the user sees, then 未定镇街 if there are such, then the sum; two queries.

    Columns are the stages in order; a target stands at exactly one of them, so a line's cells add up to its
    total.
    """
    numbers: dict[Any, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in Target.objects.visible_to(user).filter(campaign=campaign).counts():
        numbers[row["town"]][row["state"]] += row["number"]
    lines = [
        _line(campaign, town.name, numbers[town.pk], town=town.pk) for town in Town.objects.visible_to(user)
    ]
    if None in numbers:
        lines.append(_line(campaign, _("未定镇街"), numbers[None], town="none"))
    if len(lines) > 1:
        total = {stage: sum(line[stage] for line in numbers.values()) for stage in Stage.values}
        lines.append(_line(campaign, _("合计"), total, is_sum=True))
    return lines


def _line(
    campaign: Campaign, name: Any, numbers: dict[str, int], *, is_sum: bool = False, **where: Any
) -> TownLine:
    def cell(label: Any, number: int, **stage: str) -> Cell:
        query = urlencode({"campaign": campaign.pk, **where, **stage})
        return Cell(label, f"{name} {label}", number, f"{reverse('campaign:target_list')}?{query}")

    return TownLine(
        name=name,
        total=cell(_("对象"), sum(numbers.values())),
        cells=[cell(stage.label, numbers[stage], state=stage.value) for stage in Stage],
        is_sum=is_sum,
    )
