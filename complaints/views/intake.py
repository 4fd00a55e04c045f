"""Entering a complaint, and putting right what was entered."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from casework.views import RecordFormView, Versioned, by_of
from complaints.confidentiality import SEALED
from complaints.forms import CorrectForm, IntakeForm
from complaints.models import Complaint
from complaints.services import intake
from complaints.views.listing import HOME
from registry.models import Employer


@method_decorator([never_cache, sensitive_post_parameters(*SEALED)], name="dispatch")
class IntakeView(RecordFormView):
    permission = "complaints.register"
    brought = ("matters",)
    form_class = IntakeForm
    keeps_drafts = False
    service = intake.register
    template_name = "complaints/intake.html"
    title = _("登记投诉举报")
    submit_label = _("登记")
    parents = (HOME,)
    done_message = _("已登记，受理期限已起算。")

    def get_initial(self) -> dict[str, Any]:
        """`?employer=` comes from an employer's page."""
        asked = self.request.GET.get("employer", "")
        if not asked.isdecimal():
            return {}
        return {"employer": Employer.objects.visible_to(self.request.user).filter(pk=asked[:18]).first()}


class CorrectView(Versioned, RecordFormView):
    permission = "complaints.correct_complaint"
    form_class = CorrectForm
    keeps_drafts = False
    template_name = "complaints/correct.html"
    title = _("更正登记信息")
    done_message = _("已更正。")
    parents = (HOME,)

    def above(self) -> list[tuple[Any, Any]]:
        return [*self.parents, (self.record.number, self.record.get_absolute_url())]

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.user.has_perm(self.permission):
            rows = Complaint.objects.visible_to(request.user).select_related("employer", "town")
            self.record = get_object_or_404(rows, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"record": self.record, "user": self.request.user}

    def versioned(self) -> Complaint:
        return self.record

    def do(self, form: CorrectForm) -> Complaint:
        intake.correct(self.record, by=by_of(self.request), version=self.version(), **form.cleaned_data)
        return self.record

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        extra = {
            "record": self.record,
            "record_no": self.record.number,
            "intro": str(self.record),
        }
        return super().get_context_data(**{**extra, **kwargs})
