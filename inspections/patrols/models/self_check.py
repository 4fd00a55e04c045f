"""The employer's own look at how it keeps labour law, guided by the town (方案四（二）)."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inspections.patrols.querysets import SelfCheckQuerySet
from registry.models import Employer, Town


class SelfCheck(models.Model):
    campaign = models.ForeignKey(
        "campaign.Campaign", null=True, on_delete=models.PROTECT, related_name="self_checks"
    )
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="self_checks")
    town = models.ForeignKey(Town, null=True, on_delete=models.PROTECT, related_name="self_checks")
    received_on = models.DateField(_("收到日期"))
    filled_by = models.CharField(_("填表人"), max_length=30)
    # As in Patrol.answers.
    answers = models.JSONField(_("自查结果"), default=dict)
    problems = models.TextField(_("自查发现的问题"), blank=True)
    plan = models.TextField(_("整改方案"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="self_checks_recorded"
    )
    recorded_at = models.DateTimeField(_("登记时间"))
    attachments = GenericRelation("casework.Attachment")

    objects = SelfCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-pk"]
        verbose_name = _("自查表")
        indexes = [
            models.Index(fields=["campaign", "town"], name="patrols_selfcheck_town"),
            models.Index(fields=["employer", "-received_on"], name="patrols_selfcheck_employer"),
        ]

    def __str__(self) -> str:
        return f"{self.employer.name} {self.received_on.isoformat()} {self._meta.verbose_name}"

    def get_absolute_url(self) -> str:
        return reverse("patrols:selfcheck_detail", args=[self.pk])
