"""Fields several forms of this room ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from law.matters import choices
from registry.models import Employer

SHOWN = 6


class DayInput(forms.DateInput):
    """The browser's own date picker; a day may also be typed."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class FirmField(forms.CharField):
    """One employer, by its code or its name, of those the form's `user` may see; works without script."""

    user: Any = None

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("单位"))
        options.setdefault("help_text", _("填统一社会信用代码、登记号，或者名称。"))
        super().__init__(
            max_length=200, error_messages={"required": _("请填写单位的代码或者名称。")}, **options
        )

    def clean(self, value: Any) -> Employer:
        text = super().clean(value)
        rows = Employer.objects.visible_to(self.user).select_related("town")
        exact = rows.filter(code=text.upper()).first()
        if exact is not None:
            return exact
        found = list(rows.search(text).order_by("-pk")[: SHOWN + 1])
        named = found if len(found) == 1 else [employer for employer in found if employer.name == text]
        if len(named) == 1:
            return named[0]
        if not found:
            raise forms.ValidationError(_("名录里没有这家单位，请核对代码或者名称；没有建档的先建档。"))
        listed = "；".join(f"{employer.name} {employer.code}" for employer in found[:SHOWN])
        more = _("等") if len(found) > SHOWN else ""
        raise forms.ValidationError(
            _("有几家相近的，请改填其中一家的代码：%(listed)s%(more)s。"),
            params={"listed": listed, "more": more},
        )


def count_field(label: Any, **options: Any) -> forms.IntegerField:
    """A whole number of people or things; empty is none."""
    sentence = _("请填写不带小数的数字，没有的不填。")
    messages = {"invalid": sentence, "min_value": sentence}
    return forms.IntegerField(
        label=label, min_value=0, max_value=1_000_000, required=False, error_messages=messages, **options
    )


def yuan_field(label: Any, **options: Any) -> forms.DecimalField:
    """An amount in yuan; empty is none."""
    sentence = _("请填写金额，单位元，例如 9000 或 9000.50。")
    messages = {"invalid": sentence, "min_value": sentence}
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        required=False,
        error_messages=messages,
        **options,
    )


def matters(label: Any, **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **options
    )


def long_text(label: Any, *, rows: int = 3, longest: int = 1000, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **options
    )
