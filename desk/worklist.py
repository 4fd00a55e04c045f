"""The worklist (待办, 已办): what the workflow tables say this user may do next, most urgent first.

Nothing is stored: a record waits for whoever holds a permission that leads out of its state. One UNION query over all tables.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from casework.models import AuditEntry, Deadline
from casework.urgency import ending, urgency_of
from law.clock import today
from reports.desks import DESKS

FAR_AWAY = date(9999, 12, 31)
PAGE_SIZE = 50
FORECAST = ("late", "one", "three", "seven")


@dataclass(frozen=True)
class Line:
    """A row of the worklist; `clock` is the duty of the record that ends first, if one runs."""

    kind: str
    pk: int
    number: str
    title: str
    town: str
    state: str
    clock: Deadline | None

    @property
    def kind_label(self) -> Any:
        return DESKS[self.kind].label

    @property
    def state_label(self) -> Any:
        return DESKS[self.kind].model.workflow.states(self.state).label

    @property
    def url(self) -> str:
        return DESKS[self.kind].model(pk=self.pk).get_absolute_url()

    @property
    def lamp(self) -> str:
        return self.clock.lamp if self.clock else "off"


@dataclass(frozen=True)
class Group:
    """Lines of one urgency under one heading."""

    label: str
    is_late: bool
    lines: list[Line]


def todo(
    user: Any, *, kind: str = "", town: str = "", text: str = "", urgency: str = "", limit: int = PAGE_SIZE
) -> list[Line]:
    """What this user may do next, the nearest deadline first; two queries, and one more for an urgency."""
    clocks = ending(urgency, Deadline.objects.running().duties()).values("pk") if urgency else None
    parts = [
        _part(name, user, town=town, text=text, clocks=clocks) for name in DESKS if not kind or kind == name
    ]
    rows = list(_union(parts).order_by("desk_due", "desk", "pk")[:limit])
    running = Deadline.objects.in_bulk([row["desk_clock"] for row in rows if row["desk_clock"]])
    return [
        Line(
            kind=row["desk"],
            pk=row["pk"],
            number=row["desk_number"] or "",
            title=row["desk_title"] or "",
            town=row["desk_town"] or "",
            state=row["state"],
            clock=running.get(row["desk_clock"]),
        )
        for row in rows
    ]


def todo_counts(user: Any) -> dict[str, int]:
    """How many lines of each kind wait; one query."""
    parts = [
        _open(name, user).annotate(desk=Value(name, CharField())).values("desk").annotate(lines=Count("pk"))
        for name in DESKS
    ]
    return dict.fromkeys(DESKS, 0) | {row["desk"]: row["lines"] for row in _union(parts)}


def todo_count(user: Any) -> int:
    return sum(todo_counts(user).values())


def forecast(user: Any) -> dict[str, int]:
    """How many lines of all that wait are late, end within one, three and seven working days, none twice; one query."""
    found = dict.fromkeys(FORECAST, 0)
    first = Deadline.objects.first_due_of
    parts = [
        _open(name, user)
        .annotate(due=first(desk.model), hour=first(desk.model, "due_at"))
        .filter(due__isnull=False)
        .values("due", "hour")
        .annotate(lines=Count("pk"))
        for name, desk in DESKS.items()
    ]
    for row in _union(parts):
        name = urgency_of(row["due"], row["hour"])
        if name in found:
            found[name] += row["lines"]
    return found


def grouped(lines: list[Line]) -> list[Group]:
    """Lines under their urgency: late, within three working days, later, without a clock."""
    headings = {"late": _("已超期"), "near": _("临近到期"), "ok": _("在期内"), "off": _("没有时限")}
    groups = [
        Group(f"{label} {len(found)}", name == "late", found)
        for name, label in headings.items()
        if (found := [line for line in lines if line.lamp == name])
    ]
    return groups


def done(user: Any, *, limit: int = PAGE_SIZE) -> QuerySet:
    """What this user did lately (已办), newest first, acts on records only."""
    types = [ContentType.objects.get_for_model(desk.model).pk for desk in DESKS.values()]
    since = today() - timedelta(days=400)
    rows = AuditEntry.objects.filter(actor=user, content_type__in=types, is_success=True, at__date__gte=since)
    return rows.order_by("-seq")[:limit]


def _open(name: str, user: Any) -> QuerySet:
    return DESKS[name].model._default_manager.awaiting(user).order_by()


def _part(name: str, user: Any, *, town: str, text: str, clocks: QuerySet | None) -> QuerySet:
    """The lines of one kind, with the same columns for each kind so that they can be united."""
    desk, rows = DESKS[name], _open(name, user)
    if town:
        rows = rows.filter(**{"town__code": town}) if desk.town else rows.none()
    if text:
        rows = rows.filter(
            reduce(or_, (Q(**{f"{name}__icontains": text}) for name in (desk.title, *desk.numbers)))
        )
    first = Deadline.objects.first_due_of
    rows = rows.annotate(desk_clock=first(desk.model, "pk"))
    if clocks is not None:
        rows = rows.filter(desk_clock__in=clocks)
    return rows.annotate(
        desk=Value(name, CharField()),
        desk_number=desk.number,
        desk_title=F(desk.title),
        desk_town=F(desk.town) if desk.town else Value("", CharField()),
        desk_due=Coalesce(first(desk.model), Value(FAR_AWAY, DateField()), output_field=DateField()),
    ).values(
        "desk",
        "pk",
        "desk_number",
        "desk_title",
        "desk_town",
        "state",
        "desk_due",
        "desk_clock",
    )


def _union(parts: list[QuerySet]) -> QuerySet:
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
