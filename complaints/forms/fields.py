"""Fields several forms of this room ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.confidentiality import LABELS
from complaints.rules import MOST_PEOPLE
from law.matters import choices
from registry.models import Employer

SHOWN = 6


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", **options)


class EmployerField(forms.CharField):
    """An employer by its code or its name, of those the form's user may see. Works without script.

    The form sets `user`. Part of a name will do when it fits one; when it fits several, they are answered with their codes.
    """

    user: Any = None

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("用人单位"))
        options.setdefault(
            "help_text", _("填统一社会信用代码、登记号或名称。没有查到的留空，在下一栏写来件所称名称。")
        )
        super().__init__(max_length=200, required=options.pop("required", False), **options)

    def prepare_value(self, value: Any) -> Any:
        return value.code if isinstance(value, Employer) else value

    def clean(self, value: Any) -> Employer | None:
        text = super().clean(value)
        if not text:
            return None
        rows = Employer.objects.visible_to(self.user)
        exact = rows.filter(code=text.upper()).select_related("town").first()
        if exact is not None:
            return exact
        found = list(rows.search(text).select_related("town").order_by("-pk")[: SHOWN + 1])
        same_name = [employer for employer in found if employer.name == text]
        for fitting in (same_name, found):
            if len(fitting) == 1:
                return fitting[0]
        raise forms.ValidationError(
            _several(found) if found else _("一企一档里没有这家单位，请核对名称；确实没有的，请留空。")
        )


def _several(found: list[Employer]) -> str:
    listed = "；".join(f"{employer.name} {employer.code}" for employer in found[:SHOWN])
    more = _("等，请把名称写得更全") if len(found) > SHOWN else ""
    return str(_("请改填其中一家的代码：%(listed)s%(more)s。") % {"listed": listed, "more": more})


def long_text(
    label: Any, *, required: bool = True, rows: int = 4, help_text: Any = "", **options: Any
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})
    return forms.CharField(
        label=label, required=required, max_length=4000, widget=widget, help_text=help_text, **options
    )


def day(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=DayInput, help_text=help_text)


def harm() -> forms.BooleanField:
    """行政处罚法 36: what makes the limitation five years long."""
    return forms.BooleanField(
        label=_("危害生命健康安全或者金融安全，且有危害后果"),
        required=False,
        help_text=_("《行政处罚法》第三十六条：2021 年 7 月 15 日起终了的这类行为，查处时效为五年。"),
    )


def yuan(label: Any, *, help_text: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=14, decimal_places=2, help_text=help_text
    )


def people(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=MOST_PEOPLE)


def matters(*, required: bool = True) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("反映事项"),
        choices=choices,
        required=required,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("可多选。"),
        error_messages={"required": _("请至少选一项反映的事项。")},
    )


def sealed(
    name: str, *, help_text: Any = "", widget: forms.Widget | None = None, longest: int = 100
) -> forms.CharField:
    """A field of the vault: never remembered by the browser."""
    widget = widget or forms.TextInput()
    widget.attrs.update({"autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(
        label=LABELS[name], required=False, max_length=longest, widget=widget, help_text=help_text
    )
