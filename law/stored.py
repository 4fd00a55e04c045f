"""Small database tables, read once per process and then from memory.

The law asks «is this a working day» hundreds of times per page, so reading must cost no query. Each
process keeps its own copy and looks again every `LAW_RECHECK_SECONDS` (default 10): that is how soon
a change made on one web node reaches the other nodes and the workers. `LAW_RECHECK_SECONDS = None`
means «never by itself, only on `reload()`»; the test settings use it, so that tests without a
database stay without one and query counts stay exact.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from django.apps import apps
from django.conf import settings

T = TypeVar("T")
RECHECK_SECONDS = 10.0


class Stored(Generic[T]):
    """One value of type T built from a table by `load`; `default` until there is a database."""

    def __init__(self, *, load: Callable[[], T], default: T) -> None:
        self._load = load
        self._default = default
        self._value: T | None = None
        self._read_at = float("-inf")

    def get(self) -> T:
        """The value in force in this process; at most one query per `LAW_RECHECK_SECONDS`."""
        if not apps.ready or "law" not in apps.app_configs:  # `is_installed` walks over all of them
            return self._default
        every = getattr(settings, "LAW_RECHECK_SECONDS", RECHECK_SECONDS)
        if every is not None and time.monotonic() - self._read_at >= every:
            return self.reload()
        return self._default if self._value is None else self._value

    def reload(self) -> T:
        """Read the table now. A database error is raised: a deadline is never guessed."""
        started = time.monotonic()
        self._value = self._load()
        self._read_at = started
        return self._value

    def forget(self) -> None:
        """Drop the copy; the next reading starts from the default or the database. For tests."""
        self._value = None
        self._read_at = float("-inf")
