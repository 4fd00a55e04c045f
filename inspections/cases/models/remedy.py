"""What happens to a decision besides being carried out: remedies the party takes, and its publication."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inspections.cases.kinds import AppealKind, AppealResult
from inspections.cases.models.decision import Decision
from inspections.cases.models.fields import day, line, of_case, yuan


class Appeal(models.Model):
    """One 行政复议 or 行政诉讼. Its result carries the sums owed from then on; the decision stays as it was made."""

    case = of_case("appeals")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="appeals")
    kind = models.CharField(_("救济途径"), max_length=16, choices=AppealKind)
    body = line(_("复议机关或者法院"))
    filed_on = models.DateField(_("申请（起诉）日期"))
    accepted_on = models.DateField(_("受理（立案）日期"))
    # When we got the copy of the application: our days to answer run from there.
    received_on = models.DateField(_("收到副本日期"))
    # Who took it, where others were fined beside them: `kinds.UNIT` and names of persons responsible; empty: all.
    appellants = models.JSONField(_("申请人、起诉人"), default=list, blank=True)
    answered_on = day(_("提交答复和证据日期"))
    result = models.CharField(_("结果"), max_length=12, choices=AppealResult, blank=True)
    number = line(_("文书号"), 100)
    note = models.TextField(_("结果说明"), blank=True)
    decided_on = day(_("作出日期"))
    effective_on = day(_("生效日期"))
    # What is to be paid from then on; None where the result changes nothing.
    fine = yuan(_("罚款（元）"))
    # What its rows of `persons` come to.
    persons_fine = yuan(_("责任人员罚款合计（元）"))
    confiscated = yuan(_("没收（元）"))
    back_pay = yuan(_("责令支付工资等（元）"))
    extra = yuan(_("加付赔偿金（元）"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("复议诉讼")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(decided_on__isnull=True), name="cases_appeal_one_open"
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, result="")
                | (Q(decided_on__isnull=False, effective_on__isnull=False) & ~Q(result="")),
                name="cases_appeal_ended_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_kind_display()}"

    @property
    def is_open(self) -> bool:
        return self.decided_on is None

    @property
    def is_suit(self) -> bool:
        return self.kind == AppealKind.SUIT

    def is_of(self, debtor: str) -> bool:
        """Whether it was taken by `kinds.UNIT` or the person responsible of this name."""
        return not self.appellants or debtor in self.appellants

    @property
    def suspended(self) -> "Suspension | None":
        """The suspension of execution that has not ended; no query where `suspensions` are loaded."""
        return next((each for each in self.suspensions.all() if each.ended_on is None), None)

    def paused(self, until: date) -> list[tuple[date, date]]:
        """The days, both ends included, on which no late fee grows, as far as `until` (行政处罚法 73).

        While the remedy is under way; where it was not taken up, only while execution was suspended.
        """
        if self.result != AppealResult.DISMISSED:
            return [(self.accepted_on, self.effective_on or max(until, self.accepted_on))]
        return [(each.since, each.ended_on or max(until, each.since)) for each in self.suspensions.all()]


class Suspension(models.Model):
    """停止执行: the days on which a decision is not carried out while a remedy is under way, and who said so (行政处罚法 73)."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="suspensions")
    ordered_by = line(_("决定机关和文书号"))
    since = models.DateField(_("停止执行日期"))
    ended_on = day(_("恢复执行日期"))
    ended_why = models.TextField(_("恢复执行的理由"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("停止执行")
        constraints = [
            models.UniqueConstraint(
                fields=["appeal"], condition=Q(ended_on__isnull=True), name="cases_suspension_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("since")),
                name="cases_suspension_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.since}"


class Publication(models.Model):
    """That the decision was published, or why it was not (行政处罚法 48), and when it was taken back."""

    case = of_case("publications")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="publications")
    place = line(_("公示平台"))
    published_on = day(_("公示日期"))
    withheld_why = models.TextField(_("不公示的理由"), blank=True)
    withdrawn_on = day(_("撤回日期"))
    withdrawn_why = models.TextField(_("撤回理由"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("处罚公示")
        constraints = [
            models.CheckConstraint(
                condition=(Q(published_on__isnull=False) & ~Q(place=""))
                | (Q(published_on__isnull=True) & ~Q(withheld_why="")),
                name="cases_publication_or_why_not",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.place}"

    @property
    def is_standing(self) -> bool:
        """Published, and not taken back."""
        return self.published_on is not None and self.withdrawn_on is None
