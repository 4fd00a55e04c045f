"""How PostgreSQL runs what a page asks: which tables it reads from end to end, and how many rows it looks at.

Two questions. *Is there a way?* `wholes` asks with what is best for few rows switched off, so that a scan is only left where
no index helps. *What does it cost here?* `reads` runs the statement and counts.
"""

import json
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection

Node = dict[str, Any]
# Nodes that take all their rows before they give one: a limit above them limits nothing below.
GREEDY = ("Sort", "Aggregate", "Hash", "WindowAgg", "SetOp")
# Ways that are best where there are few rows, and hide that there is another one.
BY_SIZE = ("enable_seqscan", "enable_hashjoin", "enable_mergejoin")
SCANS = ("Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Heap Scan")


@dataclass(frozen=True)
class Statement:
    sql: str
    params: Any


@dataclass(frozen=True)
class Read:
    """One node that reads a table: by which way, and how many rows it looked at (what was expected where it did not run)."""

    table: str
    way: str
    rows: int
    filter: str

    def __str__(self) -> str:
        return " ".join(filter(None, (self.way, "on", self.table, f"{self.rows:,} rows", self.filter[:160])))


@contextmanager
def listening() -> Iterator[list[Statement]]:
    """The SELECTs that are asked inside, each once."""
    heard: dict[tuple[str, str], Statement] = {}

    def hear(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip("( ").startswith(("SELECT", "WITH")) and not many:
            heard.setdefault((sql, repr(params)), Statement(sql, params))
        return execute(sql, params, many, context)

    said: list[Statement] = []
    with connection.execute_wrapper(hear):
        yield said
    said += heard.values()


def wholes(statement: Statement, tables: Collection[str]) -> list[Read]:
    """Where it reads one of `tables` from end to end although sequential scans are forbidden: no index helps."""
    with connection.cursor() as cursor:
        cursor.execute("; ".join(f"SET {way} = off" for way in BY_SIZE))
        try:
            plan = _plan("EXPLAIN (FORMAT JSON)", statement)
        finally:
            cursor.execute("; ".join(f"RESET {way}" for way in BY_SIZE))
    return [read for read, is_whole in nodes(plan) if is_whole and read.table in tables]


def partial_indexes() -> frozenset[str]:
    """Those that hold some rows of their table, such as what is not issued: to read one whole is not to read the table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexrelid::regclass::text FROM pg_index WHERE indpred IS NOT NULL")
        return frozenset(name for (name,) in cursor.fetchall())


def reads(statement: Statement, tables: Collection[str]) -> list[Read]:
    """What it reads of `tables` as it is run now, most rows first."""
    plan = _plan("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON)", statement)
    found = [read for read, _is_whole in nodes(plan) if read.table in tables]
    return sorted(found, key=lambda read: -read.rows)


def _plan(how: str, statement: Statement) -> Node:
    with connection.cursor() as cursor:
        cursor.execute(f"{how} {statement.sql}", statement.params)
        (told,) = cursor.fetchone()
    found = json.loads(told) if isinstance(told, str) else told
    return dict(found[0]["Plan"])


def nodes(node: Node, *, is_limited: bool = False) -> Iterator[tuple[Read, bool]]:
    """Every node that reads a table, and whether it reads all of it."""
    kind = node["Node Type"]
    if kind in SCANS:
        is_whole = kind == "Seq Scan" or (
            kind.startswith("Index") and "Index Cond" not in node and not is_limited
        )
        yield _read(node), is_whole
    is_limited = kind == "Limit" or (is_limited and kind not in GREEDY)
    for child in node.get("Plans", ()):
        yield from nodes(child, is_limited=is_limited)


def _read(node: Node) -> Read:
    """Rows it gave and rows it threw away, of all its turns."""
    removed = sum(
        node.get(f"Rows Removed by {name}", 0) for name in ("Filter", "Index Recheck", "Join Filter")
    )
    rows = (node.get("Actual Rows", node.get("Plan Rows", 0)) + removed) * node.get("Actual Loops", 1)
    index = f"{node['Node Type']} {node['Index Name']}" if "Index Name" in node else node["Node Type"]
    return Read(node["Relation Name"], index, int(rows), node.get("Filter", ""))
