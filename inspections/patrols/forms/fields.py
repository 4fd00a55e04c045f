"""Fields that several forms of the room use."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.by import Reader
from casework.forms import DayInput, YuanField
from law import policy, workdays
from law.clock import today
from law.words import Sentence
from registry.models import Employer

UNKNOWN_EMPLOYER = _("找不到该单位，请重新选择。")


def day_field(
    label: Sentence, *, required: bool = True, help_text: Sentence = "", initial: object = None
) -> forms.DateField:
    """A day, picked or typed."""
    sentence = _("请按 2021-04-20 的样子填写日期。")
    return forms.DateField(
        label=label,
        required=required,
        widget=DayInput,
        help_text=help_text,
        initial=initial,
        error_messages={"invalid": sentence},
    )


def days_to_rectify() -> int:
    """How many working days an employer gets unless the officer says otherwise; a local value, no law fixes it."""
    return policy.integer("patrol.days_to_rectify")


def due_day() -> date:
    """The last day to rectify that the forms propose."""
    return workdays.add_workdays(today(), days_to_rectify(), provisional=True)


def count_field(label: Sentence, *, help_text: Sentence = "", initial: object = None) -> forms.IntegerField:
    """A whole number of people or things, typed on a phone's number pad."""
    sentence = _("请填写不带小数的数字，没有的填 0。")
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=1_000_000,
        required=False,
        error_messages={"invalid": sentence, "min_value": sentence},
        help_text=help_text,
        initial=initial,
    )


def yuan_field(label: Sentence, *, help_text: Sentence = "", initial: object = None) -> forms.DecimalField:
    """An amount in yuan."""
    return YuanField(label=label, help_text=help_text, initial=initial)


def hours_field(label: Sentence, *, most: int) -> forms.DecimalField:
    sentence = _("请填写小时数，可带一位小数。")
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=most,
        max_digits=5,
        decimal_places=1,
        required=False,
        error_messages={"invalid": sentence, "min_value": sentence},
    )


class EmployerField(forms.ModelChoiceField):
    """An employer chosen on another page; one the user may not see is as unknown as none."""

    def __init__(self, widget: type[forms.Widget] | None = None) -> None:
        errors = {"required": _("请先选择单位。"), "invalid_choice": UNKNOWN_EMPLOYER}
        super().__init__(Employer.objects.none(), label=_("单位"), error_messages=errors, widget=widget)

    def limit_to(self, user: Reader) -> None:
        self.queryset = (
            Employer.objects.visible_to(user).select_related("town", "grid").prefetch_related("categories")
        )
