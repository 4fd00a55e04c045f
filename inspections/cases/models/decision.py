"""The decision and what was paid on it. Money to the workers is never a fine."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inspections.cases.kinds import DecisionKind, Paid
from inspections.cases.models.fields import count, day, of_case, of_paper, yuan

NOTHING = Decimal(0)


class Decision(models.Model):
    """A draft (`decided_on` None), and the decision once the head has made it. A draft sent back or overtaken is dropped."""

    case = of_case("decisions")
    paper = of_paper(_("决定书"))
    kind = models.CharField(_("决定种类"), max_length=10, choices=DecisionKind)
    text = models.TextField(_("决定内容"))
    fine = yuan(_("罚款（元）"))
    confiscated = yuan(_("没收（元）"))
    back_pay = yuan(_("责令支付工资等（元）"))
    back_pay_people = count(_("责令支付人数"))
    # 加付赔偿金
    extra = yuan(_("加付赔偿金（元）"))
    pay_by = day(_("支付期限"))
    drafted_on = models.DateField(_("拟稿日期"))
    dropped_on = day(_("作废日期"))
    decided_on = day(_("决定日期"))
    # The first day on which its paper counts as delivered.
    served_on = day(_("送达日期"))
    # Until when the fine may be paid, where more time was granted (行政处罚法 66).
    deferred_until = day(_("延期缴纳到"))
    executed_on = day(_("执行完毕日期"))
    # Why less was paid than was ordered.
    execution_note = models.TextField(_("执行说明"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("决定")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(decided_on__isnull=False), name="cases_decision_once"
            ),
            models.CheckConstraint(
                condition=Q(fine__isnull=True) | Q(fine=0) | Q(kind=DecisionKind.PENALTY),
                name="cases_decision_fine_is_penalty",
            ),
        ]
        indexes = [models.Index(fields=["decided_on"], name="cases_decided")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_kind_display()}"

    def ordered(self, what: str) -> Decimal:
        """What is to be paid of one thing, in yuan; a late fee is ordered by nobody."""
        column = {
            Paid.FINE: "fine",
            Paid.CONFISCATED: "confiscated",
            Paid.WAGES: "back_pay",
            Paid.EXTRA: "extra",
        }
        return getattr(self, column[Paid(what)]) or NOTHING if what in column else NOTHING

    def paid(self, what: str) -> Decimal:
        """What was paid of it so far; no query where `payments` are loaded."""
        return sum((each.amount for each in self.payments.all() if each.what == what), NOTHING)

    def people_paid(self) -> int:
        return sum(each.people or 0 for each in self.payments.all() if each.what == Paid.WAGES)

    def owed(self, what: str) -> Decimal:
        """What is still to be paid of it."""
        return max(NOTHING, self.ordered(what) - self.paid(what))

    @property
    def is_paid(self) -> bool:
        return not any(self.owed(what) for what in Paid)

    @property
    def has_money(self) -> bool:
        return any(self.ordered(what) for what in Paid)


class Payment(models.Model):
    """One payment on a decision: each thing in a row of its own."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="payments")
    what = models.CharField(_("对应项"), max_length=12, choices=Paid)
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2)
    people = count(_("人数"))
    paid_on = models.DateField(_("日期"))
    voucher = models.CharField(_("票据号"), max_length=100, blank=True)

    class Meta:
        ordering = ["paid_on", "pk"]
        verbose_name = _("缴款")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="cases_payment_is_something")]
        indexes = [models.Index(fields=["what", "paid_on"], name="cases_paid")]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.get_what_display()} {self.amount}"
