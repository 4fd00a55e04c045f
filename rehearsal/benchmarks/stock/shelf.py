"""Many rows at once, past the models: COPY on PostgreSQL, `executemany` on SQLite; a column nobody names holds its default."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Model

AT_ONCE = 5000
Columns = tuple[str, ...]
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Shelf:
    """Rows are kept until there are `AT_ONCE` of the same columns, so that memory does not grow with the database.

    Keys count on from those there are and are known at once, so rows that point at each other need no second look.
    """

    def __init__(self) -> None:
        self.last: dict[type[Model], int] = {}
        self.kept: dict[tuple[type[Model], Columns], list[tuple[Any, ...]]] = defaultdict(list)

    def next_key(self, model: type[Model]) -> int:
        """A key for a row that is added later."""
        if model not in self.last:
            self.last[model] = model._base_manager.aggregate(last=Max("pk"))["last"] or 0
        self.last[model] += 1
        return self.last[model]

    def add(self, model: type[Model], key: int | None = None, **row: object) -> int:
        """Put a row by, under `key` or the next one; returns its key."""
        key = key or self.next_key(model)
        rows = self.kept[model, tuple(row)]
        rows.append((key, *row.values()))
        if len(rows) >= AT_ONCE:
            self._write(model, tuple(row), rows)
        return key

    def write_all(self) -> None:
        for (model, columns), rows in self.kept.items():
            self._write(model, columns, rows)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self.last)):
                cursor.execute(statement)

    def _write(self, model: type[Model], columns: Columns, rows: list[tuple[Any, ...]]) -> None:
        fields = {field.attname: field for field in model._meta.concrete_fields}
        own = [model._meta.pk.attname, *columns]
        rest = {name: field.get_default() for name, field in fields.items() if name not in own}
        names = ", ".join(f'"{fields[name].column}"' for name in (*own, *rest))
        _WRITERS[connection.vendor](model._meta.db_table, names, rows, list(rest.values()))
        rows.clear()


def _copy(table: str, names: str, rows: list[tuple[Any, ...]], rest: Sequence[object]) -> None:
    tail = "".join(f"\t{_copied(value)}" for value in rest) + "\n"
    lines = StringIO("".join("\t".join(map(_copied, row)) + tail for row in rows))
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", lines)


def _execute_many(table: str, names: str, rows: list[tuple[Any, ...]], rest: Sequence[object]) -> None:
    tail = tuple(map(_adapted, rest))
    marks = ", ".join(["%s"] * (names.count(",") + 1))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", [(*map(_adapted, row), *tail) for row in rows]
        )


_WRITERS: dict[str, Callable[..., None]] = {"postgresql": _copy, "sqlite": _execute_many}


def _escaped(value: object) -> str:
    text = str(value)
    return text if "\\" not in text and text.isprintable() else text.translate(_ESCAPES)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


_COPIED: dict[type, Callable[[Any], str]] = {
    type(None): lambda value: "\\N",
    bool: lambda value: "t" if value else "f",
    int: str,
    date: date.isoformat,
    datetime: datetime.isoformat,
    list: lambda value: _escaped(_json(value)),
    dict: lambda value: _escaped(_json(value)),
}
_ADAPTED: dict[type, Callable[[Any], Any]] = {
    type(None): lambda value: None,
    bool: int,
    int: int,
    date: date.isoformat,
    datetime: lambda value: str(value.astimezone(UTC).replace(tzinfo=None)),
    list: _json,
    dict: _json,
    UUID: lambda value: value.hex,
}


def _copied(value: object) -> str:
    return _COPIED.get(type(value), _escaped)(value)


def _adapted(value: object) -> Any:
    return _ADAPTED.get(type(value), str)(value)


_INDEXES = {
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = ANY(%s) "
    "AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = quote_ident(indexname)::regclass)",
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
    "AND tbl_name IN (SELECT value FROM json_each(%s))",
}


@contextmanager
def bulk(tables: Iterable[str]) -> Iterator[Shelf]:
    """One transaction for all that is put on the shelf; the indexes of `tables` are made anew when it is full.

    What refers to what is not looked at row by row where that can be said (PostgreSQL: by a superuser).
    """
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
            cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
            if cursor.fetchone() == (True,):
                cursor.execute("SET LOCAL session_replication_role = replica")
        named = list(tables)
        cursor.execute(
            _INDEXES[connection.vendor], [named if connection.vendor == "postgresql" else json.dumps(named)]
        )
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        shelf = Shelf()
        yield shelf
        shelf.write_all()
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks to come is not altered
        for _name, definition in indexes:
            cursor.execute(definition)
