"""All figures of all towns beside one GROUP BY over the patrols, and the cockpit beside them and beside a list page."""

from collections.abc import Iterator

from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from campaign.models import Campaign
from inspections.patrols.models import Patrol
from rehearsal.benchmarks.ground import LEADER, Ground, Visitor
from rehearsal.benchmarks.measure import Measure, middle, take_turns
from rehearsal.benchmarks.scale import DAY
from reports.metrics import Window, figures
from reports.services import cockpits

COCKPIT, LIST = "reports:cockpit", "registry:employer_list"
TIMES_GROUP_BY, TIMES_FIGURES, TIMES_LIST = 100, 1, 1
MOST_TURNS = 3


def measure(ground: Ground) -> Iterator[Measure]:
    campaign, visitor = Campaign.objects.current(), Visitor(LEADER)
    sides = [
        lambda turn: figures(Window(campaign, DAY)),
        lambda turn: _group_by(),
        lambda turn: cockpits.make(campaign),
    ]
    whole, bare, fresh = take_turns(sides, min(ground.turns, MOST_TURNS))
    what, against = "all figures of all towns", "GROUP BY town over the patrols"
    yield Measure("figures.time", what, middle(whole), against, middle(bare), "ms", TIMES_GROUP_BY)
    what = "cockpit computed afresh"
    yield Measure("cockpit.fresh", what, middle(fresh), "all figures", middle(whole), "ms", TIMES_FIGURES)
    cache.clear()
    pages = [lambda turn: visitor.get(reverse(COCKPIT)), lambda turn: visitor.get(reverse(LIST))]
    kept, listed = (middle(costs, "whole") for costs in take_turns(pages, ground.turns))
    yield Measure("cockpit.kept", "cockpit, figures kept", kept, "employer list", listed, "ms", TIMES_LIST)


def _group_by() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT town_id, COUNT(*) FROM {Patrol._meta.db_table} GROUP BY town_id")
        cursor.fetchall()
