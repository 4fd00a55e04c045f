"""The summary of one town, or of the district, about one campaign; what was submitted is frozen with its hash."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign
from casework.fields import column_label
from casework.models import WorkflowRecord
from law.clock import today
from registry.models import Posting, Town
from reports.deadlines import CLOCKS
from reports.freezing import digest
from reports.querysets import SummaryQuerySet, VersionQuerySet
from reports.workflow import TABLE, State

USER = settings.AUTH_USER_MODEL
# Field -> heading, in the order of the report.
SECTIONS: dict[str, Any] = {
    "basics": _("基本情况"),
    "supervision": _("日常巡视监管情况"),
    "major_cases": _("重大案件查处情况"),
    "experience": _("主要做法和成功经验"),
    "problems": _("存在问题及原因"),
    "next_steps": _("下一步打算"),
}


class Summary(WorkflowRecord):
    workflow = TABLE
    clocks = CLOCKS

    number = models.CharField(_("编号"), max_length=60, unique=True)
    campaign = models.ForeignKey(
        Campaign, verbose_name=_("专项行动"), on_delete=models.PROTECT, related_name="summaries"
    )
    # None: the district's own.
    town = models.ForeignKey(
        Town, verbose_name=_("镇街"), null=True, on_delete=models.PROTECT, related_name="summaries"
    )
    drafted_on = models.DateField(_("生成初稿日期"))
    basics = models.TextField(_("一、基本情况"), blank=True)
    supervision = models.TextField(_("二、日常巡视监管情况"), blank=True)
    major_cases = models.TextField(_("三、重大案件查处情况"), blank=True)
    experience = models.TextField(_("四、主要做法和成功经验"), blank=True)
    problems = models.TextField(_("五、存在问题及原因"), blank=True)
    next_steps = models.TextField(_("六、下一步打算"), blank=True)
    # The sections as the system wrote them; one that still stands so is written anew whenever the figures are.
    drafted = models.JSONField(_("系统初稿"), default=dict)
    # The latest submission; nought and empty before the first. Earlier ones stay in `versions`.
    version_no = models.PositiveIntegerField(_("版本"), default=0)
    cut_off = models.DateField(_("统计截止日"), null=True)
    figures = models.JSONField(_("数据"), default=dict)
    figures_sha256 = models.CharField(_("数据摘要"), max_length=64, blank=True)
    is_zero = models.BooleanField(_("零报告"), default=False)
    # The first time: whether it was late is judged by that day.
    submitted_on = models.DateField(_("报送日期"), null=True)
    submitted_by = models.ForeignKey(
        USER,
        verbose_name=_("报送人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="summaries_submitted",
    )
    return_reason = models.TextField(_("退回理由"), blank=True)

    objects: ClassVar = SummaryQuerySet.as_manager()

    class Meta:
        ordering = ["town__order", "pk"]
        verbose_name = _("总结报告")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "town"], name="reports_summary_one_of_town"),
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(town__isnull=True), name="reports_summary_one_of_district"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.SUBMITTED, State.ACCEPTED])
                | (~Q(figures_sha256="") & Q(cut_off__isnull=False, version_no__gt=0)),
                name="reports_summary_submitted_is_frozen",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "state"], name="reports_summary_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.place}"

    @property
    def place(self) -> str:
        return self.town.name if self.town else str(_("区级"))

    def redrawn(self, texts: dict[str, str]) -> dict[str, str]:
        """Those of `texts`, by section, that may take the place of the draft because nobody has changed it."""
        return {
            name: text
            for name, text in texts.items()
            if not getattr(self, name).strip() or getattr(self, name) == self.drafted.get(name)
        }

    @property
    def is_of_town(self) -> bool:
        return self.town_id is not None

    @property
    def report_due_on(self) -> date:
        return self.campaign.report_due_on

    @property
    def days_late(self) -> int:
        """Days after the last day for reporting, on the day of the first submission or, before it, today; nought in time."""
        if not self.is_of_town:
            return 0
        return max(0, ((self.submitted_on or today()) - self.report_due_on).days)

    @property
    def is_late(self) -> bool:
        return self.days_late > 0

    @property
    def texts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in SECTIONS}

    @property
    def sections(self) -> list[tuple[Any, str]]:
        return [(column_label(self, name), text) for name, text in self.texts.items()]

    @property
    def empty_sections(self) -> list[str]:
        return [name for name, text in self.texts.items() if not text.strip()]

    @property
    def is_frozen(self) -> bool:
        return bool(self.figures_sha256) and self.state in (State.SUBMITTED, State.ACCEPTED)

    @property
    def is_intact(self) -> bool:
        """Whether the frozen figures still have the hash they were submitted with."""
        return self.figures_sha256 == digest(self.figures)

    def receivers(self) -> QuerySet:
        """Who in the brigade accepts summaries."""
        return get_user_model().objects.with_permission("reports.accept_summary")

    def town_officers(self) -> QuerySet:
        serving = Posting.objects.current(today()).filter(town=self.town_id).values("user")
        return get_user_model().objects.with_permission("reports.submit_summary").filter(pk__in=serving)


class SummaryVersion(models.Model):
    """What was submitted, kept for good: a summary sent back and submitted anew has two."""

    summary = models.ForeignKey(Summary, on_delete=models.PROTECT, related_name="versions")
    version_no = models.PositiveIntegerField(_("版本"))
    cut_off = models.DateField(_("统计截止日"))
    figures = models.JSONField(_("数据"))
    figures_sha256 = models.CharField(_("数据摘要"), max_length=64)
    texts = models.JSONField(_("正文"))
    frozen_at = models.DateTimeField(_("报送时间"))
    frozen_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="summary_versions")

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-version_no"]
        verbose_name = _("总结报告版本")
        constraints = [
            models.UniqueConstraint(fields=["summary", "version_no"], name="reports_summaryversion_once")
        ]

    def __str__(self) -> str:
        return f"{self.summary} 第{self.version_no}版"
