"""The pages people open all day, for each of those who open them, and how their cost is held against an empty page not ours."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple
from urllib.parse import urlencode

from django.test import RequestFactory
from django.urls import reverse

from casework.kinds import Kind, kinds
from casework.views import RecordListView
from registry.models import Category, Employer, Town
from registry.views.employers import EmployerListView
from rehearsal.benchmarks.ground import INSPECTOR, LEADER, OFFICER, Ground, Visitor

LIST, RECORD = "list", "record"
DEPTH = 0.9  # of the whole list
CITY, FORM = slice(2, 4), slice(2, 6)  # 青岛海丰餐饮有限公司: 海丰, 海丰餐饮
COMMON = "有限"
CATEGORY = "karaoke"
NUMBER = "第123号"
PEOPLE = (INSPECTOR, OFFICER, LEADER)
MOST = 8  # different records of a kind that are opened
# Pages besides the lists of the kinds, for whoever may open them: route, permission.
DESK = (
    ("desk:worklist", "desk.view_worklist"),
    ("desk:done", "desk.view_worklist"),
    ("desk:approvals", "casework.give_approvals"),
    ("casework:inbox", "casework.use_inbox"),
    ("reports:clock_list", "reports.view_cockpit"),
    ("campaign:target_list", "campaign.view_target"),
)
# Doors of figures: of visits, of what they brought, of cases.
DOORS = ("patrols", "patrol_wages_people", "cases_filed")

Address = Callable[[int], str]


class Page(NamedTuple):
    """A page somebody opens; the address may be another one at every turn."""

    name: str
    kind: str
    username: str
    address: Address


def pages(ground: Ground) -> Iterator[Page]:
    """All of them, in the database the connection leads to."""
    for username in PEOPLE:
        user = Visitor(username).user
        for route, permission in DESK:
            if user.has_perm(permission):
                yield _fixed(route.partition(":")[2], username, reverse(route))
        for kind in kinds():
            if kind.ledger and user.has_perm(kind.permission):
                yield _fixed(kind.ledger.route.partition(":")[2], username, reverse(kind.ledger.route))
        yield from _records(username)
    yield from _searches(ground)


def _fixed(name: str, username: str, url: str) -> Page:
    return Page(name, LIST, username, lambda turn: url)


def _records(username: str) -> Iterator[Page]:
    """The newest records of each kind with a page of its own, the newest of all and those that are over."""
    user = Visitor(username).user
    for kind in kinds():
        if kind.ledger and user.has_perm(kind.permission) and hasattr(kind.model_class, "get_absolute_url"):
            for name, keys in _samples(kind, username).items():
                if keys:
                    yield Page(name, RECORD, username, partial(_page_of, kind, keys))


def _samples(kind: Kind, username: str) -> dict[str, list[int]]:
    rows = kind.visible_to(Visitor(username).user).order_by("-pk").values_list("pk", flat=True)
    found = {kind.name: list(rows[:MOST])}
    if final := getattr(getattr(kind.model_class, "workflow", None), "final", ()):
        found[f"{kind.name}_over"] = list(rows.filter(state__in=final)[:MOST])
    return found


def _page_of(kind: Kind, keys: list[int], turn: int) -> str:
    return str(kind.model_class(pk=keys[turn % len(keys)]).get_absolute_url())


def _searches(ground: Ground) -> Iterator[Page]:
    """What is typed into the lists and into the head of the page, and a page far down."""
    employers = Employer.objects.order_by("-pk")
    names = list(employers.filter(is_licensed=True).values_list("name", flat=True)[:100])
    town, category = Town.objects.order_by("order")[0].pk, Category.objects.get(code=CATEGORY)
    deep = list(employers[int(employers.count() * DEPTH) :][:MOST])
    lists = {
        "employers_filtered": lambda turn: _employers(town=town, category=category.code),
        "employers_deep": lambda turn: _behind(EmployerListView(), deep[turn % len(deep)]),
        "search_2": lambda turn: _employers(q=names[turn % len(names)][CITY]),
        "search_4": lambda turn: _employers(q=names[turn % len(names)][FORM]),
        "search_common": lambda turn: _employers(q=COMMON),
        "search_number": lambda turn: f"{reverse('desk:search')}?{urlencode({'q': NUMBER})}",
    }
    for name, address in lists.items():
        yield Page(name, LIST, INSPECTOR, address)
    pick = reverse("patrols:employer_pick")
    yield Page(
        "pick_2", LIST, OFFICER, lambda turn: f"{pick}?{urlencode({'q': names[turn % len(names)][CITY]})}"
    )
    for code in DOORS:
        yield _fixed(f"figure_{code}", LEADER, reverse("reports:figure", args=[code]))


def _employers(**query: object) -> str:
    return f"{reverse('registry:employer_list')}?{urlencode(query)}"


def _behind(view: RecordListView, employer: Employer) -> str:
    """The address of the page after this row, as the list itself would write it."""
    view.setup(RequestFactory().get(reverse("registry:employer_list")))
    return view._turn("after", employer)
