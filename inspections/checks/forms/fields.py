"""Fields that several forms of the wing use."""

from collections.abc import Callable

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from findings.forms.matters import MatterBoxes, in_order
from inspections.patrols.forms.fields import count_field, day_field, yuan_field
from law.clock import today
from law.matters import choices
from law.words import Sentence
from registry import eligibility
from registry.forms import EmployerField

__all__ = [
    "Named",
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

    def label_from_instance(self, user: User) -> str:
        """With how many inspections are in hand, where the form has counted them (`busy`)."""
        busy = getattr(user, "busy", None)
        told = f"{user.name}（{user.certificate}）"
        return told if busy is None else _("%(who)s，在手 %(n)s 户") % {"who": told, "n": busy}


class PersonField(Named, forms.ModelChoiceField):
    """One inspector with a valid certificate; whom it offers the form says."""

    def __init__(
        self,
        label: Sentence,
        *,
        required_message: Sentence = "",
        unfit: Sentence = UNFIT,
        help_text: Sentence = "",
    ) -> None:
        errors = {"required": required_message or _("请选择一名监察员。"), "invalid_choice": unfit}
        super().__init__(
            get_user_model().objects.none(),
            label=label,
            empty_label=_("请选择"),
            error_messages=errors,
            help_text=help_text,
        )


class PeopleField(Named, forms.ModelMultipleChoiceField):
    """Two or more inspectors with valid certificates."""

    def __init__(self, label: Sentence, help_text: Sentence = "") -> None:
        errors = {"required": _("请至少选两名监察员。"), "invalid_choice": UNFIT, "invalid_pk_value": UNFIT}
        super().__init__(
            get_user_model().objects.none(),
            label=label,
            widget=forms.CheckboxSelectMultiple,
            error_messages=errors,
            help_text=help_text,
        )


def offer_certified(*fields: forms.ModelChoiceField) -> None:
    """Let these fields choose among the inspectors whose certificate is valid today."""
    for field in fields:
        field.queryset = eligibility.certified(today()).order_by("name", "pk")


def text_field(
    label: Sentence,
    *,
    required: bool = True,
    rows: int = 4,
    longest: int = 8000,
    sentence: Sentence = "",
    help_text: Sentence = "",
) -> forms.CharField:
    """Several lines of text; `sentence` is what the page says when it must be filled in and is not."""
    errors = {"required": sentence} if sentence else None
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label,
        required=required,
        max_length=longest,
        widget=widget,
        error_messages=errors,
        help_text=help_text,
    )


def matters_field(
    label: Sentence,
    *,
    required: bool = False,
    among: Callable[[], list[tuple[str, list[tuple[str, str]]]]] = choices,
    sentence: Sentence = "",
    help_text: Sentence = "",
) -> forms.MultipleChoiceField:
    """Matters to tick `among` those there are; `sentence` is what the page says when none is ticked and one must be."""
    errors = {"required": sentence} if sentence else None
    return forms.MultipleChoiceField(
        label=label,
        choices=in_order(among),
        required=required,
        widget=MatterBoxes,
        error_messages=errors,
        help_text=help_text,
    )


def employer_field() -> EmployerField:
    return EmployerField(
        required=True,
        help_text=_("填统一社会信用代码、登记号或名称。"),
        error_messages={"required": _("请填写单位的代码或名称。")},
    )
