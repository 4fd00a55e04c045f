"""What the calculator asks for. Nothing is stored; what cannot be read is told at its field, with the words that were typed."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.fields import field_of
from casework.forms import DayInput, HourInput, YuanField
from law import clock, terms, violations
from law.facts import MOST_PEOPLE, YEARS, Spell
from law.norms import VENUES
from law.overtime import PayKind
from law.words import Sentence

SHOWN = 40
MOST_ROWS = 40
ROWS_ASKED_FOR = 3
LONGEST_SHEET = 40_000
YES_NO = (("", gettext_lazy("没有说明")), ("yes", gettext_lazy("是")), ("no", gettext_lazy("否")))


class DayField(forms.DateField):
    """A day; one that is none is told in the words it was typed in, as a date picker shows nothing for it."""

    widget = DayInput

    def to_python(self, value: str | date | None) -> date | None:
        try:
            day = super().to_python(value)
        except (ValidationError, OverflowError):
            day, is_day = None, False
        else:
            is_day = day is None or day.year in YEARS
        if is_day:
            return day
        told = {"typed": str(value).strip()[:SHOWN], "example": clock.today().isoformat()}
        raise ValidationError(_("“%(typed)s”不是日期，请写成 %(example)s 的样子。") % told)


class CountField(forms.IntegerField):
    """How many people; a whole number."""

    widget = forms.TextInput

    def __init__(self, *, label: Sentence) -> None:
        sentence = gettext_lazy("请填写人数，不小于零的整数。")
        told = {"invalid": sentence, "min_value": sentence, "max_value": gettext_lazy("人数过大，请核对。")}
        super().__init__(label=label, min_value=0, max_value=MOST_PEOPLE, required=False, error_messages=told)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric"}


class HoursField(forms.DecimalField):
    """Hours of overtime, halves too."""

    widget = forms.TextInput

    def __init__(self, *, label: Sentence) -> None:
        sentence = gettext_lazy("请填写小时数，例如 8 或 7.5。")
        told = dict.fromkeys(
            ("invalid", "min_value", "max_digits", "max_decimal_places", "max_whole_digits"), sentence
        )
        super().__init__(
            label=label, min_value=0, max_digits=6, decimal_places=2, required=False, error_messages=told
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal"}


class MonthField(forms.CharField):
    """A month, «2021-05», 202105, 2021年5月 or 2021.5; becomes its first day."""

    def __init__(self, *, label: Sentence, required: bool = False) -> None:
        super().__init__(label=label, required=required, max_length=SHOWN)

    def clean(self, value: object) -> date | None:
        return month_of(super().clean(value))


def month_of(text: str) -> date | None:
    """The first day of the month a text names; None for an empty one. Raises `ValidationError`."""
    if not text.strip():
        return None
    parts = "".join(sign if sign.isdecimal() else " " for sign in text).split()
    if len(parts) == 1 and len(parts[0]) == 6:
        parts = [parts[0][:4], parts[0][4:]]
    try:
        year, month = (int(part) for part in parts[:2])
        day = date(year, month, 1)
        is_month = day.year in YEARS
    except (ValueError, OverflowError):
        is_month = False
    if not is_month:
        told = {"typed": text.strip()[:SHOWN], "example": f"{clock.today():%Y-%m}"}
        raise ValidationError(_("“%(typed)s”不是月份，请写成 %(example)s 的样子。") % told)
    return day


Row = TypeVar("Row", bound=forms.Form)


class Rows(Generic[Row]):
    """Rows of one kind of form in one address: `w0-start`, `w1-start`, …; empty ones are offered and left out.

    `rows` are those filled and some empty ones after them; more are asked for with `more_<prefix>`.
    """

    def __init__(self, kind: type[Row], prefix: str, data: Mapping[str, Any] | None) -> None:
        self.prefix = prefix
        names = list(kind.base_fields)
        filled = [
            number
            for number in range(MOST_ROWS)
            if any((data or {}).get(f"{prefix}{number}-{name}", "").strip() for name in names)
        ]
        offered = 1 + ROWS_ASKED_FOR * bool(data and data.get(f"more_{prefix}"))
        count = min(MOST_ROWS, max(filled, default=-1) + 1 + offered)
        self.rows = [
            kind(data if number in filled else None, prefix=f"{prefix}{number}") for number in range(count)
        ]
        self.filled = [row for row in self.rows if row.is_bound]

    def is_valid(self) -> bool:
        """Whether every filled row can be read; each keeps its own sentences."""
        return all([row.is_valid() for row in self.filled])

    @property
    def may_grow(self) -> bool:
        return len(self.rows) < MOST_ROWS


class WorkerForm(forms.Form):
    """The days one person worked."""

    born = DayField(label=gettext_lazy("出生日期"), required=False)
    start = DayField(label=gettext_lazy("从"))
    end = DayField(label=gettext_lazy("到"))
    home = DayField(label=gettext_lazy("责令送回"), required=False)
    still = DayField(label=gettext_lazy("此后仍在岗"), required=False)

    def spell(self) -> Spell:
        data = self.cleaned_data
        return Spell(data["start"], data["end"], data["born"], data["home"], data["still"])


class PenaltyForm(forms.Form):
    """The facts of one violation, and perhaps a decision somebody means to take."""

    violation = forms.ChoiceField(
        label=gettext_lazy("行为"),
        error_messages={"invalid_choice": gettext_lazy("没有这种行为，请从列表中选择。")},
    )
    venue = forms.ChoiceField(
        label=gettext_lazy("场所"),
        required=False,
        choices=[("", gettext_lazy("不是下列场所")), *VENUES.items()],
        error_messages={"invalid_choice": gettext_lazy("没有这种场所，请从列表中选择。")},
    )
    unlicensed = forms.BooleanField(label=gettext_lazy("没有营业执照、没有登记"), required=False)
    on = DayField(label=gettext_lazy("决定日"), required=False)
    headcount = CountField(label=gettext_lazy("涉及人数"))
    amount = YuanField(label=gettext_lazy("涉及金额（欠薪、违法所得等）"))
    order = forms.ChoiceField(
        label=gettext_lazy("责令文书已送达，期满未履行"),
        required=False,
        choices=YES_NO,
        error_messages={"invalid_choice": gettext_lazy("请选择是、否或者没有说明。")},
    )
    fine = YuanField(label=gettext_lazy("拟罚数额"))
    persons = YuanField(label=gettext_lazy("拟对每名责任人员罚款"))
    extra = YuanField(label=gettext_lazy("拟责令加付给劳动者"))
    taken = YuanField(label=gettext_lazy("拟没收违法所得"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field_of(self, "violation", forms.ChoiceField).choices = [
            ("", _("请选择")),
            *(
                (group, [(code, violations.label(code)) for code in codes])
                for group, codes in violations.GROUPS.items()
            ),
        ]


class WageRowForm(forms.Form):
    """One worker, one month."""

    worker = forms.CharField(label=gettext_lazy("劳动者"), max_length=60)
    month = MonthField(label=gettext_lazy("月份"), required=True)
    wage = YuanField(label=gettext_lazy("月工资"), required=True)
    owed = YuanField(label=gettext_lazy("应发"))
    paid = YuanField(label=gettext_lazy("已发"))
    ordinary = HoursField(label=gettext_lazy("平日加班"))
    rest = HoursField(label=gettext_lazy("休息日加班"))
    statutory = HoursField(label=gettext_lazy("节日加班"))

    @property
    def hours(self) -> dict[PayKind, Decimal]:
        """The hours of overtime by kind of day, those that are some."""
        return {kind: self.cleaned_data[kind.value] for kind in PayKind if self.cleaned_data[kind.value]}


class WagesForm(forms.Form):
    """What stands beside the rows: a pasted sheet, whether an order ran out, a part of a month, leave not taken."""

    sheet = forms.CharField(
        label=gettext_lazy("从表格粘贴"),
        required=False,
        max_length=LONGEST_SHEET,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "wrap": "off", "spellcheck": "false"}),
    )
    expired = forms.BooleanField(label=gettext_lazy("责令支付文书已送达，期满仍未支付"), required=False)
    posted = forms.BooleanField(label=gettext_lazy("负责人逃匿，文书已张贴并拍照、录像"), required=False)
    part_wage = YuanField(label=gettext_lazy("月工资"))
    first = DayField(label=gettext_lazy("从"), required=False)
    last = DayField(label=gettext_lazy("到"), required=False)
    leave_wage = YuanField(label=gettext_lazy("月工资"))
    leave_days = HoursField(label=gettext_lazy("应休未休天数"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._together(("part_wage", "first", "last"))
        self._together(("leave_wage", "leave_days"))
        return cleaned

    def _together(self, names: Sequence[str]) -> None:
        """Who fills in one of these fills in all."""
        given = [name for name in names if self.cleaned_data.get(name) is not None]
        for name in names if given else ():
            if self.cleaned_data.get(name) is None and name not in self.errors:
                self.add_error(name, _("请填写。"))


class TermsForm(forms.Form):
    """One term or all of them from a day on, and what a fine paid late costs."""

    code = forms.ChoiceField(
        label=gettext_lazy("期限"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("没有这种期限，请从列表中选择。")},
    )
    start = DayField(label=gettext_lazy("起算的事在哪天"), required=False)
    hour = forms.TimeField(
        label=gettext_lazy("几点"),
        required=False,
        widget=HourInput,
        error_messages={"invalid": gettext_lazy("请写成 15:00 的样子。")},
    )
    fine = YuanField(label=gettext_lazy("罚款"))
    due = DayField(label=gettext_lazy("缴纳期满日"), required=False)
    paid = DayField(label=gettext_lazy("缴纳日"), required=False)
    pause_from = DayField(label=gettext_lazy("复议、诉讼从"), required=False)
    pause_to = DayField(label=gettext_lazy("复议、诉讼到"), required=False)
    untold = forms.BooleanField(label=gettext_lazy("决定书没有告知加处罚款的标准"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field_of(self, "code", forms.ChoiceField).choices = [("", _("全部期限")), *term_choices()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        late = ("fine", "due", "paid")
        if any(cleaned.get(name) is not None for name in late):
            for name in late:
                if cleaned.get(name) is None and name not in self.errors:
                    self.add_error(name, _("请填写。"))
        begin, end = cleaned.get("pause_from"), cleaned.get("pause_to")
        if begin and end and end < begin:
            self.add_error("pause_to", _("结束日期早于开始日期，请核对。"))
        return cleaned


def term_choices() -> list[tuple[str, str]]:
    """Every term by code; of several versions the label of the first."""
    labels: dict[str, str] = {}
    for row in terms.TERMS:
        if not row.when:
            labels.setdefault(row.code, f"{row.label}（{row.event}）")
    return list(labels.items())
