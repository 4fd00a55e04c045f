"""The worklist (待办, 已办): what the workflow tables say this user may do next, most urgent first.

Nothing is stored: a record waits for whoever holds a permission that leads out of its state. One UNION query over all tables
finds the lines; what they tell (`desk.lines.told`) is asked for those shown.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    F,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, NullIf

from casework.by import Reader
from casework.kinds import Kind, on_desk
from casework.models import AuditEntry, Deadline
from casework.urgency import ending, urgency_of
from desk.lines import Line
from law.clock import today

FAR_AWAY = date(9999, 12, 31)
PAGE_SIZE = 50
FORECAST = ("late", "one", "three", "seven")
COUNT_KEPT_SECONDS = 30
# What waits for one's name stands first; then by day, and what has none by how long it has lain.
SIGNATURE, WORK = 0, 1
ORDER = ("line_rank", "line_due", "line_since", "line_kind", "pk")


@dataclass(frozen=True)
class Standing:
    """How much waits: of each kind, of each urgency, for one's name, and how much of that is approvals, not papers."""

    counts: dict[str, int] = field(default_factory=dict)
    soon: dict[str, int] = field(default_factory=dict)
    signing: int = 0
    approving: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())


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
    asked = [each for each in on_desk() if kind in ("", each.name) and (counts is None or counts[each.name])]
    if not asked:
        return []
    parts = [_part(each, user, text=text, urgency=urgency) for each in asked]
    return _lines(list(union(parts).order_by(*ORDER)[:limit]))


def unclaimed(user: Reader, *, limit: int = PAGE_SIZE) -> tuple[list[Line], int]:
    """What nobody has taken on yet (还没人接), the nearest deadline first, and how many those are; two queries, or none."""
    parts = [
        _shown(each, each.unclaimed(user).order_by(), Value(WORK, IntegerField()), all_of=Window(Count("pk")))
        for each in on_desk()
        if each.claim
    ]
    if not parts:
        return [], 0
    rows = list(union(parts).order_by(*ORDER)[:limit])
    return _lines(rows), sum({row["line_kind"]: row["all_of"] for row in rows}.values())


def _lines(rows: list[dict[str, Any]]) -> list[Line]:
    kinds = {each.name: each for each in on_desk()}
    clocks = [row["line_clock"] for row in rows if row["line_clock"]]
    running = Deadline.objects.in_bulk(clocks) if clocks else {}
    return [
        Line(
            kind=kinds[row["line_kind"]],
            pk=row["pk"],
            number=row["line_number"] or "",
            title=row["line_title"] or "",
            town=row["line_town"] or "",
            state=row["state"],
            since=row["line_since"],
            clock=running.get(row["line_clock"]),
            version=row["line_version"],
            is_signature=row["line_rank"] == SIGNATURE,
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


def kept_todo_count(user: Reader) -> int:
    """The number in the header, at most half a minute old; one's own deeds show in it at once."""
    return cache.get_or_set(_todo_key(user), lambda: todo_count(user), COUNT_KEPT_SECONDS) or 0


def forget_count(user: Reader) -> None:
    cache.delete(_todo_key(user))


def _todo_key(user: Reader) -> str:
    return f"todo-{user.pk}-{today()}"


def standing(user: Reader) -> Standing:
    """How much waits for this user; one query. The number in the header is that of this page."""
    counts, soon = dict.fromkeys((kind.name for kind in on_desk()), 0), dict.fromkeys(FORECAST, 0)
    signing = approving = 0
    papers = {kind.name for kind in on_desk() if not kind.model_class.workflow.approvals}
    parts = [
        _open(kind, user)
        .annotate(line_kind=Value(kind.name, CharField()), line_rank=_rank(kind, user))
        .values("line_kind", "line_rank", due=F("next_due_on"), hour=F("next_due_at"))
        .annotate(lines=Count("pk"))
        for kind in on_desk()
    ]
    for row in union(parts):
        counts[row["line_kind"]] += row["lines"]
        if row["line_rank"] == SIGNATURE:
            signing += row["lines"]
            approving += 0 if row["line_kind"] in papers else row["lines"]
        name = urgency_of(row["due"], row["hour"]) if row["due"] else ""
        if name in soon:
            soon[name] += row["lines"]
    found = Standing(counts, soon, signing, approving)
    cache.set(_todo_key(user), found.total, COUNT_KEPT_SECONDS)
    return found


def forecast(user: Reader) -> dict[str, int]:
    """How many lines of all that wait are late, end within one, three and seven working days, none twice; one query."""
    return standing(user).soon


def done(user: Reader, *, limit: int = PAGE_SIZE) -> QuerySet:
    """What this user did lately (已办), newest first: acts on records, not what was only looked at or refused."""
    types = [ContentType.objects.get_for_model(kind.model_class).pk for kind in on_desk()]
    since = today() - timedelta(days=400)
    rows = AuditEntry.objects.filter(actor=user.pk, content_type__in=types, note=None, at__date__gte=since)
    return rows.order_by("-seq")[:limit]


def _open(kind: Kind, user: Reader) -> QuerySet:
    return kind.awaiting(user).order_by()


def _rank(kind: Kind, user: Reader) -> Any:
    """Whether a row waits for the user's name."""
    names = kind.model_class._default_manager.signatures(user)
    if names is None:
        return Value(WORK, IntegerField())
    return Case(When(names, then=Value(SIGNATURE)), default=Value(WORK), output_field=IntegerField())


def _part(kind: Kind, user: Reader, *, text: str, urgency: str) -> QuerySet:
    """The lines of one kind, with the same columns for each kind so that they can be united."""
    rows = _open(kind, user)
    if text:
        names = (kind.titled_by, *kind.series)
        rows = rows.filter(reduce(or_, (Q(**{f"{name}__icontains": text}) for name in names)))
    if urgency:
        rows = ending(urgency, rows, "next_")
    return _shown(kind, rows, _rank(kind, user))


def _shown(kind: Kind, rows: QuerySet, rank: Any, **more: Any) -> QuerySet:
    shown = {
        **columns(kind),
        "line_rank": rank,
        "line_since": F("state_since"),
        "line_version": F("version"),
        **more,
    }
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
