"""The list of patrols."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from casework.loading import CLOCK
from casework.models import Paper
from casework.views import Column, Permitted, RecordListView
from casework.views.papers import MOST
from inspections.patrols.filters import ALERTS, PatrolFilter
from inspections.patrols.models import Patrol
from inspections.patrols.papers import TOWN_NOTICE

HOME = (_("巡查整改"), reverse_lazy("patrols:patrol_list"))


class PatrolListView(RecordListView):
    permission = "patrols.view_patrol"
    model = Patrol
    filterset_class = PatrolFilter
    template_name = "patrols/patrol_list.html"
    title = HOME[0]
    keys = ("-patrolled_on", "-pk")
    shown = (
        "number", "patrolled_on", "is_red_flag", "state", "put_forward_on", "rectify_by",
        "employer__name", "town__name", *CLOCK,
    )  # fmt: skip
    columns = (
        Column(_("编号"), lambda row: row.number, 30),
        Column(_("巡查日期"), lambda row: row.patrolled_on, 12),
        Column(_("镇街"), lambda row: row.town.name if row.town else "", 14),
        Column(_("单位"), lambda row: row.employer.name, 36),
        Column(_("统一社会信用代码或登记号"), lambda row: row.employer.code, 22),
        Column(_("状态"), lambda row: row.state_label, 12),
        Column(_("重大问题"), lambda row: row.is_red_flag, 10),
        Column(_("问题条数"), lambda row: len(row.listed_findings), 10),
        Column(_("问题"), lambda row: "；".join(finding.label for finding in row.listed_findings), 50),
        Column(
            _("已整改条数"), lambda row: sum(bool(finding.fixed_on) for finding in row.listed_findings), 10
        ),
        Column(_("整改到期日"), lambda row: row.rectify_by, 12),
        Column(_("职工总数"), lambda row: row.headcount, 10),
        Column(_("宣传资料（份）"), lambda row: row.leaflets, 12),
        Column(_("登记人"), lambda row: row.recorded_by.name if row.recorded_by else "", 12),
    )

    def rows(self) -> QuerySet:
        return Patrol.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        asked = self.request.GET.get("alert", "")
        shortcuts = [{"label": _("全部"), "url": self._address("alert"), "is_current": not asked}]
        shortcuts += [
            {"label": label, "url": self._address(alert=code), "is_current": asked == code}
            for code, label in ALERTS
        ]
        extra = {"shortcuts": shortcuts, "may_record": self.request.user.has_perm("patrols.record_patrol")}
        return super().get_context_data(**{**extra, **kwargs})


class NoticeListView(Permitted, TemplateView):
    """整改通知 of the patrols one may see, newest first, to be chosen and printed together."""

    permission = "patrols.view_patrol"
    template_name = "patrols/notice_list.html"
    title = _("整改通知")
    parents = (HOME,)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        seen = Paper.objects.visible_to(self.request.user).ever_issued().filter(kind=TOWN_NOTICE.code)
        newest = seen.prefetch_related("deliveries").order_by("-issued_on", "-pk")[:MOST]
        return super().get_context_data(
            **{"papers": list(newest), "with_party": True, "most": MOST, **kwargs}
        )
