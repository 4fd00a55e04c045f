"""The pages shown when something went wrong, and the number under which the log knows it."""

import logging
import sys
from dataclasses import dataclass
from secrets import token_hex

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from casework import submissions
from config.failures import AGAIN, failure_of

logger = logging.getLogger(__name__)

TOKEN = "csrfmiddlewaretoken"


@requires_csrf_token
def bad_request(request: HttpRequest, exception: object = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return render(request, "400.html", status=400)


def too_large(request: HttpRequest) -> HttpResponse:
    """Before the body is read: nothing here may ask for it, or for the session."""
    return HttpResponse(render_to_string("413.html"), status=413)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: object = None) -> HttpResponse:
    return render(request, "403.html", status=403)


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: object = None) -> HttpResponse:
    return render(request, "404.html", status=404)


@dataclass(frozen=True)
class Kept:
    """What was sent with the request that failed: to send once more as it was, to read and to copy."""

    pairs: list[tuple[str, str]]
    texts: list[str]
    files: list[str]
    is_once: bool


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs neither the database nor the session: they may be what failed. The number on the page is the one in the log."""
    error = sys.exc_info()[1]
    failure, error_id = failure_of(error), token_hex(4).upper()
    trace = sys.exc_info() if failure.is_ours else None
    logger.error("error %s at %s: %s", error_id, request.path, _named(error), exc_info=trace)
    context = {"error_id": error_id, "failure": failure, "kept": _kept(request), "again": AGAIN}
    response = HttpResponse(render_to_string("500.html", context), status=failure.status)
    response["Cache-Control"] = "private, no-store"
    if failure.retry_after:
        response["Retry-After"] = str(failure.retry_after)
    return response


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def _named(error: BaseException | None) -> str:
    """The error in one line; its text may quote what somebody typed, so of our own errors only the trace tells more."""
    return (
        f"{type(error).__name__}: {str(error).splitlines()[0][:200]}"
        if error and str(error)
        else repr(type(error))
    )


def _kept(request: HttpRequest) -> Kept | None:
    """What was typed, for a page that has no other way to keep it; None where nothing was, or where it is secret."""
    if request.method != "POST":
        return None
    try:
        sent, files = request.POST, request.FILES
    except Exception:  # the body itself may be what failed
        return None
    if not sent or any("password" in name or name == "code" for name in sent):
        return None
    pairs = [(name, value) for name, values in sent.lists() for value in values]
    return Kept(
        pairs=pairs,
        texts=[value for name, value in pairs if name not in (TOKEN, submissions.FIELD) and _is_typed(value)],
        files=list(files),
        is_once=submissions.FIELD in sent,
    )


def _is_typed(value: str) -> bool:
    """Words, not the codes and keys a page sends along."""
    return any(ord(letter) > 127 for letter in value) or " " in value.strip()
