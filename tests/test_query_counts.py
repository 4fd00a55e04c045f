"""How many queries each page asks: pinned, and the same however many rows there are (DESIGN §6).

`query_counts.txt` holds the numbers. Where one changes for a good reason, run `bin/test tests/test_query_counts.py --pin`
and look at the difference.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from law import clock
from registry.models import Town
from tests.pages.visits import PAGES, looks, visitors
from tests.permissions.crowd import crowd
from tests.permissions.samples import TODAY, World, path_of

PINNED = Path(__file__).with_name("query_counts.txt")
HEAD = "# Queries of each page for a role that reads it. Written by `bin/test tests/test_query_counts.py --pin`.\n"
MOST = 20
# A list longer than its page asks for the count besides: even the many stay on one page.
FEW, MANY = 3, 7
Counts = dict[str, int]
# Lists of all kinds of records: one query for each kind that is on the page, however many rows it has.
ONE_OF_A_KIND = {"desk:done", "desk:search", "registry:employer_pick", "reports:clock_list"}


@pytest.mark.django_db
def test_the_queries_of_every_page(
    town_a: Town, client_for: Callable[..., Client], request: pytest.FixtureRequest
) -> None:
    is_pinning = request.config.getoption("--pin")
    with clock.at(TODAY):
        world, people = World.of(town_a), visitors(town_a)
        clients = {role: client_for(user) for role, user in people.items()}
        paths = {
            f"{address!s:<50}{role.value}": (clients[role], path_of(address, world, people[role]))
            for role, address in looks(PAGES)
        }
        crowd(world, FEW, list(people.values()))
        few = _counts(paths, {} if is_pinning else _pinned())
        crowd(world, MANY, list(people.values()))
        many = _counts(paths, few)
    grown = {
        page: (few[page], many[page])
        for page in few
        if few[page] != many.get(page) and page.split()[0] not in ONE_OF_A_KIND
    }
    assert not grown, "these pages ask more when there are more rows, or less than is pinned"
    told = HEAD + "".join(f"{page:<70}{number}\n" for page, number in few.items())
    if is_pinning:
        PINNED.write_text(told, encoding="utf-8")
    assert told.splitlines() == PINNED.read_text(encoding="utf-8").splitlines()
    assert {page: number for page, number in few.items() if number > MOST} == {}


def _counts(paths: dict[str, tuple[Client, str]], expected: Counts) -> Counts:
    """Of the addresses that answer a GET with a page. What a process keeps for half a minute may run out between two turns:
    a page that asks something else than expected is opened again, and the least of three turns counts.
    """
    found = {}
    for page, (client, path) in paths.items():
        for _turn in range(3):
            asked = _asked(client, path)
            if asked is not None:
                found[page] = min(asked, found.get(page, asked))
            if found.get(page) == expected.get(page):
                break
    return found


def _asked(client: Client, path: str) -> int | None:
    """How many queries; None where the answer is no page."""
    with CaptureQueriesContext(connection) as sent:
        answer = client.get(path)
        if answer.streaming:
            list(answer.streaming_content)
    if answer.status_code != 200:
        return None
    return len([query for query in sent if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def _pinned() -> Counts:
    lines = PINNED.read_text(encoding="utf-8").splitlines()[1:]
    return {line[:70].rstrip(): int(line[70:]) for line in lines}
