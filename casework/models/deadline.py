"""A running clock of a record: computed once by the rule in force, stored with it, never counted nightly."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from casework.models.partly import Partly
from casework.urgency import past
from law import policy, workdays
from law.clock import SHANGHAI, now, today
from law.terms import VERSIONS, Term, Unit
from law.words import Sentence


class DeadlineQuerySet(models.QuerySet):
    def running(self) -> Self:
        return self.filter(stopped_at__isnull=True)

    def running_at(self, moment: datetime) -> Self:
        """Started by then and not stopped by then, whatever happened since."""
        return self.filter(Q(stopped_at__isnull=True) | Q(stopped_at__gt=moment), started_at__lte=moment)

    def paused(self) -> Self:
        """Standing still: neither done nor owed, until they run on."""
        return self.filter(outcome=Deadline.PAUSED)

    def duties(self) -> Self:
        """What the house owes; without the time that belongs to the other party."""
        return self.filter(is_right=False)

    def soonest_first(self) -> Self:
        """By the day on which they end; of one day, what ends at an hour before what ends with the day."""
        return self.order_by("due_on", F("due_at").asc(nulls_last=True), "pk")

    def overdue(self, on: date) -> Self:
        """Still running after the last day, or today after the hour."""
        return self.running().duties().filter(past(on))

    def met_late(self) -> Self:
        """Done, but after the last day (days are those of Shanghai) or after the hour."""
        met = self.duties().filter(outcome=Deadline.MET).annotate(stop_day=TruncDate("stopped_at"))
        return met.filter(Q(stop_day__gt=F("due_on")) | Q(stopped_at__gt=F("due_at")))

    def of_model(self, model: type[models.Model]) -> Self:
        return self.filter(content_type=ContentType.objects.get_for_model(model))


class Deadline(Partly):
    MET, VOID, PAUSED = "met", "void", "paused"

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    clock = models.CharField(_("时限代码"), max_length=64)
    # The paper, finding or party it is about (casework.deadlines.key_of); empty for the record itself.
    about = models.CharField(_("所涉事项"), max_length=80, blank=True)
    label = models.CharField(_("时限"), max_length=100)
    term = models.CharField(_("期限规则"), max_length=64, blank=True)
    term_version = models.CharField(_("规则版本"), max_length=64, blank=True)
    citation = models.CharField(_("依据"), max_length=200, blank=True)
    amount = models.PositiveIntegerField(_("期限长度"), null=True)
    started_at = models.DateTimeField(_("起算"))
    is_day_start = models.BooleanField(_("起算只有日期"), default=False)
    due_on = models.DateField(_("到期日"))
    due_at = models.DateTimeField(_("到期时刻"), null=True)
    is_provisional = models.BooleanField(_("暂定"), default=False)
    is_right = models.BooleanField(_("当事人的期限"), default=False)
    explanation = models.JSONField(_("为什么是这一天"), default=list)
    facts = models.JSONField(default=dict)
    # When the duty was done, on the day that happened; and when somebody wrote it down.
    stopped_at = models.DateTimeField(_("停止"), null=True)
    stop_entered_at = models.DateTimeField(_("登记停止的时间"), null=True)
    outcome = models.CharField(
        _("结果"),
        max_length=8,
        blank=True,
        choices=[(MET, _("已完成")), (VOID, _("不再适用")), (PAUSED, _("中止"))],
    )
    first_due_on = models.DateField(_("延长前到期日"), null=True)
    extension_reason = models.TextField(_("延长理由"), blank=True)
    extended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("时限")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "clock", "about"],
                condition=Q(stopped_at__isnull=True),
                name="casework_deadline_one_running",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True, outcome="")
                | Q(stopped_at__isnull=False, outcome__in=["met", "void", "paused"]),
                name="casework_deadline_outcome_when_stopped",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(stopped_at__isnull=True), name="deadline_running_due"
            ),
            models.Index(fields=["content_type", "object_id", "due_on"], name="deadline_record"),
            # What was owed on an earlier day: what runs, and what was stopped since.
            models.Index(fields=["stopped_at"], condition=Q(is_right=False), name="deadline_stopped"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.due_on}"

    @property
    def started_on(self) -> date:
        return _local(self.started_at).date()

    @property
    def stopped_on(self) -> date | None:
        return _local(self.stopped_at).date() if self.stopped_at else None

    @property
    def entered_late(self) -> int:
        """How many days after it happened the end was written down: a fact about the entry, not about the duty."""
        if self.stopped_at is None or self.stop_entered_at is None:
            return 0
        return max(0, (_local(self.stop_entered_at).date() - _local(self.stopped_at).date()).days)

    @property
    def start(self) -> date | datetime:
        """What the term is counted from: the day, where no hour is known, otherwise the instant."""
        return self.started_on if self.is_day_start else self.started_at

    @property
    def rule(self) -> Term | None:
        """The version of the term, with the amount, that this clock started with; None for a day set by hand."""
        version = VERSIONS.get(self.term_version)
        return replace(version, amount=self.amount) if version and self.amount is not None else version

    @property
    def unit(self) -> str:
        """What is left is told in `workday`, `day` or `hour`, as the term counts; months and years in days."""
        if self.due_at:
            return "hour"
        version = VERSIONS.get(self.term_version)
        return "workday" if version is None or version.unit == Unit.WORKDAY else "day"

    @property
    def left(self) -> int:
        """How many units from now (or from when it stopped) to the end; negative when late."""
        if self.due_at:
            seconds = (self.due_at - (self.stopped_at or now())).total_seconds()
            return int(seconds // 3600)
        day = self.stopped_on or today()
        return workdays.remaining(day, self.due_on) if self.unit == "workday" else (self.due_on - day).days

    @property
    def is_past(self) -> bool:
        """Whether the end lies before now, or before it was stopped."""
        day, moment = self.stopped_on or today(), self.stopped_at or now()
        return self.due_on < day or bool(self.due_at and self.due_at < moment)

    @property
    def is_late(self) -> bool:
        return self.is_past and not self.is_right

    @property
    def lamp(self) -> str:
        """late, near (few working days or little of the time left), ok, done, off."""
        if self.outcome in (self.VOID, self.PAUSED):
            return "off"
        if self.is_late:
            return "late"
        if self.is_right:
            return "done" if self.is_past or self.stopped_at else "ok"
        return "done" if self.outcome == self.MET else "near" if self._is_near else "ok"

    @property
    def allows(self) -> Sentence:
        """What the other party may do until its last day, as the rule of its clock says; empty for a duty of ours."""
        if not self.is_right:
            return ""
        model: Any = ContentType.objects.get_for_id(self.content_type_id).model_class()
        return next((clock.allows for clock in model.clocks if clock.code == self.clock), self.label)

    @property
    def paused_reason(self) -> Sentence:
        """What stands in place of its last day while it does not run."""
        return _("中止，恢复后接着计算") if self.outcome == self.PAUSED else ""

    @property
    def _is_near(self) -> bool:
        left = workdays.remaining(today(), self.due_on)
        total = max(1, workdays.workdays_between(self.started_on, self.due_on, provisional=True))
        percent = policy.integer("lamp.near_percent")
        return left <= policy.integer("lamp.near_days") or left * 100 <= total * percent

    @property
    def is_given(self) -> bool:
        """Set by an officer, not by a term of the law."""
        return not self.term

    @property
    def basis(self) -> str:
        """Where the length of the term is written, for the line under the clock's name."""
        return self.citation

    @property
    def days(self) -> list["ClockDay"]:
        """Every day from start to due with its kind, for the calendar that explains the date; none for a day set by hand."""
        if self.is_given:
            return []
        start, now_on = self.started_on, self.stopped_on or today()
        counts_all = self.unit != "workday"
        marks = workdays.explain_days(start, self.due_on, provisional=True)
        return [
            ClockDay(
                day=mark.day,
                kind=str(mark.kind),
                is_start=mark.day == start,
                is_due=mark.day == self.due_on,
                is_today=mark.day == today(),
                is_counted=(mark.counts or counts_all) and start < mark.day <= now_on,
                is_left=(mark.counts or counts_all) and mark.day > now_on,
            )
            for mark in marks
        ]


@dataclass(frozen=True)
class ClockDay:
    """One cell of the calendar that explains a date."""

    day: date
    kind: str
    is_start: bool
    is_due: bool
    is_today: bool
    is_counted: bool
    is_left: bool


def _local(moment: datetime) -> datetime:
    return moment.astimezone(SHANGHAI)
