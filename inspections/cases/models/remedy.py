"""What happens to a decision besides being carried out: remedies the party takes, and its publication."""

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
    is_suspended = models.BooleanField(_("停止执行"), default=False)
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
