"""Fields that several forms of the room use."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from inspections.checks.forms.fields import (
    UNFIT,
    Named,
    count_field,
    day_field,
    employer_field,
    offer_certified,
    text_field,
    yuan_field,
)
from law.matters import choices_for_inspection
from law.words import Sentence

__all__ = [
    "PersonField",
    "count_field",
    "day_field",
    "employer_field",
    "matters_field",
    "offer_certified",
    "text_field",
    "yuan_field",
]


class PersonField(Named, forms.ModelChoiceField):
    """One inspector with a valid certificate. The form calls `offer_certified`."""

    def __init__(self, label: Sentence, **options: Any) -> None:
        options.setdefault("error_messages", {"required": _("请选择一名监察员。"), "invalid_choice": UNFIT})
        super().__init__(get_user_model().objects.none(), label=label, empty_label=_("请选择"), **options)


def matters_field(label: Sentence, *, required: bool = True) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices_for_inspection,
        required=required,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一项案由。")},
    )
