"""A stored file. It has no address of its own: it is served through the record it belongs to."""

import uuid
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.by import Reader
from casework.kinds import visible
from casework.sealed_files import SealedFileField


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Files whose parent this user may see, and the user's own held ones; one sub-query per kind of parent."""
        query = models.Q(content_type__isnull=True, uploaded_by=user)
        for type_id in (
            self.exclude(content_type=None).order_by().values_list("content_type", flat=True).distinct()
        ):
            model = ContentType.objects.get_for_id(type_id).model_class()
            if model is not None:  # None: of a room that is no more
                query |= models.Q(content_type=type_id, object_id__in=visible(model, user).values("pk"))
        return self.filter(query)

    def about(self, record: models.Model) -> Self:
        return self.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)


class Scan(models.TextChoices):
    """What is known of malware in a file; empty for what the system made itself."""

    UNSCANNED = "unscanned", _("未扫描")
    WAITING = "waiting", _("待检")
    CLEAN = "clean", _("已扫描")
    INFECTED = "infected", _("查出病毒")


class Attachment(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Both empty while a file is held: uploaded with a form that has not been accepted yet.
    content_type = models.ForeignKey(ContentType, null=True, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField(null=True)
    record = GenericForeignKey("content_type", "object_id")
    name = models.CharField(_("文件名"), max_length=200)
    label = models.CharField(_("说明"), max_length=100, blank=True)
    media_type = models.CharField(_("类型"), max_length=100)
    size = models.PositiveBigIntegerField(_("大小（字节）"))
    sha256 = models.CharField(max_length=64)
    original = SealedFileField(_("原件"), upload_to="sealed/%Y/%m/")
    # Photos only: re-encoded pixels without EXIF; what pages and downloads serve.
    derivative = SealedFileField(_("脱敏副本"), upload_to="served/%Y/%m/", blank=True)
    derivative_sha256 = models.CharField(max_length=64, blank=True)
    scan = models.CharField(_("病毒扫描"), max_length=10, choices=Scan, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("上传时间"))

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["uploaded_at", "id"]
        verbose_name = _("附件")
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="attachment_record"),
            models.Index(
                fields=["uploaded_at"],
                condition=models.Q(scan__in=(Scan.WAITING, Scan.UNSCANNED)),
                name="attachment_to_scan",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def served(self) -> models.fields.files.FieldFile:
        return self.derivative or self.original

    @property
    def served_sha256(self) -> str:
        return self.derivative_sha256 or self.sha256

    @property
    def url(self) -> str:
        return reverse("casework:file", args=[self.pk])

    @property
    def original_url(self) -> str:
        """Where a photo is as it was taken, with what the camera wrote into it; "" where only the served one is kept."""
        return f"{self.url}?original=1" if self.has_original else ""

    @property
    def has_original(self) -> bool:
        return self.is_photo and self.sha256 != self.derivative_sha256

    @property
    def needs_reason(self) -> bool:
        """Whether it opens only with a reason that is written down: its record says so, and opens it (`open_file`)."""
        model = self.content_type.model_class() if self.content_type else None
        return bool(getattr(model, "files_need_reason", False))

    @property
    def note(self) -> str:
        return self.label

    @property
    def scan_mark(self) -> str:
        """What a list of files says of it: nothing when it was looked at and nothing found."""
        return "" if self.scan == Scan.CLEAN else self.get_scan_display()

    @property
    def is_photo(self) -> bool:
        return bool(self.derivative)
