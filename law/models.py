"""The two small tables of this room: days and policy values that differ from what is built in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from law import clock


class WorkdayOverride(models.Model):
    """One day whose working state is set by hand.

    A year after the library's last one counts as announced as soon as one ANNOUNCED row of that year
    exists; `law.services.announce_year` writes the whole notice at once, so a year is never half
    known. A LOCAL row (a storm, a city's own order) changes its day and announces nothing.
    """

    class Kind(models.TextChoices):
        ANNOUNCED = "announced", _("国务院放假通知")
        LOCAL = "local", _("本地调整")

    day = models.DateField(_("日期"), unique=True)
    is_workday = models.BooleanField(_("上班"))
    kind = models.CharField(_("性质"), max_length=20, choices=Kind.choices, default=Kind.LOCAL)
    note = models.CharField(_("节日或事由"), max_length=100, blank=True)
    source = models.CharField(_("文件依据"), max_length=200)
    entered_at = models.DateTimeField(_("录入时间"), default=clock.now)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True,
        related_name="workday_overrides", verbose_name=_("录入人"),
    )  # fmt: skip

    class Meta:
        ordering = ["day"]
        verbose_name = verbose_name_plural = _("工作日调整")
        constraints = [
            models.CheckConstraint(condition=~models.Q(source=""), name="law_workdayoverride_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {_('上班') if self.is_workday else _('休息')}"


class PolicyValue(models.Model):
    """One local value of a policy, in force from a day on. Rows are only added, never changed."""

    code = models.CharField(_("参数"), max_length=60, db_index=True)
    value = models.CharField(_("取值"), max_length=500)
    reason = models.CharField(_("理由和依据"), max_length=500)
    in_force_from = models.DateField(_("生效日期"))
    set_at = models.DateTimeField(_("设置时间"), default=clock.now)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True,
        related_name="policy_values", verbose_name=_("设置人"),
    )  # fmt: skip

    class Meta:
        ordering = ["code", "in_force_from", "pk"]
        verbose_name = verbose_name_plural = _("参数取值")
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="law_policyvalue_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.code} = {self.value}（{self.in_force_from:%Y-%m-%d} 起）"
