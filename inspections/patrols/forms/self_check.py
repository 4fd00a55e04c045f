"""Taking in the self-check form of an employer."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms import FilesMixin
from findings.checklist import LINES
from inspections.patrols.checklist import Answer
from inspections.patrols.forms.fields import EmployerField, day_field
from law.clock import today
from registry.models import Employer


class SelfCheckForm(FilesMixin):
    employer = EmployerField(widget=forms.HiddenInput)
    received_on = day_field(_("收到日期"), initial=today)
    filled_by = forms.CharField(label=_("填表人"), max_length=30)

    def __init__(self, *args: Any, employer: Employer | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["employer"].limit_to(self.user)
        self.fields["employer"].initial = employer.pk if employer else None
        for line in LINES:
            self.fields[f"line_{line.letter}"] = forms.ChoiceField(
                label=f"{line.letter.upper()} {line.label}", choices=Answer.choices, widget=forms.RadioSelect
            )
        self.fields["problems"] = forms.CharField(
            label=_("自查发现的问题"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields["plan"] = forms.CharField(
            label=_("整改方案"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.order_fields([name for name in self.fields if name not in ("files", "held_files")])

    def clean_received_on(self) -> date | None:
        day = self.cleaned_data["received_on"]
        if day > today():
            raise forms.ValidationError(_("收到日期不能晚于今天，请改为今天或以前的日期。"))
        return day

    def clean(self) -> dict[str, Any]:
        """Collect the lines into `answers`, the argument of `services.record_self_check`."""
        cleaned = super().clean()
        answers = {line.letter: cleaned.pop(f"line_{line.letter}", "") for line in LINES}
        has_problem = Answer.BAD in answers.values()
        if has_problem and not (cleaned.get("problems") or "").strip():
            self.add_error("problems", _("有一项选了“有问题”，请写明是什么问题。"))
        return cleaned | {"answers": answers}
