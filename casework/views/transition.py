"""The one view through which people do acts: a plain POST, with or without a form."""

from types import ModuleType
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.generic import View

from casework import audit, submissions
from casework.forms import FilesMixin, OffPlanForm
from casework.models import WorkflowRecord
from casework.table import Row
from casework.views.base import Once, Placed, source_of
from casework.views.detail import buttons
from casework.workflow import Offer, Refused, check, perform


class TransitionView(Placed, Once, View):
    """`<pk>/<action>/` of a workflow model. The permission is the row's own.

    `forms` maps an action to its form class; a service of the action's name in `services` does more than the bare transition.
    The form gets `record` and `user` when its class sets `takes_record` / `takes_user`.
    """

    model: type[WorkflowRecord] = WorkflowRecord
    forms: dict[str, type[django_forms.Form]] = {}
    services: ModuleType | None = None
    template_name = "casework/act_form.html"
    permission = "row"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = self.model._default_manager.visible_to(request.user)
        self.record = get_object_or_404(rows, pk=kwargs["pk"])
        row = self.model.workflow.row(kwargs["action"], self.record.state) or self.model.workflow.named(
            kwargs["action"]
        )
        if row is None or row.permission is None:
            raise Http404
        if not request.user.has_perm(row.permission):
            audit.record_alone(
                row.action,
                actor=request.user,
                about=self.record,
                reason="permission",
                source=source_of(request),
                is_success=False,
            )
            raise PermissionDenied
        self.row: Row = row
        return super().dispatch(request, *args, **kwargs)

    def above(self) -> list[tuple[Any, Any]]:
        """Without parents of its own the record's page stands at the top."""
        return [*self.parents, (self.record.current_number, self.record.get_absolute_url())]

    def here(self) -> Any:
        return self.row.label

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refusal = self._refusal()
        if refusal is not None and refusal.code != "off_plan":
            return self._conflict(refusal)
        form_class = self._form_class(refusal)
        return self._page(self._form(form_class) if form_class else django_forms.Form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = submissions.answer_to(request.POST.get(submissions.FIELD, ""), user=request.user)
        if answer:
            return HttpResponseRedirect(answer)
        refusal = self._refusal()
        form_class = self._form_class(refusal)
        if refusal is not None and refusal.code != "off_plan":
            return self._conflict(refusal)
        form = self._form(form_class, request.POST, request.FILES) if form_class else None
        if form is not None and not form.is_valid():
            return self._page(form, status=422)
        data = dict(form.cleaned_data) if form is not None else {}
        try:
            response = self.once(lambda: self._do(data))
        except Refused as refusal:
            if form is None or refusal.code in {"state", "conflict", "permission"}:
                return self._conflict(refusal)
            form.add_error(None, refusal.sentence)
            return self._page(form, status=422)
        told = {"act": self.row.label, "number": self.record.current_number, "state": self.record.state_label}
        messages.success(request, _("“%(act)s”办好了，%(number)s 现在是“%(state)s”。") % told)
        return response

    def _do(self, data: dict[str, Any]) -> str:
        service = getattr(self.services, self.row.action, None) if self.services else None
        source = source_of(self.request)
        if service is not None:
            service(self.record, actor=self.request.user, source=source, **data)
        else:
            perform(
                self.record,
                self.row.action,
                actor=self.request.user,
                source=source,
                reason=data.get("reason", ""),
            )
        return self.record.get_absolute_url()

    def _refusal(self) -> Refused | None:
        """Why the act may not be done now, seen before the form is filled in."""
        sent = self.request.POST.get("version")
        if sent and sent.isdigit() and int(sent) != self.record.version:
            return Refused("conflict", _("这条记录刚刚已被办理过，请先看最新状态，再决定是否继续。"))
        try:
            check(self.record, self.row.action, actor=self.request.user, reason="", data={})
        except Refused as refusal:
            return refusal
        return None

    def _form_class(self, refusal: Refused | None) -> type[django_forms.Form] | None:
        form_class = self.forms.get(self.row.action)
        if refusal is not None and refusal.code == "off_plan":
            bases = (form_class, OffPlanForm) if form_class else (OffPlanForm,)
            return type("OffPlan", bases, {"reason": OffPlanForm.base_fields["reason"]})
        return form_class

    def _form(self, form_class: type[django_forms.Form], *sent: Any) -> django_forms.Form:
        options: dict[str, Any] = {}
        if issubclass(form_class, FilesMixin) or getattr(form_class, "takes_user", False):
            options["user"] = self.request.user
        if getattr(form_class, "takes_record", False):
            options["record"] = self.record
        return form_class(*sent, **options)

    def _page(self, form: django_forms.Form, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            act=self._button(None),
            record=self.record,
            record_no=self.record.current_number,
            record_url=self.record.get_absolute_url(),
            version=self.record.version,
        )
        return render(self.request, self.template_name, context, status=status)

    def _conflict(self, refusal: Refused) -> HttpResponse:
        """409: nothing was changed; the page says why and leads back to the record as it is now."""
        audit.record_alone(
            self.row.action,
            actor=self.request.user,
            about=self.record,
            reason=refusal.code,
            source=source_of(self.request),
            is_success=False,
        )
        context = {
            "refusal": refusal,
            "act": self._button(refusal),
            "record": self.record,
            "record_url": self.record.get_absolute_url(),
            "typed": self._typed(),
        }
        return render(self.request, "casework/refused.html", context, status=409)

    def _typed(self) -> list[tuple[Any, str]]:
        """What was typed into the form, with its labels, so that a refusal loses nothing."""
        fields = self.forms[self.row.action].base_fields if self.row.action in self.forms else {}
        pairs = ((fields[name].label, value) for name, value in self.request.POST.items() if name in fields)
        return [(label, value) for label, value in pairs if label and value]

    def _button(self, refusal: Refused | None) -> Any:
        return buttons(self.record, [Offer(self.row, refusal)], self.forms, {})[0]
