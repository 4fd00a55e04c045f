"""Databases made for the benchmark and dropped after it, on the server of the settings; never the site's own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection

from campaign.querysets import forget_current


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """Inside, the connection leads to an empty, migrated database; gives its name (on SQLite a file in `folder`)."""
    site = connection.settings_dict["NAME"]
    made = f"bench_{uuid4().hex[:12]}"
    connection.settings_dict["TEST"]["NAME"] = str(folder / f"{made}.sqlite3") if _is_file() else made
    name = connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        yield name
    finally:
        connection.creation.destroy_test_db(site, verbosity=0)


@contextmanager
def copied(name: str) -> Iterator[str]:
    """Another database like `name`, to which nobody may be connected."""
    copy = f"{name}_copy"
    make_copy(name, copy)
    try:
        yield copy
    finally:
        drop(copy)


def make_copy(name: str, copy: str) -> None:
    connection.close()
    if _is_file():
        shutil.copyfile(name, copy)
    else:
        _tell(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')


def drop(name: str) -> None:
    connection.close()
    if _is_file():
        for tail in ("", "-wal", "-shm"):
            Path(f"{name}{tail}").unlink(missing_ok=True)
    else:
        _tell(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def exists(name: str) -> bool:
    if _is_file():
        return Path(name).exists()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


@contextmanager
def entered(name: str) -> Iterator[None]:
    """Inside, the connection leads to this database, and nothing is remembered of the other."""
    before = connection.settings_dict["NAME"]
    _lead_to(name)
    try:
        yield
    finally:
        _lead_to(before)


def _lead_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    cache.clear()
    forget_current()
    ContentType.objects.clear_cache()


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


def _is_file() -> bool:
    return connection.vendor == "sqlite"


def _tell(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
