from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from casework.kinds import Kind, Ledger


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("总结报告")
    kinds = (
        Kind(
            model="reports.Summary",
            label=_("总结报告"),
            permission="reports.view_summary",
            icon="report",
            desk=True,
            ledger=Ledger("reports:summary_list", 80, _("报告")),
            town="town",
            title="town__name",
            export="reports.make_reports",
            brief="reports.briefs.of",
        ),
    )
    boundary_work = {"start:summary": ("reports.services.summaries.draft_summaries",)}
    # Asked by campaign.services.remind_reports: which towns need no reminder any more.
    towns_reported = ("reports.services.summaries.towns_reported",)
