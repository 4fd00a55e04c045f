"""Registering a clue, by itself or from a complaint or an inspection."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from casework.views import RecordFormView
from complaints.models import Complaint
from inspections.cases.forms import ClueForm
from inspections.cases.models import Case
from inspections.cases.services import clues
from inspections.cases.views.listing import HOME
from inspections.checks.models import Inspection
from inspections.checks.views.named import named
from registry.models import Employer


class ClueView(RecordFormView):
    permission = "cases.register_clue"
    brought = ("found_on", "matters")
    form_class = ClueForm
    service = clues.register_clue
    template_name = "cases/clue_form.html"
    title = _("登记案件线索")
    submit_label = _("登记线索")
    done_message = _("线索已登记，下一步报请立案。")

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.user.has_perm(self.permission):
            user = request.user
            self.complaint = named(
                request, "complaint", Complaint.objects.visible_to(user).select_related("employer")
            )
            self.inspection = named(
                request, "inspection", Inspection.objects.visible_to(user).select_related("employer")
            )
            self.employer = named(request, "employer", Employer.objects.visible_to(user))
        return super().dispatch(request, *args, **kwargs)

    @property
    def born_of(self) -> Complaint | Inspection | None:
        return self.complaint or self.inspection

    def above(self) -> list[tuple[Any, Any]]:
        born_of = self.born_of
        return [HOME, (born_of.number, born_of.get_absolute_url())] if born_of else [HOME]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"complaint": self.complaint, "inspection": self.inspection}

    def get_initial(self) -> dict[str, Any]:
        return {"employer": self.employer} | self._from_complaint() | self._from_inspection()

    def _from_complaint(self) -> dict[str, Any]:
        complaint = self.complaint
        if complaint is None:
            return {}
        return {
            "matters": complaint.matters,
            "cause": complaint.content,
            "people_count": complaint.workers_count,
            "amount": complaint.amount,
            "found_on": complaint.received_on,
            "act_ended_on": complaint.act_ended_on,
        }

    def _from_inspection(self) -> dict[str, Any]:
        inspection = self.inspection
        if inspection is None:
            return {}
        last = inspection.visits.order_by("-pk").first()
        found = list(last.findings.all()) if last else []
        return {
            "matters": [finding.matter for finding in found] or inspection.matters,
            "cause": "\n".join(finding.fact for finding in found),
            "found_on": inspection.visited_on,
            "lead": inspection.lead_id,
            "second": inspection.second_id,
        }

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        born_of = self.born_of
        employer = born_of.employer if born_of else self.employer
        known = Case.objects.visible_to(self.request.user).open()
        extra = {
            "intro": str(born_of) if born_of else "",
            "employer": employer,
            "known": list(known.filter(employer=employer)[:5]) if employer else [],
        }
        return super().get_context_data(**{**extra, **kwargs})
