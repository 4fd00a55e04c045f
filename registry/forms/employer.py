"""Everything known of an employer, entered or corrected by hand."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from casework.by import Actor, Reader
from casework.fields import rows_of
from casework.forms import DayInput, FilesMixin
from law.clock import today
from law.identity import CodeInDoubt, InvalidNumber
from law.words import Sentence
from registry.codes import read_code
from registry.models import Category, Employer, EmployerStatus, Grade, Town
from registry.scoping import sees_all_towns
from registry.services import sameness
from registry.spelling import cleaned, letters

LARGEST_STAFF = 999_999
LAST = ("files",)
PARTS_OF_STAFF = ("headcount_female", "headcount_migrant", "headcount_minor", "headcount_dispatched")


def _day(label: Sentence) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=DayInput(),
        error_messages={"invalid": _("请写成 2019-07-13 这样的日期。")},
    )


def _staff(label: Sentence) -> forms.IntegerField:
    messages = {
        "invalid": _("请填不带小数的数字。"),
        "min_value": _("人数不能小于 0。"),
        "max_value": _("人数不会这么多，请核对。"),
    }
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=LARGEST_STAFF, error_messages=messages
    )


class SeveralCategories(forms.CheckboxSelectMultiple):
    """Several boxes, or one value with commas, as the page for two people's changes sends it."""

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile], name: str
    ) -> list[str]:
        sent = super().value_from_datadict(data, files, name) or []
        return [part for value in sent for part in str(value).split(",") if part]


class EmployerForm(FilesMixin, forms.Form):
    """Offers the towns of the user; who sees all towns may leave the town open."""

    takes_user = True
    pk: int | None = None
    likely: tuple[sameness.Likely, ...] = ()

    is_other = forms.BooleanField(label=_("都不是这家单位，照样登记"), required=False)
    name = forms.CharField(
        label=_("企业名称"),
        max_length=200,
        help_text=_("与营业执照一致；无照的写门头名称和经营者，如“海王路 李某早餐店”。"),
    )
    credit_code = forms.CharField(
        label=_("统一社会信用代码"),
        required=False,
        max_length=40,
        help_text=_("18 位，可直接粘贴；同一代码的另一处场所在后面加 /02。没有执照的留空，系统编登记号。"),
    )
    is_seen = forms.BooleanField(label=_("我看过执照，代码与执照一致"), required=False)
    address = forms.CharField(label=_("地址"), required=False, max_length=300)
    town = forms.ModelChoiceField(
        label=_("镇街"),
        queryset=Town.objects.none(),
        error_messages={"invalid_choice": _("没有这个镇街，或不在您负责的范围，请从列表中选。")},
    )
    grid_code = forms.CharField(label=_("网格编号"), required=False, max_length=20)
    categories = forms.ModelMultipleChoiceField(
        label=_("类别"),
        queryset=Category.objects.all(),
        required=False,
        widget=SeveralCategories,
        error_messages=dict.fromkeys(
            ("invalid_choice", "invalid_pk_value"), _("没有这个类别，请从列表中选。")
        ),
    )
    status = forms.ChoiceField(label=_("登记状态"), choices=EmployerStatus, initial=EmployerStatus.ACTIVE)
    founded_on = _day(_("成立日期"))
    registered_capital = forms.CharField(label=_("注册资本"), required=False, max_length=40)
    legal_representative = forms.CharField(label=_("法定代表人或经营者"), required=False, max_length=50)
    contact_name = forms.CharField(label=_("联系人"), required=False, max_length=50)
    contact_phone = forms.RegexField(
        r"^[\d\s+()（）\-—转]{5,20}$", label=_("联系电话"), required=False, max_length=20,
        error_messages={"invalid": _("请填电话号码，例如 13812345678 或 0532-86161234。")},
    )  # fmt: skip
    headcount = _staff(_("职工人数"))
    headcount_female = _staff(_("其中女职工"))
    headcount_migrant = _staff(_("其中农民工"))
    headcount_minor = _staff(_("其中未成年工（16–17 周岁）"))
    headcount_dispatched = _staff(_("其中劳务派遣"))
    entertainment_licence = forms.CharField(label=_("娱乐经营许可证号"), required=False, max_length=50)
    licence_until = _day(_("许可证有效期至"))
    grade = forms.ChoiceField(
        label=_("守法诚信等级"), required=False, choices=[("", _("未评级")), *Grade.choices]
    )

    def __init__(self, *args: Any, user: Actor, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        rows_of(self, "town").queryset = self.towns_of(user)
        if sees_all_towns(user):
            self.fields["town"].required = False
            rows_of(self, "town").empty_label = _("未分派")
        else:
            self.fields["town"].error_messages["required"] = _(
                "请选择镇街。列表是空的，就是您还没有派驻镇街，请联系系统管理员。"
            )
        if not user.has_perm("registry.grade_employer"):
            del self.fields["grade"]
        self.user = user
        self.order_fields([name for name in self.fields if name not in LAST] + [*LAST])
        self._asked = {name: self.fields.pop(name) for name in ("is_seen", "is_other")}

    def clean_name(self) -> str:
        name = cleaned(self.cleaned_data["name"])
        if not letters(name):
            raise forms.ValidationError(_("名称里没有字，请写单位的名称。"))
        return name

    def clean_credit_code(self) -> str:
        """A code whose check digits do not fit is asked about once more: whoever has seen the licence may say so."""
        code = self.cleaned_data["credit_code"]
        try:
            return read_code(code) if code.strip() else ""
        except CodeInDoubt as doubt:
            if doubt.code == self.initial.get("credit_code") or self._says("is_seen"):
                return doubt.code
            raise forms.ValidationError(
                _("%(error)s 确与执照一致的，在下面勾选“我看过执照”再提交。") % {"error": doubt}
            ) from doubt
        except InvalidNumber as error:
            raise forms.ValidationError(str(error)) from error

    def _says(self, name: str) -> bool:
        """Whether a box is ticked that is shown only when there is something to say; from now on it is shown."""
        self.fields = {name: self._asked[name], **self.fields}
        return bool(self.data.get(name))

    def _look_for_same(self, facts: dict[str, Any]) -> None:
        """Employers this one is probably the same as are shown, once, before it is entered or renamed."""
        town = facts.get("town")
        row = {**facts, "town_id": town and town.pk, "pk": self.pk}
        self.likely = tuple(sameness.visible(sameness.with_keys(row), self.user))
        if self.likely and not self._says("is_other"):
            told = "；".join(f"{one.name}（{one.code}）：{one.why}" for one in self.likely)
            self.add_error(
                None,
                _("可能已经在册：%(told)s。是同一家的，请打开那一家修改；都不是的，勾选“照样登记”再提交。")
                % {"told": told},
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and (self.pk is None or {"name", "address", "credit_code"} & {*self.changed_data}):
            self._look_for_same(cleaned)
        cleaned.pop("is_other", None)
        if cleaned.pop("is_seen", None) or self.data.get("is_seen"):
            cleaned["vouched_by"] = self.user.name
        self._check_days(cleaned)
        self._check_staff(cleaned)
        if cleaned.get("grid_code") and not cleaned.get("town"):
            self.add_error("town", _("填了网格编号，请选它所在的镇街。"))
        return cleaned

    def _check_days(self, sent: dict[str, Any]) -> None:
        founded, until = sent.get("founded_on"), sent.get("licence_until")
        if founded and founded > today():
            self.add_error("founded_on", _("成立日期晚于今天，请核对。"))
        if founded and until and until < founded:
            self.add_error("licence_until", _("许可证到期早于成立日期，请核对其中一个。"))

    def _check_staff(self, sent: dict[str, Any]) -> None:
        whole = sent.get("headcount")
        for part in PARTS_OF_STAFF:
            if whole is not None and (sent.get(part) or 0) > whole:
                self.add_error(part, _("比职工人数还多，请核对其中一个。"))

    @staticmethod
    def towns_of(user: Reader) -> QuerySet:
        return Town.objects.visible_to(user)

    def against(self, theirs: dict[str, Any]) -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
        """What was sent beside what stands now: rows for 409.html where they differ, and (name, value) where not."""
        rows, same = [], []
        for name in self.fields:
            if name in ("files", "is_seen", "is_other"):
                continue
            mine, other = _sent(self[name].data), _sent(theirs.get(name))
            if mine == other:
                same.append((name, mine))
            else:
                shown = {"theirs": self._shown(name, other), "mine": self._shown(name, mine)}
                label = self.fields[name].label
                rows.append(
                    {"label": label, "name": name, "theirs_value": other, "mine_value": mine, **shown}
                )
        return rows, same

    def _shown(self, name: str, sent: str) -> str:
        labels = {str(value): str(label) for value, label in getattr(self.fields[name], "choices", ())}
        return str(
            "、".join(labels.get(part, part) for part in sent.split(",")) if labels else sent or _("（空）")
        )

    @staticmethod
    def initial_of(employer: Employer) -> dict[str, Any]:
        """What the form shows of an employer as it stands."""
        plain = {name: getattr(employer, name, None) for name in EmployerForm.base_fields}
        return plain | {
            "town": employer.town_id,
            "credit_code": employer.credit_code or "",
            "grid_code": employer.grid.code if employer.grid else "",
            "categories": [category.pk for category in employer.categories.all()],
            "files": None,
        }


def _sent(value: object) -> str:
    """A value as the browser sends it; several are joined by commas."""
    if isinstance(value, list | tuple):
        return ",".join(sorted(map(str, value)))
    return "" if value is None else str(value)
