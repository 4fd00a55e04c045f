"""A database made for the benchmark and dropped after it, on the server of the settings; never the site's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from django.db import connection


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """Inside, the connection leads to an empty, migrated database; gives its name (on SQLite a file in `folder`)."""
    site = connection.settings_dict["NAME"]
    made = f"bench_{uuid4().hex[:12]}"
    connection.settings_dict["TEST"]["NAME"] = (
        str(folder / f"{made}.sqlite3") if connection.vendor == "sqlite" else made
    )
    name = connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        yield name
    finally:
        connection.creation.destroy_test_db(site, verbosity=0)


def settle_statistics() -> None:
    """What the server does by itself in time: count its rows, and clean up after so many writes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def server() -> str:
    """The database and its version, as `sqlite 3.45.1`."""
    version = (
        connection.pg_version if connection.vendor == "postgresql" else connection.Database.sqlite_version
    )
    return f"{connection.vendor} {version}"
