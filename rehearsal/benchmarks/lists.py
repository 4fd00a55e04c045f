"""The list of employers beside Django's changelist over the same table, and beside an empty page of the same layout."""

from collections.abc import Callable, Iterator
from statistics import median
from typing import NamedTuple
from unittest.mock import patch
from urllib.parse import urlencode

from django.test import RequestFactory
from django.urls import reverse

from casework.views.listing import PAGE_SIZE
from registry.models import Category, Employer, Town
from registry.views.employers import EmployerListView
from rehearsal.benchmarks import changelist
from rehearsal.benchmarks.ground import Ground, Visitor
from rehearsal.benchmarks.measure import Measure, p95, take_turns

TIMES_FASTER, TIMES_EMPTY = 10, 3
DEPTH = 0.9  # of the whole list
SAMPLES = 10  # of every page for the 95th percentile
CITY, FORM = slice(2, 4), slice(2, 6)  # 青岛海丰餐饮有限公司: 海丰, 海丰餐饮
COMMON = "有限"
CATEGORY = "karaoke"

Address = Callable[[int], str]


class Page(NamedTuple):
    """A page with its address here and in the changelist, for each turn."""

    name: str
    what: str
    ours: Address
    theirs: Address


def measure(ground: Ground) -> Iterator[Measure]:
    with changelist.installed():
        visitor, pages = Visitor(), list(_pages(ground))
        for page in pages:
            yield _beside_changelist(visitor, page, ground.turns)
        yield _beside_empty(visitor, pages, ground.turns)


def _beside_changelist(visitor: Visitor, page: Page, turns: int) -> Measure:
    ours, theirs = take_turns(
        [lambda turn: visitor.get(page.ours(turn)), lambda turn: visitor.get(page.theirs(turn))], turns
    )
    return Measure(
        f"list.{page.name}",
        page.what,
        median(ours),
        "admin changelist",
        median(theirs),
        "ms",
        TIMES_FASTER,
        is_speed=True,
    )


def _beside_empty(visitor: Visitor, pages: list[Page], turns: int) -> Measure:
    """All these pages in turn, and as often one whose list is empty before any query."""
    url = reverse("registry:employer_list")

    def empty(turn: int) -> None:
        with patch.object(EmployerListView, "rows", lambda view: Employer.objects.none()):
            visitor.get(url)

    samples = len(pages) * min(SAMPLES, turns * 2)
    ours, bare = take_turns([lambda turn: visitor.get(pages[turn % len(pages)].ours(turn)), empty], samples)
    return Measure(
        "list.p95", "p95 of these pages", p95(ours), "p95 empty page", p95(bare), "ms", TIMES_EMPTY
    )


def _pages(ground: Ground) -> Iterator[Page]:
    town = Town.objects.order_by("order")[0].pk
    category = Category.objects.get(code=CATEGORY)
    yield Page("first", "employers, first page", lambda turn: _ours(), lambda turn: _theirs())
    yield Page(
        "filtered",
        "employers, one town and category",
        lambda turn: _ours(town=town, category=CATEGORY),
        lambda turn: _theirs(town__id__exact=town, categories__id__exact=category.pk),
    )
    depth = int(ground.scale.employers * DEPTH)
    yield Page(
        "deep",
        "employers, a page at nine tenths",
        lambda turn: _behind(ground.stage.employers[-depth + turn]),
        lambda turn: _theirs(p=max(1, (depth - turn) // PAGE_SIZE)),
    )
    names = [each.name for each in ground.some("names", 100)]
    for name, part in (("search2", CITY), ("search4", FORM)):
        yield _searched(name, lambda turn, part=part: names[turn % len(names)][part])
    yield _searched("search_common", lambda turn: COMMON)


def _searched(name: str, text: Address) -> Page:
    words = {"search2": "2 characters", "search4": "4 characters", "search_common": "2 that nearly all have"}
    return Page(
        name,
        f"employers, search of {words[name]}",
        lambda turn: _ours(q=text(turn)),
        lambda turn: _theirs(q=text(turn)),
    )


def _ours(**query: object) -> str:
    return f"{reverse('registry:employer_list')}?{urlencode(query)}"


def _theirs(**query: object) -> str:
    return f"{changelist.URL}?{urlencode(query)}"


def _behind(employer: Employer) -> str:
    """The address of the page after this row, as the list itself would write it."""
    view = EmployerListView()
    view.setup(RequestFactory().get(reverse("registry:employer_list")))
    return view._turn("after", employer)
