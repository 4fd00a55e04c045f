"""Fields that several forms of the room use."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from inspections.draws import eligibility
from inspections.patrols.forms.fields import count_field, day_field, yuan_field
from law.clock import today
from law.matters import choices_for_inspection
from registry.forms import EmployerField

__all__ = [
    "PeopleField",
    "PersonField",
    "count_field",
    "day_field",
    "employer_field",
    "matters_field",
    "offer_certified",
    "text_field",
    "yuan_field",
]
UNFIT = _("这名人员没有有效的执法证，请另选一人。")


class Named:
    """Inspectors are told apart by their certificate."""

    def label_from_instance(self, user: Any) -> str:
        return f"{user.name}（{user.certificate}）"


class PersonField(Named, forms.ModelChoiceField):
    """One inspector with a valid certificate. The form calls `offer_certified`."""

    def __init__(self, label: Any, **options: Any) -> None:
        options.setdefault("error_messages", {"required": _("请选择一名监察员。"), "invalid_choice": UNFIT})
        super().__init__(get_user_model().objects.none(), label=label, empty_label=_("请选择"), **options)


class PeopleField(Named, forms.ModelMultipleChoiceField):
    """Two or more inspectors with valid certificates."""

    def __init__(self, label: Any, **options: Any) -> None:
        errors = {"required": _("请至少选两名监察员。"), "invalid_choice": UNFIT, "invalid_pk_value": UNFIT}
        super().__init__(
            get_user_model().objects.none(),
            label=label,
            widget=forms.CheckboxSelectMultiple,
            error_messages=errors,
            **options,
        )


def offer_certified(*fields: Any) -> None:
    """Let these fields choose among the inspectors whose certificate is valid today."""
    for field in fields:
        field.queryset = eligibility.certified(today()).order_by("name", "pk")


def text_field(
    label: Any, *, required: bool = True, rows: int = 4, sentence: Any = "", **options: Any
) -> forms.CharField:
    errors = {"required": sentence} if sentence else None
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=8000, widget=widget, error_messages=errors, **options
    )  # fmt: skip


def matters_field(label: Any, *, required: bool = True) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices_for_inspection,
        required=required,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一项案由。")},
    )


def employer_field(**options: Any) -> EmployerField:
    return EmployerField(
        required=True,
        help_text=_("填统一社会信用代码、登记号或名称。"),
        error_messages={"required": _("请填写单位的代码或名称。")},
        **options,
    )
