"""Declaring a conflict of interest."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from casework.by import Reader
from casework.fields import field_of, rows_of
from registry import eligibility
from registry.forms.lookup import EmployerField
from registry.models import ConflictKind


class ConflictForm(forms.Form):
    """One's own; who assigns people may also enter it for an inspector."""

    takes_user = True
    inspector = forms.ModelChoiceField(
        label=_("监察员"),
        queryset=get_user_model().objects.none(),
        empty_label=None,
        error_messages={"required": _("请选择监察员。")},
    )
    employer = EmployerField(label=_("单位"))
    kind = forms.ChoiceField(
        label=_("关系"),
        choices=ConflictKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择是什么关系。")},
    )
    reason = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("选“其他”的要写明；不用写无关的个人信息。"),
    )

    def __init__(self, *args: Any, user: Reader, **options: Any) -> None:
        super().__init__(*args, **options)
        field_of(self, "employer", EmployerField).user = user
        if user.has_perm("registry.see_all_conflicts"):
            rows_of(self, "inspector").queryset = eligibility.inspectors().order_by("name", "pk")
        else:
            del self.fields["inspector"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == ConflictKind.OTHER and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("选“其他”的，请写明是什么关系。"))
        return cleaned
