"""Questions a line asks: what is late or ends soon, what rests with whom, who looked. Lists of what the reader may see."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from casework import audit
from casework.by import Reader
from casework.kinds import Kind, kinds, on_desk
from casework.urgency import ending
from casework.views.detail import LOOKS
from desk.line import lexicon
from desk.line.finding import Named, held_by
from desk.line.words import LATE, LOOKED, MINE, SOON
from law.clock import today

SHOWN, LOOKS_SHOWN, READ = 10, 20, 200
# What narrows a list of a kind down to the late ones, and what it calls town, employer and matter.
LATE_LIST = {"case": {"tab": "late"}, "complaint": {"late": "1"}, "patrol": {"alert": "overdue"}}
MATTER_FIELD = {"case": "cause", "complaint": "matter", "patrol": "matter"}


@dataclass(frozen=True)
class Heap:
    """Rows of one kind that answer a question: the most urgent of them, how many there are, where all of them stand."""

    label: Any
    rows: list[Any]
    count: int
    url: str

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True)
class Looks:
    """Who looked at a record, the newest first."""

    record: Any
    lines: list[Any]
    url: str


def asks(named: Named) -> list[str]:
    """The questions a line asks; whom it names beside nothing to be done is asked for what rests with them."""
    asked = [ask for word in named.words if (ask := lexicon.ask_of(word))]
    return list(dict.fromkeys(asked))


def heaps(named: Named, asked: list[str], user: Reader) -> list[Heap]:
    """The open rows that answer: late or ending soon, in a town, of an employer, resting with somebody, of one kind."""
    if not set(asked) & {LATE, SOON, MINE} and not named.people:
        return []
    chosen = {lexicon.kinds_called()[word] for word in named.words if word in lexicon.kinds_called()}
    found = []
    for kind in on_desk():
        if (chosen and kind.name not in chosen) or not user.has_perm(kind.permission):
            continue
        rows = _narrowed(kind, named, asked, user)
        if rows is not None and (count := rows.order_by().count()):
            shown = list(
                rows.select_related("next_clock", *kind.joined).order_by("next_due_on", "-pk")[:SHOWN]
            )
            found.append(Heap(kind.label, shown, count, _list_url(kind, named, asked)))
    return found


def _narrowed(kind: Kind, named: Named, asked: list[str], user: Reader) -> QuerySet[Any] | None:
    """The open rows of a kind that answer; None where the kind cannot be asked so."""
    rows: Any = kind.visible_to(user)
    rows = rows.open()
    if LATE in asked:
        rows = rows.late(today())
    elif SOON in asked:
        rows = ending("one", rows, "next_") | ending("three", rows, "next_")
    for wanted, way in ((named.towns, kind.town), (named.employers, kind.dossier)):
        if wanted and not way:
            return None
        if wanted:
            rows = rows.filter(**{f"{way}__in": [each.pk for each in wanted]})
    holders = _holders(kind, named, asked, user)
    return rows if holders is None else rows.filter(holders)


def _holders(kind: Kind, named: Named, asked: list[str], user: Reader) -> Q | None:
    people: list[Any] = [*named.people, *([user] if MINE in asked else [])]
    return held_by(kind, people) if people else None


def _list_url(kind: Kind, named: Named, asked: list[str]) -> str:
    """The list of the kind with the same filters, where it has them."""
    if kind.ledger is None or named.people or SOON in asked or MINE in asked:
        return ""
    asked_for: dict[str, Any] = dict(LATE_LIST.get(kind.name, {})) if LATE in asked else {}
    if LATE in asked and not asked_for:
        return ""
    if named.towns:
        asked_for["town"] = named.towns[0].pk
    if named.employers:
        asked_for["employer"] = named.employers[0].pk
    return f"{reverse(kind.ledger.route)}?{urlencode(asked_for)}"


def looks(named: Named, asked: list[str]) -> list[Looks]:
    """Who looked at the records that were named."""
    if LOOKED not in asked:
        return []
    found = []
    for hit in named.records[:3]:
        entries = [entry for entry in audit.of_record(hit.record, limit=READ) if entry.action in LOOKS]
        url = f"{hit.record.get_absolute_url()}?events=looks#events"
        found.append(Looks(hit.record, entries[:LOOKS_SHOWN], url))
    return found


def places(named: Named, user: Reader) -> list[tuple[Any, str]]:
    """(label, address) of the lists about the towns, matters and kinds a line names."""
    found: list[tuple[Any, str]] = []
    for town in named.towns:
        found.append(
            (_("%(town)s的用人单位") % {"town": town}, _address("registry:employer_list", town=town.pk))
        )
    for kind in kinds():
        if kind.ledger is None or not user.has_perm(kind.permission):
            continue
        words = {"kind": kind.ledger.label or kind.label}
        if kind.name in MATTER_FIELD:
            for code in named.matters:
                url = _address(kind.ledger.route, **{MATTER_FIELD[kind.name]: code})
                found.append((_("涉及该事项的%(kind)s") % words, url))
            for town in named.towns:
                told = words | {"town": town}
                found.append((_("%(town)s的%(kind)s") % told, _address(kind.ledger.route, town=town.pk)))
        if any(lexicon.kinds_called().get(word) == kind.name for word in named.words):
            found.append((_("全部%(kind)s") % words, reverse(kind.ledger.route)))
    return found


def _address(route: str, **query: Any) -> str:
    return f"{reverse(route)}?{urlencode(query)}"
