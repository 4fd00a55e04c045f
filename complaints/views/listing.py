"""The register of complaints: tabs, filters, rows, and the same rows as a workbook without persons."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from casework.views import Column, RecordListView
from complaints.filters import WHERE, ComplaintFilter
from complaints.models import Complaint
from registry.models import Employer

TABS = {"todo": _("待受理"), "handling": _("办理中"), "unanswered": _("待反馈"), "": _("全部")}


@dataclass(frozen=True)
class Tab:
    label: Any
    url: str
    count: int
    is_current: bool


class ComplaintListView(RecordListView):
    permission = "complaints.view_complaint"
    export_permission = "complaints.export_complaints"
    model = Complaint
    filterset_class = ComplaintFilter
    template_name = "complaints/list.html"
    title = _("投诉举报")
    columns = (
        Column(_("编号"), lambda row: row.number, 30),
        Column(_("收到时间"), lambda row: row.received_at, 18),
        Column(_("类型"), lambda row: row.get_kind_display()),
        Column(_("渠道"), lambda row: row.get_channel_display(), 18),
        Column(_("投诉举报人"), lambda row: _("匿名") if row.is_anonymous else _("实名（保密）")),
        Column(_("用人单位"), lambda row: row.employer_label, 32),
        Column(_("镇街"), lambda row: row.town.name if row.town else ""),
        Column(_("反映事项"), lambda row: "、".join(row.matter_labels), 32),
        Column(_("涉及人数"), lambda row: row.workers_count),
        Column(_("涉及金额（元）"), lambda row: row.amount),
        Column(_("状态"), lambda row: row.state_label),
        Column(_("受理日期"), lambda row: row.accepted_on),
        Column(_("承办人"), lambda row: row.handler.name if row.handler else ""),
        Column(_("办结日期"), lambda row: row.concluded_on),
        Column(_("追回金额（元）"), lambda row: row.recovered_amount),
    )

    def rows(self) -> QuerySet:
        return super().rows().for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_register = self.request.user.has_perm("complaints.register")
        return super().get_context_data(**{"tabs": self._tabs(), "may_register": may_register, **kwargs})

    def _chips(self) -> Iterator[Any]:
        """The tab is shown as a tab, and an employer by its name."""
        fields = self.filterset.form.fields
        for chip in super()._chips():
            if chip.label == str(fields["employer"].label):
                named = Employer.objects.visible_to(self.request.user).filter(pk=int(chip.value)).first()
                yield replace(chip, value=named.name if named else chip.value)
            elif chip.label != str(fields["tab"].label):
                yield chip

    def _tabs(self) -> list[Tab]:
        """Counts of all one may see, in one query, whatever else is filtered."""
        counts = Complaint.objects.visible_to(self.request.user).state_counts()
        current = self.request.GET.get("tab", "")
        return [
            Tab(
                label,
                self._address("tab", "state", **({"tab": code} if code else {})),
                sum(number for state, number in counts.items() if not code or state in WHERE[code]),
                code == current,
            )
            for code, label in TABS.items()
        ]
