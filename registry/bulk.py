"""Writing many employers at once: COPY on PostgreSQL, `executemany` on SQLite, both ending in INSERT … ON CONFLICT."""

import io
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection

from registry.models import Employer

TABLE = Employer._meta.db_table
COLUMNS = tuple(
    column.column for column in Employer._meta.concrete_fields if column.column and not column.primary_key
)
_SET = ", ".join(
    f"{column} = excluded.{column}" for column in COLUMNS if column not in ("code", "created_at")
)
_CONFLICT = f"ON CONFLICT (code) DO UPDATE SET {_SET}"
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def write(rows: list[dict[str, Any]], common: dict[str, Any]) -> dict[str, int]:
    """Insert employers, or overwrite the one with the same code. Returns code → id.

    `common` holds what all rows share, each row the rest; together every column. Part of the caller's transaction; search tokens
    and categories are the caller's to follow up.
    """
    if not rows:
        return {}
    own = [column for column in COLUMNS if column not in common]
    WRITERS[connection.vendor](own, ([row[column] for column in own] for row in rows), common)
    return dict(Employer.objects.filter(code__in=[row["code"] for row in rows]).values_list("code", "pk"))


def _copy(own: list[str], rows: Iterable[list[Any]], common: dict[str, Any]) -> None:
    names, shared = ", ".join(own), [column for column in COLUMNS if column in common]
    lines = io.StringIO("".join("\t".join(map(_copy_text, row)) + "\n" for row in rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE employer_staging ON COMMIT DROP AS SELECT {names} FROM {TABLE} WITH NO DATA"
        )
        cursor.copy_expert(f"COPY employer_staging ({names}) FROM STDIN", lines)
        marks = "".join(", %s" for _column in shared)
        cursor.execute(
            f"INSERT INTO {TABLE} ({', '.join([*own, *shared])}) SELECT {names}{marks} FROM employer_staging {_CONFLICT}",
            [common[column] for column in shared],
        )
        cursor.execute("DROP TABLE employer_staging")


def _copy_text(value: object) -> str:
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    if value is None:
        return "\\N"
    return value.isoformat() if isinstance(value, date) else str(value)


def _execute_many(own: list[str], rows: Iterable[list[Any]], common: dict[str, Any]) -> None:
    shared = [column for column in COLUMNS if column in common]
    tail = [_adapted(common[column]) for column in shared]
    marks = ", ".join(["%s"] * len(COLUMNS))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE} ({', '.join([*own, *shared])}) VALUES ({marks}) {_CONFLICT}",
            [[*map(_adapted, row), *tail] for row in rows],
        )


def _adapted(value: object) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value.isoformat() if isinstance(value, date) else value


WRITERS: dict[str, Any] = {"postgresql": _copy, "sqlite": _execute_many}


def link_categories(wanted: dict[int, tuple[int, ...]]) -> None:
    """Give each employer exactly the categories named."""
    if not wanted:
        return
    through = Employer.categories.through
    through.objects.filter(employer_id__in=list(wanted)).delete()
    through.objects.bulk_create(
        through(employer_id=pk, category_id=category) for pk, chosen in wanted.items() for category in chosen
    )
