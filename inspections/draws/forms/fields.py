"""Fields several forms of this room ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from law.matters import choices

SHOWN = 6


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
