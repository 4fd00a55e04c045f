"""The cockpit, beside the bare SQL of its figures when it is counted, and beside a list page when it is not."""

from collections.abc import Callable, Iterator
from statistics import median
from typing import Any
from unittest.mock import patch

from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign.models import Campaign
from rehearsal.benchmarks.ground import Ground, Visitor
from rehearsal.benchmarks.measure import Measure, take_turns
from reports.views import cockpit

COCKPIT, LIST = "reports:cockpit", "registry:employer_list"
TIMES_SQL, TIMES_LIST = 3, 1.1


def measure(ground: Ground) -> Iterator[Measure]:
    visitor = Visitor()
    cache.clear()
    visitor.named(LIST)

    def counted(turn: int) -> None:
        with patch.object(cockpit, "KEPT_SECONDS", 0):
            visitor.named(COCKPIT)

    ours, bare = take_turns([counted, _bare_sql(visitor)], ground.turns)
    yield Measure(
        "dashboard.counted",
        "cockpit, figures counted",
        median(ours),
        "its bare SQL",
        median(bare),
        "ms",
        TIMES_SQL,
    )
    kept, listed = take_turns(
        [lambda turn: visitor.named(COCKPIT), lambda turn: visitor.named(LIST)], ground.turns * 2
    )
    yield Measure(
        "dashboard.kept",
        "cockpit, figures kept",
        median(kept),
        "employer list",
        median(listed),
        "ms",
        TIMES_LIST,
    )


def _bare_sql(visitor: Visitor) -> Callable[[int], Any]:
    """The statements that count the figures, to be run and fetched by the driver alone."""
    with CaptureQueriesContext(connection) as captured:
        cockpit.counted(visitor.user, Campaign.objects.current())
    statements = [query["sql"] for query in captured.captured_queries]

    def run(turn: int) -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()

    return run
