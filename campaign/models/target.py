"""One employer in one campaign: why it is there, what happened to it and how far it got.

The funnel is one GROUP BY over this table.
"""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.models.campaign import Campaign
from campaign.querysets import TargetQuerySet
from campaign.reasons import Reason
from campaign.workflow import RANK, TABLE, Stage, day_field
from casework.models import WorkflowRecord
from registry.models import Employer, Town


class Target(WorkflowRecord):
    workflow = TABLE

    number = models.CharField(_("编号"), max_length=60)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="targets")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="targets")
    # Where the employer was at the latest move; a target of a district-wide employer has none.
    town = models.ForeignKey(Town, null=True, on_delete=models.PROTECT, related_name="targets")
    listed_on = models.DateField(_("列入日期"))
    # The day each step first happened to it (`campaign.workflow.day_field`); none, while it did not.
    patrolled_on = models.DateField(_("首次巡查日期"), null=True)
    rectifying_on = models.DateField(_("首次责令整改日期"), null=True)
    rectified_on = models.DateField(_("首次整改到位日期"), null=True)
    escalated_on = models.DateField(_("首次上报日期"), null=True)
    inspection_listed_on = models.DateField(_("首次列入检查名单日期"), null=True)
    inspected_on = models.DateField(_("首次检查日期"), null=True)
    case_on = models.DateField(_("首次立案日期"), null=True)
    concluded_on = models.DateField(_("首次办结日期"), null=True)

    objects: ClassVar = TargetQuerySet.as_manager()
    # Where it goes when its employer is joined with another or parted from it; set for that act alone.
    stood_at = ""

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("专项行动对象")
        constraints = [models.UniqueConstraint(fields=["campaign", "employer"], name="campaign_target_once")]
        indexes = [
            # The funnel by town, the list of one town, the list of one stage; the lists newest first.
            models.Index(fields=["campaign", "town", "state"], name="campaign_target_funnel"),
            models.Index(fields=["campaign", "town", "-id"], name="campaign_target_town"),
            models.Index(fields=["campaign", "state", "-id"], name="campaign_target_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.employer.name}"

    def day_of(self, stage: str) -> date | None:
        """On which day `stage` first happened to it; None while it did not."""
        return self.listed_on if stage == Stage.LISTED else getattr(self, day_field(stage))

    @property
    def rank(self) -> int:
        """How far along the line it is."""
        return RANK[Stage(self.state)]


class TargetReason(models.Model):
    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="reasons")
    reason = models.CharField(_("列入原因"), max_length=24, choices=Reason)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("列入原因")
        constraints = [
            models.UniqueConstraint(fields=["target", "reason"], name="campaign_targetreason_once")
        ]
        indexes = [models.Index(fields=["reason", "target"], name="campaign_reason_target")]

    def __str__(self) -> str:
        return str(self.get_reason_display())
