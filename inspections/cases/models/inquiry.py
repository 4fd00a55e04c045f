"""What an investigation leaves behind: reports of its handlers, orders to correct, longer terms, evidence."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.models import Attachment
from inspections.cases.kinds import Disposal, EvidenceKind, Longer, ReportKind
from inspections.cases.models.fields import day, line, of_case, of_paper
from inspections.cases.querysets import EvidenceQuerySet

USER = settings.AUTH_USER_MODEL


class Report(models.Model):
    """What the handlers wrote about the case where no paper is made yet. Written anew it is another row."""

    case = of_case("reports")
    kind = models.CharField(_("报告"), max_length=12, choices=ReportKind)
    text = models.TextField(_("内容"))
    written_on = models.DateField(_("日期"))
    written_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("报告")

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_kind_display()}"


class Review(models.Model):
    """One legal review (行政处罚法 58): passed or sent back. Its opinion stands in its paper."""

    case = of_case("reviews")
    paper = of_paper(_("法制审核意见书"))
    is_passed = models.BooleanField(_("通过"))
    # Why a decision outside what the law computes may stand (law.refusals: only what may be reasoned).
    deviation = models.TextField(_("偏离裁量的理由"), blank=True)
    # The unverified values (law.unverified) the case rests on, which the reviewer was asked about.
    confirmed = models.JSONField(_("已核对的待核实值"), default=list)
    reviewed_on = models.DateField(_("审核日期"))
    reviewed_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("法制审核")

    def __str__(self) -> str:
        return f"{self.case_id} {self.reviewed_on}"


class Correction(models.Model):
    """One order to correct (责令限期改正), and what its re-check found."""

    case = of_case("corrections")
    paper = of_paper(_("指令书"))
    text = models.TextField(_("改正要求"))
    ordered_on = models.DateField(_("责令改正日期"))
    correct_by = models.DateField(_("改正期限"))
    rechecked_on = day(_("复查日期"))
    is_corrected = models.BooleanField(_("改正到位"), null=True)
    # The day on which it was set right, as the proofs say.
    corrected_on = day(_("改正日期"))
    result = models.TextField(_("复查情况"), blank=True)
    result_paper = of_paper(_("复查笔录"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("责令改正")

    def __str__(self) -> str:
        return f"{self.case_id} {self.correct_by}"

    @property
    def was_in_time(self) -> bool:
        """Set right by its day, whenever somebody looked."""
        return bool(self.is_corrected) and (self.corrected_on is None or self.corrected_on <= self.correct_by)


class Extension(models.Model):
    """More time asked for, and granted or not (条例 17; 25号令 37; 行政处罚法 66)."""

    case = of_case("extensions")
    what = models.CharField(_("延长什么"), max_length=14, choices=Longer)
    reason = models.TextField(_("理由"))
    asked_on = models.DateField(_("申请日期"))
    until = day(_("延长到"))
    approved_on = day(_("批准日期"))
    refused_on = day(_("不同意日期"))
    refused_why = models.TextField(_("不同意的理由"), blank=True)
    paper = of_paper(_("审批表"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("延长")
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(what="investigation", approved_on__isnull=False),
                name="cases_extension_once",
            ),
            models.CheckConstraint(
                condition=Q(refused_on__isnull=True, refused_why="")
                | (Q(refused_on__isnull=False, approved_on__isnull=True) & ~Q(refused_why="")),
                name="cases_extension_one_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_what_display()}"

    @property
    def is_open(self) -> bool:
        """Neither granted nor turned down."""
        return self.approved_on is None and self.refused_on is None


class Instalment(models.Model):
    """One part of a fine that may be paid in parts (行政处罚法 66): how much by which day, in yuan."""

    extension = models.ForeignKey(Extension, on_delete=models.PROTECT, related_name="instalments")
    due_on = models.DateField(_("缴纳日期"))
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["due_on"]
        verbose_name = _("分期")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="cases_instalment_is_something"),
            models.UniqueConstraint(fields=["extension", "due_on"], name="cases_instalment_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.due_on} {self.amount}"


class Evidence(models.Model):
    """One piece of evidence (行政处罚法 46), as the list of evidence names it."""

    case = of_case("evidence")
    number = models.PositiveIntegerField(_("编号"))
    name = line(_("名称"))
    kind = models.CharField(_("种类"), max_length=12, choices=EvidenceKind)
    pages = models.PositiveIntegerField(_("页数"), null=True, blank=True)
    is_original = models.BooleanField(_("原件"), default=True)
    source = line(_("来源"))
    taken_on = day(_("取证日期"))
    taken_place = line(_("取证地点"))
    taken_by: Any = models.ManyToManyField(USER, related_name="+", verbose_name=_("取证人"))
    given_by = line(_("提供人"))
    proves = models.TextField(_("证明内容"), blank=True)
    attachment = models.ForeignKey(
        Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # 先行登记保存: the notice, the day on which it was dealt with, and what was done.
    preserved = of_paper(_("先行登记保存通知书"))
    disposed_on = day(_("处理日期"))
    disposal = models.CharField(_("处理方式"), max_length=10, choices=Disposal, blank=True)
    disposal_note = models.TextField(_("处理说明"), blank=True)

    objects: ClassVar = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("证据")
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="cases_evidence_number_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.number} {self.name}"

    @property
    def is_kept(self) -> bool:
        """Under a notice of 先行登记保存 and not dealt with yet (行政处罚法 56)."""
        return self.preserved_id is not None and self.disposed_on is None

    @property
    def holder(self) -> str:
        """Who has it now; no query where `custody` is loaded."""
        held = list(self.custody.all())
        return held[-1].holder if held else ""


class DisposalRequest(models.Model):
    """What the handlers would do with pieces under 先行登记保存, and what the head of the bureau answered (行政处罚法 56)."""

    case = of_case("disposals")
    # The numbers of the pieces.
    pieces = models.JSONField(_("处理哪几件"), default=list)
    disposal = models.CharField(_("怎样处理"), max_length=10, choices=Disposal)
    receiver = line(_("交给谁"))
    note = models.TextField(_("说明"), blank=True)
    asked_on = models.DateField(_("报请日期"))
    approved_on = day(_("批准日期"))
    refused_on = day(_("不同意日期"))
    refused_why = models.TextField(_("不同意的理由"), blank=True)
    paper = of_paper(_("先行登记保存证据处理通知书"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("处理登记保存的证据")
        constraints = [
            models.CheckConstraint(
                condition=Q(refused_on__isnull=True, refused_why="")
                | (Q(refused_on__isnull=False, approved_on__isnull=True) & ~Q(refused_why="")),
                name="cases_disposal_one_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_disposal_display()}"

    @property
    def is_open(self) -> bool:
        """Neither granted nor turned down."""
        return self.approved_on is None and self.refused_on is None


class Custody(models.Model):
    """Who had a piece of evidence from when on: the chain it went through, never changed."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="custody")
    holder = line(_("保管人"))
    since = models.DateField(_("自"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("证据保管")

    def __str__(self) -> str:
        return f"{self.holder} {self.since}"
