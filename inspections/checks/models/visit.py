"""A formal inspection on the spot by two certified inspectors, with what was found (现场检查笔录)."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign
from casework.addresses import page_of
from casework.models.partly import Partly
from findings.kinds import Origin
from inspections.checks.kinds import VisitResult
from inspections.checks.models.inspection import Inspection
from inspections.checks.querysets import VisitQuerySet
from law.matters import are_sensitive
from registry.models import Employer, Town

USER = settings.AUTH_USER_MODEL


class Visit(Partly):
    found_by = Origin.INSPECTION

    number = models.CharField(_("编号"), max_length=60, unique=True)
    inspection = models.ForeignKey(
        Inspection, verbose_name=_("专项检查"), null=True, on_delete=models.PROTECT, related_name="visits"
    )
    employer = models.ForeignKey(
        Employer,
        verbose_name=_("单位"),
        on_delete=models.PROTECT,
        related_name="visits",
        db_index=False,
    )
    town = models.ForeignKey(
        Town,
        verbose_name=_("镇街"),
        null=True,
        on_delete=models.PROTECT,
        related_name="visits",
        db_index=False,
    )
    campaign = models.ForeignKey(
        Campaign, verbose_name=_("专项行动"), null=True, on_delete=models.PROTECT, related_name="visits"
    )
    visited_on = models.DateField(_("检查日期"))
    inspectors = models.ManyToManyField(USER, through="checks.VisitInspector", related_name="visits")
    headcount = models.PositiveIntegerField(_("职工人数"), null=True, blank=True)
    received_by = models.CharField(_("单位在场人员"), max_length=60, blank=True)
    result = models.CharField(_("检查结果"), max_length=20, choices=VisitResult)
    text = models.TextField(_("检查情况"), blank=True)
    recorded_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="visits_recorded")
    recorded_at = models.DateTimeField(_("登记时间"))
    attachments = GenericRelation("casework.Attachment")
    findings = GenericRelation("findings.Finding", related_query_name="visit")
    recoveries = GenericRelation("findings.Recovery")
    papers = GenericRelation("casework.Paper")

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["-visited_on", "-pk"]
        verbose_name = _("现场检查")
        indexes = [
            models.Index(fields=["town", "-visited_on"], name="checks_visit_town"),
            models.Index(fields=["-visited_on", "-id"], name="checks_visit_day"),
            # With what the figures ask of the newest visit to an employer.
            models.Index(
                fields=["employer", "-visited_on", "-id", "campaign", "headcount", "inspection"],
                name="checks_visit_employer",
            ),
            models.Index(fields=["campaign", "visited_on"], name="checks_visit_campaign"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.employer.name}"

    def get_absolute_url(self) -> str:
        return page_of("checks:visit_detail", self.pk)

    @property
    def current_number(self) -> str:
        """What its papers call it by."""
        return self.number

    def handlers(self) -> list[Any]:
        """The two who made it, as they sign its papers."""
        return [seat.user for seat in self.seats.select_related("user")]

    @property
    def inspector_names(self) -> list[str]:
        return [seat.user.name for seat in self.seats.all()]

    @property
    def is_sensitive(self) -> bool:
        """Concerns children or people held by force: looking at it is written down."""
        return are_sensitive(finding.matter for finding in self.findings.all())

    @property
    def is_confidential(self) -> bool:
        """Made because of nothing but complaints labelled 举报保密."""
        return bool(self.inspection and self.inspection.is_confidential)

    @property
    def dossier(self) -> Employer:
        return self.employer


class VisitInspector(Partly):
    """Who inspected, with the certificate shown that day; the first leads."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="seats")
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="visit_seats")
    certificate = models.CharField(_("执法证号"), max_length=40)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        verbose_name = _("检查人员")
        constraints = [
            models.UniqueConstraint(fields=["visit", "user"], name="checks_visitinspector_once"),
            models.CheckConstraint(condition=~Q(certificate=""), name="checks_visitinspector_certified"),
        ]

    def __str__(self) -> str:
        return f"{self.user.name}（{self.certificate}）"
