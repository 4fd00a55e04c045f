"""The days of one phase of a campaign, with its part of the document."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaign.phases import Phase


class PhaseWindow(models.Model):
    """One phase: its days, the title and the whole text of the document."""

    campaign = models.ForeignKey("campaign.Campaign", on_delete=models.CASCADE, related_name="phases")
    phase = models.CharField(_("阶段"), max_length=16, choices=Phase)
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"))
    title = models.CharField(_("名称"), max_length=50)
    text = models.TextField(_("内容"))

    class Meta:
        ordering = ["starts_on"]
        verbose_name = _("阶段")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "phase"], name="campaign_phasewindow_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="campaign_phasewindow_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mark} {self.title}"

    @property
    def mark(self) -> str:
        return Phase(self.phase).mark
