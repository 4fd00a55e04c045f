"""A report to the brigade that an employer is to be inspected (方案四（二）), and what the brigade answered."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign
from casework.models import WorkflowRecord
from findings import hooks
from findings.deadlines import CLOCKS
from findings.kinds import Origin
from findings.querysets import EscalationQuerySet
from findings.triggers import SENSITIVE, Trigger
from findings.workflow import TABLE, State
from registry.models import Employer, Town

USER = settings.AUTH_USER_MODEL
RECEIVES = "findings.accept_escalation"
UNSENT = (State.PROPOSED, State.DROPPED, State.ACCEPTED, State.JOINED)


class Escalation(WorkflowRecord):
    workflow = TABLE
    clocks = CLOCKS
    named_by = ("number", "employer__name")

    number = models.CharField(_("编号"), max_length=60, unique=True)
    # The record the ground was found in: a patrol today, a complaint or a warning tomorrow.
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    source = GenericForeignKey("content_type", "object_id")
    origin = models.CharField(_("来源"), max_length=10, choices=Origin)
    campaign = models.ForeignKey(
        Campaign, null=True, on_delete=models.PROTECT, related_name="escalations", db_index=False
    )
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="escalations")
    town = models.ForeignKey(
        Town, null=True, on_delete=models.PROTECT, related_name="escalations", db_index=False
    )
    trigger = models.CharField(_("上报情形"), max_length=24, choices=Trigger)
    # 重大违法, to be reported and answered at once; not what stayed unrectified.
    is_red_flag = models.BooleanField(_("重大违法"), default=False)
    note = models.TextField(_("上报说明"), blank=True)
    sent_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="escalations_sent")
    sent_on = models.DateField(_("上报日期"), null=True)
    answered_by = models.ForeignKey(
        USER, null=True, on_delete=models.PROTECT, related_name="escalations_answered"
    )
    answered_on = models.DateField(_("答复日期"), null=True)
    answer = models.TextField(_("大队答复"), blank=True)
    # What it led to: the line of the inspection list, or the work under way it was joined to. Of an upper room, it tells
    # whether somebody was set to it (`is_begun`).
    led_to_type = models.ForeignKey(ContentType, null=True, on_delete=models.PROTECT, related_name="+")
    led_to_id = models.BigIntegerField(null=True)
    led_to = GenericForeignKey("led_to_type", "led_to_id")

    objects: ClassVar = EscalationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("上报")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=Q(state__in=[State.PROPOSED, State.SENT]),
                name="findings_escalation_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNSENT) | Q(sent_on__isnull=False),
                name="findings_escalation_sent_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RETURNED) | ~Q(answer=""),
                name="findings_escalation_returned_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(led_to_id__isnull=True, led_to_type__isnull=True)
                | Q(led_to_id__isnull=False, led_to_type__isnull=False),
                name="findings_escalation_led_to_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="escalation_source"),
            models.Index(fields=["town", "-id"], name="escalation_town"),
            models.Index(fields=["state", "-id"], name="escalation_state"),
            models.Index(fields=["campaign", "town", "sent_on"], name="escalation_figures"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.employer.name}"

    @property
    def is_sensitive(self) -> bool:
        return self.trigger in SENSITIVE

    def work_under_way(self) -> list[Any]:
        """What it may be joined to: what upper rooms have under way at the employer, but for what it led to itself."""
        return [each for each in hooks.work_under_way(self) if each != self.led_to]

    def receivers(self) -> models.QuerySet:
        """Who in the brigade answers it."""
        return get_user_model().objects.with_permission(RECEIVES)

    def senders(self) -> models.QuerySet:
        """Whom the answer concerns: who sent it, and the officers of the town where nobody did."""
        if self.sent_by_id:
            return get_user_model().objects.filter(pk=self.sent_by_id)
        source: Any = self.source
        return source.town_officers()
