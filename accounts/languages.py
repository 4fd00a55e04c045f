"""The language of the pages: the account's own choice, for people who are not signed in that of the browser's cookie.

What a browser says of itself (`Accept-Language`) is not asked: the site is Chinese until somebody chooses.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override


def chosen(text: str | None) -> str:
    """`text` where it is a language of the site, else nothing."""
    return text if text and text in dict(settings.LANGUAGES) else ""


def of_request(request: HttpRequest) -> str:
    own = request.user.language if request.user.is_authenticated else ""
    return own or chosen(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)) or settings.LANGUAGE_CODE


class Spoken:
    """Middleware: the page is made in the reader's language. What is written down stays in Chinese (casework.house_language)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = of_request(request)
        with override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
