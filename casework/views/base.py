"""What every signed-in page shares: where it stands, its permission, checked before anything else, and who asks."""

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.generic.base import ContextMixin, View

from casework import audit, stamps
from casework.acts import CHANGED_MEANWHILE, shown
from casework.by import By
from casework.workflow import Refused
from law.words import Sentence

SAVED = "saved"


class Placed(ContextMixin):
    """Where a page stands: `parents` are the pages above it, (label, address), the top one first; none above a room's list."""

    parents: Sequence[tuple[Any, Any]] = ()
    title: Sentence = ""

    def above(self) -> Sequence[tuple[Any, Any]]:
        return self.parents

    def here(self) -> Sentence:
        """What the page itself is called in that line."""
        return self.title

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        above = self.above()
        crumbs = [*above, (self.here(), "")] if above else []
        titled = {"title": self.title} if self.title else {}
        return super().get_context_data(**{"crumbs": crumbs, **titled, **kwargs})


class Permitted(Placed, View):
    """A view whose `permission` the user must hold; a test fails for a view that names none."""

    permission: str = ""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not self.permission or not request.user.has_perm(self.permission):
            audit.note(
                "refused_page",
                by=by_of(request),
                label=request.path,
                data={"permission": self.permission},
                is_success=False,
            )
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def version_sent(request: HttpRequest) -> int:
    """The version the page was made from; what is missing or no number is a version that never was (SEC-02)."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else -1


def saved(response: HttpResponse, *keys: str) -> HttpResponse:
    """Tell the browser that what it sent with these keys is here, so that it may forget its draft (static/js/drafts.js)."""
    if told := ".".join(key[:40] for key in keys if key):
        response.set_cookie(SAVED, told, max_age=3600, secure=settings.HTTPS, samesite="Lax")
    return response


class Versioned(ContextMixin):
    """A form about a record that others may change meanwhile: the version the page was made from travels with it.

    It stays in the form also when it comes back with errors. Sub-classes say which record in `versioned`.
    """

    request: HttpRequest

    def versioned(self) -> Any:
        raise NotImplementedError

    def version(self) -> int:
        return version_sent(self.request)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        shown = self.version() if self.request.method == "POST" else self.version_of(self.versioned())
        return super().get_context_data(**{"version": shown, **kwargs})

    def version_of(self, record: Any) -> int:
        return record.version

    def changed_meanwhile(self, form: Form) -> dict[str, Any]:
        """For the page that tells of a conflict: what stands there now where it differs, and the version of that."""
        record = self.versioned()
        current = copy(record)
        current.refresh_from_db()
        typed = {name: value for name, value in form.cleaned_data.items() if hasattr(current, name)}
        differing = [
            (form.fields[name].label, shown_of(current, name))
            for name, value in typed.items()
            if name in form.fields and getattr(current, name) != value
        ]
        return {"version": self.version_of(current), "theirs": differing}


class Stamped(Versioned):
    """`Versioned` for what has no column for its version: the stamp of its content stands for it."""

    def version_of(self, record: Any) -> int:
        return stamps.of_row(record)

    def still_as_shown(self) -> None:
        """Raises `Refused` (conflict) where it is not what the page showed. For `do`, which holds the trail's lock: every audited
        change waits for that."""
        current = copy(self.versioned())
        current.refresh_from_db()
        if self.version() != self.version_of(current):
            raise Refused("conflict", CHANGED_MEANWHILE)


def shown_of(record: object, name: str) -> str:
    """What stands in a field, in the words of a page."""
    display = getattr(record, f"get_{name}_display", None)
    return str(display()) if display else shown(getattr(record, name))


def wait_page(request: HttpRequest, minutes: int) -> HttpResponse:
    """429: asked too often; how long to wait, where it is known."""
    response = render(request, "429.html", {"minutes": minutes}, status=429)
    if minutes:
        response["Retry-After"] = str(minutes * 60)
    return response


def by_of(request: HttpRequest, *, off_plan: str = "", remark: str = "") -> By:
    """Who sends this request: the signed-in person, or nobody yet, and the address it came from."""
    actor = request.user if request.user.is_authenticated else None
    return By(actor, source_of(request), off_plan=off_plan.strip(), remark=remark.strip())


def taken_by(request: HttpRequest, data: dict[str, Any]) -> tuple[By, dict[str, Any]]:
    """What a form brought, parted into who acts (with why off plan and remarks) and the rest, which the service takes."""
    rest = dict(data)
    said = rest.pop("remarks", {})
    by = by_of(request, off_plan=rest.pop("off_plan", ""), remark=rest.pop("remark", ""))
    return replace(by, remarks=said), rest


def source_of(request: HttpRequest) -> str:
    """The address the request came from, as the trusted proxy (if any) reports it."""
    return getattr(request, "axes_ip_address", None) or request.META.get("REMOTE_ADDR", "")
