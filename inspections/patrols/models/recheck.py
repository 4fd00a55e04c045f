"""Looking again: what each re-check found, kept for good."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _

from findings.kinds import Origin, Result
from inspections.patrols.querysets import OfPatrolQuerySet
from registry.models import Town


class Recheck(models.Model):
    patrol = models.ForeignKey("patrols.Patrol", on_delete=models.CASCADE, related_name="rechecks")
    rechecked_on = models.DateField(_("复查日期"))
    rechecked_by = models.CharField(_("复查人员"), max_length=100)
    note = models.TextField(_("复查情况"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="rechecks_recorded"
    )
    recorded_at = models.DateTimeField(_("登记时间"))
    recoveries = GenericRelation("findings.Recovery")

    objects = OfPatrolQuerySet.as_manager()
    found_by = Origin.PATROL
    joined = ("patrol__employer", "patrol__town")

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("复查")

    def __str__(self) -> str:
        return f"{self.patrol}，{self.rechecked_on.isoformat()} {self._meta.verbose_name}"

    def get_absolute_url(self) -> str:
        return self.patrol.get_absolute_url()

    # What it brings belongs to the employer, town and campaign of its patrol.

    @property
    def employer_id(self) -> int:
        return self.patrol.employer_id

    @property
    def town(self) -> Town | None:
        return self.patrol.town

    @property
    def town_id(self) -> int | None:
        return self.patrol.town_id

    @property
    def campaign_id(self) -> int | None:
        return self.patrol.campaign_id


class RecheckResult(models.Model):
    """One problem at one re-check; the problem holds the latest."""

    recheck = models.ForeignKey(Recheck, on_delete=models.CASCADE, related_name="results")
    finding = models.ForeignKey("findings.Finding", on_delete=models.PROTECT, related_name="recheck_results")
    result = models.CharField(_("结果"), max_length=12, choices=Result)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("复查结果")
        constraints = [
            models.UniqueConstraint(fields=["recheck", "finding"], name="patrols_recheckresult_once")
        ]

    def __str__(self) -> str:
        return f"{self.finding}：{self.get_result_display()}"
