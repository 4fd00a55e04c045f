"""The page that makes a record: a form, a service, a redirect to what was made."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import Field
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.generic.edit import FormView

from casework.forms import FilesMixin
from casework.views.base import Permitted, Versioned, taken_by
from casework.views.once import Once
from casework.views.prefill import prefilled, said
from casework.workflow import Refused


class RecordFormView(Permitted, Once, FormView):
    """`service(by=…, **cleaned_data)` makes the record.

    A refusal is shown on the form, which keeps what was typed. Whoever does not want to save goes back to the page above.
    """

    template_name = "casework/form.html"
    service: Callable[..., Any]
    intro: Any = ""
    submit_label: Any = None
    done_message: Any = _("已保存。")
    # The fields an address may fill in beforehand (casework.views.prefill).
    brought: tuple[str, ...] = ()

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form gets `user`, whose scope its choices and files are limited to, when it takes one."""
        wants_user = issubclass(self.get_form_class(), FilesMixin) or getattr(
            self.form_class, "takes_user", False
        )
        given = super().get_form_kwargs() | ({"user": self.request.user} if wants_user else {})
        known = {name: value for name, value in given["initial"].items() if value not in (None, "")}
        given["initial"] = prefilled(self.get_form_class(), self.request.GET, self.brought) | known
        return given

    def asked_fields(self) -> Mapping[str, Field]:
        return getattr(self.get_form_class(), "base_fields", {})

    def form_valid(self, form: Any) -> HttpResponse:
        def deed() -> str:
            self.made = self.do(form)
            return self.get_success_url_for(self.made)

        try:
            response = self.once(deed)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            if refusal.code == "conflict" and isinstance(self, Versioned):
                context = self.get_context_data(form=form, **self.changed_meanwhile(form))
                return self.render_to_response(context, status=409)
            return self.form_invalid(form)
        if self.made is None:  # somebody sent it before: that answer stands
            return response
        number = getattr(self.made, "number", "")
        messages.success(self.request, f"{number} {self.done_message}" if number else self.done_message)
        return response

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def do(self, form: Any) -> Any:
        service = type(self).service
        by, data = taken_by(self.request, form.cleaned_data)
        return service(by=by, **data)

    def get_success_url_for(self, made: Any) -> str:
        return made.get_absolute_url()

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        above = self.above()
        extra = {
            "title": self.title,
            "intro": self.intro,
            "submit_label": self.submit_label,
            "said": said(self.request.GET),
            "cancel_url": above[-1][1] if above else "",
        }
        return super().get_context_data(**{**extra, **kwargs})
