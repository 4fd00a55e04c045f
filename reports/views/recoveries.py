"""Whether wages that two records tell of are the same money: the answer to what a figure shows as to be clarified."""

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from casework import kinds
from casework.models import WorkflowRecord
from casework.views import RecordFormView, Stamped, by_of
from findings.forms.same_wages import ClarifyRecoveryForm
from findings.models import Recovery
from findings.services.recovering import clarify_recovery
from reports.views.summaries import HOME


class RecoveryClarifyView(Stamped, RecordFormView):
    permission = "findings.clarify_recovery"
    form_class = ClarifyRecoveryForm
    title = _("核实补发工资是否同一笔")
    submit_label = _("核实")
    done_message = _("已核实。")

    @cached_property
    def recovery(self) -> Recovery:
        rows = Recovery.objects.visible_to(self.request.user).filter(is_unclear=True)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def record(self) -> WorkflowRecord:
        """The record on whose page the wages stand."""
        return kinds.of(Recovery).shown_by(self.recovery)

    @property
    def intro(self) -> str:
        return self.recovery.told

    def above(self) -> list[tuple[Any, Any]]:
        return [HOME, (self.record, self.record.get_absolute_url())]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "recovery": self.recovery, "user": self.request.user}

    def versioned(self) -> Recovery:
        return self.recovery

    def do(self, form: ClarifyRecoveryForm) -> WorkflowRecord:
        self.still_as_shown()
        clarify_recovery(self.recovery, by=by_of(self.request), **form.cleaned_data)
        return self.record
