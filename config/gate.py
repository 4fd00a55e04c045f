"""What is refused before anything of the house is asked: bodies nobody should read, and text no database can keep."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from casework import limits
from config.errors import bad_request, too_large

NUL = "\x00"


class Gate:
    """Middleware: 413 by the declared length, before the body is read; 400 for a NUL in an address, which no text may hold."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _length(request) > _most(request):
            return too_large(request)
        if NUL in request.path or any(NUL in value for values in request.GET.lists() for value in values[1]):
            return bad_request(request)
        return self.get_response(request)


def _length(request: HttpRequest) -> int:
    declared = request.META.get("CONTENT_LENGTH") or ""
    return int(declared) if declared.isascii() and declared.isdecimal() else 0


def _most(request: HttpRequest) -> int:
    """Who brings no session has not signed in; a false cookie only lets its bearer send what everybody signed in may."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return limits.BODY if has_session else limits.BODY_OF_A_STRANGER
