"""Django's own list of employers, to be compared with ours.

The house has no admin site. This one stands in the benchmark's process only, brought in by its settings and gone with it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import include, path

from casework.views.listing import PAGE_SIZE
from registry.models import Employer

ADMIN = "django.contrib.admin"
URL = "/changelist/registry/employer/"
# Templates without the frame of our pages, whose cost is not the admin's.
TEMPLATES = {
    "NAME": "changelist",
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
    """Inside, the changelist answers at `URL`, beside all pages of the house."""
    parts = {
        "INSTALLED_APPS": [*settings.INSTALLED_APPS, ADMIN],
        "TEMPLATES": [*settings.TEMPLATES, TEMPLATES],
    }
    pages = path("", include(settings.ROOT_URLCONF))
    with override_settings(**parts), override_settings(ROOT_URLCONF=(path("changelist/", _site()), pages)):
        yield


def _site() -> Any:
    """What the list of employers would be as an admin page: the same columns, filters, search and rows on a page."""
    admin = import_module(ADMIN)

    class Site(admin.AdminSite):
        def has_permission(self, request: HttpRequest) -> bool:
            return request.user.is_authenticated

    class EmployerAdmin(admin.ModelAdmin):
        list_display = ("name", "code", "town", "address", "kinds", "status", "grade", "headcount")
        list_filter = ("town", "categories", "status", "grade", "is_licensed")
        search_fields = ("name", "code", "address")
        list_per_page = PAGE_SIZE
        list_select_related = ("town",)

        def get_queryset(self, request: HttpRequest) -> QuerySet:
            return super().get_queryset(request).prefetch_related("categories")

        def kinds(self, employer: Employer) -> str:
            return "、".join(category.name for category in employer.categories.all())

        def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
            return True

        has_module_permission = has_view_permission

        def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
            return False

        has_add_permission = has_delete_permission = has_change_permission

        def changelist_view(
            self, request: HttpRequest, extra_context: dict[str, Any] | None = None
        ) -> HttpResponse:
            response = super().changelist_view(request, extra_context)
            if response.status_code == 200:
                response.using = TEMPLATES["NAME"]
            return response

    site = Site()
    site.register(Employer, EmployerAdmin)
    return site.urls
