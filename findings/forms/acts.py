"""What the brigade says when it answers a report. Each form is found by the name of its act (casework.deeds)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from findings.models import Escalation
from findings.services.escalating import key_of
from law.words import Sentence


def words(
    label: Sentence,
    *,
    required: bool = True,
    help_text: Sentence = "",
    error_messages: dict[str, Sentence] | None = None,
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
        error_messages=error_messages,
    )


class AcceptEscalationForm(forms.Form):
    answer = words(_("给镇街的答复"), required=False, help_text=_("可以不填；镇街在巡查页面能看到。"))


class ReturnEscalationForm(forms.Form):
    reason = words(
        _("退回理由"),
        help_text=_("为什么退回、镇街接下来做什么。镇街在巡查页面能看到。"),
        error_messages={"required": _("请写明为什么退回、镇街要做什么。")},
    )


class JoinEscalationForm(forms.Form):
    takes_record = True
    joined_to = forms.ChoiceField(
        label=_("并入哪一件"), widget=forms.RadioSelect, error_messages={"required": _("请选择并入哪一件。")}
    )
    answer = words(_("给镇街的答复"), required=False)

    def __init__(self, *args: Any, record: Escalation, **options: Any) -> None:
        super().__init__(*args, **options)
        found = record.work_under_way()
        choice = self.fields["joined_to"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(key_of(each), f"{each._meta.verbose_name} {each}") for each in found]
        choice.initial = key_of(found[0]) if found else None
