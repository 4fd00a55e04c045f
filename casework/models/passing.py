"""What becomes of an approval on its way: passed on to another person, and what it said when it was sent back."""

from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.table import Row
from law.clock import now

USER = settings.AUTH_USER_MODEL


class AboutQuerySet(models.QuerySet):
    def about(self, record: models.Model) -> Self:
        return self.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)


class PassingQuerySet(AboutQuerySet):
    def open(self) -> Self:
        return self.filter(ended_at=None)

    def elsewhere(self, user: Any, model: type[models.Model], action: str) -> Self:
        """What lies with somebody else: neither with this user nor with a person they stand in for."""
        mine = [user.pk, *(person.pk for person in user.principals())]
        kind = ContentType.objects.get_for_model(model)
        return self.open().filter(content_type=kind, action=action).exclude(to__in=mine)

    def end(self, record: Any, row: Row, before: str) -> None:
        """It was answered, or there is nothing to answer any more; `casework.workflow.perform` says so."""
        if before and (row.leads_to(record) != before or record.workflow.approval_of(row) is not None):
            self.about(record).open().update(ended_at=now())


class Passing(models.Model):
    """An approval passed on (转办): it waits for `to` until it is answered, and for nobody else."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    action = models.CharField(_("审批事项"), max_length=64)
    to = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+", verbose_name=_("转给"))
    passed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+", verbose_name=_("转办人"))
    reason = models.TextField(_("转办理由"))
    passed_at = models.DateTimeField(_("转办时间"), default=now)
    ended_at = models.DateTimeField(null=True)

    objects = PassingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("转办")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "action"],
                condition=Q(ended_at=None),
                name="casework_passing_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.object_id} {self.action} {self.to_id}"


class SentBack(models.Model):
    """What lay before whoever sent a record back: the papers as they would have been issued. Never changed."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    # The approval that was not given.
    action = models.CharField(_("审批事项"), max_length=64)
    # The content of each paper by its kind (casework.papers.content).
    papers = models.JSONField(default=dict)
    sent_at = models.DateTimeField(_("退回时间"), default=now)

    objects = AboutQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("退回时的文书")
        indexes = [models.Index(fields=["content_type", "object_id", "action"], name="sent_back_record")]

    def __str__(self) -> str:
        return f"{self.object_id} {self.action}"
