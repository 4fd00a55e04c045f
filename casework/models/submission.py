from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Submission(models.Model):
    """One sent form. The key is made with the page, so a second send finds the first one's answer."""

    key = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    # A keyed hash of what stood in each field, so that a second send can be told from a second deed.
    sent = models.JSONField(default=dict)
    answer = models.CharField(max_length=300, blank=True)
    # The record it led to, where what is sent later can be added to it.
    content_type = models.ForeignKey(ContentType, null=True, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField(null=True)
    record = GenericForeignKey("content_type", "object_id")
    created_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key} {self.path}"
