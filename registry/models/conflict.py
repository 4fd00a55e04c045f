"""Declared conflicts of interest: who must not inspect which employer (《劳动保障监察条例》第十六条)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from registry.models.employer import Employer
from registry.querysets import ConflictQuerySet


class ConflictKind(models.TextChoices):
    RELATIVE = "relative", _("近亲属在该单位任职或者有股份")
    INTEREST = "interest", _("本人与该单位有直接利害关系")
    FORMER = "former", _("曾在该单位工作")
    OTHER = "other", _("其他可能影响公正的关系")


class Conflict(models.Model):
    inspector = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("监察员"), on_delete=models.PROTECT, related_name="conflicts"
    )
    employer = models.ForeignKey(
        Employer, verbose_name=_("单位"), on_delete=models.PROTECT, related_name="inspector_conflicts"
    )
    kind = models.CharField(_("关系"), max_length=10, choices=ConflictKind)
    reason = models.CharField(_("说明"), max_length=200, blank=True)
    declared_on = models.DateField(_("申报日期"))
    withdrawn_on = models.DateField(_("撤回日期"), null=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("利害关系申报")
        constraints = [
            models.UniqueConstraint(
                fields=["inspector", "employer"],
                condition=Q(withdrawn_on__isnull=True),
                name="registry_conflict_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.inspector.name} {self.employer.name}"

    def get_absolute_url(self) -> str:
        return reverse("registry:conflict_list")
