"""The worklist (待办, 已办): what the workflow tables say this user may do next, most urgent first.

Nothing is stored: a record waits for whoever holds a permission that leads out of its state. One UNION query over all tables.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.models import AuditEntry, Deadline, WorkflowRecord
from complaints.models import Complaint
from inspections.cases.models import Case
from inspections.draws.models import Draw, Inspection
from inspections.patrols.models import Patrol
from law import policy, workdays
from law.clock import today
from reports.models import Summary

FAR_AWAY = date(9999, 12, 31)
PAGE_SIZE = 50
SOON = {"day": 1, "three": 3, "seven": 7}


@dataclass(frozen=True)
class Desk:
    """One kind of record that can lie on a desk, and where its line finds its words."""

    model: type[WorkflowRecord]
    label: Any
    title: str
    town: str = "town__name"
    numbers: tuple[str, ...] = ("number",)

    @property
    def number(self) -> Any:
        """The first of its numbers that is there."""
        there = (NullIf(F(name), Value("")) for name in self.numbers)
        return Coalesce(*there, Value(""), Value(""), output_field=CharField())


DESKS: dict[str, Desk] = {
    "complaint": Desk(Complaint, gettext_lazy("投诉举报"), "employer__name"),
    "patrol": Desk(Patrol, gettext_lazy("巡查整改"), "employer__name"),
    "inspection": Desk(Inspection, gettext_lazy("专项检查"), "employer__name"),
    "case": Desk(Case, gettext_lazy("案件"), "employer__name", numbers=("filing_number", "number")),
    "draw": Desk(Draw, gettext_lazy("双随机"), "title", town=""),
    "summary": Desk(Summary, gettext_lazy("总结报告"), "town__name", numbers=()),
}


@dataclass(frozen=True)
class Line:
    """A row of the worklist. It is also the clock its lamp shows."""

    kind: str
    pk: int
    number: str
    title: str
    town: str
    state: str
    due_on: date | None
    clock_label: str
    is_provisional: bool

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
    def label(self) -> str:
        return self.clock_label

    @property
    def days_left(self) -> int | None:
        return workdays.remaining(today(), self.due_on) if self.due_on else None

    @property
    def lamp(self) -> str:
        if self.due_on is None:
            return "off"
        if self.due_on < today():
            return "late"
        return "near" if self.days_left <= policy.integer("lamp.near_days") else "ok"


@dataclass(frozen=True)
class Group:
    """Lines of one urgency under one heading."""

    label: str
    is_late: bool
    lines: list[Line]


def todo(user: Any, *, kind: str = "", town: str = "", text: str = "", limit: int = PAGE_SIZE) -> list[Line]:
    """What this user may do next, the nearest deadline first; one query."""
    parts = [_part(name, user, town=town, text=text) for name in DESKS if not kind or kind == name]
    rows = _union(parts).order_by("desk_due", "desk", "pk")[:limit]
    return [
        Line(
            kind=row["desk"],
            pk=row["pk"],
            number=row["desk_number"] or "",
            title=row["desk_title"] or "",
            town=row["desk_town"] or "",
            state=row["state"],
            due_on=None if row["desk_due"] == FAR_AWAY else row["desk_due"],
            clock_label=row["desk_clock"] or "",
            is_provisional=bool(row["desk_provisional"]),
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


def soon(line: Line) -> str:
    """Which number of the forecast a line belongs to: late, day, three or seven working days; empty beyond."""
    if line.due_on is None:
        return ""
    if line.due_on < today():
        return "late"
    return next((name for name, days in SOON.items() if line.days_left <= days), "")


def forecast(lines: Iterable[Line]) -> dict[str, int]:
    """How many lines are late, end today or tomorrow, within three and within seven working days; none twice."""
    found = dict.fromkeys(("late", *SOON), 0)
    for line in lines:
        if name := soon(line):
            found[name] += 1
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


def _part(name: str, user: Any, *, town: str, text: str) -> QuerySet:
    """The lines of one kind, with the same columns for each kind so that they can be united."""
    desk, rows = DESKS[name], _open(name, user)
    if town:
        rows = rows.filter(**{"town__code": town}) if desk.town else rows.none()
    if text:
        rows = rows.filter(
            reduce(or_, (Q(**{f"{name}__icontains": text}) for name in (desk.title, *desk.numbers)))
        )
    first = Deadline.objects.first_due_of
    return rows.annotate(
        desk=Value(name, CharField()),
        desk_number=desk.number,
        desk_title=F(desk.title),
        desk_town=F(desk.town) if desk.town else Value("", CharField()),
        desk_due=Coalesce(first(desk.model), Value(FAR_AWAY, DateField()), output_field=DateField()),
        desk_clock=first(desk.model, "label"),
        desk_provisional=Coalesce(first(desk.model, "is_provisional"), Value(False)),
    ).values(
        "desk",
        "pk",
        "desk_number",
        "desk_title",
        "desk_town",
        "state",
        "desk_due",
        "desk_clock",
        "desk_provisional",
    )


def _union(parts: list[QuerySet]) -> QuerySet:
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
