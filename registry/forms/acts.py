"""Small forms: warnings and postings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from law.clock import today
from registry.models import Town, WarningKind, WarningLevel

DAY = forms.DateInput(attrs={"type": "date"})


class WarningForm(forms.Form):
    kind = forms.ChoiceField(label=_("预警事项"), choices=WarningKind.choices)
    level = forms.ChoiceField(label=_("级别"), choices=WarningLevel.choices)
    opened_on = forms.DateField(label=_("预警日期"), widget=DAY, initial=today)
    warned_by = forms.CharField(label=_("来源"), max_length=100, required=False)
    note = forms.CharField(label=_("情况"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class WarningCloseForm(forms.Form):
    outcome = forms.CharField(label=_("处置结果"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class PostingForm(forms.Form):
    user = forms.ModelChoiceField(label=_("人员"), queryset=User.objects.none())
    town = forms.ModelChoiceField(label=_("镇街"), queryset=Town.objects.all())
    since = forms.DateField(label=_("自"), widget=DAY, initial=today)
    until = forms.DateField(label=_("至"), widget=DAY, required=False)
    duty = forms.CharField(label=_("职责"), max_length=50, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].queryset = User.objects.with_permission("patrols.record_patrol")


class PostingEndForm(forms.Form):
    until = forms.DateField(label=_("最后一天"), widget=DAY, initial=today)
    reason = forms.CharField(label=_("理由"), max_length=500, required=False)
