"""One line of the final inspection list: an employer to be visited, drawn at random or in focus."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign
from casework.by import Reader
from casework.models import WorkflowRecord
from findings import outcomes
from findings.kinds import Origin
from inspections.checks.deadlines import CLOCKS
from inspections.checks.querysets import InspectionQuerySet
from inspections.checks.workflow import INSPECTION, InspectionState, Outcome
from law.clock import day_of
from law.matters import MATTERS
from registry.models import Employer, Town

USER = settings.AUTH_USER_MODEL
UNSTAFFED = (InspectionState.LISTED, InspectionState.CANCELLED)


class Source(models.TextChoices):
    DRAWN = "drawn", _("双随机抽中")
    ESCALATION = "escalation", _("镇街巡视上报")
    COMPLAINTS = "complaints", _("投诉举报")
    WARNING = "warning", _("行业预警")
    MANUAL = "manual", _("大队列入")


class Inspection(WorkflowRecord):
    workflow = INSPECTION
    clocks = CLOCKS
    named_by = ("number", "employer__name")
    found_by = Origin.INSPECTION

    number = models.CharField(_("编号"), max_length=60, unique=True)
    campaign = models.ForeignKey(
        Campaign, verbose_name=_("专项行动"), null=True, on_delete=models.PROTECT, related_name="inspections"
    )
    employer = models.ForeignKey(
        Employer, verbose_name=_("单位"), on_delete=models.PROTECT, related_name="inspections"
    )
    town = models.ForeignKey(
        Town,
        verbose_name=_("镇街"),
        null=True,
        on_delete=models.PROTECT,
        related_name="inspections",
        db_index=False,
    )
    source = models.CharField(_("来源"), max_length=12, choices=Source)
    # Every ground on which a focus employer is listed, the one in `source` first: [{"source", "note"}].
    grounds = models.JSONField(_("列入依据"), default=list)
    # Raised by nothing but complaints labelled 举报保密: who may not know of those does not see the line either.
    is_confidential = models.BooleanField(_("举报保密"), default=False)
    matters = models.JSONField(_("检查事项"), default=list)
    # The record of an upper room that put the line on the list, where one did: of a drawn one its draw.
    origin_type = models.ForeignKey(ContentType, null=True, on_delete=models.PROTECT, related_name="+")
    origin_id = models.BigIntegerField(null=True)
    origin = GenericForeignKey("origin_type", "origin_id")
    # Whether both inspectors came from the draw; not where the pool had too few of them.
    is_seated_by_draw = models.BooleanField(_("检查人员由抽取产生"), default=False)
    stratum = models.CharField(_("层"), max_length=50, blank=True)
    rank = models.PositiveIntegerField(_("名次"), null=True)
    listed_on = models.DateField(_("列入日期"))
    lead = models.ForeignKey(
        USER,
        verbose_name=_("主办监察员"),
        null=True,
        on_delete=models.PROTECT,
        related_name="inspections_led",
    )
    second = models.ForeignKey(
        USER,
        verbose_name=_("协办监察员"),
        null=True,
        on_delete=models.PROTECT,
        related_name="inspections_seconded",
    )
    visited_on = models.DateField(_("检查日期"), null=True)
    # What the visits found, all together, and on which day the latest of it.
    problems = models.PositiveIntegerField(_("发现问题（条）"), default=0)
    found_on = models.DateField(_("发现问题日期"), null=True)
    correction_number = models.CharField(_("责令改正文书号"), max_length=60, blank=True)
    correction_text = models.TextField(_("改正要求"), blank=True)
    correction_ordered_on = models.DateField(_("责令改正日期"), null=True)
    correct_by = models.DateField(_("改正期限"), null=True)
    outcome = models.CharField(_("检查结果"), max_length=16, choices=Outcome, blank=True)
    outcome_note = models.TextField(_("结果说明"), blank=True)
    concluded_on = models.DateField(_("办结日期"), null=True)

    recoveries = GenericRelation("findings.Recovery")

    objects: ClassVar = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("专项检查")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "employer", "is_confidential"],
                condition=~Q(state__in=INSPECTION.final),
                name="checks_inspection_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNSTAFFED) | Q(lead__isnull=False, second__isnull=False),
                name="checks_inspection_two_inspectors",
            ),
            models.CheckConstraint(condition=~Q(lead=F("second")), name="checks_inspection_two_persons"),
            models.CheckConstraint(
                condition=Q(source=Source.DRAWN, origin_id__isnull=False, rank__isnull=False)
                | ~Q(source=Source.DRAWN) & Q(rank__isnull=True, is_seated_by_draw=False),
                name="checks_inspection_drawn_has_place",
            ),
            models.CheckConstraint(
                condition=Q(origin_type__isnull=True, origin_id__isnull=True)
                | Q(origin_type__isnull=False, origin_id__isnull=False),
                name="checks_inspection_origin_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=InspectionState.CORRECTING) | Q(correct_by__isnull=False),
                name="checks_inspection_correction_has_day",
            ),
            models.CheckConstraint(
                condition=Q(problems=0, found_on__isnull=True) | Q(problems__gt=0, found_on__isnull=False),
                name="checks_inspection_problems_have_day",
            ),
        ]
        indexes = [
            models.Index(fields=["town", "-id"], name="inspection_town"),
            models.Index(fields=["campaign", "state", "-id"], name="inspection_campaign_state"),
            models.Index(fields=["state", "-id"], name="inspection_state"),
            # What no town counts: few, looked for by every figure.
            models.Index(fields=["id"], condition=Q(is_confidential=True), name="inspection_hidden"),
            models.Index(
                fields=["origin_type", "origin_id"],
                condition=Q(origin_id__isnull=False),
                name="inspection_origin",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.employer.name}"

    @property
    def is_begun(self) -> bool:
        """Whether somebody was set to inspect."""
        return self.state not in (InspectionState.LISTED, InspectionState.CANCELLED)

    @property
    def is_drawn(self) -> bool:
        return self.source == Source.DRAWN

    def origin_for(self, user: Reader) -> Any:
        """What put the line on the list, if this user may see it; None otherwise. One query where there is such a record."""
        if self.origin_type_id is None:
            return None
        model: Any = ContentType.objects.get_for_id(self.origin_type_id).model_class()
        return model._default_manager.visible_to(user).filter(pk=self.origin_id).first()

    @property
    def is_corrected(self) -> bool:
        return self.outcome == Outcome.CORRECTED

    @property
    def has_problems(self) -> bool:
        return self.problems > 0

    @property
    def matter_labels(self) -> list[str]:
        return [MATTERS[code].label for code in self.matters if code in MATTERS]

    @property
    def ground_labels(self) -> list[str]:
        told = ((Source(ground["source"]).label, ground.get("note", "")) for ground in self.grounds)
        return [f"{label}：{note}" if note else str(label) for label, note in told]

    @property
    def totals(self) -> dict[str, outcomes.Number]:
        """What it brought the workers, by outcome; no query where `recoveries` are loaded."""
        return outcomes.totals(self.recoveries.all())

    @property
    def ended_on(self) -> date:
        """The day on which it was concluded or, without that, came into the state it is in."""
        return self.concluded_on or day_of(self.state_since)

    @property
    def day(self) -> date:
        return self.visited_on or self.listed_on

    def act_url(self, action: str) -> str:
        """A visit is written down on a page of its own."""
        if action == "record_visit":
            return f"{reverse('checks:visit_new')}?inspection={self.pk}"
        return super().act_url(action)

    def handlers(self) -> list[Any]:
        """The two who are to inspect."""
        return [person for person in (self.lead, self.second) if person is not None]
