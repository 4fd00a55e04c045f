"""The page of an approval: what is put forward, the papers as they would be issued, what changed, and every answer beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic.edit import FormView

from casework import passing_on, submissions
from casework.by import By
from casework.fields import rows_of
from casework.kinds import Kind, moving
from casework.models import Passing, WorkflowRecord
from casework.paper_kinds import kind_of
from casework.papers import sent_back
from casework.papers.previewing import previews
from casework.table import BACK, Row
from casework.views import act_forms, remarks
from casework.views.base import Permitted, by_of, taken_by
from casework.views.once import Once
from casework.workflow import NotNow, Refused, check
from law import terms
from law.clock import today
from law.words import Sentence


@dataclass(frozen=True)
class Answer:
    """One answer on the page: yes, back to whoever put it forward, or no. `refusal` says why it may not be given now."""

    row: Row
    url: str
    form: forms.Form
    submission: str
    is_current: bool
    refusal: str = ""

    @property
    def word(self) -> Sentence:
        if self.row.is_approval:
            return _("同意")
        return _("退回") if self.row.kind == BACK else _("不同意")


@dataclass(frozen=True)
class Ways:
    """How a page leads on: the address of each answer, and how a return asks for remarks on single parts."""

    to: Callable[[str], str]
    remarked: act_forms.Remarked


def page_of(
    record: WorkflowRecord, row: Row, approval: Row, *, form: forms.Form, submission: str, by: By,
    shown: list[dict[str, Any]] | None, ways: Ways,
) -> dict[str, Any]:  # fmt: skip
    """All the page tells besides the record itself. `shown` are the previews with what was typed, where something was."""
    planned = previews(record, approval, by=by, given={}) if approval.papers else []
    last = sent_back.last(record, approval)
    return {
        "approval": approval,
        "answers": _answers(record, row, approval, form=form, submission=submission, by=by, ways=ways),
        "previews": shown or planned,
        "sent_back": last,
        "remarks": remarks.of(last) if last else [],
        "changes": sent_back.changes(record, approval, planned, last) if last else [],
        "law": law_of(record, approval),
        "passed": Passing.objects.about(record).open().filter(action=approval.action).first(),
        "behalf": by.using(approval.permission).behalf,
        "pass_url": pass_url(record, approval)
        if passing_on.candidates(record, approval, by=by).exists()
        else "",
    }


def pass_url(record: WorkflowRecord, approval: Row) -> str:
    return reverse("casework:pass_on", args=[record._meta.label_lower, record.pk, approval.action])


def law_of(record: WorkflowRecord, approval: Row) -> list[tuple[str, str]]:
    """Where it is written: the basis of each paper and the terms the act starts, in the version in force today."""
    kinds = [kind for kind in map(kind_of, approval.papers) if kind.when is None or kind.when(record)]
    found = [(str(kind.title), str(kind.basis)) for kind in kinds if kind.basis]
    for code in getattr(approval.hint, "terms", ()):
        term = terms.term(code, today())
        found.append((f"{term.label}（{term.length}）", term.citation))
    return found


def _answers(
    record: WorkflowRecord, row: Row, approval: Row, *, form: forms.Form, submission: str, by: By, ways: Ways
) -> list[Answer]:
    found = []
    for each in (approval, *record.workflow.answers(approval)):
        if not by.may(str(each.permission)):
            continue
        is_current = each.action == row.action
        found.append(
            Answer(
                row=each,
                url=ways.to(each.action),
                form=form if is_current else _fresh(record, each, by, ways),
                submission=submission if is_current else submissions.new_key(),
                is_current=is_current,
                refusal=_refusal(record, each, by),
            )
        )
    return found


def _fresh(record: WorkflowRecord, row: Row, by: By, ways: Ways) -> forms.Form:
    """The form of another answer; its ids do not meet those of the first."""
    form_class = act_forms.form_class_of(record, row, remarked=ways.remarked) or forms.Form
    return act_forms.made(form_class, record=record, user=by.actor, auto_id=f"id_{row.action}_%s")


def _refusal(record: WorkflowRecord, row: Row, by: By) -> str:
    try:
        check(record, row.action, by=by)
    except NotNow as refusal:
        return refusal.sentence
    except Refused:
        return ""  # off plan: the form asks why
    return ""


class PassOnForm(forms.Form):
    to = forms.ModelChoiceField(get_user_model().objects.none(), label=_("转给"), empty_label=_("请选择"))
    reason = forms.CharField(
        label=_("转办理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("对方会收到通知，这件事转到对方的待审批里；仍不能由提交人自己审批。"),
    )  # fmt: skip


class PassOnView(Permitted, Once, FormView):
    """转办 of one approval; who may not give it finds nothing here."""

    permission = "casework.give_approvals"
    form_class = PassOnForm
    template_name = "casework/form.html"
    title = _("转办")

    @cached_property
    def kind(self) -> Kind:
        found = next((kind for kind in moving() if kind.model.lower() == self.kwargs["kind"]), None)
        if found is None:
            raise Http404
        return found

    @cached_property
    def about(self) -> WorkflowRecord:
        record: WorkflowRecord = get_object_or_404(
            self.kind.visible_to(self.request.user), pk=self.kwargs["pk"]
        )
        return record

    @cached_property
    def row(self) -> Row:
        rows = self.kind.model_class.workflow.rows_of(self.kwargs["action"])
        row = next((row for row in rows if row.is_approval), None)
        if row is None or not self.request.user.has_perm(str(row.permission)):
            raise Http404
        return row

    def above(self) -> list[tuple[Any, Any]]:
        return [
            (self.about.current_number or str(self.about), self.about.get_absolute_url()),
            (self.row.label, self.about.act_url(self.row.action)),
        ]

    def get_form(self, form_class: type[forms.Form] | None = None) -> forms.Form:
        form = super().get_form(form_class)
        able = passing_on.candidates(self.about, self.row, by=by_of(self.request))
        rows_of(form, "to").queryset = able
        return form

    def asked_fields(self) -> Mapping[str, forms.Field]:
        return PassOnForm.base_fields

    def form_valid(self, form: forms.Form) -> HttpResponse:
        by, data = taken_by(self.request, form.cleaned_data)

        def deed() -> str:
            self.made = passing_on.pass_on(self.about, self.row.action, by=by, **data)
            return self.about.get_absolute_url()

        try:
            response = self.once(deed)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            return self.form_invalid(form)
        if self.made is not None:
            messages.success(self.request, _("已转给%(name)s。") % {"name": data["to"].name})
        return response

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        extra = {"submit_label": self.title, "intro": str(self.about), "cancel_url": self.above()[-1][1]}
        return super().get_context_data(**{**extra, **kwargs})
