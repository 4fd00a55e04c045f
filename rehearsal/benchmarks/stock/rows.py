"""How many rows are made and written at once, and the clocks that belong to them."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from casework.models import Deadline, WorkflowRecord
from law import workdays
from law.clock import instant_of

Drafted = TypeVar("Drafted")
AT_ONCE = 2000


def in_sets(drafts: Iterable[Drafted]) -> Iterator[list[Drafted]]:
    """Lists of at most `AT_ONCE`, so that memory does not grow with the database."""
    drafts = iter(drafts)
    while found := list(islice(drafts, AT_ONCE)):
        yield found


def write(rows: Iterable[Model]) -> None:
    """Insert rows of one model."""
    for found in in_sets(rows):
        type(found[0])._base_manager.bulk_create(found)


def days_after(day: date, random: Random, least: int, most: int) -> date:
    return day + timedelta(days=random.randint(least, most))


def clock_row(record: WorkflowRecord, code: str, start: date, due: date | int, stop: date | None) -> Deadline:
    """The clock `code` of a stored record; `due` is its last day or a number of working days, `stop` the day it was met."""
    rule = next(rule for rule in record.clocks if rule.code == code)
    return Deadline(
        content_type=ContentType.objects.get_for_model(record),
        object_id=record.pk,
        clock=code,
        label=str(rule.label),
        term="" if rule.due_from else rule.term or code,
        started_at=instant_of(start),
        due_on=workdays.add_workdays(start, due) if isinstance(due, int) else due,
        stopped_at=instant_of(stop) if stop else None,
        outcome=Deadline.MET if stop else "",
    )


def pair(inspectors: list[Any], random: Random) -> list[Any]:
    """Two inspectors, the lead first."""
    return random.sample(inspectors, 2)
