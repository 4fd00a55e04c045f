"""Opening and closing a warning of an employer."""

from functools import cached_property
from typing import Any

from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from casework.views import RecordFormView, Stamped, by_of
from registry.forms import CloseWarningForm, WarningForm
from registry.models import Employer, Warning
from registry.services import warnings
from registry.views.employers import HOME


class WarningOpenView(RecordFormView):
    permission = "registry.open_warning"
    brought = ("opened_on",)
    form_class = WarningForm
    title = submit_label = _("登记预警")
    done_message = _("已登记预警，走访期限见单位档案。")

    @cached_property
    def employer(self) -> Employer:
        return get_object_or_404(Employer.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    @property
    def intro(self) -> str:
        return str(self.employer)

    def above(self) -> list[tuple[Any, Any]]:
        return [HOME, (self.employer.name, self.employer.get_absolute_url())]

    def do(self, form: BaseForm) -> Warning:
        return warnings.open_warning(
            employer=self.employer,
            by=by_of(self.request),
            **form.cleaned_data,
        )


class WarningCloseView(Stamped, RecordFormView):
    permission = "registry.close_warning"
    form_class = CloseWarningForm
    title = submit_label = _("解除预警")
    done_message = _("预警已解除。")

    @cached_property
    def warning(self) -> Warning:
        rows = Warning.objects.visible_to(self.request.user).select_related("employer__town")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def intro(self) -> str:
        return str(self.warning)

    def above(self) -> list[tuple[Any, Any]]:
        return [HOME, (self.warning.employer.name, self.warning.get_absolute_url())]

    def versioned(self) -> Warning:
        return self.warning

    def do(self, form: BaseForm) -> Warning:
        self.still_as_shown()
        return warnings.close_warning(self.warning, by=by_of(self.request), **form.cleaned_data)
