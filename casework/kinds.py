"""The kinds of records of the house, each told once by its room in `AppConfig.kinds`.

Worklist, search, navigation, the doors of figures, the clocks of the cockpit and exports read this one list, so a new kind
touches no table of another room.
"""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from casework import hooks, loading
from casework.by import Reader


@dataclass(frozen=True, kw_only=True)
class Brief:
    """What a line tells of a row besides its name and its number; what a kind does not know it leaves out.

    `what` it is about, `people` concerned, `amount` in yuan, `where` one goes for it, `who` handles it or put it forward.
    `name` stands in place of the title where the column says nothing. `act` is the act the facts of the row call for, where its
    state alone leaves several open.
    """

    what: str = ""
    people: int | None = None
    amount: Decimal | None = None
    where: str = ""
    who: str = ""
    name: str = ""
    act: str = ""


@dataclass(frozen=True)
class Ledger:
    """The list of a kind in the navigation: its route, its place from left to right, its name where the kind's is too long."""

    route: str
    place: int
    label: Any = ""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of record. Whatever it leaves out, it does not take part in.

    `model` is `app_label.Model`; an AppConfig is read before the models are, so the class is looked up when it is asked for.
    `permission` lets a person see its rows, `export` take them away as a workbook.
    `series` are the columns that hold its document numbers, first the one people call it by.
    `dossier` is the way to the employer in whose file it stands, `town` the way to its town.
    `title` is the column that names a row in lists; the employer's name where it says nothing else.
    `page` is the way to the record whose page shows the row, where it has none of its own.
    `desk` says that its rows wait for people on the worklist; only what moves through a workflow table can.
    `holders` are the columns of the people an open row rests with; `pass_on` is the path of the service that gives what one
    of them held to another: `(record, *, leaver, to, by, reason)`.
    `signers` are the ways to the people who sign its papers, where those are not its holders.
    `brief` is the path of `(keys) -> {key: Brief}`, which tells of many rows in a fixed number of queries.
    `claim` is the act by which one person takes on a row that no holder has yet.
    `ledger` is its list in the navigation, under `icon`.
    """

    model: str
    label: Any
    permission: str
    series: tuple[str, ...] = ()
    icon: str = ""
    desk: bool = False
    ledger: Ledger | None = None
    dossier: str = ""
    town: str = ""
    title: str = ""
    page: str = ""
    export: str = ""
    holders: tuple[str, ...] = ()
    pass_on: str = ""
    signers: tuple[str, ...] = ()
    brief: str = ""
    claim: str = ""

    def briefs(self, keys: Collection[int]) -> dict[int, Brief]:
        """What lines tell of these rows, those left out of which nothing is known."""
        return hooks.function(self.brief)(keys) if self.brief and keys else {}

    def unclaimed(self, user: Reader) -> QuerySet[Any]:
        """The rows nobody has taken on yet, of those this user may take on."""
        return self.model_class._default_manager.unclaimed(user)

    @property
    def signed_by(self) -> tuple[str, ...]:
        """The ways to the people who sign the papers about it."""
        return self.signers or self.holders

    @property
    def name(self) -> str:
        """What the kind is called in addresses."""
        return self.model.rpartition(".")[2].lower()

    @property
    def model_class(self) -> Any:
        return apps.get_model(self.model)

    @property
    def rows(self) -> QuerySet[Any]:
        return self.model_class._default_manager.all()

    def visible_to(self, user: Reader) -> QuerySet[Any]:
        """The rows this user may know of."""
        return visible(self.model_class, user)

    def awaiting(self, user: Reader, *, action: str = "") -> QuerySet[Any]:
        """The rows on which this user has something to do next, `action` where one is named; of kinds on the desk only."""
        return self.model_class._default_manager.awaiting(user, action=action)

    @property
    def titled_by(self) -> str:
        return self.title or f"{self.dossier}__name"

    @property
    def joined(self) -> tuple[str, ...]:
        """What is joined to name a row and its town."""
        return tuple(filter(None, (self.dossier, self.town)))

    @property
    def named(self) -> QuerySet[Any]:
        """The rows with what names them: nothing else where the model says what that is (`named_by`, what its `str` reads)."""
        names = getattr(self.model_class, "named_by", ())
        return loading.only(self.rows, names) if names else self.rows.select_related(*self.joined)

    def shown_by(self, row: object) -> Any:
        """The record whose page shows the row."""
        return getattr(row, self.page) if self.page else row


def visible(model: Any, user: Reader) -> QuerySet[Any]:
    """The rows of a model this user may know of, as its own `visible_to` says."""
    return model._default_manager.visible_to(user)


def kinds() -> tuple[Kind, ...]:
    """All kinds, in the order of the line from the ground up."""
    return tuple(kind for room in apps.get_app_configs() for kind in getattr(room, "kinds", ()))


def find(model: type[Model]) -> Kind | None:
    """The kind of a model, None for one that no room tells of."""
    return next((kind for kind in kinds() if kind.model == model._meta.label), None)


def of(model: type[Model]) -> Kind:
    """The kind of a model. LookupError for one that no room tells of."""
    kind = find(model)
    if kind is None:
        raise LookupError(f"{model._meta.label} is told in no AppConfig.kinds")
    return kind


def holds(record: Model, person: Reader) -> bool:
    """Whether a record rests with this person."""
    return person.pk in handlers(record)


def handlers(record: Model) -> list[int]:
    """The numbers of those a record rests with."""
    kind = find(type(record))
    held = [getattr(record, f"{column}_id") for column in (kind.holders if kind else ())]
    return [pk for pk in held if pk is not None]


def holding(record: Model) -> list[Any]:
    """Those people themselves, the one in charge first."""
    kind = find(type(record))
    held = [getattr(record, column) for column in (kind.holders if kind else ())]
    return [person for person in held if person is not None]


def moving() -> tuple[Kind, ...]:
    """The kinds whose rows move through a workflow table."""
    return tuple(kind for kind in kinds() if hasattr(kind.model_class, "workflow"))


@cache
def lendable() -> frozenset[str]:
    """The rights a deputy may use for another: to approve what others put forward, and to send it back or turn it down."""
    tables = [kind.model_class.workflow for kind in moving()]
    approvals = [(table, row) for table in tables for row in table.approvals]
    rows = [each for table, row in approvals for each in (row, *table.answers(row))]
    return frozenset(str(row.permission) for row in rows)


def with_clocks() -> tuple[Kind, ...]:
    """The kinds whose rows may have a deadline running."""
    return tuple(kind for kind in kinds() if getattr(kind.model_class, "clocks", ()))


def on_desk() -> tuple[Kind, ...]:
    """The kinds whose rows wait for people."""
    return tuple(kind for kind in kinds() if kind.desk)
