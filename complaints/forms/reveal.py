from django import forms
from django.utils.translation import gettext_lazy as _


class RevealForm(forms.Form):
    """Why somebody wants to know."""

    reason = forms.CharField(
        label=_("为什么要查看"),
        max_length=200,
        strip=True,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("理由和查看的内容会记入审计日志，不要写举报人的姓名、电话。"),
        error_messages={"required": _("请写明为什么要查看，例如“电话核实欠薪月份”。不写理由不能查看。")},
    )
