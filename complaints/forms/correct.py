"""Putting right what was entered at intake."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.by import Reader
from casework.fields import field_of, rows_of
from complaints.forms.fields import day, employer_field, harm, matters, people, yuan
from complaints.kinds import Label
from complaints.models import Complaint
from complaints.services.intake import FIXED_ON_ACCEPTANCE
from law.clock import today
from registry.forms import EmployerField
from registry.models import Town


class CorrectForm(forms.Form):
    employer = employer_field()
    town = forms.ModelChoiceField(
        label=_("用工所在镇街"), queryset=Town.objects.none(), required=False, empty_label=_("不清楚")
    )
    act_ended_on = day(_("违法行为终了日期"), help_text=_("还在持续的留空。"))
    has_harm = harm()
    matters = matters()
    workers_count = people(_("涉及人数"))
    amount = yuan(_("涉及金额（元）"))
    involves_minors = forms.BooleanField(label=_("涉及未成年人"), required=False)
    label = forms.ChoiceField(
        label=_("密级"),
        choices=Label,
        help_text=_("标为“举报保密”的，镇街看不到这一件，也看不到由它引出的任何事。"),
    )
    reason = forms.CharField(
        label=_("更正理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("请写明为什么更正。")},
    )

    def __init__(self, *args: Any, record: Complaint, user: Reader, **options: Any) -> None:
        initial = {name: getattr(record, name) for name in self.base_fields if name != "reason"}
        options["initial"] = initial | (options.get("initial") or {})
        super().__init__(*args, **options)
        field_of(self, "employer", EmployerField).user = user
        rows_of(self, "town").queryset = Town.objects.visible_to(user)
        if record.accepted_on:
            for name in FIXED_ON_ACCEPTANCE:
                del self.fields[name]

    def clean_act_ended_on(self) -> date | None:
        ended_on = self.cleaned_data["act_ended_on"]
        if ended_on and ended_on > today():
            raise forms.ValidationError(_("违法行为终了日期不能晚于今天；还在持续的，请留空。"))
        return ended_on
