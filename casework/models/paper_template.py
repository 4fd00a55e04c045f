"""The brigade's own Word file for one kind of paper; each upload is a version that stays."""

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.by import Reader


class PaperTemplateQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Whoever may look at the local values may look at the forms of the office."""
        return self.all() if user.has_perm("casework.view_policy") else self.none()


class PaperTemplate(models.Model):
    """One version of a kind's form. The newest of a kind counts, unless it says that the house's own sheet is used again."""

    kind = models.CharField(_("文书"), max_length=40)
    number = models.PositiveIntegerField(_("版本"))
    is_own = models.BooleanField(_("用本单位的模板"), default=True)
    reason = models.CharField(_("说明"), max_length=500)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("上传时间"))
    attachments = GenericRelation("casework.Attachment")

    objects = PaperTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-number"]
        verbose_name = _("文书模板")
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="casework_paper_template_once"),
        ]

    def __str__(self) -> str:
        return self.version

    @property
    def version(self) -> str:
        """What papers keep of the template they were printed with."""
        return f"own-{self.kind}-{self.number}"
