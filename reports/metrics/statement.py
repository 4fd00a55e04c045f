"""The one statement of all figures: a pass over each table, whatever they count in it, one behind the other.

A pass groups the rows of its table by town and by whether they are kept from it; of employers also by employer, so that each is
there once, and a second step counts them. PostgreSQL does both by hashing, where COUNT(DISTINCT) would sort every row for every
figure. The ORM has no such second step: the passes are its own, what stands around them is written here.
"""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from reports.metrics.figure import Figure
from reports.metrics.tables import EMPLOYER, Table
from reports.metrics.window import Window

# A figure as of a window.
Asked = tuple[Figure, Window]


def read(passes: Sequence[Sequence[Asked]]) -> list[tuple[Any, ...]]:
    """By pass and town: which pass, the town, and of each that is asked all there is and what towns are told.

    All of one pass ask the same table.
    """
    width, parts, arguments = max(map(len, passes)), [], []
    for serial, asked in enumerate(passes):
        table = asked[0][0].counts
        try:
            sql, given = _rows(table, asked).query.sql_with_params()
        except EmptyResultSet:
            continue
        nothing = ["0"] * (2 * (width - len(asked)))
        columns = ", ".join([str(serial), "of_town", *_columns(table, len(asked)), *nothing])
        counted = _once(sql, len(asked)) if table.is_by_employer else sql
        parts.append(f"SELECT {columns} FROM ({counted}) AS counted GROUP BY of_town")
        arguments += given
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), arguments)
        return cursor.fetchall()


def _rows(table: Table, asked: Sequence[Asked]) -> QuerySet:
    """The numbers by the keys of the table, those of employers by employer."""
    conditions = [figure.where(window) for figure, window in asked]
    rows = table.by_town(asked[0][1])
    if all(conditions):
        rows = rows.filter(reduce(or_, conditions))
    numbers = (
        table.number(figure.value, condition)
        for (figure, _window), condition in zip(asked, conditions, strict=True)
    )
    return rows.values(*table.keys).annotate(**dict(zip(_names(len(asked)), numbers, strict=True)))


def _names(width: int) -> list[str]:
    return [f"number_{place}" for place in range(width)]


def _once(sql: str, width: int) -> str:
    """Each employer once: 0 where a row that towns may know of speaks for it, 1 where only hidden ones do, NULL where none."""
    least = ", ".join(f"MIN(is_hidden) FILTER (WHERE {name} > 0) AS {name}" for name in _names(width))
    return f"SELECT of_town, {least} FROM ({sql}) AS found GROUP BY of_town, {EMPLOYER}"


def _columns(table: Table, width: int) -> list[str]:
    whole, told = "SUM({0})", "SUM({0}) FILTER (WHERE is_hidden = 0)"
    if table.is_by_employer:
        whole, told = "COUNT({0})", "COUNT({0}) FILTER (WHERE {0} = 0)"
    return [column.format(name) for name in _names(width) for column in (whole, told)]
