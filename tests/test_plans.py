"""No page reads a large table from end to end (DESIGN §6), as PostgreSQL plans it with sequential scans switched off.

`plans.txt` holds what still does. It may only shrink: run
`FRESH_DATABASE=1 bin/test -n0 tests/test_plans.py --pin` on PostgreSQL and look at the difference.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from casework.models import AuditEntry
from law import clock
from registry.models import Employer, Town
from rehearsal.benchmarks.plans import Statement, listening, nodes, reads, wholes
from rehearsal.benchmarks.stock import LARGE_TABLES
from tests.pages.visits import PAGES, looks, visitors
from tests.permissions.samples import TODAY, World, path_of

PINNED = Path(__file__).with_name("plans.txt")
ROWS = 300_000
HEAD = "# Pages that read a large table from end to end. Written by `bin/test tests/test_plans.py --pin`.\n"
# What other tests left of a table and its indexes changes what the planner thinks they cost.
on_postgres = pytest.mark.skipif(
    connection.vendor != "postgresql" or not os.environ.get("FRESH_DATABASE"),
    reason="the planner of PostgreSQL is asked, in a database no test has used: FRESH_DATABASE=1 (.ci/run)",
)


@on_postgres
@pytest.mark.django_db
def test_no_page_reads_a_large_table_from_end_to_end(
    town_a: Town, client_for: Callable[..., Client], request: pytest.FixtureRequest
) -> None:
    seen: dict[str, list[str]] = {}
    with clock.at(TODAY):
        world, people = World.of(town_a), visitors(town_a)
        clients = {role: client_for(user) for role, user in people.items()}
        paths = [(role, address, path_of(address, world, people[role])) for role, address in looks(PAGES)]
        _pretend(LARGE_TABLES)
        found = {
            f"{address!s:<50}{table}\n"
            for role, address, path in paths
            for table in _read_whole(clients[role], path, seen)
        }
    told = HEAD + "".join(sorted(found))
    if request.config.getoption("--pin"):
        PINNED.write_text(told, encoding="utf-8")
    assert told.splitlines() == PINNED.read_text(encoding="utf-8").splitlines()


def _pretend(tables: Iterable[str]) -> None:
    """The planner is told that the tables are large, whatever tests before left of them and of what is known about them."""
    with connection.cursor() as cursor:
        named = "SELECT oid FROM pg_class WHERE relname = ANY(%s)"
        cursor.execute(f"DELETE FROM pg_statistic WHERE starelid IN ({named})", [list(tables)])
        cursor.execute(
            f"UPDATE pg_class SET relpages = 1, reltuples = {ROWS} WHERE oid IN ({named})", [list(tables)]
        )


def _read_whole(client: Client, path: str, seen: dict[str, list[str]]) -> set[str]:
    """The large tables the page reads whole; the same statement is explained once."""
    with listening() as asked:
        answer = client.get(path)
        if answer.streaming:
            list(answer.streaming_content)
    for each in asked:
        if each.sql not in seen:
            seen[each.sql] = [read.table for read in wholes(each, LARGE_TABLES)]
    return {table for each in asked for table in seen[each.sql]}


@on_postgres
@pytest.mark.django_db
def test_a_statement_without_an_index_is_found_and_one_with_it_is_not() -> None:
    table = Employer._meta.db_table
    by_capital = Statement(f"SELECT * FROM {table} WHERE registered_capital = %s", ["10万元"])
    by_town = Statement(f"SELECT * FROM {table} WHERE town_id = %s", [1])
    assert [read.table for read in wholes(by_capital, [table])] == [table]
    assert wholes(by_town, [table]) == []
    assert wholes(by_capital, [AuditEntry._meta.db_table]) == []


@on_postgres
@pytest.mark.django_db
def test_the_rows_that_are_looked_at_are_counted(town_a: Town) -> None:
    table = Town._meta.db_table
    others = Statement(f"SELECT * FROM {table} WHERE name <> %s", [town_a.name])
    (read,) = reads(others, [table])
    assert read.rows == Town.objects.count()


@pytest.mark.django_db
def test_what_a_page_asks_is_heard_once() -> None:
    with listening() as asked:
        for _turn in range(2):
            list(Town.objects.filter(code="1"))
        Town.objects.filter(code="1").update(name="a")
    assert len(asked) == 1


def node(kind: str, *below: dict[str, Any], **facts: Any) -> dict[str, Any]:
    return {"Node Type": kind, "Plans": list(below), **facts}


def scan(kind: str = "Index Scan", **facts: Any) -> dict[str, Any]:
    return node(kind, **{"Relation Name": "employer", "Plan Rows": 9, **facts})


@pytest.mark.parametrize(
    ("plan", "is_whole"),
    [
        (scan("Seq Scan"), True),
        (node("Limit", scan("Seq Scan")), True),
        (scan(**{"Index Cond": "(town_id = 1)"}), False),
        (scan(), True),
        (node("Limit", scan()), False),
        (node("Limit", node("Nested Loop", scan())), False),
        (node("Limit", node("Sort", scan())), True),
        (node("Aggregate", node("Limit", scan("Index Only Scan"))), False),
        (node("Limit", node("Aggregate", scan("Index Only Scan"))), True),
        (node("Limit", node("Hash Join", scan(), node("Hash", scan()))), True),
        (scan("Bitmap Heap Scan"), False),
    ],
)
def test_a_limit_spares_reading_the_rest_unless_all_is_taken_first(
    plan: dict[str, Any], is_whole: bool
) -> None:
    assert any(whole for _read, whole in nodes(plan)) == is_whole


def test_rows_thrown_away_are_rows_looked_at() -> None:
    told = scan(**{"Actual Rows": 2, "Rows Removed by Filter": 5, "Actual Loops": 3, "Index Name": "by_town"})
    ((read, _is_whole),) = nodes(told)
    assert (read.rows, read.way) == (21, "Index Scan by_town")
