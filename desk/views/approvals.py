"""待我审批: what waits for one's approval, act by act, and giving it to several that are alike."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django.views.generic.base import View

from casework.approving import approve_many
from casework.kinds import Kind, on_desk
from casework.many import Outcome, ticked
from casework.table import Row
from casework.views import Permitted, RecordListView, by_of
from casework.views.once import Once
from casework.workflow import Refused
from desk import approvals
from desk.tabs import tabs
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


class ApprovalsOfActView(RecordListView, Once, OfAct):
    """All that wait for one act, page by page; several that are alike are approved from here, sent once.

    `pick` holds `pk:version` of each that was ticked.
    """

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

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        by = by_of(request, remark=request.POST.get("remark", "")[:1000])
        outcomes: list[Outcome] = []

        def deed() -> str:
            outcomes.extend(approve_many(self.kind, self.row.action, by=by, seen=self._seen()))
            return request.path

        try:
            response = self.once(deed)
        except Refused as refusal:
            return self._again(refusal.sentence)
        self._tell(outcomes)
        return response

    def _again(self, problem: str) -> HttpResponse:
        """The same list, with why nothing was done."""
        self.filterset = None
        context = self.get_context_data(**self._page(self.rows()), problem=problem)
        return self.render_to_response(context, status=422)

    def _tell(self, outcomes: list[Outcome]) -> None:
        """What became of each of them, above the list it comes back to."""
        if done := [str(each.record) for each in outcomes if not each.refusal]:
            told = {"act": self.row.label, "n": len(done), "which": "、".join(done)}
            messages.success(self.request, _("“%(act)s”办好 %(n)s 件：%(which)s。") % told)
        for each in outcomes:
            if each.refusal:
                told = {"record": each.record, "why": each.refusal}
                messages.warning(self.request, _("没有办：%(record)s。%(why)s") % told)

    def _seen(self) -> dict[int, int]:
        return ticked(self.request.POST.getlist("pick"))

    def _said(self, changed: Sequence[str]) -> list[tuple[str, str]]:
        picked = self.kind.visible_to(self.request.user).filter(pk__in=self._seen())
        said = {
            "pick": (_("勾选的"), "、".join(map(str, picked))),
            "remark": (_("共同的说明"), self.request.POST.get("remark", "")),
        }
        return [said[name] for name in changed if name in said]

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        return super().get_context_data(**{"row": self.row, "kind": self.kind, **kwargs})
