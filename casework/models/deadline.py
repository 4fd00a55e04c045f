"""A running clock of a record: computed once by the rule in force, stored with it, never counted nightly."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Cast, TruncDate
from django.utils.translation import gettext_lazy as _

from law import policy, workdays
from law.clock import SHANGHAI, now, today


class DeadlineQuerySet(models.QuerySet):
    def running(self) -> Self:
        return self.filter(stopped_at__isnull=True)

    def overdue(self, on: date) -> Self:
        """Still running after the last day."""
        return self.running().filter(due_on__lt=on)

    def met_late(self) -> Self:
        """Done, but after the last day (days are those of Shanghai)."""
        return (
            self.filter(outcome=Deadline.MET)
            .annotate(stop_day=TruncDate("stopped_at"))
            .filter(stop_day__gt=F("due_on"))
        )

    def of_model(self, model: type[models.Model]) -> Self:
        return self.filter(content_type=ContentType.objects.get_for_model(model))

    def first_due_of(self, model: type[models.Model], field: str = "due_on") -> Subquery:
        """For annotating rows of `model`: a field of each row's running deadline that ends first."""
        rows = self.of_model(model).running().filter(object_id=Cast(OuterRef("pk"), models.BigIntegerField()))
        return Subquery(rows.order_by("due_on", "pk").values(field)[:1])


class Deadline(models.Model):
    MET, VOID = "met", "void"

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    clock = models.CharField(_("时限代码"), max_length=64)
    label = models.CharField(_("时限"), max_length=100)
    term = models.CharField(_("期限规则"), max_length=64, blank=True)
    term_version = models.CharField(_("规则版本"), max_length=64, blank=True)
    citation = models.CharField(_("依据"), max_length=200, blank=True)
    started_at = models.DateTimeField(_("起算"))
    due_on = models.DateField(_("到期日"))
    due_at = models.DateTimeField(_("到期时刻"), null=True)
    is_provisional = models.BooleanField(_("暂定"), default=False)
    explanation = models.JSONField(_("为什么是这一天"), default=list)
    facts = models.JSONField(default=dict)
    stopped_at = models.DateTimeField(_("停止"), null=True)
    outcome = models.CharField(
        _("结果"), max_length=8, blank=True, choices=[(MET, _("已完成")), (VOID, _("不再适用"))]
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
                fields=["content_type", "object_id", "clock"],
                condition=Q(stopped_at__isnull=True),
                name="casework_deadline_one_running",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True, outcome="")
                | Q(stopped_at__isnull=False, outcome__in=["met", "void"]),
                name="casework_deadline_outcome_when_stopped",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(stopped_at__isnull=True), name="deadline_running_due"
            ),
            models.Index(fields=["content_type", "object_id", "due_on"], name="deadline_record"),
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
    def days_left(self) -> int:
        """Working days from today (or the day it stopped) to the last day; negative when late."""
        return workdays.remaining(self.stopped_on or today(), self.due_on)

    @property
    def is_late(self) -> bool:
        if self.stopped_at:
            return self.stopped_on > self.due_on or bool(self.due_at and self.stopped_at > self.due_at)
        return self.due_on < today() or bool(self.due_at and self.due_at < now())

    @property
    def lamp(self) -> str:
        """late, near (few working days or little of the time left), ok, done, off."""
        if self.outcome == self.VOID:
            return "off"
        if self.outcome == self.MET:
            return "late" if self.is_late else "done"
        if self.is_late:
            return "late"
        left = self.days_left
        total = max(1, workdays.workdays_between(self.started_on, self.due_on, provisional=True))
        is_near = left <= policy.integer("lamp.near_days") or left * 100 <= total * policy.integer(
            "lamp.near_percent"
        )
        return "near" if is_near else "ok"

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
        marks = workdays.explain_days(start, self.due_on, provisional=True)
        return [
            ClockDay(
                day=mark.day,
                kind=str(mark.kind),
                is_start=mark.day == start,
                is_due=mark.day == self.due_on,
                is_today=mark.day == today(),
                is_counted=mark.counts and start < mark.day <= now_on,
                is_left=mark.counts and mark.day > now_on,
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
