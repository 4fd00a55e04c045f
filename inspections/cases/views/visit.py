"""Writing down a formal inspection, and its page."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from casework import audit
from casework.views import Permitted, RecordFormView, by_of
from inspections.cases import services
from inspections.cases.forms import VisitForm
from inspections.cases.forms.visit import BLANK_ROWS
from inspections.cases.models import Visit
from inspections.cases.views.facts import visit_facts
from inspections.cases.views.listing import VISITS
from inspections.cases.views.named import named
from inspections.draws.models import Inspection
from inspections.patrols.views.files import shown_files
from registry.models import Employer


class VisitCreateView(RecordFormView):
    permission = "cases.record_visit"
    form_class = VisitForm
    template_name = "cases/visit_form.html"
    title = _("登记现场检查")
    submit_label = _("保存检查")
    done_message = _("现场检查已保存。")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.has_perm(self.permission):
            rows = Inspection.objects.visible_to(request.user).select_related("employer", "lead", "second")
            self.inspection = named(request, "inspection", rows)
            self.employer = named(request, "employer", Employer.objects.visible_to(request.user))
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
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
        return services.record_visit(by=by_of(self.request), **form.visit())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        extra = {
            "inspection": self.inspection,
            "employer": self.inspection.employer if self.inspection else self.employer,
        }
        return super().get_context_data(**{**extra, **kwargs})

    def _with_more_rows(self) -> HttpResponse:
        """The same page with more blank rows; what was typed and chosen is kept, nothing is checked yet."""
        sent = self.request.POST.copy()
        rows = sent.get("finding-TOTAL_FORMS", "")
        sent["finding-TOTAL_FORMS"] = str((int(rows) if rows.isdigit() and len(rows) < 4 else 0) + BLANK_ROWS)
        form = VisitForm(**(self.get_form_kwargs() | {"data": sent}))
        form.is_valid()
        form.forgive()
        return self.render_to_response(self.get_context_data(form=form))


class VisitDetailView(Permitted, DetailView):
    permission = "cases.view_visit"
    template_name = "cases/visit_detail.html"
    context_object_name = "visit"
    parents = (VISITS,)

    def get_queryset(self) -> QuerySet:
        return Visit.objects.visible_to(self.request.user).for_page().select_related("case")

    def here(self) -> str:
        return self.object.number

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if self.object.is_sensitive:
            audit.record_alone("view_sensitive", by=by_of(request), about=self.object)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visit, user = self.object, self.request.user
        facts = visit_facts(visit)
        if not user.has_perm("cases.view_case"):
            facts = [fact for fact in facts if not (visit.case and fact["value"] == visit.case.number)]
        extra = {
            "record_no": visit.number,
            "facts": facts,
            "attachments": shown_files(visit),
            "case_url": self._case_url(visit),
        }
        return super().get_context_data(**{**extra, **kwargs})

    def _case_url(self, visit: Visit) -> str:
        """Where a visit that did not end in a case may still become one."""
        if visit.case_id or not self.request.user.has_perm("cases.register_clue"):
            return ""
        inspection = visit.inspection
        if inspection is None:
            return f"{reverse('cases:case_new')}?employer={visit.employer_id}"
        if inspection.state in ("visited", "correcting"):
            return f"{reverse('cases:case_new')}?inspection={inspection.pk}"
        return ""
