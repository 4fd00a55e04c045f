"""The one view through which people do acts: a plain POST, with or without a form."""

from collections.abc import Mapping
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.generic import View

from casework import audit, deeds, hooks
from casework.kinds import visible
from casework.models import WorkflowRecord
from casework.papers.previewing import previews
from casework.table import Row
from casework.views import act_forms, approval, remarks
from casework.views.base import Placed, by_of, taken_by, version_sent
from casework.views.detail import ActButton, buttons
from casework.views.once import Once
from casework.views.prefill import days_of, prefilled, said
from casework.workflow import NotNow, Offer, Refused, check, perform
from law.words import Sentence

PREVIEW = "preview"


class TransitionView(Placed, Once, View):
    """`<pk>/<action>/` of a workflow model. The permission is the row's own.

    Its form and its service are found by the act's name (casework.deeds).
    The form gets `record` and `user` when its class sets `takes_record` / `takes_user`.
    """

    model: type[WorkflowRecord]
    template_name = ""  # `sheet` when a room has none of its own, which such a one extends
    permission = "row"
    # What the page shows beside the record itself, read with it.
    beside: tuple[str, ...] = ()
    approval_sheet = "casework/approval.html"
    remarked = staticmethod(remarks.with_remarks)

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        seen = visible(self.model, request.user)
        seen = seen.select_related(*self.beside) if self.beside else seen
        self.record = get_object_or_404(seen, pk=self.kwargs["pk"])
        table, action = self.model.workflow, self.kwargs["action"]
        here = table.row(action, self.record.state)
        rows = [row for row in ([here] if here else table.rows_of(action)) if row.permission]
        if not rows:
            raise Http404
        self.row: Row = rows[0]
        if not any(request.user.has_perm(str(row.permission)) for row in rows):
            self._note_refusal("permission")
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def above(self) -> list[tuple[Any, Any]]:
        """Without parents of its own the record's page stands at the top."""
        return [*self.parents, (self.record.current_number, self.record.get_absolute_url())]

    def here(self) -> Sentence:
        return self.row.label

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        refusal = self._refusal()
        if isinstance(refusal, NotNow):
            return self._conflict(refusal)
        form_class = self._form_class()
        form = self._form(form_class, **self._brought(form_class)) if form_class else django_forms.Form()
        return self._page(
            form,
            said=said(request.GET),
            previews=self._previews({}) if self.approval in (None, self.row) else [],
        )

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if self._is_outdated() or self.model.workflow.row(self.row.action, self.record.state) is None:
            return self._conflict(self._refusal() or self._outdated())
        form_class = self._form_class()
        form = self._form(form_class, request.POST, request.FILES) if form_class else None
        if form is not None and not form.is_valid():
            refusal = self._refusal()
            return self._conflict(refusal) if isinstance(refusal, NotNow) else self._page(form, status=422)
        data = dict(form.cleaned_data) if form is not None else {}
        if form is not None and PREVIEW in request.POST:
            return self._page(form, previews=self._previews(data))
        try:
            response = self.once(lambda: self._do(data))
            if self.made is None:  # somebody sent it before: that answer stands
                return response
        except Refused as refusal:
            if form is None or isinstance(refusal, NotNow):
                return self._conflict(refusal)
            form.add_error(None, refusal.sentence)
            return self._page(form, status=422)
        self._tell_done()
        return response

    def _tell_done(self) -> None:
        messages.success(self.request, self._done())
        for tell in hooks.functions("act_done"):
            tell(self.request, self.record, self.row)

    def _done(self) -> str:
        """What stands on the page it comes to; a record without a number is called by its kind."""
        number = self.record.current_number or self.record.kind_label
        told = {"act": self.row.label, "number": number, "state": self.record.state_label}
        return _("“%(act)s”办好了，%(number)s 现在是“%(state)s”。") % told

    def _do(self, data: dict[str, Any]) -> str:
        by, rest = taken_by(self.request, data)
        deed = deeds.service(self.model._meta.app_label, self.row.action)
        if deed is not None:
            deed(self.record, by=by, **rest)
        else:
            perform(self.record, self.row.action, by=by, reason=rest.get("reason", ""))
        self.made = self.record
        return self.record.get_absolute_url()

    def _refusal(self) -> Refused | None:
        """Why the act may not be done now, seen before the form is filled in."""
        try:
            check(self.record, self.row.action, by=by_of(self.request))
        except Refused as refusal:
            return refusal
        return None

    def _is_outdated(self) -> bool:
        """Whether the page that was sent showed another version than there is, or none."""
        return version_sent(self.request) != self.record.version

    def _outdated(self) -> Refused:
        return Refused("conflict", _("这条记录刚刚已被办理过，请先看最新状态，再决定是否继续。"))

    def asked_fields(self) -> Mapping[str, django_forms.Field]:
        form_class = self._form_class()
        return form_class.base_fields if form_class else {}

    def _form_class(self) -> type[django_forms.Form] | None:
        return act_forms.form_class_of(self.record, self.row, remarked=self.remarked)

    def _form(self, form_class: type[django_forms.Form], *sent: Any, **options: Any) -> django_forms.Form:
        return act_forms.made(form_class, *sent, record=self.record, user=self.request.user, **options)

    def _brought(self, form_class: type[django_forms.Form]) -> dict[str, Any]:
        brought = prefilled(form_class, self.request.GET, days_of(form_class))
        return {"initial": brought} if brought else {}

    def way_to(self, action: str) -> str:
        """The address of an act of this record, for those who are on a page like this."""
        return self.record.act_url(action)

    @property
    def approval(self) -> Row | None:
        """The approval this act answers, if it is one."""
        return self.model.workflow.approval_of(self.row)

    def _about_approval(
        self, form: django_forms.Form, shown: list[dict[str, Any]] | None, submission: str
    ) -> dict[str, Any]:
        """What the page of an approval tells besides; of another act, what was said when its last one was sent back."""
        if self.approval is not None:
            return approval.page_of(
                self.record, self.row, self.approval, form=form, submission=submission, by=by_of(self.request), shown=shown,
                ways=approval.Ways(self.way_to, self.remarked),
            )  # fmt: skip
        returned = remarks.to_answer(self.record, self.row)
        return {"returned": returned, "remarks": remarks.mark(form, returned)} if returned else {}

    def _previews(self, typed: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The papers the act would make, with what has been typed so far."""
        if not self.row.papers:
            return []
        given = {name: value for name, value in typed.items() if name != "words"} | typed.get("words", {})
        return previews(self.record, self.row, by=by_of(self.request), given=given)

    def _page(self, form: django_forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            preview=PREVIEW if self.row.papers and form.fields else "",
            sheet=self.approval_sheet if self.approval else "casework/act_form.html",
            **more,
            act=self._button(None),
            record=self.record,
            record_no=self.record.current_number,
            record_url=self.record.get_absolute_url(),
            version=self.record.version,
        )
        context |= self._about_approval(form, more.get("previews"), context["submission"])
        return render(self.request, self.template_name or context["sheet"], context, status=status)

    def _conflict(self, refusal: Refused) -> HttpResponse:
        """409: nothing was changed; the page says why and leads back to the record as it is now."""
        self._note_refusal(refusal.code)
        context = {
            "refusal": refusal,
            "act": self._button(refusal),
            "record": self.record,
            "record_url": self.record.get_absolute_url(),
            "typed": self._typed(),
        }
        return render(self.request, "casework/refused.html", context, status=409)

    def _note_refusal(self, code: str) -> None:
        audit.note(
            self.row.action,
            by=by_of(self.request),
            about=self.record,
            before=self.record.state,
            reason=code,
            is_success=False,
        )

    def _typed(self) -> list[tuple[Any, str]]:
        """What was typed into the form, with its labels, so that a refusal loses nothing."""
        form_class = deeds.forms_of(self.model).get(self.row.action)
        fields = form_class.base_fields if form_class else {}
        pairs = ((fields[name].label, value) for name, value in self.request.POST.items() if name in fields)
        return [(label, str(value)) for label, value in pairs if label and value]

    def _button(self, refusal: Refused | None) -> ActButton:
        return buttons(self.record, [Offer(self.row, refusal)])[0]
