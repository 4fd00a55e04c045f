"""One visit of a town to one employer. It is a record of information and guidance, not a 现场检查笔录."""

import uuid
from datetime import date, datetime

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaign.phases import Phase
from casework import deadlines
from casework.models import WorkflowRecord
from findings.kinds import Origin, Result
from findings.models import Escalation
from findings.triggers import Trigger, trigger_of
from findings.workflow import State as Reported
from inspections.patrols.deadlines import CLOCKS, UNRECTIFIED_REPORT
from inspections.patrols.querysets import PatrolQuerySet, officers_of
from inspections.patrols.workflow import TABLE, State
from law.clock import day_of, today
from law.matters import are_sensitive
from registry.models import Employer, Grid, Town


class Signature(models.TextChoices):
    SIGNED = "signed", _("已签字")
    REFUSED = "refused", _("拒绝签字")
    ABSENT = "absent", _("负责人不在场")


def people(label: str) -> models.PositiveIntegerField:
    """A count of people; empty means it was not asked."""
    return models.PositiveIntegerField(label, null=True, blank=True)


def yuan(label: str) -> models.DecimalField:
    return models.DecimalField(
        label, max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )


def hours(label: str, most: int) -> models.DecimalField:
    limits = [MinValueValidator(0), MaxValueValidator(most)]
    return models.DecimalField(
        label, max_digits=5, decimal_places=1, null=True, blank=True, validators=limits
    )


class Patrol(WorkflowRecord):
    workflow = TABLE
    clocks = CLOCKS
    named_by = ("number", "employer__name")
    url_noun = "patrol"
    found_by = Origin.PATROL

    # Made with the form, so that a patrol sent twice (offline, bad line) is one patrol.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("编号"), max_length=60, unique=True)
    campaign = models.ForeignKey(
        "campaign.Campaign", null=True, on_delete=models.PROTECT, related_name="patrols"
    )
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="patrols")
    # The employer's town and grid on the day of the patrol: scope and figures stay when it moves.
    town = models.ForeignKey(Town, null=True, on_delete=models.PROTECT, related_name="patrols")
    grid = models.ForeignKey(Grid, null=True, on_delete=models.PROTECT, related_name="patrols")
    # The phase `patrolled_on` belongs to; empty in a gap and outside the campaign.
    phase = models.CharField(_("专项行动阶段"), max_length=16, blank=True, choices=Phase)
    patrolled_on = models.DateField(_("巡查日期"))
    started_at = models.DateTimeField(_("到场时间"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="patrols_recorded"
    )

    headcount = people(_("职工总数"))
    headcount_female = people(_("女职工"))
    headcount_migrant = people(_("农民工"))
    headcount_minor = people(_("未成年工（16—17周岁）"))
    headcount_dispatched = people(_("劳务派遣"))
    contracts_signed = people(_("签订劳动合同人数"))
    insured = people(_("参加社会保险人数"))
    wages_due = yuan(_("上月应发工资（元）"))
    wages_paid = yuan(_("上月实发工资（元）"))
    arrears_people = people(_("拖欠工资人数"))
    arrears_amount = yuan(_("拖欠工资金额（元）"))
    lowest_wage = yuan(_("最低月工资（元）"))
    daily_hours = hours(_("每日工时"), 24)
    weekly_hours = hours(_("每周工时"), 168)
    monthly_overtime = hours(_("每月加班小时"), 400)
    leaflets = models.PositiveIntegerField(_("发放宣传资料（份）"), default=0)
    is_self_check_guided = models.BooleanField(_("已指导自查"), default=False)
    # {line of the check-list: "ok" | "bad" | "na"}; lines that were not looked at are absent.
    answers = models.JSONField(_("检查清单"), default=dict)
    received_by = models.CharField(_("单位接待人"), max_length=30, blank=True)
    signature = models.CharField(_("单位签字"), max_length=8, choices=Signature, blank=True)
    note = models.TextField(_("备注"), blank=True)

    # WGS-84 as the phone gave it.
    latitude = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("经度"), max_digits=9, decimal_places=6, null=True, blank=True)
    accuracy = models.PositiveIntegerField(_("定位精度（米）"), null=True, blank=True)
    located_at = models.DateTimeField(_("定位时间"), null=True, blank=True)
    place_note = models.CharField(_("位置说明"), max_length=200, blank=True)

    is_red_flag = models.BooleanField(_("重大问题"), default=False)
    ordered_on = models.DateField(_("责令整改日期"), null=True)
    rectification_number = models.CharField(_("整改通知编号"), max_length=60, blank=True)
    rectify_by = models.DateField(_("整改到期日"), null=True)
    requirements = models.TextField(_("整改方案"), blank=True)
    # The due day for which the re-check reminder went out; an extension is reminded of anew.
    reminded_for = models.DateField(null=True)
    put_forward_on = models.DateField(_("提请上报日期"), null=True)
    rectified_on = models.DateField(_("确认整改到位日期"), null=True)

    findings = GenericRelation("findings.Finding", related_query_name="patrol")
    recoveries = GenericRelation("findings.Recovery")
    escalations = GenericRelation("findings.Escalation")

    objects = PatrolQuerySet.as_manager()

    class Meta:
        ordering = ["-patrolled_on", "-pk"]
        verbose_name = _("巡查")
        constraints = [
            models.CheckConstraint(
                condition=Q(rectify_by__isnull=True) | Q(rectify_by__gt=F("ordered_on")),
                name="patrols_patrol_due_after_order",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.RECTIFYING, State.RECTIFIED])
                | (Q(rectify_by__isnull=False) & ~Q(rectification_number="")),
                name="patrols_patrol_rectifying_has_due",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="patrols_patrol_position_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["-patrolled_on", "-id"], name="patrols_newest"),
            models.Index(fields=["town", "-patrolled_on", "-id"], name="patrols_town_newest"),
            # With what the figures ask of the newest patrol of an employer.
            models.Index(
                fields=["employer", "-patrolled_on", "-id", "campaign", "headcount"],
                name="patrols_employer_newest",
            ),
            models.Index(fields=["recorded_by", "-patrolled_on", "-id"], name="patrols_recorder_newest"),
            models.Index(fields=["campaign", "town", "state"], name="patrols_campaign_town"),
            models.Index(fields=["state", "-patrolled_on", "-id"], name="patrols_state_newest"),
            models.Index(
                fields=["-patrolled_on", "-id"],
                condition=Q(put_forward_on__isnull=False),
                name="patrols_put_forward",
            ),
            models.Index(
                fields=["rectify_by"], condition=Q(state="rectifying"), name="patrols_rectifying_due"
            ),
            models.Index(
                fields=["-patrolled_on", "-id"], condition=Q(is_red_flag=True), name="patrols_red_flag"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.employer.name}"

    @property
    def is_overdue(self) -> bool:
        """The day by which to rectify has passed and it is not confirmed. Seen today, never stored."""
        return self.state == State.RECTIFYING and self.rectify_by < today()

    @property
    def is_ordered(self) -> bool:
        return self.ordered_on is not None

    @property
    def is_over(self) -> bool:
        """Nothing is left to the town: it ended here, or lies with the brigade."""
        return self.is_final or self.state == State.ESCALATED

    @property
    def resumes_at(self) -> str:
        """Where the town goes on when the brigade gives a report back."""
        return State.RECTIFYING if self.is_ordered else State.RECORDED

    @property
    def reports(self) -> list[Escalation]:
        """What was reported of it to the brigade or is to be, the latest first; no query where `escalations` are loaded."""
        return sorted(self.escalations.all(), key=lambda each: -each.pk)

    @property
    def was_returned(self) -> bool:
        """The brigade gave a report of it back: the town may settle what it found."""
        return any(each.state == Reported.RETURNED for each in self.reports)

    @property
    def is_sensitive(self) -> bool:
        """It tells of children or of minors in venues; who opens it is written down."""
        return are_sensitive(each.matter for each in self.findings.all())

    @property
    def was_never_found_short(self) -> bool:
        """No re-check after the last day found a problem that was not set right: it was rectified in time."""
        return not any(
            one.result != Result.FIXED
            for recheck in self.rechecks.all()
            if self.rectify_by and recheck.rechecked_on > self.rectify_by
            for one in recheck.results.all()
        )

    @property
    def has_failed_recheck(self) -> bool:
        """A problem whose latest re-check said 整改不到位."""
        return any(finding.result == Result.NOT_FIXED for finding in self.findings.all())

    @property
    def triggers(self) -> list[Trigger]:
        """On what grounds this patrol may be escalated now (方案四（二）、五（二）), the gravest first."""
        problems = list(self.findings.all())
        found = {trigger_of(each.matter) for each in problems if each.is_red_flag}
        if any(each.result == Result.NOT_FIXED for each in problems):
            found.add(Trigger.NOT_RECTIFIED)
        if self.is_overdue:
            found.add(Trigger.OVERDUE)
        return sorted(found, key=list(Trigger).index)

    @property
    def starts_owing_report(self) -> bool:
        """整改不到位 since this act: a failed re-check, put forward, or a look after the last day with problems left.

        No report is owed twice: the first clock runs on.
        """
        is_left = any(finding.fixed_on is None for finding in self.findings.all())
        is_owed = self.has_failed_recheck or (
            is_left and (self.is_overdue or self.put_forward_on is not None)
        )
        return is_owed and deadlines.running(self, UNRECTIFIED_REPORT) is None

    @property
    def found_at(self) -> date | datetime:
        """The instant problems became known; only the day when the visit was written down later."""
        if self.started_at:
            return self.started_at
        return self.recorded_at if day_of(self.recorded_at) == self.patrolled_on else self.patrolled_on

    def town_officers(self) -> models.QuerySet:
        """The officers of this patrol's town."""
        return officers_of([self.town_id])
