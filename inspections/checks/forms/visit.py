"""The page of one formal inspection, filled in on a phone or in the office."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casework.acts import day_error
from casework.fields import field_of, rows_of
from casework.forms import FilesMixin
from findings.entries import Problem
from findings.forms.matters import MatterSelect, ordered
from inspections.checks import rules
from inspections.checks.forms.fields import (
    PeopleField,
    count_field,
    day_field,
    employer_field,
    offer_certified,
    text_field,
    yuan_field,
)
from inspections.checks.kinds import WITH_FINDINGS, VisitResult
from inspections.checks.models import Inspection
from law.clock import today
from law.matters import choices_for_inspection
from registry.forms.lookup import EmployerField

MOST = 20
BLANK_ROWS = 3


class FindingForm(forms.Form):
    matter = forms.ChoiceField(
        label=_("问题"),
        required=False,
        choices=lambda: [("", _("请选择")), *ordered(choices_for_inspection())],
        widget=MatterSelect,
    )
    fact = text_field(
        _("事实"), required=False, rows=2, help_text=_("谁、什么时候、多少人、多少钱。不要写身份证号。")
    )
    people = count_field(_("涉及人数"))
    amount = yuan_field(_("涉及金额（元）"))
    act_from = day_field(_("行为开始日期"), required=False, help_text=_("不填就是检查当天看到的。"))
    act_until = day_field(_("行为终了日期"), required=False, help_text=_("已经结束的才填；适用当时的法律。"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("matter") and "matter" not in self.errors:
            self.add_error("matter", _("请选择是什么问题；不需要这一条就把内容清空。"))
        if not (cleaned.get("fact") or "").strip() and "fact" not in self.errors:
            self.add_error("fact", _("请写明事实。"))
        return cleaned

    @property
    def problem(self) -> Problem | None:
        """What was written here; None for a row left blank."""
        return Problem(**self.cleaned_data) if self.cleaned_data.get("matter") else None


class BaseFindings(forms.BaseFormSet):
    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return super().get_form_kwargs(index) | {"use_required_attribute": False}

    @property
    def problems(self) -> list[Problem]:
        return [form.problem for form in self.forms if form.is_valid() and form.problem is not None]


Findings = forms.formset_factory(
    FindingForm,
    formset=BaseFindings,
    extra=BLANK_ROWS,
    max_num=MOST,
    absolute_max=MOST + 5,
    validate_max=True,
)


class VisitForm(FilesMixin):
    employer = employer_field()
    visited_on = day_field(_("检查日期"), initial=today)
    inspectors = PeopleField(_("检查人员"), help_text=_("两人以上，出示执法证；选在前面的主办。"))
    result = forms.ChoiceField(
        label=_("检查结果"),
        choices=VisitResult.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择检查结果。")},
    )
    text = text_field(_("检查情况"), required=False)
    headcount = count_field(_("职工人数"))
    received_by = forms.CharField(label=_("单位在场人员"), required=False, max_length=60)
    reason = text_field(
        _("检查理由"), required=False, rows=2, help_text=_("今年的日常检查已到上限、因有违法嫌疑再查的才填。")
    )

    def __init__(self, *args: Any, inspection: Inspection | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.inspection = inspection
        field_of(self, "employer", EmployerField).user = self.user
        offer_certified(rows_of(self, "inspectors"))
        self.fields["inspectors"].initial = [self.user.pk]
        self.findings = Findings(self.data if self.is_bound else None, prefix="finding")
        if inspection is not None:
            del self.fields["employer"], self.fields["reason"]
            self.fields["inspectors"].initial = [person.pk for person in inspection.handlers()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if wrong := day_error(
            cleaned.get("visited_on"), since=self.inspection.listed_on if self.inspection else None
        ):
            self.add_error("visited_on", wrong)
        if wrong := self._people_error(cleaned.get("inspectors")):
            self.add_error("inspectors", wrong)
        if self.findings.is_valid():
            self._check_result(cleaned.get("result"), cleaned.get("text", ""))
        else:
            self.add_error(None, _("有一条问题没有写完整，请看标出的地方。"))
        return cleaned

    def _people_error(self, people: Collection[User] | None) -> str:
        if people is not None and len(people) < 2:
            return str(_("须有两名以上的监察员（条例第十六条），请再选一人。"))
        return rules.people_error(people or (), actor=self.user, inspection=self.inspection)

    def _check_result(self, result: str | None, text: str) -> None:
        """The result agrees with the problems; a visit that could not look says in words what was."""
        problems = self.findings.problems
        if result in WITH_FINDINGS and not problems:
            self.add_error("result", _("检查结果是发现问题的，请至少写一条问题。"))
        if result == VisitResult.NO_PROBLEM and problems:
            self.add_error("result", _("写了问题，检查结果就不能选未发现问题。"))
        if result and result not in (*WITH_FINDINGS, VisitResult.NO_PROBLEM) and not text.strip():
            self.add_error("text", _("请写明检查情况。"))

    def forgive(self) -> None:
        """Drop all errors but those of files: the page was sent only to get more rows."""
        self._errors = type(self.errors)(
            {name: errors for name, errors in self.errors.items() if name == "files"}
        )
        for form in self.findings.forms:
            form._errors = type(self.errors)()

    @property
    def top_fields(self) -> list[Any]:
        names = ("employer", "visited_on", "inspectors", "received_by", "headcount")
        return [self[name] for name in names if name in self.fields]

    def visit(self) -> dict[str, Any]:
        """The arguments of `services.record_visit`; the inspection's own lead stays the lead."""
        people = list(self.cleaned_data["inspectors"])
        first = self.inspection.lead_id if self.inspection else self.user.pk
        people.sort(key=lambda person: person.pk != first)
        return {
            **self.cleaned_data,
            "inspectors": people,
            "inspection": self.inspection,
            "findings": self.findings.problems,
        }
