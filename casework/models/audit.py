"""The audit trail: append-only rows, each sealed by the hash of the one before, and the notes that wait to be sealed."""

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework import verbs
from casework.by import Reader
from law.clock import day_of


class AuditQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """The trail as a whole belongs to the audit administrator; a record's own trail is shown on its page."""
        return self if user.has_perm("casework.view_audit") else self.none()

    def about(self, record: models.Model) -> Self:
        return self.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)

    def about_any(self, records: models.QuerySet) -> Self:
        """Entries about records of one kind that are one with each other."""
        content_type = ContentType.objects.get_for_model(records.model)
        return self.filter(content_type=content_type, object_id__in=records.order_by().values("pk"))


class Told(models.Model):
    """What an entry of the trail says, sealed or not yet."""

    at = models.DateTimeField(_("时间"))
    recorded_at = models.DateTimeField(_("服务器时间"))
    # The day it happened, where it was not written down on the day.
    happened_on = models.DateField(_("发生日期"), null=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("操作人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    actor_label = models.CharField(_("操作人与角色"), max_length=120)
    action = models.CharField(_("行为"), max_length=64)
    content_type = models.ForeignKey(ContentType, null=True, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField(null=True)
    record = GenericForeignKey("content_type", "object_id")
    record_label = models.CharField(_("对象"), max_length=200)
    before = models.CharField(_("原状态"), max_length=32, blank=True)
    after = models.CharField(_("新状态"), max_length=32, blank=True)
    phase = models.CharField(_("专项行动阶段"), max_length=16, blank=True)
    # The ground of the deed; of a refusal its code. Why off plan and what the person added stand apart.
    reason = models.TextField(_("理由"), blank=True)
    off_plan = models.TextField(_("非本阶段办理的理由"), blank=True)
    remark = models.TextField(_("说明"), blank=True)
    data = models.JSONField(_("变更内容（已脱敏）"), default=dict)
    source = models.CharField(_("来源地址"), max_length=64, blank=True)
    is_success = models.BooleanField(_("成功"), default=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.pk} {self.action} {self.record_label}"

    @property
    def model(self) -> type[models.Model] | None:
        """What kind of record it is about, without a query."""
        return (
            ContentType.objects.get_for_id(self.content_type_id).model_class()
            if self.content_type_id
            else None
        )

    @property
    def action_label(self) -> str:
        return verbs.label_of(self.action, model=self.model, before=self.before)

    @property
    def reason_label(self) -> str:
        """Why it was done, or, in words, why it was refused."""
        if self.is_success:
            return self.reason
        return verbs.refusal_of(self.action, self.reason, model=self.model, before=self.before)

    @property
    def entered_late(self) -> int:
        """How many days after it happened it was written down."""
        return max(0, (day_of(self.at) - self.happened_on).days) if self.happened_on else 0


class AuditEntry(Told):
    seq = models.PositiveBigIntegerField(_("序号"), primary_key=True)
    # The number of the note it was sealed from; a note is sealed once.
    note = models.PositiveBigIntegerField(null=True, unique=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-seq"]
        verbose_name = _("审计记录")
        indexes = [
            models.Index(fields=["content_type", "object_id", "-seq"], name="audit_record"),
            models.Index(fields=["actor", "-seq"], name="audit_actor"),
            models.Index(fields=["action", "-seq"], name="audit_action"),
        ]


class AuditNote(Told):
    """A look or a refusal, until it is sealed as an entry (casework/audit.py); never changed, and not lost before."""

    class Meta:
        ordering = ["pk"]
        verbose_name = _("待封存的审计记录")
        indexes = [models.Index(fields=["content_type", "object_id"], name="audit_note_record")]


class AuditHead(models.Model):
    """One row: the last sealed entry. Locking it orders every audited transaction (casework/audit.py)."""

    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"
