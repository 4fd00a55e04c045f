"""The forms of a patrol's acts."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from findings.triggers import Trigger
from inspections.patrols.forms.fields import day_field, days_to_rectify, due_day
from inspections.patrols.limits import extension_error, last_day
from inspections.patrols.models import Patrol
from law.clock import today


class OfRecord(forms.Form):
    """A form about one patrol."""

    takes_record = True

    def __init__(self, *args: Any, record: Patrol, **options: Any) -> None:
        super().__init__(*args, **options)
        self.record = record


class OrderRectificationForm(OfRecord):
    rectify_by = day_field(_("整改到期日"))
    requirements = forms.CharField(
        label=_("整改方案"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("逐条写明：谁负责、做什么、交什么材料。"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["rectify_by"].initial = due_day()
        self.fields["rectify_by"].help_text = _("默认 %(days)s 个工作日后，可改。") % {
            "days": days_to_rectify()
        }
        measures = (finding.measure for finding in self.record.findings.all())
        self.fields["requirements"].initial = "\n".join(measure for measure in measures if measure)

    def clean_rectify_by(self) -> date | None:
        day = self.cleaned_data["rectify_by"]
        if day <= today():
            raise forms.ValidationError(_("整改到期日要晚于今天，请改为以后的日期。"))
        return day


class ExtendRectificationForm(OfRecord):
    rectify_by = day_field(_("新的到期日"))
    reason = forms.CharField(
        label=_("为什么延长"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("理由会记入日志。"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.record.rectify_by:
            old = {"day": self.record.rectify_by.isoformat()}
            last = last_day(self.record)
            told = _("原到期日 %(day)s，只能往后延。") % old
            if last:
                told += _("最晚 %(last)s，再要延的请上报大队。") % {"last": last.isoformat()}
            self.fields["rectify_by"].help_text = told

    def clean_rectify_by(self) -> date | None:
        day, old = self.cleaned_data["rectify_by"], self.record.rectify_by
        if day <= today() or (old and day <= old):
            raise forms.ValidationError(_("新的到期日要晚于原到期日和今天，请改为以后的日期。"))
        if wrong := extension_error(self.record, day):
            raise forms.ValidationError(wrong)
        return day


class EscalateForm(OfRecord):
    trigger = forms.ChoiceField(
        label=_("上报情形"), widget=forms.RadioSelect, error_messages={"required": _("请选择上报的情形。")}
    )
    note = forms.CharField(
        label=_("上报说明"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("已经做了什么，需要大队做什么。"),
        error_messages={"required": _("请写明已经做了什么、需要大队做什么。")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        grounds = self.record.triggers
        self.fields["trigger"].choices = [(ground.value, Trigger(ground).label) for ground in grounds]
        self.fields["trigger"].initial = grounds[0].value if grounds else None
