from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casework.fields import rows_of
from casework.forms import DayInput
from law.clock import today
from law.words import Sentence
from registry.models import Town

PATROLLER = "registry.view_employer"


def _day(
    label: Sentence, *, required: bool = True, help_text: Sentence = "", initial: object = None
) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=DayInput(),
        help_text=help_text,
        initial=initial,
        error_messages={"invalid": _("请写成 2021-03-22 这样的日期。")},
    )


class AccountField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.audit_label


class PostingForm(forms.Form):
    """Who is posted where. Posting to a town gives sight of its rows; what may be done there is the role's."""

    user = AccountField(
        label=_("人员"),
        queryset=get_user_model().objects.none(),
        error_messages={"invalid_choice": _("没有这个账号，请从列表中选。")},
    )
    town = forms.ModelChoiceField(
        label=_("镇街"),
        queryset=Town.objects.all(),
        error_messages={"invalid_choice": _("没有这个镇街，请从列表中选。")},
    )
    since = _day(_("开始日期"), initial=today)
    until = _day(_("结束日期（含当天）"), required=False, help_text=_("不填就是长期。"))
    duty = forms.CharField(label=_("职责"), required=False, max_length=50)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        users = get_user_model().objects.with_permission(PATROLLER).filter(is_active=True).order_by("name")
        rows_of(self, "user").queryset = users

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("since") and cleaned.get("until") and cleaned["until"] < cleaned["since"]:
            self.add_error("until", _("结束日期早于开始日期，请核对。"))
        return cleaned


class EndPostingForm(forms.Form):
    until = _day(_("最后一天"), initial=today, help_text=_("从第二天起，这个人看不到该镇街的记录。"))
    reason = forms.CharField(label=_("理由"), max_length=200, required=False)
