"""How much may be sent, and how often somebody may ask: every such number of the house stands here.

What is counted is the audit trail itself: each of these deeds leaves its entry, so no counter can be lost with a cache or differ
from what was written down. Sign-in has limits of its own (accounts/lockouts.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from casework.by import By
from casework.models import AuditEntry, AuditNote
from casework.workflow import Refused
from law.clock import machine_now

MEGABYTE = 1024 * 1024
# One request: the largest list (200 MB) and the form around it. The proxy before us says the same (client_max_body_size).
BODY = 210 * MEGABYTE
# Who has not signed in sends names, words and a few photos of a complaint.
BODY_OF_A_STRANGER = 60 * MEGABYTE


@dataclass(frozen=True)
class Limit:
    """At most `times` entries of `actions` within `span`, of one person or, without an account, of one address."""

    actions: tuple[str, ...]
    times: int
    span: timedelta
    is_refusal: bool = False


HOUR = timedelta(hours=1)
EXPORT = Limit(("export",), 60, HOUR)
REVEAL = Limit(("reveal_identity", "reveal_contact"), 60, HOUR)
OLD_PASSWORD = Limit(("old_password_refused",), 5, timedelta(minutes=15), is_refusal=True)


class TooOften(Refused):
    """Asked more often than the limit allows; `minutes` is how long to wait."""

    def __init__(self, minutes: int) -> None:
        super().__init__("too_often", _("次数太多，请 %(minutes)s 分钟后再试。") % {"minutes": minutes})
        self.minutes = minutes


def check(limit: Limit, *, by: By) -> None:
    """Raise `TooOften` when the next one would be one too many."""
    if minutes := minutes_left(limit, by=by):
        raise TooOften(minutes)


def minutes_left(limit: Limit, *, by: By) -> int:
    """Whole minutes until the next one is allowed; 0 when it is now."""
    since = machine_now() - limit.span
    times: list[Any] = []
    for rows in _entries(limit, by):
        times += rows.filter(recorded_at__gt=since).values_list("recorded_at", flat=True)[: limit.times]
    if len(times) < limit.times:
        return 0
    oldest = sorted(times, reverse=True)[limit.times - 1]
    return max(1, ceil((oldest - since).total_seconds() / 60))


def times(action: str, span: timedelta, *, by: By) -> int:
    """How often this person did it within `span`."""
    since, met = machine_now() - span, 0
    for rows in _entries(Limit((action,), 0, span), by):
        met += rows.filter(recorded_at__gt=since).count()
    return met


def _entries(limit: Limit, by: By) -> Iterable[QuerySet]:
    """Newest first: what is sealed and what waits to be."""
    mine = {"actor": by.actor} if by.actor is not None else {"actor": None, "source": by.source}
    told = {"action__in": limit.actions, "is_success": not limit.is_refusal, **mine}
    yield AuditEntry.objects.filter(**told).order_by("-seq")
    yield AuditNote.objects.filter(**told).order_by("-pk")
