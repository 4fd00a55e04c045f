"""What one look, payment or answer brought the workers: an increment, so that a figure is a plain sum."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign
from findings.kinds import Origin
from findings.models.finding import Finding
from findings.outcomes import What
from findings.querysets import RecoveryQuerySet
from registry.models import Employer, Town


class Recovery(models.Model):
    """Its numbers are never changed: a mistake is made good by a later increment, which may be negative. Amounts in yuan."""

    # The event that brought it: a patrol (on the spot), a re-check, a concluded inspection, a complaint, a payment.
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    source = GenericForeignKey("content_type", "object_id")
    origin = models.CharField(_("来源"), max_length=10, choices=Origin)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="recoveries")
    town = models.ForeignKey(
        Town, null=True, on_delete=models.PROTECT, related_name="recoveries", db_index=False
    )
    campaign = models.ForeignKey(
        Campaign, null=True, on_delete=models.PROTECT, related_name="recoveries", db_index=False
    )
    # What it set right, where that is known.
    finding = models.ForeignKey(Finding, null=True, on_delete=models.CASCADE, related_name="recoveries")
    what = models.CharField(_("成效"), max_length=16, choices=What)
    paid_on = models.DateField(_("实现日期"))
    # For which time it was owed.
    period_from = models.DateField(_("所属期间开始"), null=True)
    period_until = models.DateField(_("所属期间结束"), null=True)
    people = models.IntegerField(_("人数"), default=0)
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2, default=0)
    # The recovery that counts where two offices write down the same money, and whether that is still to be clarified.
    same_as = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="repeats", verbose_name=_("同一笔")
    )
    is_unclear = models.BooleanField(_("是否同一笔待核实"), default=False)

    objects = RecoveryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("成效")
        constraints = [
            models.CheckConstraint(
                condition=~Q(people=0, amount=0), name="findings_recovery_brings_something"
            ),
            models.CheckConstraint(
                condition=Q(period_from__isnull=True, period_until__isnull=True)
                | Q(period_from__lte=F("period_until")),
                name="findings_recovery_period_whole",
            ),
            models.CheckConstraint(
                condition=Q(same_as__isnull=True) | ~Q(same_as=F("id")),
                name="findings_recovery_not_its_own_repeat",
            ),
            models.CheckConstraint(
                condition=Q(is_unclear=False) | Q(same_as__isnull=True),
                name="findings_recovery_clear_once_answered",
            ),
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="recovery_source"),
            models.Index(fields=["campaign", "origin", "what", "paid_on"], name="recovery_figures"),
            models.Index(fields=["employer", "what", "paid_on"], name="recovery_employer"),
        ]

    def __str__(self) -> str:
        return f"{self.paid_on.isoformat()} {self.get_what_display()}"

    @property
    def told(self) -> str:
        """Of which record it is, and how much."""
        return gettext("%(record)s：%(day)s，%(people)s 人 %(amount)s 元") % {
            "record": self.source,
            "day": self.paid_on.isoformat(),
            "people": self.people,
            "amount": f"{self.amount:,.2f}",
        }
