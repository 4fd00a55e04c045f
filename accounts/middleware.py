"""Where a request came from, how long its session lives, and the password that is too old."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from accounts import second_factor
from accounts.models import User
from accounts.passwords import is_due
from accounts.roles import ADMINS
from accounts.signed_in import account_of
from casework import audit
from casework.by import By
from law.clock import now

logger = logging.getLogger(__name__)

SEEN, SINCE = "seen_at", "signed_in_at"
SEEN_EVERY = 60.0  # seconds; the session row is written at most this often


class RealAddress:
    """Behind our own proxy (`TRUSTED_PROXY`) the address is the one that proxy added last; anything before it may be forged.

    What is no address is not believed: then it is the peer's own, and the log says so. The log also says, once, when something
    stands before us that nobody told us of: everybody would then have its address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.has_warned = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.META.get("HTTP_X_FORWARDED_FOR", "")
        if settings.TRUSTED_PROXY:
            peer = request.META.get("REMOTE_ADDR", "")
            added = said.rpartition(",")[2].strip()
            request.META["REMOTE_ADDR"] = address_in(added) or peer
            if added and not address_in(added):
                logger.warning("X-Forwarded-For ends with no address, the peer's own is used: %.60r", added)
        elif said and not self.has_warned:
            self.has_warned = True
            logger.warning(
                "X-Forwarded-For is sent but TRUSTED_PROXY is off: all users share the proxy's address"
            )
        return self.get_response(request)


def address_in(text: str) -> str:
    """The IP address `text` is, without its port; empty when it is none."""
    bracketed, _bracket, _port = text.removeprefix("[").partition("]")
    for candidate in (text, bracketed, text.partition(":")[0]):
        with suppress(ValueError):
            return str(ip_address(candidate.partition("%")[0]))
    return ""


class SessionLimits:
    """Idle 30 minutes (15 for administrators), 12 hours in all; signed-in pages are never kept by the browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self._limit(request)
        response = self.get_response(request)
        if request.headers.get("HX-Request") and _leads_to_a_gate(response):
            return HttpResponse(status=401)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response

    def _limit(self, request: HttpRequest) -> None:
        """Close a session that sat too long or whose account is gone; otherwise note that it was seen."""
        if SESSION_KEY not in request.session:
            return
        user, moment = request.user, now().timestamp()
        if not user.is_authenticated:
            request.session.flush()
            return
        ended = _ended(request.session, moment, _idle(user))
        if ended:
            audit.note(
                "session_ended", by=By(user), about=user, label=user.account_label, data={"limit": ended}
            )
            request.session.flush()
            request.user = AnonymousUser()
        elif SINCE not in request.session:
            start_limits(request.session)
        elif abs(moment - request.session[SEEN]) > SEEN_EVERY:
            request.session[SEEN] = moment


class Gate:
    """A page that has to be passed before any other; `open_to` are the views one can reach without."""

    open_to: tuple[str, ...] = ("accounts:logout",)

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        match = request.resolver_match
        is_open = (match is not None and match.view_name in self.open_to) or not getattr(
            view, "login_required", True
        )
        if is_open or not request.user.is_authenticated or not self.is_closed(request):
            return None
        return redirect_to_login(request.get_full_path(), resolve_url(self.open_to[0]))

    def is_closed(self, request: HttpRequest) -> bool:
        raise NotImplementedError


class SecondFactor(Gate):
    """Whoever needs a second factor and has shown only the password sees the page that asks for it, and nothing else."""

    open_to = ("accounts:second_factor", "accounts:logout")

    def is_closed(self, request: HttpRequest) -> bool:
        return second_factor.is_needed(account_of(request)) and not request.session.get(second_factor.PASSED)


class PasswordAge(Gate):
    """Whoever's password is initial or too old sees the page to change it, and nothing else."""

    open_to = ("accounts:password_change", "accounts:second_factor", "accounts:logout")

    def is_closed(self, request: HttpRequest) -> bool:
        return is_due(account_of(request))


def start_limits(session: SessionBase) -> None:
    """Begin counting: somebody has just signed in."""
    session[SINCE] = session[SEEN] = now().timestamp()


def seconds_left(request: HttpRequest) -> int:
    """How long the session of this request still lives when nothing more is asked for."""
    moment, session = now().timestamp(), request.session
    idle = session.get(SEEN, moment) + _idle(account_of(request)).total_seconds()
    whole = session.get(SINCE, moment) + settings.SESSION_COOKIE_AGE
    return max(0, int(min(idle, whole) - moment))


def _idle(user: User) -> timedelta:
    minutes = settings.SESSION_IDLE_MINUTES_ADMIN if user.role in ADMINS else settings.SESSION_IDLE_MINUTES
    return timedelta(minutes=minutes)


def _ended(session: SessionBase, moment: float, idle: timedelta) -> str:
    """Which limit the session has passed, if any."""
    if moment - session.get(SEEN, moment) > idle.total_seconds():
        return "idle"
    return "whole" if moment - session.get(SINCE, moment) > settings.SESSION_COOKIE_AGE else ""


def _leads_to_a_gate(response: HttpResponse) -> bool:
    gates = (settings.LOGIN_URL, SecondFactor.open_to[0], PasswordAge.open_to[0])
    return response.status_code == 302 and response["Location"].startswith(tuple(map(resolve_url, gates)))
