"""Memory, measured in a process of its own, where nothing else has grown before. Imports nothing that needs Django set up."""

import resource
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

import django
from django.db import connections

Task = TypeVar("Task")
BYTES = 1 if sys.platform == "darwin" else 1024  # the unit of ru_maxrss
PAGE = 4096


def grown(database: str, work: Callable[[Task], object], warm_up: Task, task: Task) -> int:
    """By how many bytes the peak of the process rises while it does `work(task)`, after `work(warm_up)`; one page at least."""
    with ProcessPoolExecutor(
        1, mp_context=get_context("forkserver"), initializer=_begin, initargs=(database,)
    ) as pool:
        return pool.submit(_rise, work, warm_up, task).result()


def _begin(database: str) -> None:
    django.setup()
    connections["default"].settings_dict["NAME"] = database


def _rise(work: Callable[[Task], object], warm_up: Task, task: Task) -> int:
    work(warm_up)
    before = _peak()
    work(task)
    return max(PAGE, _peak() - before)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * BYTES
