"""The problems of a visit, as many as there are."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inspections.patrols import checklist
from inspections.patrols.entries import Problem
from inspections.patrols.forms.fields import count_field, yuan_field
from inspections.patrols.models.finding import Severity

MOST = 20
BLANK_ROWS = 3


def matter_choices() -> list[Any]:
    return [("", _("请选择")), *checklist.matter_choices()]


class FindingForm(forms.Form):
    matter = forms.ChoiceField(label=_("问题"), required=False, choices=matter_choices)
    fact = forms.CharField(
        label=_("事实"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("谁、什么时候、多少人、多少钱。不要写身份证号。"),
    )
    severity = forms.ChoiceField(
        label=_("程度"), required=False, choices=Severity.choices, initial=Severity.MINOR
    )
    people = count_field(_("涉及人数"))
    amount = yuan_field(_("涉及金额（元）"))
    measure = forms.CharField(label=_("整改要求"), required=False, max_length=300)

    def has_changed(self) -> bool:
        """A row with nothing but a severity was left blank."""
        return bool(set(self.changed_data) - {"severity"})

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
        data = self.cleaned_data
        if not data.get("matter"):
            return None
        return Problem(
            matter=data["matter"],
            fact=data["fact"],
            severity=data["severity"] or Severity.MINOR,
            people=data["people"],
            amount=data["amount"],
            measure=data["measure"],
        )


class BaseFindings(forms.BaseFormSet):
    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Error ids and labels of a row stay unique without script."""
        return super().get_form_kwargs(index) | {"use_required_attribute": False}

    @property
    def mentioned(self) -> set[str]:
        """The matters chosen, also in rows that still lack something."""
        self.is_valid()
        return {form.cleaned_data["matter"] for form in self.forms if form.cleaned_data.get("matter")}

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
