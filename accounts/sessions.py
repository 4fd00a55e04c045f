"""Where an account is signed in, and how that ends.

A session is checked with every request against the account's password and its `session_round` (`User.get_session_auth_hash`): one
step of the round ends all of them, whatever the sessions themselves say.
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.middleware import SEEN
from accounts.models import SignIn, User
from casework import audit
from casework.acts import require
from casework.by import By
from law.clock import SHANGHAI, now

AGENTS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
)
SYSTEMS = (
    ("Android", "安卓手机"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class Place:
    """A live session as its owner sees it."""

    pk: int
    device: str
    source: str
    started_at: datetime
    seen_at: datetime | None
    is_here: bool


def begin(request: HttpRequest, user: User, source: str) -> None:
    """Remember that this browser has signed in."""
    SignIn.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user,
            "started_at": now(),
            "source": source[:64],
            "agent": request.headers.get("user-agent", "")[:200],
        },
    )


def moved(before: str | None, after: str | None) -> None:
    """The session of a browser got another key (a changed password)."""
    SignIn.objects.filter(session_key=before).update(session_key=after)


def places(user: User, here: str | None) -> list[Place]:
    """Where the account is signed in now, newest first."""
    rows = {row.session_key: row for row in SignIn.objects.filter(user=user)}
    live = {one.session_key: one.get_decoded() for one in Session.objects.filter(session_key__in=rows)}
    valid = user.get_session_auth_hash()
    return [
        Place(
            pk=row.pk,
            device=device(row.agent),
            source=row.source,
            started_at=row.started_at,
            seen_at=datetime.fromtimestamp(live[key][SEEN], SHANGHAI) if SEEN in live[key] else None,
            is_here=key == here,
        )
        for key, row in rows.items()
        if live.get(key, {}).get(HASH_SESSION_KEY) == valid
    ]


@transaction.atomic
def end_one(user: User, number: int, *, by: By) -> bool:
    """End one of the account's own sessions; False when it had ended already."""
    audit.lock()
    row = SignIn.objects.filter(user=user, pk=number).first()
    if row is None:
        return False
    Session.objects.filter(session_key=row.session_key).delete()
    row.delete()
    audit.record("end_sessions", by=by, about=user, label=user.account_label, data={"sessions": 1})
    return True


@transaction.atomic
def end_others(user: User, here: str | None, *, by: By) -> int:
    """End all of the account's own sessions but this one; returns how many."""
    audit.lock()
    rows = SignIn.objects.filter(user=user).exclude(session_key=here)
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    rows.delete()
    if keys:
        audit.record(
            "end_sessions", by=by, about=user, label=user.account_label, data={"sessions": len(keys)}
        )
    return len(keys)


@transaction.atomic
def end_all(user: User, *, by: By) -> None:
    """What an administrator does for somebody who lost a telephone. Raises `Refused` (permission)."""
    audit.lock()
    require(by, "accounts.unlock_user")
    user.end_sessions()
    audit.record("end_sessions", by=by, about=user, label=user.account_label)


def forget_ended() -> int:
    """Drop what is remembered of sessions that are gone; returns how many."""
    return SignIn.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()[0]


def device(agent: str) -> str:
    """A browser and a system in words one can tell one's own by."""
    browser = next((word for mark, word in AGENTS if mark in agent), "")
    system = next((word for mark, word in SYSTEMS if mark in agent), "")
    return " · ".join(filter(None, [system, browser])) or _("未知设备")
