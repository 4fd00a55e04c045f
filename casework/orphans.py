"""Stored files that no row names: what a killed process or a transaction taken back left behind.

Only folders that a FileField writes to are looked at. A file is left alone for some days, so that a database restored from last
night's backup does not cost what was stored since.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

from law.clock import machine_now

LEFT_FOR = timedelta(days=7)
ASKED_AT_ONCE = 500


def find(older_than: timedelta = LEFT_FOR) -> Iterator[str]:
    """The name of every file without a row that was last written before."""
    oldest = machine_now() - older_than
    for folder, fields in _folders().items():
        names: list[str] = []
        for name in _walk(folder):
            names.append(name)
            if len(names) == ASKED_AT_ONCE:
                yield from _without_row(names, fields, oldest)
                names = []
        yield from _without_row(names, fields, oldest)


def remove(older_than: timedelta = LEFT_FOR) -> int:
    """Delete them; returns how many. Safe to break off and to repeat."""
    count = 0
    for name in find(older_than):
        default_storage.delete(name)
        count += 1
    return count


def _folders() -> dict[str, list[models.FileField]]:
    """The folders at the top of the storage that are written to, with the columns that name files there."""
    found: dict[str, list[models.FileField]] = defaultdict(list)
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField) and isinstance(field.upload_to, str):
                found[field.upload_to.partition("/")[0]].append(field)
    found.pop("", None)
    return found


def _walk(folder: str) -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in files)
    for inner in folders:
        yield from _walk(f"{folder}/{inner}")


def _without_row(names: list[str], fields: list[models.FileField], oldest: datetime) -> Iterator[str]:
    old = [name for name in names if default_storage.get_modified_time(name) <= oldest]
    named: set[str] = set()
    for field in fields:
        rows = field.model._base_manager.filter(**{f"{field.name}__in": old})
        named.update(rows.values_list(field.name, flat=True))
    yield from (name for name in old if name not in named)
