"""What a line names, looked up among what the reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from accounts.models import User
from casework.by import Reader
from casework.kinds import Kind, on_desk
from casework.table import SAME
from desk import search
from desk.line.reading import Sort, Token
from registry.models import Employer, Town
from registry.scoping import sees_all_towns
from registry.search import initials

EMPLOYERS, PEOPLE, OPEN = 6, 4, 4


@dataclass
class Named:
    """What the tokens of a line stand for; `unknown` are the names nothing was found for."""

    records: list[search.Hit] = field(default_factory=list)
    employers: list[Employer] = field(default_factory=list)
    people: list[User] = field(default_factory=list)
    towns: list[Town] = field(default_factory=list)
    matters: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    days: list[Token] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)


def named(tokens: Iterable[Token], user: Reader, *, limit: int = EMPLOYERS) -> Named:
    """Everything the tokens name. A name that is none of an employer or a person is kept as unknown."""
    found, towns = Named(), dict[str, Town]()
    for token in tokens:
        if token.sort == Sort.NUMBER:
            _number(token.text, found, user, limit)
        elif token.sort == Sort.DAY:
            found.days.append(token)
        elif token.sort == Sort.WORD:
            found.words.append(token.key)
        elif token.sort == Sort.TOWN:
            towns = towns or {town.code: town for town in Town.objects.visible_to(user)}
            _town(token, towns, found)
        elif token.sort == Sort.MATTER:
            found.matters.append(token.key)
        elif token.sort == Sort.NAME:
            _name(token.text, found, user, limit)
    return found


def _number(text: str, found: Named, user: Reader, limit: int) -> None:
    hits = search.hits(text, user)
    found.records += hits
    more = employers(text, user, limit) if text.isdecimal() else []
    found.employers += more
    if not hits and not more:
        found.unknown.append(text)


def _town(token: Token, towns: dict[str, Town], found: Named) -> None:
    if token.key in towns:
        found.towns.append(towns[token.key])
    else:
        found.unknown.append(token.text)


def _name(text: str, found: Named, user: Reader, limit: int) -> None:
    firms, persons = employers(text, user, limit), people(text, user)
    found.employers += firms
    found.people += persons
    if firms or persons:
        found.names[text] = "employer" if firms else "person"
    else:
        found.unknown.append(text)


def employers(text: str, user: Reader, limit: int = EMPLOYERS) -> list[Employer]:
    """By a piece of the name, of an earlier one, of the address, by initials or code; the newest first."""
    rows = Employer.objects.visible_to(user).search(text).select_related("town").defer("search_text")
    return list(rows.order_by("-pk")[:limit])


def people(text: str, user: Reader) -> list[User]:
    """Who works on records, by a piece of the name or its initials, for whoever works in the whole district."""
    if len(text) < 2 or not sees_all_towns(user):
        return []
    rows = get_user_model().objects.with_permission("registry.view_employer").order_by("name", "pk")
    if text.isascii():
        wanted = text.lower()
        return [person for person in rows if initials(person.name) == wanted or person.username == wanted][
            :PEOPLE
        ]
    return list(rows.filter(name__contains=text)[:PEOPLE])


def held_by(kind: Kind, people: Iterable[User]) -> Q:
    """The condition on rows of a kind that rest with one of these people."""
    wanted = [person.pk for person in people]
    return reduce(or_, (Q(**{f"{column}__in": wanted}) for column in kind.holders), Q(pk__in=[]))


def open_to(kind: Kind, acts: Iterable[str], firms: Iterable[Employer], user: Reader) -> QuerySet[Any]:
    """The records of these employers from whose state one of the acts leads, the newest first."""
    table = kind.model_class.workflow
    states = {state for row in table.rows if row.action in acts and row.permission for state in row.sources}
    at = {f"{kind.dossier}__in": [firm.pk for firm in firms]}
    return (
        kind.visible_to(user)
        .filter(state__in=states, **at)
        .select_related(*kind.joined)
        .order_by("-pk")[:OPEN]
    )


def desk_kinds() -> dict[str, Kind]:
    return {kind.name: kind for kind in on_desk()}


def leads_on(record: Any, action: str) -> str:
    """What the record will be after the act, where it does not stay what it is."""
    row = record.workflow.row(action, record.state)
    after = row.leads_to(record) if row else record.state
    return "" if after in (SAME, record.state) else str(record.workflow.states(after).label)
