"""What rests with a person: the open records whose holder they are, and giving all of it to another in one act.

Each room tells in its kinds which columns name a holder and which service hands a record over; that service asks for its
permission and guards itself, so what may not be moved stays and says why.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from casework import audit, hooks
from casework.by import Actor, By
from casework.kinds import Kind, moving
from casework.notices import STAND_IN
from casework.workflow import Refused


@dataclass(frozen=True)
class Held:
    """The open records of one kind."""

    kind: Kind
    rows: QuerySet[Any]

    @property
    def count(self) -> int:
        return self.rows.count()


@dataclass(frozen=True)
class Stays:
    """A record that could not be handed over, and why."""

    record: Any
    why: str


def held_by(user: Actor) -> list[Held]:
    """What rests with this person, kind by kind, without the kinds of which nothing does."""
    found = [Held(kind, _open(kind).filter(_any(kind, user.pk))) for kind in _held_kinds()]
    return [each for each in found if each.rows.exists()]


def told(user: Actor) -> str:
    """How much that is, in words: 案件 5 件、投诉举报 1 件; empty when it is nothing."""
    parts = [
        _("%(kind)s %(count)s 件") % {"kind": each.kind.label, "count": each.count} for each in held_by(user)
    ]
    return "、".join(parts)


def leavers() -> QuerySet[Any]:
    """Accounts that may not sign in any more and still hold something."""
    users = get_user_model().objects
    gone = users.exclude(pk__in=users.current().values("pk"))
    holders = [
        _open(kind).filter(**{f"{column}__isnull": False}).values(column)
        for kind in _held_kinds()
        for column in kind.holders
    ]
    return gone.filter(reduce(or_, (Q(pk__in=rows) for rows in holders), Q(pk__in=[]))).order_by("name", "pk")


def hand_over(leaver: Actor, *, to: Actor, by: By, reason: str) -> tuple[int, list[Stays]]:
    """Give everything `leaver` holds to `to`; returns how many moved and what stays.

    Raises `Refused` (permission, same_person).
    """
    if not by.may(STAND_IN):
        raise Refused("permission", _("您的角色不能移交别人的工作。"))
    if leaver.pk == to.pk:
        raise Refused("same_person", _("请选另一位承办人。"))
    moved, stays = 0, []
    with transaction.atomic():
        audit.lock()
        for held in held_by(leaver):
            give = hooks.function(held.kind.pass_on)
            for record in list(held.rows):
                try:
                    with transaction.atomic():
                        give(record, leaver=leaver, to=to, by=by, reason=reason)
                    moved += 1
                except Refused as refusal:
                    stays.append(Stays(record, refusal.sentence))
        audit.record(
            "hand_over_work",
            by=by,
            label=str(leaver),
            reason=reason,
            data={"from": leaver.pk, "to": to.pk, "moved": moved, "stays": len(stays)},
        )
    return moved, stays


def other(seated: Actor | None, *, leaver: Actor, to: Actor) -> Any:
    """Who has this seat afterwards: `to` where it was the leaver's, whoever has it otherwise."""
    return to if seated is not None and seated.pk == leaver.pk else seated


def _held_kinds() -> list[Kind]:
    return [kind for kind in moving() if kind.holders]


def _open(kind: Kind) -> QuerySet[Any]:
    return kind.rows.exclude(state__in=kind.model_class.workflow.final)


def _any(kind: Kind, user_id: object) -> Q:
    return reduce(or_, (Q(**{column: user_id}) for column in kind.holders))
