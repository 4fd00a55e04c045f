"""The list of formal inspections on the spot, writing one down, and its page."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from casework import audit
from casework import hooks as all_hooks
from casework.views import Column, Permitted, RecordFormView, RecordListView, by_of
from casework.views.papers import offered, papers_of
from inspections.checks import hooks
from inspections.checks.filters import VisitFilter
from inspections.checks.forms import VisitForm
from inspections.checks.forms.visit import BLANK_ROWS
from inspections.checks.models import Inspection, Visit
from inspections.checks.services import visits
from inspections.checks.views.facts import gist, visit_facts
from inspections.checks.views.named import named
from inspections.patrols.views.files import shown_files
from registry.models import Employer

VISITS = (_("现场检查"), reverse_lazy("checks:visit_list"))


class VisitListView(RecordListView):
    permission = "checks.view_visit"
    model = Visit
    filterset_class = VisitFilter
    template_name = "checks/visit_list.html"
    title = VISITS[0]
    keys = ("-visited_on", "-pk")
    shown = ("number", "visited_on", "result", "employer__name", "town__name")
    columns = (
        Column(_("编号"), lambda row: row.number, 30),
        Column(_("检查日期"), lambda row: row.visited_on, 12),
        Column(_("单位"), lambda row: row.employer.name, 36),
        Column(_("统一社会信用代码或登记号"), lambda row: row.employer.code, 22),
        Column(_("镇街"), lambda row: row.town.name if row.town else "", 14),
        Column(_("检查人员"), lambda row: "、".join(seat.user.name for seat in row.listed_seats), 20),
        Column(_("结果"), lambda row: row.get_result_display(), 22),
        Column(_("问题"), lambda row: "；".join(finding.label for finding in row.listed_findings), 50),
        Column(_("职工人数"), lambda row: row.headcount, 10),
    )

    def rows(self) -> QuerySet:
        return Visit.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        may_record = self.request.user.has_perm("checks.record_visit")
        return super().get_context_data(**{"may_record": may_record, **kwargs})


class VisitCreateView(RecordFormView):
    permission = "checks.record_visit"
    brought = ("visited_on",)
    form_class = VisitForm
    template_name = "checks/visit_form.html"
    title = _("登记现场检查")
    submit_label = _("保存检查")
    done_message = _("现场检查已保存。")

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.user.has_perm(self.permission):
            rows = Inspection.objects.visible_to(request.user).select_related("employer", "lead", "second")
            self.inspection = named(request, "inspection", rows)
            self.employer = named(request, "employer", Employer.objects.visible_to(request.user))
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if "more" in request.POST:
            return self._with_more_rows()
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"inspection": self.inspection}

    def get_initial(self) -> dict[str, Any]:
        return {"employer": self.employer}

    def above(self) -> list[tuple[Any, Any]]:
        line = self.inspection
        return [VISITS, (line.number, line.get_absolute_url())] if line else [VISITS]

    def do(self, form: VisitForm) -> Visit:
        return visits.record_visit(by=by_of(self.request), **form.visit())

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        if isinstance(self.made, Visit) and self.made.inspection is not None:
            for tell in all_hooks.functions("act_done"):
                tell(self.request, self.made.inspection, None)
        return response

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        extra = {
            "inspection": self.inspection,
            "employer": self.inspection.employer if self.inspection else self.employer,
        }
        return super().get_context_data(**{**extra, **kwargs})

    def _with_more_rows(self) -> HttpResponse:
        """The same page with more blank rows; what was typed and chosen is kept, nothing is checked yet."""
        sent = self.request.POST.copy()
        rows = sent.get("finding-TOTAL_FORMS", "")
        sent["finding-TOTAL_FORMS"] = str(
            (int(rows) if rows.isdecimal() and len(rows) < 4 else 0) + BLANK_ROWS
        )
        form = VisitForm(**(self.get_form_kwargs() | {"data": sent}))
        form.is_valid()
        form.forgive()
        return self.render_to_response(self.get_context_data(form=form))


class VisitDetailView(Permitted, DetailView):
    permission = "checks.view_visit"
    template_name = "checks/visit_detail.html"
    context_object_name = "visit"
    parents = (VISITS,)

    def get_queryset(self) -> QuerySet:
        return Visit.objects.visible_to(self.request.user).for_page()

    def here(self) -> str:
        return self.object.number

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if self.object.is_sensitive:
            audit.note("view_sensitive", by=by_of(request), about=self.object)
        return response

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        visit, user = self.object, self.request.user
        extra = {
            "record_no": visit.number,
            "gist": gist(visit),
            "facts": visit_facts(visit),
            "attachments": shown_files(visit),
            "links": hooks.visit_links(visit, user),
            "record": visit,
            "papers": papers_of(visit),
            "papers_offered": offered(visit, user),
        }
        return super().get_context_data(**{**extra, **kwargs})
