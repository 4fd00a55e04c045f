"""Fields several forms of this room ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms import DayInput, YuanField
from complaints.confidentiality import LABELS
from complaints.rules import MOST_PEOPLE
from findings.forms.matters import MatterBoxes, in_order
from law.matters import choices
from law.words import Sentence
from registry.forms import EmployerField

# A file's own name may tell who sent it; it is never stored.
MATERIAL = _("材料")
CLEAN_WORDS = _(
    "不要写举报人的姓名、电话和其他能认出是谁的话；“王某”“李师傅”这样的称呼系统认不出来，也不要写。"
)


NO_EMPLOYER = _("一企一档里没有这家单位，请核对名称；确实没有的，请留空。")


def employer_field(help_text: Sentence = "") -> EmployerField:
    """The employer, left blank where it is not known yet."""
    told = help_text or _("填统一社会信用代码、登记号或名称。没有查到的留空，在下一栏写来件所称名称。")
    return EmployerField(required=False, help_text=told, unknown=NO_EMPLOYER)


def long_text(
    label: Sentence,
    *,
    required: bool = True,
    rows: int = 4,
    help_text: Sentence = "",
    error_messages: dict[str, Sentence] | None = None,
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})
    return forms.CharField(
        label=label,
        required=required,
        max_length=4000,
        widget=widget,
        help_text=help_text,
        error_messages=error_messages,
    )


def day(label: Sentence, *, required: bool = False, help_text: Sentence = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=DayInput, help_text=help_text)


def harm() -> forms.BooleanField:
    """行政处罚法 36: what makes the limitation longer, for acts that ended since it is in force."""
    return forms.BooleanField(
        label=_("危害生命健康安全或者金融安全，且有危害后果"),
        required=False,
        help_text=_("勾选的，行为终了在《行政处罚法》第三十六条修订施行以后的，适用较长的查处时效。"),
    )


def yuan(label: Sentence, *, help_text: Sentence = "") -> forms.DecimalField:
    return YuanField(label=label, help_text=help_text)


def people(label: Sentence) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=MOST_PEOPLE)


def matters(*, required: bool = True) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("反映事项"),
        choices=in_order(choices),
        required=required,
        widget=MatterBoxes,
        help_text=_("可多选。"),
        error_messages={"required": _("请至少选一项反映的事项。")},
    )


def sealed(
    name: str, *, help_text: Sentence = "", widget: forms.Widget | None = None, longest: int = 100
) -> forms.CharField:
    """A field of the vault: never remembered by the browser."""
    widget = widget or forms.TextInput()
    widget.attrs.update({"autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(
        label=LABELS[name], required=False, max_length=longest, widget=widget, help_text=help_text
    )
