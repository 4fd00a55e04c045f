"""待我审批: what waits for one's approval, act by act, and giving it to several that are alike."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django.views.generic.base import View

from casework.approving import AT_ONCE, approve_many
from casework.kinds import Kind, on_desk
from casework.table import Row
from casework.views import Permitted, RecordListView, by_of
from casework.workflow import Refused
from desk import approvals
from desk.views.worklist import tabs
from law.words import Sentence

HOME = (gettext_lazy("待我审批"), reverse_lazy("desk:approvals"))


class ApprovalsView(Permitted, TemplateView):
    permission = "desk.view_worklist"
    template_name = "desk/approvals.html"

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        user = self.request.user
        heaps = approvals.heaps(user)
        total = sum(heap.count for heap in heaps)
        extra = {
            "heaps": heaps,
            "may_name": user.has_perm("accounts.name_deputy"),
            "total": total,
            "tabs": tabs("approvals", approving=total),
        }
        return super().get_context_data(**{**extra, **kwargs})


class OfAct(View):
    """An address that names a kind of record and an approval of it."""

    @cached_property
    def kind(self) -> Kind:
        found = next((kind for kind in on_desk() if kind.name == self.kwargs["kind"]), None)
        if found is None:
            raise Http404
        return found

    @cached_property
    def row(self) -> Row:
        rows = self.kind.model_class.workflow.approvals
        found = next((row for row in rows if row.action == self.kwargs["action"]), None)
        if found is None or not self.request.user.has_perm(str(found.permission)):
            raise Http404
        return found


class ApprovalsOfActView(RecordListView, OfAct):
    """All that wait for one act, page by page."""

    permission = "casework.give_approvals"
    template_name = "desk/approvals_of.html"
    keys = approvals.ORDER
    parents = (HOME,)

    def here(self) -> Sentence:
        return self.row.label

    @property
    def title(self) -> Sentence:  # type: ignore[override]
        return self.row.label

    @property
    def model(self) -> Any:  # type: ignore[override]
        return self.kind.model_class

    def rows(self) -> QuerySet[Any]:
        return approvals.rows(self.kind, self.row, self.request.user)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        many = (
            reverse("desk:approve_many", args=[self.kind.name, self.row.action]) if self.row.in_bulk else ""
        )
        return super().get_context_data(**{"row": self.row, "kind": self.kind, "many_url": many, **kwargs})


class ApproveManyView(Permitted, OfAct):
    """POST only: `pick` holds `pk:version` of each that was ticked. A second send finds each of them answered."""

    permission = "casework.give_approvals"

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        seen = dict(filter(None, map(_picked, request.POST.getlist("pick")[: AT_ONCE + 1])))
        by = by_of(request, remark=request.POST.get("remark", "")[:1000])
        try:
            outcomes = approve_many(self.kind, self.row.action, by=by, seen=seen)
        except Refused as refusal:
            return self._page(request, [], str(refusal.sentence), status=422)
        problem = "" if outcomes else _("没有勾选。请先勾选要一起办理的。")
        return self._page(request, outcomes, problem, status=200 if outcomes else 422)

    def _page(self, request: HttpRequest, outcomes: list[Any], problem: str, *, status: int) -> HttpResponse:
        back = reverse("desk:approvals_of", args=[self.kind.name, self.row.action])
        context = {
            "title": self.row.label,
            "crumbs": [HOME, (self.row.label, back), (_("办理结果"), "")],
            "back_url": back,
            "outcomes": outcomes,
            "done": sum(not each.refusal for each in outcomes),
            "problem": problem,
        }
        return render(request, "desk/approved.html", context, status=status)


def _picked(text: str) -> tuple[int, int] | None:
    pk, _colon, version = text.partition(":")
    is_read = all(part.isascii() and part.isdecimal() and len(part) < 16 for part in (pk, version))
    return (int(pk), int(version)) if is_read else None
