from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.by import Reader
from casework.numbers import short


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        return self.filter(user=user)

    def about(self, record: models.Model) -> Self:
        return self.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)

    def standing(self) -> Self:
        """Neither over nor the last word of a matter that was read."""
        return self.filter(over_at=None).exclude(is_last=True, read_at__isnull=False)

    def unread(self) -> Self:
        return self.filter(read_at=None, over_at=None)


class Notice(models.Model):
    """A line in somebody's inbox. It names the record; the record's own page decides who may open it.

    `text` is what the record is called, `what` what happened to it, by `action` where an act did it. It is over when its matter
    went on, or a newer one tells of the same record; `is_last`: nothing follows, so it is over once it is read.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    what = models.CharField(_("发生了什么"), max_length=200, blank=True)
    text = models.CharField(_("内容"), max_length=200, blank=True)
    action = models.CharField(_("操作"), max_length=64, blank=True)
    content_type = models.ForeignKey(ContentType, null=True, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField(null=True)
    record = GenericForeignKey("content_type", "object_id")
    created_at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("已读"), null=True)
    over_at = models.DateTimeField(_("了结"), null=True)
    is_last = models.BooleanField(_("最后一条"), default=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("通知")
        indexes = [
            models.Index(fields=["user", "-id"], name="notice_inbox"),
            models.Index(
                fields=["content_type", "object_id"], condition=Q(over_at=None), name="notice_standing"
            ),
        ]

    def __str__(self) -> str:
        return "：".join(filter(None, (self.text, self.what)))

    @property
    def at(self) -> object:
        return self.created_at

    @property
    def is_over(self) -> bool:
        return self.over_at is not None

    @property
    def happened(self) -> str:
        """What happened; of one that was told in one text, all of it."""
        return self.what or self.text

    @property
    def subject(self) -> str:
        """To what it happened, the name first."""
        if not self.what:
            return ""
        number, _space, name = self.text.partition(" ")
        return f"{name} {short(number)}" if name and short(number) != number else self.text
