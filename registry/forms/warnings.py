from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms import DayInput
from law.clock import today
from law.words import told_today
from registry.models import FORCED_LEVELS, WarningKind, WarningLevel


class WarningForm(forms.Form):
    kind = forms.ChoiceField(label=_("预警事项"), choices=WarningKind)
    level = forms.ChoiceField(
        label=_("级别"),
        choices=WarningLevel,
        widget=forms.RadioSelect,
        required=False,
        help_text=told_today(
            _(
                "拖欠工资：超过 %(orange)s橙色，超过 %(red)s红色，不到的黄色。"
                "停产半停产、失联或转移资产、集体停工或上访一律红色，不用选。橙色、红色会马上报告大队。"
            ),
            orange="warning.orange_months",
            red="warning.red_months",
        ),
    )
    opened_on = forms.DateField(
        label=_("预警日期"),
        initial=today,
        widget=DayInput(),
        error_messages={"invalid": _("请写成 2021-06-15 这样的日期。")},
    )
    warned_by = forms.CharField(
        label=_("线索来源"),
        required=False,
        max_length=100,
        help_text=_("例如：供电公司通报、巡查发现、职工反映。"),
    )
    note = forms.CharField(
        label=_("情况"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
        help_text=_("涉及多少人、多少钱、多长时间。不写举报人。"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Some kinds are red by themselves; for the others the officer judges."""
        super().clean()
        cleaned = self.cleaned_data
        forced = FORCED_LEVELS.get(cleaned.get("kind", ""))
        if forced:
            cleaned["level"] = forced
        elif not cleaned.get("level") and "level" not in self.errors:
            self.add_error("level", _("请选择级别。"))
        return cleaned

    def clean_opened_on(self) -> date:
        day = self.cleaned_data["opened_on"]
        if day > today():
            raise forms.ValidationError(_("预警日期晚于今天，请核对。"))
        return day


class CloseWarningForm(forms.Form):
    outcome = forms.CharField(
        label=_("处置结果"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
        help_text=_("怎样处置、欠款是否付清、凭据在哪里。"),
    )  # fmt: skip

    def clean_outcome(self) -> str:
        return self.cleaned_data["outcome"].strip()
