"""How many rows are made and written at once, and the clocks that belong to them."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from random import Random
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, OuterRef, Subquery

from casework.models import Deadline, WorkflowRecord
from findings.models import Recovery
from findings.outcomes import What
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


def note_next_clocks(model: type[WorkflowRecord]) -> None:
    """What `casework.deadlines.keep_next` keeps on each record, for all records of a model in one statement."""
    open_ones = Deadline.objects.of_model(model).running().duties().filter(object_id=OuterRef("pk"))
    first = open_ones.order_by("due_on", "due_at", "pk")
    model._base_manager.update(
        next_clock=Subquery(first.values("pk")[:1]),
        next_due_on=Subquery(first.values("due_on")[:1]),
        next_due_at=Subquery(first.values("due_at")[:1]),
    )


def facts_of(record: Any) -> dict[str, Any]:
    """What a problem or a recovery keeps of the record it belongs to."""
    names = ("employer_id", "town_id", "campaign_id")
    return {"origin": record.found_by, **{name: getattr(record, name) for name in names}}


def wages_row(record: Any, paid_on: date, people: int | None, amount: Decimal | None) -> Recovery:
    """The wages a stored complaint or case got back."""
    return Recovery(
        source=record,
        **facts_of(record),
        what=What.WAGES,
        paid_on=paid_on,
        people=people or 0,
        amount=amount or 0,
    )


def pair(inspectors: list[Any], random: Random) -> list[Any]:
    """Two inspectors, the lead first."""
    return random.sample(inspectors, 2)
