"""The decision and what was paid on it. Money to the workers is never a fine."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.deadlines import key_of
from casework.models import Deadline
from inspections.cases.kinds import OF_PERSONS, UNIT, AppealKind, AppealResult, DecisionKind, Paid
from inspections.cases.models.fields import count, day, of_case, of_paper, yuan
from law import late_fees, terms

NOTHING = Decimal(0)
# The column of each thing that is ordered, on the decision and on a remedy's result.
COLUMNS: dict[str, str] = {
    Paid.FINE: "fine",
    Paid.PERSON_FINE: "persons_fine",
    Paid.CONFISCATED: "confiscated",
    Paid.WAGES: "back_pay",
    Paid.EXTRA: "extra",
}
# A person is named where the fine is theirs, and nowhere else.
NAMES_PERSON = Q(person__isnull=False, what__in=OF_PERSONS) | (
    Q(person__isnull=True) & ~Q(what__in=OF_PERSONS)
)


class Decision(models.Model):
    """A draft (`decided_on` None), and the decision once the head has made it. A draft sent back or overtaken is dropped."""

    case = of_case("decisions")
    paper = of_paper(_("决定书"))
    kind = models.CharField(_("决定种类"), max_length=10, choices=DecisionKind)
    text = models.TextField(_("决定内容"))
    fine = yuan(_("罚款（元）"))
    # What its rows of `persons` (责任人员) come to, so that figures are plain sums; never part of the unit's fine.
    persons_fine = yuan(_("责任人员罚款合计（元）"))
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
    # The 复议 or 诉讼 whose result says what is owed from then on; what was decided stays as it was.
    changed = models.ForeignKey(
        "cases.Appeal", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    executed_on = day(_("执行完毕日期"))
    # Why less was paid than was ordered.
    execution_note = models.TextField(_("执行说明"), blank=True)
    # From which day on it counts no more, as another is to be made in its place.
    fell_on = day(_("撤销并责令重作日期"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("决定")
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(decided_on__isnull=False, fell_on__isnull=True),
                name="cases_decision_once",
            ),
            models.CheckConstraint(
                condition=Q(fine__isnull=True) | Q(fine=0) | Q(kind=DecisionKind.PENALTY),
                name="cases_decision_fine_is_penalty",
            ),
            models.CheckConstraint(
                condition=Q(persons_fine__isnull=True) | Q(kind=DecisionKind.PENALTY),
                name="cases_decision_persons_is_penalty",
            ),
        ]
        indexes = [models.Index(fields=["decided_on"], name="cases_decided")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_kind_display()}"

    def decided(self, what: str) -> Decimal:
        """What the decision says is to be paid of one thing, in yuan; a late fee is ordered by nobody."""
        return getattr(self, COLUMNS[what]) or NOTHING if what in COLUMNS else NOTHING

    def ordered(self, what: str) -> Decimal:
        """What is to be paid of it now, as a remedy left it."""
        changed: Decimal | None = None
        if self.changed is not None and what in COLUMNS:
            changed = getattr(self.changed, COLUMNS[what])
        return self.decided(what) if changed is None else changed

    def paid(self, what: str) -> Decimal:
        """What was paid of it so far; no query where `payments` are loaded."""
        return sum((each.amount for each in self.payments.all() if each.what == what), NOTHING)

    def people_paid(self) -> int:
        return sum(each.people or 0 for each in self.payments.all() if each.what == Paid.WAGES)

    def owed(self, what: str) -> Decimal:
        """What is still to be paid of it; by persons what each of them owes for himself."""
        if what == Paid.PERSON_FINE:
            return sum((each.owed for each in self.people()), NOTHING)
        return max(NOTHING, self.ordered(what) - self.paid(what) + self.repaid(what))

    def overpaid(self, what: str) -> Decimal:
        """What was paid above what is owed since a remedy changed it and has not gone back yet.

        Of a late fee what would not have grown on the fine that is left (行政处罚法 72).
        """
        if self.changed is None:
            return NOTHING
        if what in OF_PERSONS:
            return sum((each.overpaid(what) for each in self.people()), NOTHING)
        paid = self.paid(what)
        left = self._fee_left() if what == Paid.LATE_FEE and paid else self.ordered(what)
        return max(NOTHING, paid - left - self.repaid(what))

    def _fee_left(self) -> Decimal:
        """The late fee as of its last payment, on the fine a remedy left."""
        due = self.due_on("fine.payment") if self.ordered(Paid.FINE) else None
        days = [day for day, _amount in self.parts_paid(Paid.LATE_FEE)]
        return self.late(due, max(days)).amount if due is not None else NOTHING

    def due_on(self, clock: str) -> date | None:
        """The last day of a clock that its delivery started; None before it was delivered."""
        if self.paper is None:
            return None
        of_case = {"content_type": self.paper.content_type_id, "object_id": self.case_id}
        deadlines = Deadline.objects.filter(**of_case, clock=clock, about=key_of(self.paper))
        day: date | None = deadlines.order_by("-pk").values_list("due_on", flat=True).first()
        return day

    def repaid(self, what: str) -> Decimal:
        """What went back of it; no query where no remedy changed it or `repayments` are loaded."""
        if self.changed_id is None:
            return NOTHING
        return sum((each.amount for each in self.repayments.all() if each.what == what), NOTHING)

    def late(self, due_on: date, until: date) -> late_fees.LateFee:
        """What the fine has grown by on `until` (行政处罚法 72): by its instalments, without the days of 复议 and 诉讼.

        A remedy that was not taken up counts for nothing, unless execution was suspended meanwhile (73).
        """
        fine = self.ordered(Paid.FINE)
        return self.grown(UNIT, fine, due_on, until, self.parts_paid(Paid.FINE), self.instalments(fine))

    def parts_paid(self, what: str, person: int | None = None) -> list[tuple[date, Decimal]]:
        """Day and sum of each payment of one thing; of a person by the key of the row."""
        wanted = (what, person)
        return [
            (each.paid_on, each.amount)
            for each in self.payments.all()
            if (each.what, each.person_id) == wanted
        ]

    def grown(
        self,
        debtor: str,
        fine: Decimal,
        due_on: date,
        until: date,
        parts: Sequence[tuple[date, Decimal]],
        instalments: Sequence[tuple[date, Decimal]] = (),
    ) -> late_fees.LateFee:
        """The late fee of one fine, of `kinds.UNIT` or of a person by name; a remedy stops that of whoever took it (73)."""
        taken = [each for each in self.appeals.all() if each.is_of(debtor)]
        paused = [span for each in taken for span in each.paused(until)]
        return late_fees.late_fee(fine, due_on, until, payments=parts, paused=paused, instalments=instalments)

    def instalments(self, fine: Decimal) -> list[tuple[date, Decimal]]:
        """The parts agreed last, by day; none where they no longer sum up to the `fine`."""
        asked = self.case.extensions.filter(what="payment", asked_on__gte=self.decided_on or self.drafted_on)
        agreed = asked.exclude(approved_on=None).order_by("-pk").first()
        rows = [(each.due_on, each.amount) for each in agreed.instalments.all()] if agreed else []
        return rows if sum((amount for _day, amount in rows), NOTHING) == fine else []

    def stands_from(self, appeal: Any) -> date | None:
        """The day after which the court may be asked (行政强制法 53; 行政处罚法 72(2)): no remedy is left, no instalment to come.

        None before it was served and while the remedy `appeal` is under way.
        """
        if self.served_on is None or (appeal is not None and appeal.is_open):
            return None
        last = self._remedies_end(self.served_on, appeal)
        return max(last, self.deferred_until) if self.deferred_until else last

    def _remedies_end(self, served_on: date, appeal: Any) -> date:
        """The last day to sue; after 复议 fifteen days from its decision (行政诉讼法 45), after a suit the judgment's effect."""
        suit = terms.due("decision.suit", served_on).on
        if appeal is None:
            return suit
        if appeal.result in (AppealResult.WITHDRAWN, AppealResult.DISMISSED):
            return max(suit, appeal.effective_on)
        if appeal.kind == AppealKind.RECONSIDERATION:
            return terms.due("decision.suit_after_reconsideration", appeal.effective_on).on
        return appeal.effective_on

    def people(self) -> list[Any]:
        """The persons responsible whom it fines; no query where it fines none."""
        return list(self.persons.all()) if self.persons_fine else []

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
    # Whose fine it is paid on, where it is that of a person responsible.
    person = models.ForeignKey(
        "cases.PersonFine",
        null=True,
        on_delete=models.PROTECT,
        related_name="payments",
        verbose_name=_("责任人员"),
    )
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2)
    people = count(_("人数"))
    paid_on = models.DateField(_("日期"))
    voucher = models.CharField(_("票据号"), max_length=100, blank=True)

    class Meta:
        ordering = ["paid_on", "pk"]
        verbose_name = _("缴款")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="cases_payment_is_something"),
            models.CheckConstraint(condition=NAMES_PERSON, name="cases_payment_names_person"),
        ]
        indexes = [models.Index(fields=["what", "paid_on"], name="cases_paid")]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.get_what_display()} {self.amount}"


class Repayment(models.Model):
    """Money given back of what a decision had brought in and a remedy took the ground from."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="repayments")
    what = models.CharField(_("对应项"), max_length=12, choices=Paid)
    # To whom, where it was the fine of a person responsible.
    person = models.ForeignKey(
        "cases.PersonFine",
        null=True,
        on_delete=models.PROTECT,
        related_name="repayments",
        verbose_name=_("责任人员"),
    )
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2)
    repaid_on = models.DateField(_("退还日期"))
    receipt = models.CharField(_("退款凭证号"), max_length=100, blank=True)

    class Meta:
        ordering = ["repaid_on", "pk"]
        verbose_name = _("退还")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="cases_repayment_is_something"),
            models.CheckConstraint(condition=NAMES_PERSON, name="cases_repayment_names_person"),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.get_what_display()} {self.amount}"
