"""What every signed-in page shares: its permission, checked before anything else, and the answer to a repeated send."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.views.generic.base import ContextMixin, View

from casework import audit, submissions
from casework.by import By
from law.words import Sentence


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
        return super().get_context_data(**{"crumbs": crumbs, **kwargs})


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


class Once(ContextMixin):
    """A form whose second send gets the first one's answer instead of doing the deed again.

    What is typed is kept in the tab under this reader's name (static/js/draft.js) until it is sent, so that a session that ends
    loses nothing; not so where `keeps_drafts` is off, nor fields with `autocomplete="off"`: they hold what must not lie about.
    """

    keeps_drafts = True
    request: HttpRequest

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        sent = self.request.POST.get(submissions.FIELD)
        extra = {
            "submission": sent or submissions.new_key(),
            "autosave": f"of-{self.request.user.pk}" if self.keeps_drafts else "",
        }
        return super().get_context_data(**{**extra, **kwargs})

    def once(self, deed: Callable[[], str]) -> HttpResponse:
        """Run `deed` (returns the address to go to) with its submission key in one transaction."""
        key, user = self.request.POST.get(submissions.FIELD, ""), self.request.user
        answer = submissions.answer_to(key, user=user)
        if answer is None:
            with transaction.atomic():
                audit.lock()
                claimed = submissions.claim(key, user=user, path=self.request.path)
                if claimed is not None:
                    answer = claimed.answer = deed()
                    claimed.save(update_fields=["answer"])
            if claimed is None:
                answer = submissions.answer_to(key, user=user)
        return HttpResponseRedirect(answer or self.request.path)


class Versioned(ContextMixin):
    """A form about a record that others may change meanwhile: the version the page was made from travels with it.

    It stays in the form also when it comes back with errors. Sub-classes say which record in `versioned`.
    """

    request: HttpRequest

    def versioned(self) -> Any:
        raise NotImplementedError

    def version(self) -> int:
        """The version the page was made from; what is no number is a version that never was."""
        sent = self.request.POST.get("version", "")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        shown = self.version() if self.request.method == "POST" else self.versioned().version
        return super().get_context_data(**{"version": shown, **kwargs})


def by_of(request: HttpRequest, *, off_plan: str = "", remark: str = "") -> By:
    """Who sends this request: the signed-in person, or nobody yet, and the address it came from."""
    actor = request.user if request.user.is_authenticated else None
    return By(actor, source_of(request), off_plan=off_plan.strip(), remark=remark.strip())


def taken_by(request: HttpRequest, data: dict[str, Any]) -> tuple[By, dict[str, Any]]:
    """What a form brought, parted into who acts (with why off plan and a remark) and the rest, which the service takes."""
    rest = dict(data)
    by = by_of(request, off_plan=rest.pop("off_plan", ""), remark=rest.pop("remark", ""))
    return by, rest


def source_of(request: HttpRequest) -> str:
    """The address the request came from, as the trusted proxy (if any) reports it."""
    return getattr(request, "axes_ip_address", None) or request.META.get("REMOTE_ADDR", "")
