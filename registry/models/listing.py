"""Lists of employers taken in from a spreadsheet, and what each of them changed."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from registry.models.employer import Employer
from registry.querysets import ImportQuerySet


class EmployerImport(models.Model):
    """One list: its file, the result of the check and of the import (the JSON the command prints).

    `reading` is what somebody has said about how it is read (sheets, head); `decisions` what about single rows, by their place
    (`registry.services.imports`).
    """

    file_name = models.CharField(_("文件"), max_length=200)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("上传时间"))
    reading = models.JSONField(_("怎样读"), default=dict)
    decisions = models.JSONField(_("逐行的决定"), default=dict)
    check_result = models.JSONField(_("预检结果"), null=True)
    result = models.JSONField(_("导入结果"), null=True)
    finished_at = models.DateTimeField(_("导入时间"), null=True)
    attachments = GenericRelation("casework.Attachment")

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = _("名录导入")

    def __str__(self) -> str:
        return f"{_('名录导入')} {self.pk or ''} {self.file_name}"

    def get_absolute_url(self) -> str:
        return reverse("registry:import_detail", args=[self.pk])


class ImportedChange(models.Model):
    """What a list changed in an employer that was already known; names and numbers of persons are masked."""

    run = models.ForeignKey(EmployerImport, on_delete=models.PROTECT, related_name="changes")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="imported_changes")
    at = models.DateTimeField()
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = _("导入变更")

    def __str__(self) -> str:
        return f"{self.employer} {self.run_id}"
