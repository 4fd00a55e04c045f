"""How long a page may ask the database: a statement that takes longer is broken off."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

STEPS = 10_000  # of SQLite's machine between two looks at the watch: some milliseconds


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Break off with `OperationalError` what takes longer: each statement on PostgreSQL, all together on SQLite; 0 is no limit.

    On PostgreSQL what is written inside is undone then.
    """
    if not seconds:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SHOW statement_timeout")
                (usual,) = cursor.fetchone()
                cursor.execute("SET LOCAL statement_timeout = %s", [f"{round(seconds * 1000)}ms"])
            yield
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = %s", [usual])
    else:
        connection.ensure_connection()
        sqlite: Any = connection.connection
        end = time.monotonic() + seconds
        sqlite.set_progress_handler(lambda: time.monotonic() > end, STEPS)
        try:
            yield
        finally:
            sqlite.set_progress_handler(None, 0)
