"""A campaign as its document fixes it. Its days drive the workflows of every other room."""

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from campaign.models.window import PhaseWindow
from campaign.phases import Phase
from campaign.querysets import CampaignQuerySet

code_form = RegexValidator(
    r"^[0-9A-Za-z][0-9A-Za-z-]*\Z", _("代码只能用字母、数字和连字符，例如 2022 或 2022-2。")
)


class Campaign(models.Model):
    code = models.CharField(_("代码"), max_length=20, unique=True, validators=[code_form])
    title = models.CharField(_("名称"), max_length=100)
    document_title = models.CharField(_("文件标题"), max_length=200)
    document_number = models.CharField(_("文号"), max_length=50)
    issuer = models.CharField(_("发文机关"), max_length=100)
    issued_on = models.DateField(_("发文日期"))
    printed_by = models.CharField(_("印发单位"), max_length=100, blank=True)
    recipients = models.CharField(_("主送"), max_length=300)
    owner = models.CharField(_("牵头单位"), max_length=100)
    preamble = models.TextField(_("制定方案的缘由"))
    guiding_idea = models.TextField(_("指导思想"))
    principles = models.JSONField(_("原则"), default=list)
    goals = models.TextField(_("原则和目标"))
    report_due_on = models.DateField(_("镇街总结报告报送日期"))
    report_to = models.CharField(_("报送至"), max_length=200)
    contact_name = models.CharField(_("联系人"), max_length=50)
    contact_phone = models.CharField(_("联系电话"), max_length=50)
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"))
    is_current = models.BooleanField(_("当前行动"), default=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name = _("专项行动")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="campaign_campaign_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="campaign_campaign_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.document_number}）"

    def get_absolute_url(self) -> str:
        return reverse("campaign:campaign_detail", args=[self.pk])

    @cached_property
    def windows(self) -> list[PhaseWindow]:
        """The phases in the order of their days; read once for each loaded campaign."""
        return sorted(self.phases.all(), key=lambda window: window.starts_on)

    def phase_on(self, day: date) -> str | None:
        """The phase `day` belongs to, or None in a gap and outside the campaign."""
        return next(
            (window.phase for window in self.windows if window.starts_on <= day <= window.ends_on), None
        )

    def window(self, phase: str) -> PhaseWindow:
        """The days of a phase; every campaign has all four."""
        return next(window for window in self.windows if window.phase == phase)

    def opens_on(self, phase: str) -> date:
        return self.window(phase).starts_on

    def phase_label(self, phase: str) -> str:
        return str(Phase(phase).label)

    def day_number(self, day: date) -> int:
        """Which day of the campaign `day` is; the first is 1, gaps count."""
        return (day - self.starts_on).days + 1

    @property
    def day_total(self) -> int:
        return self.day_number(self.ends_on)
