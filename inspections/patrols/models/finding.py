"""A problem found, with the law as it stood on the day of the patrol."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inspections.patrols import checklist
from inspections.patrols.models.outcomes import Outcomes, Result
from inspections.patrols.querysets import FindingQuerySet
from law.matters import offices


class Severity(models.TextChoices):
    MINOR = "minor", _("一般")
    SERIOUS = "serious", _("较重")
    MAJOR = "major", _("重大")


class Finding(Outcomes):
    patrol = models.ForeignKey("patrols.Patrol", on_delete=models.CASCADE, related_name="findings")
    matter = models.CharField(_("事项"), max_length=40)
    # Pinned (law.matters.finding_text): a later change of law never rewrites an old finding.
    label = models.CharField(_("问题"), max_length=100)
    citation = models.CharField(_("依据"), max_length=200)
    duty = models.CharField(_("要求"), max_length=200)
    consequence = models.CharField(_("处理依据"), max_length=200, blank=True)
    law_on = models.DateField(_("适用法律的日期"))
    fact = models.TextField(_("事实"))
    severity = models.CharField(_("程度"), max_length=8, choices=Severity, default=Severity.MINOR)
    is_red_flag = models.BooleanField(_("重大问题"), default=False)
    people = models.PositiveIntegerField(_("涉及人数"), null=True, blank=True)
    amount = models.DecimalField(_("涉及金额（元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    measure = models.CharField(_("整改要求"), max_length=300, blank=True)
    result = models.CharField(_("最近复查结果"), max_length=12, choices=Result, blank=True)
    rechecked_on = models.DateField(_("最近复查日期"), null=True)
    fixed_on = models.DateField(_("整改到位日期"), null=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("问题")
        constraints = [
            models.CheckConstraint(
                condition=Q(result=Result.FIXED, fixed_on__isnull=False)
                | (~Q(result=Result.FIXED) & Q(fixed_on__isnull=True)),
                name="patrols_finding_fixed_has_day",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="patrols_finding_amount_not_negative",
            ),
        ]
        indexes = [models.Index(fields=["matter", "patrol"], name="patrols_finding_matter")]

    def __str__(self) -> str:
        return self.label

    @property
    def group(self) -> str:
        """The letter of the check-list under which the matter stands."""
        return checklist.letter_of(self.matter)

    @property
    def notify(self) -> tuple[str, ...]:
        """The offices to tell, because the matter is also theirs (方案五（二）)."""
        return offices([self.matter])

    @property
    def outcome_fields(self) -> tuple[str, ...]:
        """Which outcomes can be counted for a problem of this kind."""
        return checklist.outcomes_of(self.matter)

    @property
    def outcomes(self) -> list[tuple[str, object]]:
        """The outcomes that are not nought, with their labels."""
        counted = (
            (self._meta.get_field(name).verbose_name, getattr(self, name)) for name in self.outcome_fields
        )
        return [(str(label), value) for label, value in counted if value]
