"""One making of the reports: never overwritten, each with its number, cut-off, figures and files."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign
from reports.querysets import RunQuerySet


class ReportKind(models.TextChoices):
    TOWN = "town", _("镇街总结报告")
    DISTRICT = "district", _("区级总结报告")


class ReportRun(models.Model):
    campaign = models.ForeignKey(
        Campaign, verbose_name=_("专项行动"), on_delete=models.PROTECT, related_name="report_runs"
    )
    kind = models.CharField(_("报告"), max_length=10, choices=ReportKind)
    version_no = models.PositiveIntegerField(_("版本"))
    cut_off = models.DateField(_("统计截止日"))
    made_at = models.DateTimeField(_("生成时间"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="report_runs"
    )
    figures = models.JSONField(_("数据"), default=dict)
    sha256 = models.CharField(_("数据摘要"), max_length=64)
    attachments = GenericRelation("casework.Attachment")

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("总结报告")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind", "version_no"], name="reports_reportrun_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} 第{self.version_no}版"

    def get_absolute_url(self) -> str:
        return reverse("reports:run_detail", args=[self.pk])
