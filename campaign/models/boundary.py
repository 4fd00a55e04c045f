"""Which boundary work of a campaign has been done."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.models.campaign import Campaign
from campaign.phases import Phase


class BoundaryRun(models.Model):
    """One piece of work at one moment.

    The row is the claim: who inserts it, or takes over a failed one, does the work.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="boundary_runs")
    moment = models.CharField(_("时点"), max_length=32)
    work = models.CharField(_("工作"), max_length=200)
    on = models.DateField(_("日期"))
    attempts = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField(_("开始时间"))
    finished_at = models.DateTimeField(_("完成时间"), null=True)
    result = models.JSONField(_("结果"), default=dict)
    error = models.CharField(_("失败原因"), max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("阶段交接工作")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "moment", "work", "on"], name="campaign_boundaryrun_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.moment} {self.on} {self.work}"

    @property
    def moment_label(self) -> str:
        edge, _colon, phase = self.moment.partition(":")
        if phase not in Phase.values:
            return str(_("每日"))
        words = _("%(mark)s%(name)s开始") if edge == "start" else _("%(mark)s%(name)s结束")
        return words % {"mark": Phase(phase).mark, "name": Phase(phase).label}

    @property
    def summary(self) -> str:
        """What was done, in the words of the work itself where it gives any."""
        return self.error or self.result.get("summary") or str(_("已完成") if self.finished_at else "")
