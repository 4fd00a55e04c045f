"""The floor of a page that is not ours: the index of Django's admin, signed in, behind the same middleware.

The house has no admin site. This one stands in the benchmark's process only, brought in by its settings and gone with it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import include, path

from casework.kinds import kinds

ADMIN = "django.contrib.admin"
URL = "/floor/"
# Templates without the frame of our pages, whose cost is not the admin's.
TEMPLATES = {
    "NAME": "floor",
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "APP_DIRS": True,
    "OPTIONS": {
        "context_processors": [
            f"django.{name}"
            for name in (
                "template.context_processors.request",
                "contrib.auth.context_processors.auth",
                "contrib.messages.context_processors.messages",
            )
        ]
    },
}


@contextmanager
def installed() -> Iterator[None]:
    """Inside, the index answers at `URL`, beside all pages of the house, with its table of recent actions."""
    parts = {
        "INSTALLED_APPS": [*settings.INSTALLED_APPS, ADMIN],
        "TEMPLATES": [*settings.TEMPLATES, TEMPLATES],
    }
    pages = path("", include(settings.ROOT_URLCONF))
    with override_settings(**parts), _log(), override_settings(ROOT_URLCONF=(path(URL[1:], _site()), pages)):
        yield


@contextmanager
def _log() -> Iterator[None]:
    entry = import_module(f"{ADMIN}.models").LogEntry
    with connection.schema_editor() as editor:
        editor.create_model(entry)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(entry)


def _site() -> Any:
    """It shows what our navigation shows: the kinds of records that have a list."""
    admin: Any = import_module(ADMIN)

    class Site(admin.AdminSite):
        def has_permission(self, request: HttpRequest) -> bool:
            return request.user.is_authenticated

        def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
            response = super().index(request, extra_context)
            response.using = TEMPLATES["NAME"]
            return response

    class Records(admin.ModelAdmin):
        def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
            return True

        has_module_permission = has_view_permission

        def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
            return False

        has_add_permission = has_delete_permission = has_change_permission

    site = Site()
    for kind in kinds():
        if kind.ledger:
            site.register(kind.model_class, Records)
    return site.urls
