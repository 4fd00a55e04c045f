"""The self-check an employer handed in."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from casework.views import Permitted, RecordFormView
from findings.checklist import LINES
from inspections.patrols.checklist import Answer
from inspections.patrols.forms import SelfCheckForm
from inspections.patrols.models import SelfCheck
from inspections.patrols.services import self_checks
from inspections.patrols.views.files import shown_files
from inspections.patrols.views.pick import chosen_employer, pick_page
from registry.views.employers import HOME as EMPLOYERS


class SelfCheckCreateView(RecordFormView):
    permission = "patrols.record_self_check"
    form_class = SelfCheckForm
    service = self_checks.record_self_check
    title = _("登记自查表")
    submit_label = _("保存自查表")
    done_message = _("自查表已保存。")

    def above(self) -> list[tuple[Any, Any]]:
        employer = chosen_employer(self.request.user, self.request.GET)
        return [EMPLOYERS, (employer.name, employer.get_absolute_url())] if employer else []

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        self.employer = chosen_employer(request.user, request.GET)
        if self.employer is None:
            return pick_page(request, aim="self_check", is_unknown="employer" in request.GET)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"employer": chosen_employer(self.request.user, self.request.GET)}

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        employer = chosen_employer(self.request.user, self.request.GET)
        return super().get_context_data(**{**kwargs, "intro": employer.name if employer else ""})


class SelfCheckDetailView(Permitted, DetailView):
    permission = "patrols.view_patrol"
    template_name = "patrols/selfcheck_detail.html"
    context_object_name = "check"
    title = _("自查表")

    def above(self) -> list[tuple[Any, Any]]:
        employer = self.object.employer
        return [EMPLOYERS, (employer.name, employer.get_absolute_url())]

    def get_queryset(self) -> QuerySet:
        return SelfCheck.objects.visible_to(self.request.user).select_related(
            "employer", "town", "recorded_by"
        )

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        check = self.object
        lines = [(f"{line.letter.upper()} {line.label}", check.answers.get(line.letter)) for line in LINES]
        extra = {
            "answers": [
                {"label": label, "answer": Answer(answer).label, "code": answer}
                for label, answer in lines
                if answer
            ],
            "attachments": shown_files(check),
        }
        return super().get_context_data(**{**extra, **kwargs})
