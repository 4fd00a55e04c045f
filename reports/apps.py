from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("总结报告")
    boundary_work = {"start:summary": ("reports.services.draft_summaries",)}
    # Asked by campaign.services.remind_reports: which towns need no reminder any more.
    towns_reported = ("reports.services.towns_reported",)
