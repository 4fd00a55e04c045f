"""The reports of all towns and of the district, beside those of five towns with the same records."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from statistics import median

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from registry.models import Town
from rehearsal.benchmarks.ground import Ground
from rehearsal.benchmarks.measure import Measure, take_turns
from rehearsal.benchmarks.scale import DAY
from reports.services.making import write_all

FEW_TOWNS = 5
MOST_TURNS = 3


def measure(ground: Ground) -> Iterator[Measure]:
    towns = Town.objects.count()
    queries, time = _made(ground)
    with _few_towns():
        few_queries, few_time = _made(ground)
    against = f"{FEW_TOWNS} towns"
    yield Measure(
        "reports.queries",
        f"reports of {towns} towns and district",
        queries,
        against,
        few_queries,
        "queries",
        1,
    )
    linear = towns / FEW_TOWNS
    yield Measure(
        "reports.time", f"reports of {towns} towns and district", time, against, few_time, "ms", linear
    )


def _made(ground: Ground) -> tuple[int, float]:
    """Queries and milliseconds of all report files with their figures."""
    queries: list[int] = []

    def write(turn: int) -> None:
        with CaptureQueriesContext(connection) as captured:
            write_all(ground.stage.campaign, DAY, ground.folder / "reports")
        queries.append(len(captured))

    (times,) = take_turns([write], min(ground.turns, MOST_TURNS), warm_up=False)
    return queries[-1], median(times)


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
