"""Summaries: the list of towns, one summary with its figures, and the acts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy

from campaign.models import Campaign
from casework.views import Column, RecordDetailView, RecordListView, TransitionView
from law.clock import today
from reports.doors import door
from reports.filters import SummaryFilter
from reports.metrics import GROUPS, Figure, of_group
from reports.models import Summary
from reports.services import summaries
from reports.shape import Number, shown

KEPT_SECONDS = 60


HOME = (gettext_lazy("总结报告"), reverse_lazy("reports:summary_list"))


@dataclass(frozen=True)
class FigureRow:
    """One figure of the page; `then` is what it was at the submission before."""

    label: Any
    unit: Any
    definition: Any
    text: str
    url: str
    then: str = ""


class SummaryListView(RecordListView):
    permission = "reports.view_summary"
    model = Summary
    filterset_class = SummaryFilter
    keys = ("number",)
    template_name = "reports/summary_list.html"
    may_be_ticked = True
    title = HOME[0]
    columns = (
        Column(gettext_lazy("编号"), lambda row: row.number, 22),
        Column(gettext_lazy("镇街"), lambda row: row.place, 16),
        Column(gettext_lazy("状态"), lambda row: row.state_label, 10),
        Column(gettext_lazy("报送日期"), lambda row: row.submitted_on, 12),
        Column(gettext_lazy("逾期天数"), lambda row: row.days_late, 10),
        Column(gettext_lazy("版本"), lambda row: row.version_no, 8),
        Column(gettext_lazy("零报告"), lambda row: row.is_zero, 8),
        Column("SHA-256", lambda row: row.figures_sha256, 66),
    )

    def rows(self) -> QuerySet:
        rows = Summary.objects.visible_to(self.request.user).for_list()
        return rows if self.request.GET.get("campaign") else rows.filter(campaign=Campaign.objects.current())

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        may_see_runs = self.request.user.has_perm("registry.see_all_towns")
        runs_url = reverse("reports:run_list") if may_see_runs else ""
        return super().get_context_data(
            **{"runs_url": runs_url, "campaign": Campaign.objects.current(), **kwargs}
        )


class SummaryDetailView(RecordDetailView):
    permission = "reports.view_summary"
    model = Summary
    template_name = "reports/summary_detail.html"
    parents = (HOME,)

    def get_queryset(self) -> QuerySet:
        return Summary.objects.visible_to(self.request.user).for_list().prefetch_related("campaign__phases")

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        summary, versions = self.object, list(self.object.versions.all()[:10])
        before = next(
            (row for row in versions if row.version_no < summary.version_no or not summary.is_frozen), None
        )
        numbers = summary.figures if summary.is_frozen else _numbers_now(summary)
        cut_off = summary.cut_off if summary.is_frozen else today()
        return super().get_context_data(
            groups=self._groups(numbers, before.figures if before else {}, cut_off),
            before=before,
            versions=versions,
            cut_off=cut_off,
            **kwargs,
        )

    def _groups(
        self, numbers: dict[str, Any], before: dict[str, Any], cut_off: date
    ) -> list[tuple[Any, list[FigureRow]]]:
        """The figures under their headings; each number a door, beside it what it was before where that differs."""
        rows = [(group, [one for one in of_group(group) if one.code in numbers]) for group in GROUPS]
        return [
            (group.label, [self._row(one, numbers[one.code], before, cut_off) for one in found])
            for group, found in rows
            if found
        ]

    def _row(self, figure: Figure, number: Number, before: dict[str, Any], cut_off: date) -> FigureRow:
        town = self.object.town.code if self.object.town else ""
        url = door(self.request.user, figure, self.object.campaign, cut_off, town) if number else ""
        has_changed = figure.code in before and before[figure.code] != number
        then = shown(figure, before[figure.code]) if has_changed else ""
        return FigureRow(figure.label, figure.unit, figure.definition, shown(figure, number), url, then)


def _numbers_now(summary: Summary) -> dict[str, Any]:
    """The figures of today, counted at most once a minute."""
    kept = f"summary-figures-{summary.pk}-{today()}"
    found: dict[str, Any] = (
        cache.get_or_set(kept, lambda: summaries.town_figures(summary, today()), KEPT_SECONDS) or {}
    )
    return found


class SummaryActView(TransitionView):
    model = Summary
