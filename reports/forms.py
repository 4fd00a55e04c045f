"""What is typed into a summary, with its submission, and into a request for reports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign
from casework.by import Reader
from casework.fields import column_label, rows_of
from casework.forms import DayInput, ReasonForm
from law.clock import today
from reports.metrics.window import cut_off_error, last_cut_off
from reports.models import SECTIONS, ReportKind, Summary
from reports.services.summaries import is_all_zero, town_figures

HINTS = {
    "basics": _("组织领导、宣传发动；已按数据写好初稿，请核对补充。"),
    "supervision": _("巡查、整改、上报；已按数据写好初稿，请核对补充。"),
    "major_cases": _("重大案件的查处经过和结果；没有的写“无”。"),
    "experience": _("哪些做法有效，为什么有效。"),
    "problems": _("巡查检查中反映出的问题和原因。"),
    "next_steps": _("怎样建立日常巡视监管、检查、惩戒的长效机制。"),
}


class SaveTextForm(forms.Form):
    """The six sections; unfinished ones may be saved and completed later."""

    takes_record = True

    def __init__(self, *args: Any, record: Summary, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in SECTIONS:
            self.fields[name] = forms.CharField(
                label=column_label(Summary, name),
                help_text=HINTS[name],
                required=False,
                max_length=10_000,
                initial=getattr(record, name),
                widget=forms.Textarea(attrs={"rows": 6}),
            )


class SubmitSummaryForm(forms.Form):
    """Asked before a summary is submitted: nought in every figure has to be said in so many words."""

    takes_record = True
    is_zero = forms.BooleanField(
        label=_("零报告：本镇街在统计期间没有需要上报的数据"),
        required=False,
        help_text=_("各项数据都是零时必须勾选；有数据的不要勾选。"),
    )

    def __init__(self, *args: Any, record: Summary, **options: Any) -> None:
        super().__init__(*args, **options)
        self.record = record

    def clean_is_zero(self) -> bool:
        is_zero, nothing = self.cleaned_data["is_zero"], is_all_zero(town_figures(self.record, today()))
        if nothing and not is_zero:
            raise forms.ValidationError(_("各项数据都是零。确实没有需要上报的，请勾选“零报告”后再报送。"))
        if is_zero and not nothing:
            raise forms.ValidationError(_("已有数据，不是零报告，请去掉“零报告”的勾选。"))
        return is_zero


class RunForm(forms.Form):
    """Which reports to make, and up to which day."""

    takes_user = True
    campaign = forms.ModelChoiceField(label=_("专项行动"), queryset=Campaign.objects.none(), empty_label=None)
    kind = forms.ChoiceField(label=_("报告"), choices=ReportKind.choices)
    cut_off = forms.DateField(
        label=_("统计截止日"),
        widget=DayInput,
        help_text=_("从行动开始统计到这一天，含当天。"),
    )

    def __init__(self, *args: Any, user: Reader, **options: Any) -> None:
        super().__init__(*args, **options)
        campaigns = Campaign.objects.visible_to(user)
        rows_of(self, "campaign").queryset = campaigns
        offered = campaigns.first()
        self.fields["cut_off"].initial = last_cut_off(offered) if offered else today()

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        campaign, cut_off = cleaned.get("campaign"), cleaned.get("cut_off")
        if campaign and cut_off and (wrong := cut_off_error(campaign, cut_off)):
            self.add_error("cut_off", wrong)
        return cleaned


# Acts that need nothing but their ground.
ReturnSummaryForm = ReasonForm
