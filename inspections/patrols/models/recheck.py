"""Looking again: what each re-check found, kept for good."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inspections.patrols.models.outcomes import Outcomes, Result


class Recheck(models.Model):
    patrol = models.ForeignKey("patrols.Patrol", on_delete=models.CASCADE, related_name="rechecks")
    rechecked_on = models.DateField(_("复查日期"))
    rechecked_by = models.CharField(_("复查人员"), max_length=100)
    note = models.TextField(_("复查情况"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="rechecks_recorded"
    )
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("复查")

    def __str__(self) -> str:
        return f"{self.rechecked_on.isoformat()} {self._meta.verbose_name}"


class RecheckResult(Outcomes):
    """One problem at one re-check, or what was set right on the spot at the visit; the problem holds the latest."""

    # None: at the visit itself, which is no re-check and has no result.
    recheck = models.ForeignKey(Recheck, null=True, on_delete=models.CASCADE, related_name="results")
    finding = models.ForeignKey("patrols.Finding", on_delete=models.PROTECT, related_name="recheck_results")
    result = models.CharField(_("结果"), max_length=12, choices=Result, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("复查结果")
        constraints = [
            models.UniqueConstraint(fields=["recheck", "finding"], name="patrols_recheckresult_once"),
            models.UniqueConstraint(
                fields=["finding"],
                condition=Q(recheck__isnull=True),
                name="patrols_recheckresult_once_on_spot",
            ),
            models.CheckConstraint(
                condition=Q(recheck__isnull=True, result="") | Q(recheck__isnull=False) & ~Q(result=""),
                name="patrols_recheckresult_of_recheck_has_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding}：{self.get_result_display()}"
