"""Who a case is about: parties, the workers with their wages, minors."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from unicodedata import normalize

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from inspections.cases import lists
from inspections.cases.forms.lines import Day, LineForm, ListForm, Percent, Words, Yuan
from inspections.cases.forms.sheet import SheetForm
from inspections.cases.kinds import PartyRole
from inspections.cases.models import Minor, Party, WorkerLine


def stored(rows: Iterable[object], fields: Sequence[str]) -> list[Mapping[str, Any]]:
    """Stored rows by the fields of their form."""
    return [{name: getattr(row, name) for name in fields} for row in rows]


class PartyLine(LineForm):
    role = forms.ChoiceField(label=_("身份"), choices=PartyRole, required=False)
    name = Words(_("名称或姓名"))
    code = Words(_("统一社会信用代码或证件号码"), 40)
    address = Words(_("地址"))
    representative = Words(_("法定代表人或负责人"), 100)
    duty = Words(_("职务"), 100)
    telephone = Words(_("电话"), 40)
    is_individual = forms.BooleanField(label=_("个人"), required=False)

    def complete(self, line: dict[str, Any]) -> dict[str, Any]:
        return lists.party(line)


class RecordPartiesForm(ListForm):
    """Offers the employer as the register knows it as long as no party is written down."""

    line, given, check = PartyLine, "parties", staticmethod(lists.parties)

    def stored(self) -> Sequence[Mapping[str, Any]]:
        known = stored(Party.objects.filter(case=self.record), list(PartyLine.base_fields)[1:])
        return known or [self._employer()]

    def _employer(self) -> Mapping[str, Any]:
        employer = self.record.employer
        return {
            "role": PartyRole.UNIT, "name": employer.name, "code": employer.credit_code or "", "address": employer.address,
            "representative": employer.legal_representative, "telephone": employer.contact_phone,
        }  # fmt: skip


_BETWEEN = re.compile(r"\s*(?:至|到|~|—+|–|--+)\s*")


class WorkerForm(LineForm):
    name = Words(_("姓名"), 100)
    identity = Words(_("证件号码"), 40)
    starts_on = Day(_("期间自"))
    ends_on = Day(_("期间至"), is_end=True)
    owed = Yuan(label=_("应发"))
    paid = Yuan(label=_("已发"))
    missing = Yuan(label=_("欠额"))
    overtime = Yuan(label=_("其中加班费"))
    minimum_wage = Yuan(label=_("其中最低工资差额"))
    compensation = Yuan(label=_("其中经济补偿"))
    extra_rate = Percent(label=_("加付比例（%）"), required=False)
    extra = Yuan(label=_("加付金额"))

    @classmethod
    def from_cells(cls, values: dict[str, str]) -> dict[str, str]:
        """A period in one cell: «2021年3月至5月», «2021-03», «2021.3.1~2021.5.31»."""
        period = normalize("NFKC", values.pop("period", "")).strip()
        if not period:
            return values
        first, *rest = _BETWEEN.split(period, maxsplit=1)
        last = rest[0] if rest else first
        year = re.match(r"\d{4}\s*[-./年]", first)
        if year and re.fullmatch(r"\d{1,2}\s*月?", last):
            last = f"{year[0]}{last}"
        return {**values, "starts_on": first, "ends_on": last}

    def complete(self, line: dict[str, Any]) -> dict[str, Any]:
        return lists.worker(line)


class RecordWorkersForm(SheetForm):
    """The wage table (支付劳动报酬名单), typed, pasted or sent as a workbook; its sums are what a decision starts from."""

    line, given, check = WorkerForm, "workers", staticmethod(lists.workers)
    check_label = _("先核对合计，暂不保存")
    file_label = _("劳动者名单原件：%(name)s")
    named_by, needs = "name", ("name", "owed")
    order = tuple(name for name in WorkerForm.base_fields if name != "drop")
    heads = {
        "name": ("姓名", "劳动者", "员工", "职工"),
        "identity": ("证件", "身份证"),
        "starts_on": ("期间自", "起始", "开始", "自"),
        "ends_on": ("期间至", "截止", "结束", "止"),
        "period": ("期间", "月份", "所属期", "年月"),
        "overtime": ("加班",),
        "minimum_wage": ("最低工资",),
        "compensation": ("补偿",),
        "extra_rate": ("加付比例", "比例"),
        "extra": ("加付", "赔偿"),
        "missing": ("欠额", "欠发", "拖欠", "欠薪", "未发", "未付"),
        "owed": ("应发", "应付", "应得"),
        "paid": ("已发", "实发", "已付", "实付"),
    }

    def stored(self) -> Sequence[Mapping[str, Any]]:
        return stored(WorkerLine.objects.filter(case=self.record), self.order)

    @property
    def note(self) -> str:
        """Which workbook the list is from: those just read, else the one it was read from last."""
        if self.held:
            names = "、".join(file.name for file in self.held)
            return _t("已读取“%(names)s”，保存名单时原件一并存入本案。") % {"names": names}
        file: Any = self.record.wage_table
        return _t("现有名单来自“%(name)s”，原件在本案附件里。") % {"name": file.name} if file else ""

    @property
    def summary(self) -> list[tuple[str, str]]:
        """The sums of what stands in the form, once all of it can be read."""
        if not self.is_bound or self.errors:
            return []
        sums = lists.sums_of(WorkerLine(**line) for line in self.cleaned_data["workers"])
        return [
            (_t("行数"), str(len(self.cleaned_data["workers"]))),
            (_t("人数"), str(sums.people)),
            *(
                (str(self.line.base_fields[name].label), f"{getattr(sums, name):,.2f}")
                for name in ("owed", "paid", "missing", *lists.PARTS, "extra")
                if getattr(sums, name) or name not in (*lists.PARTS, "extra")
            ),
        ]


class MinorForm(LineForm):
    name = Words(_("姓名"), 100)
    identity = Words(_("证件号码"), 40)
    born = Day(_("出生日期"))
    started_on = Day(_("用工自"))
    ended_on = Day(_("用工至"))
    ordered_home_on = Day(_("责令送回日期"))
    still_there_on = Day(_("责令后仍在岗的最后日期"))

    def complete(self, line: dict[str, Any]) -> dict[str, Any]:
        return lists.minor(line)


class RecordMinorsForm(ListForm):
    line, given, check = MinorForm, "minors", staticmethod(lists.minors)
    unit = _("人")
    note = _("填了18位证件号码的，出生日期由号码读出；“用工至”留空表示查处时仍在岗。姓名和号码加密保存。")

    def stored(self) -> Sequence[Mapping[str, Any]]:
        return stored(Minor.objects.filter(case=self.record), list(MinorForm.base_fields)[1:])
