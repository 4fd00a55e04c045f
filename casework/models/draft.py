"""What somebody typed into a form and has not sent, where the browser may keep nothing: sealed, for that person alone."""

from typing import Self

from django.conf import settings
from django.db import models

from casework.by import Reader
from casework.sealing import SealedTextField


class DraftQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        return self.filter(user=user.pk)


class Draft(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # Which form at which address, in the words of static/js/drafts.js.
    key = models.CharField(max_length=400)
    record = SealedTextField()
    # The key the form would be sent with: a send that was saved takes its draft away.
    submission = models.UUIDField(null=True)
    saved_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="draft_once")]

    def __str__(self) -> str:
        return self.key
