"""The forms of a draw: its plan and its acts."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.fields import field_of
from casework.forms import ReasonForm
from inspections.checks.forms.fields import matters_field, text_field
from inspections.draws.models import Draw, WitnessKind
from inspections.draws.strata import CATEGORY_STRATA, StrataBy
from law import policy
from registry.codes import LONGEST
from registry.models import Town

MOST = 99_999


class PrepareForm(forms.Form):
    """What is drawn from. Counts left empty: by ratio; all empty: every kind (or town) by ratio."""

    title = forms.CharField(
        label=_("名称"),
        max_length=100,
        initial=_("专项执法检查双随机抽查"),
        error_messages={"required": _("请给这次抽查起一个名称，例如“六月双随机抽查”。")},
    )
    matters = matters_field(_("抽查事项"), help_text=_("会写进检查名单，可多选。"))
    strata_by = forms.ChoiceField(
        label=_("分层"), choices=StrataBy, widget=forms.RadioSelect, initial=StrataBy.CATEGORY
    )
    ratio = forms.DecimalField(
        label=_("抽查比例（%）"),
        min_value=Decimal("0.01"),
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text=_("下面没有填户数时，各层按这个比例抽取，不足一户的按一户。"),
    )
    off_plan = text_field(
        _("为什么现在拟定"),
        rows=2,
        longest=500,
        help_text=_("现在不是专项执法检查阶段，可以拟定，但要写明理由，理由会记入日志。"),
        sentence=_("现在不是专项执法检查阶段，请写明为什么现在拟定。"),
    )

    def __init__(self, *args: Any, is_off_plan: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ratio"].initial = policy.amount("draw.ratio")
        if not is_off_plan:
            del self.fields["off_plan"]
        towns = Town.objects.order_by("order", "pk").values_list("pk", "name")
        self.counted: dict[str, list[tuple[str, str]]] = {
            StrataBy.CATEGORY: [(f"category_{place}", name) for place, name in enumerate(CATEGORY_STRATA)],
            StrataBy.TOWN: [(f"town_{pk}", name) for pk, name in towns],
        }
        for pairs in self.counted.values():
            for field, name in pairs:
                self.fields[field] = forms.IntegerField(
                    label=_("%(stratum)s（户）") % {"stratum": name},
                    required=False,
                    min_value=0,
                    max_value=MOST,
                )

    def rows(self, strata_by: str) -> list[forms.BoundField]:
        """The fields of one division, for the page."""
        return [self[field] for field, _name in self.counted[strata_by]]

    @property
    def by_category(self) -> list[forms.BoundField]:
        return self.rows(StrataBy.CATEGORY)

    @property
    def by_town(self) -> list[forms.BoundField]:
        return self.rows(StrataBy.TOWN)

    @property
    def plan(self) -> list[forms.BoundField]:
        """The other fields but the matters, which the page folds away."""
        folded = {"matters", *(field for pairs in self.counted.values() for field, _name in pairs)}
        return [self[name] for name in self.fields if name not in folded]

    def clean(self) -> dict[str, Any]:
        """As the service wants it: `counts` of the chosen division, None when none was filled in."""
        cleaned = super().clean() or self.cleaned_data
        pairs = self.counted.get(cleaned.get("strata_by", ""), [])
        filled = {name: cleaned[field] for field, name in pairs if cleaned.get(field) is not None}
        if filled and not any(filled.values()):
            self.add_error(None, _("各层户数都是 0，请至少给一层填写抽取户数；全部留空则按比例抽取。"))
        kept = ("title", "matters", "strata_by", "ratio", "off_plan")
        return {**{name: cleaned[name] for name in kept if name in cleaned}, "counts": filled or None}


class AddWitnessForm(forms.Form):
    witness = forms.CharField(
        label=_("见证人"), max_length=40, error_messages={"required": _("请填写见证人姓名。")}
    )
    kind = forms.ChoiceField(
        label=_("见证身份"),
        choices=WitnessKind,
        widget=forms.RadioSelect,
        help_text=_("至少一名法规、纪检人员或者外部人士见证才能抽取；拟定方案和操作抽取的人不能见证。"),
        error_messages={"required": _("请选择见证人的身份。")},
    )
    capacity = forms.CharField(
        label=_("单位和职务"),
        max_length=60,
        required=False,
        help_text=_("外部人士和其他的必填，例如：区人大代表、企业代表。"),
    )
    text = forms.CharField(
        label=_("键入的文字"),
        max_length=200,
        help_text=_("由见证人自己键入，什么都可以。它决定种子，谁也不能预先知道。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("请见证人键入任意一段文字。")},
    )


class DrawForm(forms.Form):
    """What the record of the draw names beside its witnesses and its operator."""

    place = forms.CharField(
        label=_("抽取地点"),
        max_length=60,
        error_messages={"required": _("请填写在哪里抽取，例如“区人社局三楼会议室”。")},
    )
    host = forms.CharField(
        label=_("主持人"), max_length=40, error_messages={"required": _("请填写主持人姓名。")}
    )


class OfDraw(forms.Form):
    """A form about one employer of the latest round."""

    takes_record = True
    code = forms.CharField(
        label=_("单位代码"),
        max_length=LONGEST,
        help_text=_("抽中单位的统一社会信用代码或者登记号。"),
        error_messages={"required": _("请填写是哪一家抽中的单位。")},
    )

    def __init__(self, *args: Any, record: Draw, **options: Any) -> None:
        super().__init__(*args, **options)
        self.record = record
        self.people = [(one.certificate, str(one)) for one in record.pool_inspectors.all()]

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].strip().upper()
        if not self.record.held_round.results.filter(code=code).exists():
            raise forms.ValidationError(_("这个代码不在抽中名单里，请从抽取结果中复制。"))
        return code


class RecuseForm(OfDraw):
    recused = forms.ChoiceField(label=_("谁回避"), error_messages={"required": _("请选择回避的监察员。")})
    reason = text_field(
        _("理由"),
        rows=3,
        longest=300,
        help_text=_("会写进凭证。只重抽这一个席位，由系统按次序递补，谁也不能挑选。"),
        sentence=_("请写明回避的理由。"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field_of(self, "recused", forms.ChoiceField).choices = [("", _("请选择")), *self.people]


class OverrideForm(OfDraw):
    lead = forms.ChoiceField(label=_("主办"), error_messages={"required": _("请选择主办监察员。")})
    second = forms.ChoiceField(label=_("协办"), error_messages={"required": _("请选择协办监察员。")})
    reason = text_field(
        _("理由"),
        rows=3,
        longest=300,
        help_text=_("会写进凭证，与批准人一并公开。"),
        sentence=_("请写明为什么指定人员。"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("lead", "second"):
            field_of(self, name, forms.ChoiceField).choices = [("", _("请选择")), *self.people]

    def clean(self) -> dict[str, Any]:
        """As the service wants it."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("lead") and cleaned.get("lead") == cleaned.get("second"):
            self.add_error("second", _("主办和协办须是两个人，请另选一人。"))
        if self.errors:
            return cleaned
        named = {name: cleaned[name] for name in ("code", "reason")}
        return {**named, "inspectors": [cleaned["lead"], cleaned["second"]]}


# Acts that need nothing but their ground.
RedrawForm = RefuseRedrawForm = AbandonForm = AnnulForm = ReasonForm
