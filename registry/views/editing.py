"""Entering an employer and changing it."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework import submissions
from casework.views import RecordFormView, Versioned, by_of
from casework.workflow import Refused
from registry import dossier
from registry.forms import EmployerForm
from registry.models import Employer
from registry.services import employers
from registry.views.employers import HOME

# Which field a refusal of the service belongs to.
FIELD_OF = {"exists": "credit_code", "town": "town"}


class EmployerFormView(RecordFormView):
    form_class = EmployerForm
    template_name = "registry/employer_form.html"
    parents = (HOME,)

    def form_valid(self, form: EmployerForm) -> HttpResponse:
        try:
            response = self.once(lambda: self.get_success_url_for(self.do(form)))
        except employers.EmployerConflict as conflict:
            return self.show_conflict(form, conflict.current)
        except Refused as refusal:
            form.add_error(FIELD_OF.get(refusal.code), refusal.sentence)
            return self.form_invalid(form)
        messages.success(self.request, self.done_message)
        return response


class EmployerCreateView(EmployerFormView):
    """`?next=` is where another room wants the new employer; it gets `employer=` with its id."""

    permission = "registry.create_employer"
    title = gettext_lazy("登记单位")
    intro = gettext_lazy("先在名录里查一下有没有，避免重复建档。")
    submit_label = gettext_lazy("登记单位")
    done_message = gettext_lazy("已建档。")

    def get_initial(self) -> dict[str, Any]:
        towns = list(EmployerForm.towns_of(self.request.user)[:2])
        only = {"town": towns[0].pk} if len(towns) == 1 else {}
        return {"name": self.request.GET.get("name", "")[:200], "status": "active", **only}

    def do(self, form: EmployerForm) -> Employer:
        return employers.create_employer(by=by_of(self.request), **form.cleaned_data)

    def get_success_url_for(self, made: Employer) -> str:
        wanted = self.request.GET.get("next", "")
        if url_has_allowed_host_and_scheme(wanted, {self.request.get_host()}, self.request.is_secure()):
            return f"{wanted}{'&' if '?' in wanted else '?'}{urlencode({'employer': made.pk})}"
        return made.get_absolute_url()


class EmployerChangeView(Versioned, EmployerFormView):
    """Two people at once: the second gets both versions field by field, and nothing typed is lost (D-09)."""

    permission = "registry.change_employer"
    title = gettext_lazy("修改档案")

    @cached_property
    def employer(self) -> Employer:
        return get_object_or_404(
            Employer.objects.visible_to(self.request.user).for_dossier(), pk=self.kwargs["pk"]
        )

    @property
    def intro(self) -> str:
        return str(self.employer)

    def above(self) -> list[tuple[Any, Any]]:
        return [*self.parents, (self.employer.name, self.employer.get_absolute_url())]

    def versioned(self) -> Employer:
        return self.employer

    def get_initial(self) -> dict[str, Any]:
        return EmployerForm.initial_of(self.employer)

    def get_form(self, form_class: type[EmployerForm] | None = None) -> EmployerForm:
        form = super().get_form(form_class)
        form.pk = self.employer.pk
        return form

    def do(self, form: EmployerForm) -> Employer:
        return employers.change_employer(
            self.employer,
            by=by_of(self.request),
            version=self.version(),
            **form.cleaned_data,
        )

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        extra = {"record_no": self.employer.code}
        return super().get_context_data(**{**extra, **kwargs})

    def show_conflict(self, form: EmployerForm, current: Employer) -> HttpResponse:
        latest = dossier.latest_change(current)
        rows, same = form.against(EmployerForm.initial_of(current))
        hidden = [(submissions.FIELD, submissions.new_key()), ("version", current.version), *same]
        conflict = {
            "record_url": current.get_absolute_url(),
            "url": self.request.path,
            "who": latest.who if latest else _("别人"),
            "at": current.updated_at,
            "version": current.version,
            "hidden": hidden,
            "rows": rows,
        }
        return render(self.request, "409.html", {"conflict": conflict}, status=409)
