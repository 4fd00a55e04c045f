"""How urgent a running clock is: one scale, in working days left, for the worklist and for the cockpit."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from law import workdays
from law.clock import instant_of, now, today


@dataclass(frozen=True)
class Urgency:
    """`bound` is the greatest number of working days left that belongs here; None has no bound."""

    name: str
    label: Any
    lamp: str
    bound: int | None


def _within(days: int) -> Promise:
    return format_lazy(_("{days} 天内"), days=days)


LATE = "late"
URGENCIES = (
    Urgency(LATE, _("已超期"), "late", -1),
    Urgency("one", _within(1), "near", 1),
    Urgency("three", _within(3), "near", 3),
    Urgency("seven", _within(7), "ok", 7),
    Urgency("later", _("更久"), "ok", None),
)
NAMES = tuple(urgency.name for urgency in URGENCIES)


def urgency_of(due_on: date, due_at: datetime | None = None) -> str:
    """The name of the urgency a clock has now that ends on `due_on`, or at the instant `due_at`."""
    if due_on < today() or (due_at is not None and due_at < now()):
        return LATE
    left = workdays.remaining(today(), due_on)
    return next(each.name for each in URGENCIES[1:] if each.bound is None or left <= each.bound)


def past(on: date, prefix: str = "", *, moment: datetime | None = None) -> Q:
    """Ended before the day `on` or, of limits in hours, before `moment` (of today this hour, of another day its opening).

    The columns are `due_on` and `due_at` after `prefix`.
    """
    moment = moment or (now() if on == today() else instant_of(on))
    return Q(**{f"{prefix}due_on__lt": on}) | Q(**{f"{prefix}due_at__lt": moment})


def ending(urgency: str, rows: QuerySet, prefix: str = "") -> QuerySet:
    """The rows of one urgency, the same that its number counted: running deadlines, or records by their next duty."""
    day, hour = f"{prefix}due_on", f"{prefix}due_at"
    if urgency == LATE:
        return rows.filter(past(today(), prefix))
    days = rows.exclude(**{day: None}).order_by().values_list(day, flat=True).distinct()
    fitting = [each for each in days if urgency_of(each) == urgency]
    return rows.filter(**{f"{day}__in": fitting}).exclude(**{f"{hour}__lt": now()})
