"""The version of what has no column for one: a number made from its content, another one after every change (SEC-02)."""

import json
from zlib import crc32

from django.db.models import Model

LARGEST = 1_000_000_000


def stamp(content: object) -> int:
    """Below 10⁹, as `casework.views.version_sent` takes it; 0 only by chance."""
    return crc32(json.dumps(content, default=str, sort_keys=True).encode()) % LARGEST


def of_row(row: Model) -> int:
    """The stamp of a row as it was read."""
    return stamp({column.attname: column.value_from_object(row) for column in row._meta.concrete_fields})
