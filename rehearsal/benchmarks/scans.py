"""What lists, worklists, searches and records have PostgreSQL read: no large table from end to end, and not ever more rows."""

from collections import defaultdict
from collections.abc import Iterator

from django.db import connection

from casework.views.listing import COUNT_CAP
from rehearsal.benchmarks.ground import Ground, Visitor
from rehearsal.benchmarks.measure import Measure
from rehearsal.benchmarks.pages import pages
from rehearsal.benchmarks.plans import Read, Statement, listening, partial_indexes, reads, wholes
from rehearsal.benchmarks.stock import LARGE_TABLES

# What a capped count looks at, and what the page itself reads.
MOST_ROWS = 2 * COUNT_CAP
SHOWN = 400  # characters of a statement


def measure(ground: Ground) -> Iterator[Measure]:
    """Two lines a page, with the statement that reads most; nothing on SQLite, whose planner does not count."""
    if connection.vendor != "postgresql":
        return
    partial = partial_indexes()
    for page in pages(ground):
        visitor = Visitor(page.username)
        visitor.get(page.address(0))
        with listening() as asked:
            visitor.get(page.address(0))
        name = f"{page.name}.{page.username.rstrip('0123456789')}"
        found = ((each, read) for each in asked for read in wholes(each, LARGE_TABLES))
        unaided = [(each, read) for each, read in found if read.way.rpartition(" ")[2] not in partial]
        yield Measure(
            f"plans.{name}.whole",
            page.name,
            len(unaided),
            "none without an index",
            1,
            "scans",
            0,
            _told(unaided),
        )
        counted = [(each, read) for each in asked for read in reads(each, LARGE_TABLES)[:1]]
        most = max(counted, key=lambda pair: pair[1].rows, default=None)
        rows = most[1].rows if most else 0
        yield Measure(
            f"plans.{name}.rows",
            page.name,
            rows,
            "two capped counts",
            MOST_ROWS,
            "rows",
            1,
            _told([most] if most else []),
        )


def _told(found: list[tuple[Statement, Read]]) -> str:
    """Each statement once, with all that it reads."""
    by_statement: dict[str, list[str]] = defaultdict(list)
    for statement, read in found:
        by_statement[statement.sql].append(str(read))
    return "\n".join(f"{'; '.join(each)}\n    {sql[:SHOWN]}" for sql, each in by_statement.items())
