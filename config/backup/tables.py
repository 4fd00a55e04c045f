"""Rows out of a database and into one, as text in PostgreSQL's COPY format, from one moment and in constant memory.

The same format is written and read for SQLite, so that there is one backup, not two.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import CharField, FloatField, TextField

from config.backup.archive import Counted

# Who is signed in is not carried over.
LEFT_OUT = {"django_session"}
SESSION = (
    "SET TimeZone = 'UTC'",
    "SET DateStyle = 'ISO, YMD'",
    "SET IntervalStyle = 'postgres'",
    "SET extra_float_digits = 1",
    "SET bytea_output = 'hex'",
    "SET statement_timeout = 0",
)
ROWS_AT_ONCE = 2000
BYTE_ORDER = ' COLLATE "C"'
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_PLAIN = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}


def stored_models() -> list[type[models.Model]]:
    """Every model with a table of its own whose rows are backed up, by the name of the table."""
    there = set(connection.introspection.table_names()) - LEFT_OUT
    found = [
        one for one in apps.get_models(include_auto_created=True) if one._meta.managed and not one._meta.proxy
    ]
    return sorted((one for one in found if one._meta.db_table in there), key=lambda one: one._meta.db_table)


def columns_of(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in model._meta.local_concrete_fields]


@contextmanager
def snapshot() -> Iterator["Snapshot"]:
    """One moment of the database, whoever writes meanwhile; on a connection of its own."""
    kind = PostgresSnapshot if connection.vendor == "postgresql" else SQLiteSnapshot
    with closing(kind.connect()) as raw:
        yield kind(raw)


class Snapshot:
    def __init__(self, raw: Any) -> None:
        self.raw = raw

    def dump(self, model: type[models.Model], sink: Counted) -> None:
        raise NotImplementedError

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        raise NotImplementedError


class PostgresSnapshot(Snapshot):
    @staticmethod
    def connect() -> Any:
        raw = connection.get_new_connection(connection.get_connection_params())
        raw.set_session(isolation_level="REPEATABLE READ", readonly=True, autocommit=False)
        with raw.cursor() as cursor:
            for statement in SESSION:
                cursor.execute(statement)
        return raw

    def dump(self, model: type[models.Model], sink: Counted) -> None:
        with self.raw.cursor() as cursor:
            cursor.copy_expert(f"COPY ({_selected(model, BYTE_ORDER)}) TO STDOUT", sink)

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        with self.raw.cursor(name="backup") as cursor:
            cursor.itersize = ROWS_AT_ONCE
            cursor.execute(sql)
            yield from cursor


class SQLiteSnapshot(Snapshot):
    @staticmethod
    def connect() -> sqlite3.Connection:
        raw = sqlite3.connect(str(connection.settings_dict["NAME"]), isolation_level=None, timeout=20)
        raw.execute("BEGIN")
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the moment is that of the first read
        return raw

    def dump(self, model: type[models.Model], sink: Counted) -> None:
        for row in self.raw.execute(_selected(model)):
            sink.write("\t".join(map(_escaped, row)) + "\n")

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        yield from self.raw.execute(sql)


def load(model: type[models.Model], columns: list[str], source: Iterable[bytes]) -> None:
    """Add rows within the transaction under way."""
    table, names = _quoted(model._meta.db_table), ", ".join(map(_quoted, columns))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", source)
        return
    floats = {field.column for field in model._meta.local_concrete_fields if isinstance(field, FloatField)}
    readers = [float if name in floats else str for name in columns]
    marks = ", ".join("?" * len(columns))
    rows = (_values(line.decode(), readers) for line in source)
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        connection.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", batch)


def prepare() -> None:
    """What a transaction that loads must say first."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for statement in SESSION:
                cursor.execute(statement.replace("SET ", "SET LOCAL ", 1))


def clear(emptied: list[type[models.Model]]) -> None:
    """Take away what `migrate` laid down in a site nobody has used; the rows of the backup take its place."""
    with connection.cursor() as cursor:
        for model in emptied:
            cursor.execute(f"DELETE FROM {_quoted(model._meta.db_table)}")


def reset_sequences(loaded: list[type[models.Model]]) -> None:
    """New rows are numbered behind those that were loaded."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), loaded):
            cursor.execute(statement)


def _selected(model: type[models.Model], as_bytes: str = "") -> str:
    """The rows in an order that no locale changes, so that equal rows have equal digests on every machine."""
    key = model._meta.pk
    order = _quoted(str(key.column)) + (as_bytes if isinstance(key, CharField | TextField) else "")
    return f"SELECT {', '.join(map(_quoted, columns_of(model)))} FROM {_quoted(model._meta.db_table)} ORDER BY {order}"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _escaped(value: object) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bytes):
        raise TypeError("a column of bytes: no model has one; teach this module first")
    text = repr(value) if isinstance(value, float) else str(value)
    return re.sub(r"[\\\t\n\r]", lambda met: _ESCAPES[met[0]], text)


def _values(line: str, readers: list[Any]) -> list[Any]:
    parts = line.removesuffix("\n").split("\t")
    return [
        None if part == "\\N" else read(_unescaped(part)) for part, read in zip(parts, readers, strict=True)
    ]


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda met: _PLAIN.get(met[1], met[1]), text) if "\\" in text else text
