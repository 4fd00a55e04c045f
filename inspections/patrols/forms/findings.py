"""The problems of a visit, as many as there are."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from findings import checklist
from findings.entries import Problem
from findings.forms.matters import MatterSelect, ordered
from findings.kinds import Severity
from findings.outcomes import OUTCOMES, outcomes_of
from inspections.patrols.forms.fields import count_field, day_field, yuan_field

MOST = 20
BLANK_ROWS = 3
# The field of an outcome, by whether it is an amount; and what each may not exceed.
SETTLED = {False: "settled_people", True: "settled_amount"}
WHOLES = {"settled_people": "people", "settled_amount": "amount"}


def matter_choices() -> list[Any]:
    return [("", _("请选择")), *ordered(checklist.matter_choices())]


class FindingForm(forms.Form):
    matter = forms.ChoiceField(
        label=_("问题"),
        required=False,
        choices=matter_choices,
        widget=MatterSelect,
        help_text=_("要通报其他部门的，保存后会写明通报谁。"),
    )
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
    settled_people = count_field(_("当场已清退、补签、补发（人）"))
    settled_amount = yuan_field(_("当场已补发（元）"))
    measure = forms.CharField(label=_("整改要求"), required=False, max_length=300)
    responsible = forms.CharField(label=_("整改责任人"), required=False, max_length=30)
    act_from = day_field(_("行为开始日期"), required=False, help_text=_("不填就是巡查当天看到的。"))
    act_until = day_field(_("行为终了日期"), required=False, help_text=_("已经结束的才填；适用当时的法律。"))

    def has_changed(self) -> bool:
        """A row with nothing but a severity was left blank."""
        return bool(set(self.changed_data) - {"severity"})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("matter") and "matter" not in self.errors:
            self.add_error("matter", _("请选择是什么问题；不需要这一条就把内容清空。"))
        if not (cleaned.get("fact") or "").strip() and "fact" not in self.errors:
            self.add_error("fact", _("请写明事实。"))
        self._check_settled()
        return cleaned

    def _check_settled(self) -> None:
        """What was set right on the spot is part of what was found, and something this problem can have."""
        data = self.cleaned_data
        asked = {SETTLED[OUTCOMES[name].is_money] for name in outcomes_of(data.get("matter") or "")}
        for name, whole in WHOLES.items():
            settled, found = data.get(name), data.get(whole)
            if settled and data.get("matter") and name not in asked:
                self.add_error(name, _("这个问题没有这一项，请清空。"))
            elif settled and found is not None and settled > found:
                self.add_error(name, _("不能多于发现的数目，请核对。"))

    @property
    def _outcomes(self) -> dict[str, Any]:
        given = {
            name: self.cleaned_data.get(SETTLED[OUTCOMES[name].is_money])
            for name in outcomes_of(self.cleaned_data["matter"])
        }
        return {name: value for name, value in given.items() if value}

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
            responsible=data["responsible"],
            act_from=data["act_from"],
            act_until=data["act_until"],
            outcomes=self._outcomes,
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
