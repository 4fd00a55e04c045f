"""Early warnings about an employer: opened by a town or by the brigade, closed with an outcome."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from law import terms
from law.clock import today
from registry.models.employer import Employer
from registry.querysets import WarningQuerySet


class WarningKind(models.TextChoices):
    ARREARS = "arrears", _("拖欠工资")
    INSURANCE = "insurance", _("欠缴社会保险费")
    FEES = "fees", _("拖欠水电房租等费用")
    CREDIT = "credit", _("信贷或税收异常")
    STOPPAGE = "stoppage", _("停产半停产")
    ABSCONDED = "absconded", _("负责人失联或转移资产")
    UNREST = "unrest", _("集体停工或上访")
    OTHER = "other", _("其他")


class WarningLevel(models.TextChoices):
    YELLOW = "yellow", _("黄色")
    ORANGE = "orange", _("橙色")
    RED = "red", _("红色")


TOLD_OF: dict[str, str] = {
    WarningLevel.ORANGE: "registry.receive_orange_warning",
    WarningLevel.RED: "registry.receive_red_warning",
}
# What is red whatever else is known (青黄政发〔2014〕42号; the text was not found, so a house rule).
FORCED_LEVELS: dict[str, str] = dict.fromkeys(
    (WarningKind.STOPPAGE, WarningKind.ABSCONDED, WarningKind.UNREST), WarningLevel.RED
)


class Warning(models.Model):
    employer = models.ForeignKey(
        Employer, verbose_name=_("单位"), on_delete=models.PROTECT, related_name="warnings"
    )
    kind = models.CharField(_("预警事项"), max_length=12, choices=WarningKind)
    level = models.CharField(_("级别"), max_length=8, choices=WarningLevel)
    opened_on = models.DateField(_("预警日期"))
    visit_due_on = models.DateField(_("走访期限"))
    visited_on = models.DateField(_("走访日期"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(_("来源"), max_length=100, blank=True)
    note = models.TextField(_("情况"), blank=True)
    closed_on = models.DateField(_("解除日期"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.TextField(_("处置结果"), blank=True)

    objects = WarningQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        verbose_name = verbose_name_plural = _("预警")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="registry_warning_closed_after_opened",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | ~Q(outcome=""),
                name="registry_warning_closed_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(level__in=WarningLevel.values), name="registry_warning_level_known"
            ),
            models.UniqueConstraint(
                fields=["employer", "kind"],
                condition=Q(closed_on__isnull=True),
                name="registry_warning_one_open_of_kind",
            ),
        ]
        indexes = [
            # «Has an open warning» on the list, in draws and in the figures.
            models.Index(fields=["employer"], condition=Q(closed_on__isnull=True), name="warning_open"),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}预警 {self.get_kind_display()} {self.employer.name}"

    def get_absolute_url(self) -> str:
        return reverse("registry:employer_detail", args=[self.employer_id]) + "#warnings"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def is_visit_overdue(self) -> bool:
        """Open, and nobody has gone there by the last day."""
        return self.is_open and self.visited_on is None and self.visit_due_on < today()

    def told(self) -> models.QuerySet:
        """Who is told when it is opened: of an orange one the brigade, of a red one the bureau's head as well."""
        permission = TOLD_OF.get(self.level)
        users = get_user_model().objects
        return users.with_permission(permission) if permission else users.none()

    def term(self) -> terms.Due:
        """Until when the town must have visited, with the rule and its sum (青黄政发〔2014〕42号, house values)."""
        facts = {level.value: self.level == level for level in (WarningLevel.ORANGE, WarningLevel.RED)}
        return terms.due("warning.visit", self.opened_on, calendar=None, **facts)
