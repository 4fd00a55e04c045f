"""The reports of all towns and of the district: few towns beside all of them, and much data beside little."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle

from django.db import transaction

from campaign.models import Campaign
from registry.models import Town
from rehearsal.benchmarks.ground import Ground
from rehearsal.benchmarks.measure import Cost, Measure, middle, take_turns
from rehearsal.benchmarks.scale import DAY
from reports.metrics import Window, figures
from reports.services.making import write_all

FEW_TOWNS = 5
MOST_TURNS = 3
FLAT = 1.5


def measure(ground: Ground) -> Iterator[Measure]:
    """How it grows with the towns is seen where there are few records; there and here the files take as long."""
    with ground.few.entered():
        all_towns, small_figures = _made(ground.few)
        with _few_towns():
            few_towns, _figures = _made(ground.few)
    towns = Town.objects.count()
    what, against = f"reports of {towns} towns and district", f"{FEW_TOWNS} towns"
    asked = [max(cost.queries for cost in costs) for costs in (all_towns, few_towns)]
    yield Measure("reports.queries", what, asked[0], against, asked[1], "queries", 1)
    yield Measure(
        "reports.towns", what, middle(all_towns), against, middle(few_towns), "ms", towns / FEW_TOWNS
    )
    ours, counted = _made(ground)
    files, small_files = middle(ours) - middle(counted), middle(all_towns) - middle(small_figures)
    what, against = "reports without their figures", "in the small district"
    yield Measure("reports.flat", what, max(files, 1), against, max(small_files, 1), "ms", FLAT)


def _made(ground: Ground) -> tuple[list[Cost], list[Cost]]:
    """What all files with their figures took, and the figures alone."""
    campaign = Campaign.objects.get(is_current=True)
    sides = [
        lambda turn: write_all(campaign, DAY, ground.folder / "reports"),
        lambda turn: figures(Window(campaign, DAY)),
    ]
    made, counted = take_turns(sides, min(ground.turns, MOST_TURNS), warm_up=False)
    return made, counted


@contextmanager
def _few_towns() -> Iterator[None]:
    """Inside, all records belong to a few towns and there is no other; taken back afterwards."""
    with transaction.atomic():
        kept, others = Town.objects.all()[:FEW_TOWNS], Town.objects.all()[FEW_TOWNS:]
        for town, heir in zip(list(others), cycle(kept)):  # noqa: B905 the heirs come round again
            for relation in Town._meta.related_objects:
                rows = relation.related_model._base_manager
                rows.filter(**{relation.field.name: town}).update(**{relation.field.name: heir})
            town.delete()
        yield
        transaction.set_rollback(True)
