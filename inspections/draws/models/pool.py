"""The frozen pools of a draw, and what was left out of them with the reason."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inspections.draws.algorithm import MAX_WEIGHT, PoolEmployerLine, PoolInspectorLine
from inspections.draws.models.draw import Draw
from inspections.draws.querysets import ExclusionQuerySet, OfDrawQuerySet
from registry.codes import LONGEST
from registry.models import Employer


class PoolEmployer(models.Model):
    """An employer as it stood when the pool was frozen; what later changes in the registry changes nothing here."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="pool_employers", db_index=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="pooled")
    code = models.CharField(_("代码"), max_length=LONGEST)
    name = models.CharField(_("单位"), max_length=200)
    grade = models.CharField(_("守法诚信等级"), max_length=1, blank=True)
    stratum = models.CharField(_("层"), max_length=50)
    town = models.CharField(_("镇街"), max_length=50, blank=True)
    weight = models.PositiveSmallIntegerField(_("权重"))

    objects = OfDrawQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("名录单位")
        constraints = [
            models.UniqueConstraint(fields=["draw", "code"], name="draws_poolemployer_once"),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=MAX_WEIGHT), name="draws_poolemployer_weight_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.code}）"

    @property
    def line(self) -> PoolEmployerLine:
        """The object that stands in the pool and in the receipt (DESIGN: the bytes are fixed)."""
        return {
            "code": self.code,
            "grade": self.grade,
            "name": self.name,
            "stratum": self.stratum,
            "town": self.town,
            "weight": self.weight,
        }


class PoolInspector(models.Model):
    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="pool_inspectors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pooled")
    certificate = models.CharField(_("执法证号"), max_length=40)
    name = models.CharField(_("姓名"), max_length=40)
    conflicts = models.JSONField(_("有利害关系的单位"), default=list)

    objects = OfDrawQuerySet.as_manager()

    class Meta:
        ordering = ["certificate"]
        verbose_name = _("名录监察员")
        constraints = [
            models.UniqueConstraint(fields=["draw", "certificate"], name="draws_poolinspector_once")
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.certificate}）"

    @property
    def line(self) -> PoolInspectorLine:
        return {"certificate": self.certificate, "conflicts": sorted(self.conflicts), "name": self.name}


class ExclusionReason(models.TextChoices):
    NOT_ACTIVE = "not_active", _("已停业、注销或吊销")
    NO_TOWN = "no_town", _("未落实镇街")
    ON_LIST = "on_list", _("已在本次检查名单")
    ALREADY_DRAWN = "already_drawn", _("今年已被抽中")
    FREQUENCY = "frequency", _("今年专项检查已达上限（山东条例第十三条）")
    NO_CERTIFICATE = "no_certificate", _("没有执法证")
    EXPIRED = "expired", _("执法证已过期")


class Exclusion(models.Model):
    """Somebody in scope who is not in the pool: an employer, or an inspector."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="exclusions")
    employer = models.ForeignKey(
        Employer, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    inspector = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reason = models.CharField(_("原因"), max_length=16, choices=ExclusionReason)
    detail = models.CharField(_("说明"), max_length=100, blank=True)

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        ordering = ["reason", "pk"]
        verbose_name = _("未列入名录")
        constraints = [
            models.CheckConstraint(
                condition=Q(employer__isnull=False, inspector__isnull=True)
                | Q(employer__isnull=True, inspector__isnull=False),
                name="draws_exclusion_of_one",
            )
        ]
        indexes = [models.Index(fields=["draw", "reason", "id"], name="draws_exclusion_reason")]

    def __str__(self) -> str:
        return f"{self.subject} {self.get_reason_display()}"

    @property
    def subject(self) -> str:
        return self.employer.name if self.employer else self.inspector.name
