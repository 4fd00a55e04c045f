"""A problem found, wherever it was found, with the law of the day of the act."""

from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign
from casework.models.partly import Partly
from findings import checklist, outcomes
from findings.kinds import Origin, Result, Severity
from findings.querysets import FindingQuerySet
from law.matters import offices
from registry.models import Employer, Town


class Finding(Partly):
    """Made by `findings.services.find` only, so that no problem stands without its law."""

    # What it was found in: a patrol, a visit, a complaint, a case.
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    # Those of the record on that day, kept here so that a figure is one table.
    origin = models.CharField(_("来源"), max_length=10, choices=Origin)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="findings")
    town = models.ForeignKey(
        Town, null=True, on_delete=models.PROTECT, related_name="findings", db_index=False
    )
    campaign = models.ForeignKey(
        Campaign, null=True, on_delete=models.PROTECT, related_name="findings", db_index=False
    )
    found_on = models.DateField(_("发现日期"))
    matter = models.CharField(_("事项"), max_length=40)
    act_from = models.DateField(_("行为开始日期"))
    act_until = models.DateField(_("行为终了日期"))
    # Pinned (law.matters.finding_text): a later change of law never rewrites an old finding.
    label = models.CharField(_("问题"), max_length=100)
    citation = models.CharField(_("依据"), max_length=200)
    duty = models.CharField(_("要求"), max_length=200)
    consequence = models.CharField(_("处理依据"), max_length=200, blank=True)
    law_on = models.DateField(_("适用法律的日期"))
    # Where the law changed during the act: [{"since", "until", "citation", "duty", "consequence"}], an empty citation where
    # nothing forbade it yet. Empty for an act under one law.
    law_changes = models.JSONField(_("行为期间的法律变化"), default=list)
    fact = models.TextField(_("事实"))
    severity = models.CharField(_("程度"), max_length=8, choices=Severity, default=Severity.MINOR)
    is_red_flag = models.BooleanField(_("重大问题"), default=False)
    people = models.PositiveIntegerField(_("涉及人数"), null=True, blank=True)
    amount = models.DecimalField(_("涉及金额（元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    measure = models.CharField(_("整改要求"), max_length=300, blank=True)
    responsible = models.CharField(_("整改责任人"), max_length=30, blank=True)
    rectify_by = models.DateField(_("整改到期日"), null=True)
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
                name="findings_finding_fixed_has_day",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="findings_finding_amount_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(act_from__lte=F("act_until"), act_until__lte=F("found_on")),
                name="findings_finding_act_before_found",
            ),
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="finding_record"),
            models.Index(fields=["campaign", "origin", "town", "found_on"], name="finding_figures"),
            models.Index(fields=["matter", "origin", "found_on"], name="finding_matter"),
        ]

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
    def is_of_a_period(self) -> bool:
        """Whether the act was something else than what was seen on the day."""
        return (self.act_from, self.act_until) != (self.found_on, self.found_on)

    @property
    def outcome_fields(self) -> tuple[str, ...]:
        """Which outcomes can be counted for a problem of this kind."""
        return outcomes.outcomes_of(self.matter)

    @property
    def totals(self) -> dict[str, Any]:
        """What setting it right has brought so far, by outcome; no query where `recoveries` are loaded."""
        return outcomes.totals(self.recoveries.all())

    @property
    def outcomes(self) -> list[tuple[str, Any]]:
        """The outcomes that are not nought, with their labels."""
        return outcomes.told(self.recoveries.all())
