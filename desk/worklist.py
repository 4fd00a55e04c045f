"""The worklist (待办, 已办): what the workflow tables say this user may do next, most urgent first.

Nothing is stored: a record waits for whoever holds a permission that leads out of its state. One UNION query over all tables.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _

from casework.by import Reader
from casework.kinds import Kind, on_desk
from casework.models import AuditEntry, Deadline
from casework.urgency import ending, urgency_of
from law.clock import today

FAR_AWAY = date(9999, 12, 31)
PAGE_SIZE = 50
FORECAST = ("late", "one", "three", "seven")


@dataclass(frozen=True)
class Line:
    """A row of the worklist; `clock` is the duty of the record that ends first, if one runs."""

    kind: Kind
    pk: int
    number: str
    title: str
    town: str
    state: str
    clock: Deadline | None

    @property
    def state_label(self) -> str:
        return self.kind.model_class.workflow.labels[self.state]

    @property
    def url(self) -> str:
        return self.kind.model_class(pk=self.pk).get_absolute_url()

    @cached_property
    def lamp(self) -> str:
        return self.clock.lamp if self.clock else "off"


@dataclass(frozen=True)
class Group:
    """Lines of one urgency under one heading."""

    label: str
    is_late: bool
    lines: list[Line]


def todo(
    user: Reader,
    *,
    kind: str = "",
    text: str = "",
    urgency: str = "",
    limit: int = PAGE_SIZE,
    counts: dict[str, int] | None = None,
) -> list[Line]:
    """What this user may do next, the nearest deadline first; two queries, and one more of each kind for an urgency.

    `counts` are those of `standing`, where they are known: kinds of which nothing waits are not asked again.
    """
    waiting = {each.name: each for each in on_desk()}
    asked = [
        each for name, each in waiting.items() if kind in ("", name) and (counts is None or counts[name])
    ]
    if not asked:
        return []
    parts = [_part(each, user, text=text, urgency=urgency) for each in asked]
    rows = list(union(parts).order_by("line_due", "line_kind", "pk")[:limit])
    running = Deadline.objects.in_bulk([row["line_clock"] for row in rows if row["line_clock"]])
    return [
        Line(
            kind=waiting[row["line_kind"]],
            pk=row["pk"],
            number=row["line_number"] or "",
            title=row["line_title"] or "",
            town=row["line_town"] or "",
            state=row["state"],
            clock=running.get(row["line_clock"]),
        )
        for row in rows
    ]


def todo_counts(user: Reader) -> dict[str, int]:
    """How many lines of each kind wait; one query."""
    parts = [
        _open(kind, user)
        .annotate(line_kind=Value(kind.name, CharField()))
        .values("line_kind")
        .annotate(lines=Count("pk"))
        for kind in on_desk()
    ]
    found = {row["line_kind"]: row["lines"] for row in union(parts)}
    return {kind.name: found.get(kind.name, 0) for kind in on_desk()}


def todo_count(user: Reader) -> int:
    return sum(todo_counts(user).values())


def standing(user: Reader) -> tuple[dict[str, int], dict[str, int]]:
    """`todo_counts` and `forecast` of this user; one query for both."""
    counts, soon = dict.fromkeys((kind.name for kind in on_desk()), 0), dict.fromkeys(FORECAST, 0)
    parts = [
        _open(kind, user)
        .annotate(line_kind=Value(kind.name, CharField()))
        .values("line_kind", due=F("next_due_on"), hour=F("next_due_at"))
        .annotate(lines=Count("pk"))
        for kind in on_desk()
    ]
    for row in union(parts):
        counts[row["line_kind"]] += row["lines"]
        name = urgency_of(row["due"], row["hour"]) if row["due"] else ""
        if name in soon:
            soon[name] += row["lines"]
    return counts, soon


def forecast(user: Reader) -> dict[str, int]:
    """How many lines of all that wait are late, end within one, three and seven working days, none twice; one query."""
    return standing(user)[1]


def grouped(lines: list[Line]) -> list[Group]:
    """Lines under their urgency: late, within three working days, later, without a clock."""
    headings = {"late": _("已超期"), "near": _("临近到期"), "ok": _("在期内"), "off": _("没有时限")}
    groups = [
        Group(f"{label} {len(found)}", name == "late", found)
        for name, label in headings.items()
        if (found := [line for line in lines if line.lamp == name])
    ]
    return groups


def done(user: Reader, *, limit: int = PAGE_SIZE) -> QuerySet:
    """What this user did lately (已办), newest first: acts on records, not what was only looked at or refused."""
    types = [ContentType.objects.get_for_model(kind.model_class).pk for kind in on_desk()]
    since = today() - timedelta(days=400)
    rows = AuditEntry.objects.filter(actor=user.pk, content_type__in=types, note=None, at__date__gte=since)
    return rows.order_by("-seq")[:limit]


def _open(kind: Kind, user: Reader) -> QuerySet:
    return kind.awaiting(user).order_by()


def _part(kind: Kind, user: Reader, *, text: str, urgency: str) -> QuerySet:
    """The lines of one kind, with the same columns for each kind so that they can be united."""
    rows = _open(kind, user)
    if text:
        names = (kind.titled_by, *kind.series)
        rows = rows.filter(reduce(or_, (Q(**{f"{name}__icontains": text}) for name in names)))
    if urgency:
        rows = ending(urgency, rows, "next_")
    shown = columns(kind)
    return rows.annotate(**shown).values("pk", "state", *shown)


def columns(kind: Kind) -> dict[str, Any]:
    """What a line shows of a record, under the same names for every kind."""
    return {
        "line_kind": Value(kind.name, CharField()),
        "line_number": _number(kind),
        "line_title": F(kind.titled_by),
        "line_town": F(f"{kind.town}__name") if kind.town else Value("", CharField()),
        "line_due": Coalesce("next_due_on", Value(FAR_AWAY, DateField()), output_field=DateField()),
        "line_clock": F("next_clock"),
    }


def _number(kind: Kind) -> Coalesce:
    """The first of its numbers that is there."""
    there = (NullIf(F(column), Value("")) for column in kind.series)
    return Coalesce(*there, Value(""), Value(""), output_field=CharField())


def union(parts: list[QuerySet]) -> QuerySet:
    """The rows of all parts, which have the same columns."""
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
