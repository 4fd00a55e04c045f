"""Lists, worklists, searches and records: their processor beside the admin's empty page, their database, and what grows."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import NamedTuple
from unittest.mock import patch

from django.test import override_settings
from django.urls import reverse

from registry.models import Employer
from registry.views.employers import EmployerListView
from rehearsal.benchmarks import admin
from rehearsal.benchmarks.ground import INSPECTOR, Ground, Visitor
from rehearsal.benchmarks.measure import Measure, middle, take_turns
from rehearsal.benchmarks.pages import LIST, RECORD, Page, pages

TIMES_FLOOR = {LIST: 3, RECORD: 4}
MOST_QUERIES = {LIST: 12, RECORD: 20}
EMPTY_TIMES, DATABASE_MS, FLAT = 1, 15, 1.5
NEXT = b"after="  # the link to the next page
HOUR = 3600
KEPT = ("campaign.querysets.REMEMBER_SECONDS", "desk.shell.COUNT_KEPT_SECONDS")


class Taken(NamedTuple):
    """What a page took (milliseconds), what the admin's took in the same turns, and whether there is a page behind it."""

    processor: float
    database: float
    queries: int
    floor: float
    is_full: bool

    @property
    def whole(self) -> float:
        return self.processor + self.database


def measure(ground: Ground) -> Iterator[Measure]:
    with ground.few.entered(), admin.installed(), steady():
        few = {(page.name, page.username): _take(page, ground.few.turns) for page in pages(ground.few)}
    with admin.installed(), steady():
        yield _empty(ground.turns)
        for page in pages(ground):
            yield from _measures(page, _take(page, ground.turns), few.get((page.name, page.username)))


@contextmanager
def steady() -> Iterator[None]:
    """What is kept for some seconds is kept inside: else a slow machine counts queries that a quick one does not ask."""
    with ExitStack() as stack:
        stack.enter_context(override_settings(LAW_RECHECK_SECONDS=HOUR))
        for name in KEPT:
            stack.enter_context(patch(name, HOUR))
        yield


def _take(page: Page, turns: int) -> Taken:
    visitor, seen = Visitor(page.username), b""

    def ours(turn: int) -> None:
        nonlocal seen
        seen = visitor.get(page.address(turn))

    page_costs, floor = take_turns([ours, lambda turn: visitor.get(admin.URL)], turns)
    return Taken(
        middle(page_costs, "processor"),
        middle(page_costs, "database"),
        max(cost.queries for cost in page_costs),
        middle(floor, "processor"),
        NEXT in seen,
    )


def _measures(page: Page, took: Taken, small: Taken | None) -> Iterator[Measure]:
    name, who = f"{page.kind}.{page.name}.{page.username.rstrip('0123456789')}", page.username
    what = f"{page.name} ({who})"
    yield Measure(
        f"{name}.processor", what, took.processor, "admin index", took.floor, "ms", TIMES_FLOOR[page.kind]
    )
    yield Measure(f"{name}.database", what, took.database, "budget", DATABASE_MS, "ms", 1)
    yield Measure(f"{name}.queries", what, took.queries, "budget", MOST_QUERIES[page.kind], "queries", 1)
    if small is not None and small.is_full == took.is_full:
        yield Measure(f"{name}.flat", what, took.whole, "in the small district", small.whole, "ms", FLAT)
        yield Measure(
            f"{name}.grown", what, took.queries, "in the small district", small.queries, "queries", 1
        )


def _empty(turns: int) -> Measure:
    """A list that is empty before any query, in our own frame."""
    visitor, url = Visitor(INSPECTOR), reverse("registry:employer_list")

    def empty(turn: int) -> None:
        with patch.object(EmployerListView, "rows", lambda view: Employer.objects.none()):
            visitor.get(url)

    ours, floor = take_turns([empty, lambda turn: visitor.get(admin.URL)], turns)
    took, against = middle(ours, "processor"), middle(floor, "processor")
    return Measure(
        "page.empty.processor", "empty page in our frame", took, "admin index", against, "ms", EMPTY_TIMES
    )
