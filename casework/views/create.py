"""The page that makes a record: a form, a service, a redirect to what was made."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.generic.edit import FormView

from casework import submissions
from casework.forms import FilesMixin
from casework.views.base import Once, Permitted, taken_by
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

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form gets `user`, whose scope its choices and files are limited to, when it takes one."""
        wants_user = issubclass(self.get_form_class(), FilesMixin) or getattr(
            self.form_class, "takes_user", False
        )
        return super().get_form_kwargs() | ({"user": self.request.user} if wants_user else {})

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        answer = submissions.answer_to(request.POST.get(submissions.FIELD, ""), user=request.user)
        if answer:
            return self.once(lambda: answer)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        made: list[Any] = []

        def deed() -> str:
            made.append(self.do(form))
            return self.get_success_url_for(made[0])

        try:
            response = self.once(deed)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            return self.form_invalid(form)
        number = getattr(made[0], "number", "") if made else ""
        messages.success(self.request, f"{number} {self.done_message}" if number else self.done_message)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
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
            "cancel_url": above[-1][1] if above else "",
        }
        return super().get_context_data(**{**extra, **kwargs})
