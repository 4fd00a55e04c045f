"""The list of cases."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from casework.loading import CLOCK
from casework.views import Column, RecordListView
from inspections.cases.filters import TABS, CaseFilter
from inspections.cases.models import Case
from inspections.cases.stages import STAGES

HOME = (_("案件"), reverse_lazy("cases:case_list"))


def decided(case: Case, *path: str) -> Any:
    """Something of the draft or decision of a case; None where there is none."""
    found: Any = case.decision
    for name in path:
        found = getattr(found, name) if found is not None else None
    return found


class CaseListView(RecordListView):
    permission = "cases.view_case"
    model = Case
    filterset_class = CaseFilter
    template_name = "cases/case_list.html"
    title = HOME[0]
    shown = (
        "number", "filing_number", "filed_on", "found_on", "matters", "source", "state", "transfer_from",
        "employer__name", "town__name", "lead__name", "second__name", *CLOCK,
    )  # fmt: skip
    columns = (
        Column(_("线索编号"), lambda row: row.number, 30),
        Column(_("立案文号"), lambda row: row.filing_number, 30),
        Column(_("单位"), lambda row: row.employer.name, 36),
        Column(_("统一社会信用代码或登记号"), lambda row: row.employer.code, 22),
        Column(_("镇街"), lambda row: row.town.name if row.town else "", 14),
        Column(_("来源"), lambda row: row.get_source_display(), 14),
        Column(_("案由"), lambda row: "、".join(row.matter_labels), 40),
        Column(_("状态"), lambda row: row.state_label, 14),
        Column(_("立案日期"), lambda row: row.filed_on, 12),
        Column(_("承办人"), lambda row: "、".join(person.name for person in row.handlers()), 16),
        Column(_("涉及人数"), lambda row: row.people_count, 10),
        Column(_("决定种类"), lambda row: row.decision.get_kind_display() if row.decision else "", 12),
        Column(_("决定书文号"), lambda row: decided(row, "paper", "number"), 30),
        Column(_("决定日期"), lambda row: decided(row, "decided_on"), 12),
        Column(_("罚款（元）"), lambda row: decided(row, "fine"), 14),
        Column(_("责令支付（元）"), lambda row: decided(row, "back_pay"), 14),
        Column(_("实际支付（元）"), lambda row: row.wages_paid, 14),
        Column(_("加付赔偿金（元）"), lambda row: decided(row, "extra"), 14),
        Column(_("结案日期"), lambda row: row.closed_on, 12),
    )

    def rows(self) -> QuerySet:
        rows = Case.objects.visible_to(self.request.user)
        return rows.for_export() if "export" in self.request.GET else rows.for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, asked = self.request.user, self.request.GET.get("tab", "")
        for record in kwargs["records"]:
            record.stage_label = STAGES[record.stage_number - 1]
        tabs = [
            {
                "label": label,
                "url": self._address("tab", **({"tab": code} if code else {})),
                "is_current": asked == code,
            }
            for code, label in TABS
            if code != "mine" or user.has_perm("cases.request_filing")
        ]
        return super().get_context_data(
            **{"tabs": tabs, "may_register": user.has_perm("cases.register_clue"), **kwargs}
        )  # fmt: skip

    def _chips(self) -> Iterator[Any]:
        """The tab is shown as a tab."""
        label = str(self.filterset.form.fields["tab"].label)
        return (chip for chip in super()._chips() if chip.label != label)
