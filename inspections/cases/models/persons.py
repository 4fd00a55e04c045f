"""The fine of each person responsible (责任人员): told, decided, and as a remedy left it. It is never part of the unit's."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inspections.cases.kinds import Paid
from inspections.cases.models.decision import Decision
from inspections.cases.models.fields import line
from inspections.cases.models.hearing import PriorNotice
from inspections.cases.models.people import Party
from inspections.cases.models.remedy import Appeal
from law.late_fees import LateFee

NOTHING = Decimal(0)


class PersonFine(models.Model):
    """What one person is to pay (yuan), as one of `notice`, `decision` and `appeal` says; name and post as they were told.

    The methods are of a decision's row, which payments are made on.
    """

    notice = models.ForeignKey(PriorNotice, null=True, on_delete=models.PROTECT, related_name="persons")
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="persons")
    appeal = models.ForeignKey(Appeal, null=True, on_delete=models.PROTECT, related_name="persons")
    name = line(_("姓名"))
    post = line(_("身份和职务"))
    amount = models.DecimalField(_("罚款（元）"), max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("责任人员罚款")
        constraints = [
            models.CheckConstraint(
                condition=Q(notice__isnull=False, decision__isnull=True, appeal__isnull=True)
                | Q(notice__isnull=True, decision__isnull=False, appeal__isnull=True)
                | Q(notice__isnull=True, decision__isnull=True, appeal__isnull=False),
                name="cases_person_fine_said_once",
            ),
            # A remedy may leave nothing of it.
            models.CheckConstraint(
                condition=Q(amount__gt=0) | Q(amount=0, appeal__isnull=False),
                name="cases_person_fine_is_something",
            ),
            models.UniqueConstraint(fields=["notice", "name"], name="cases_person_told_once"),
            models.UniqueConstraint(fields=["decision", "name"], name="cases_person_decided_once"),
            models.UniqueConstraint(fields=["appeal", "name"], name="cases_person_changed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.amount}"

    @classmethod
    def write(
        cls, said_by: Mapping[str, Any], people: Iterable[Party], fines: Mapping[str, Decimal]
    ) -> list[Self]:
        """The rows of those of `people` who are fined, by name; `said_by` is the notice or the decision that says so."""
        rows = [
            cls(name=each.name, post=each.post, amount=fines[each.name], **said_by)
            for each in people
            if fines.get(each.name)
        ]
        return cls.objects.bulk_create(rows)

    @property
    def ordered(self) -> Decimal:
        """What the person is to pay now, as a remedy left it."""
        changed = self.decision.changed if self.decision is not None else None
        left = [each.amount for each in changed.persons.all() if each.name == self.name] if changed else []
        return left[0] if left else self.amount

    def paid(self, what: str = Paid.PERSON_FINE) -> Decimal:
        """What the person has paid of the fine, or of its late fee; no query where the decision's payments are loaded."""
        payments = self.decision.payments.all() if self.decision is not None else ()
        return sum(
            (each.amount for each in payments if (each.person_id, each.what) == (self.pk, what)), NOTHING
        )

    @property
    def owed(self) -> Decimal:
        return max(NOTHING, self.ordered - self.paid() + self.repaid())

    def repaid(self, what: str = Paid.PERSON_FINE) -> Decimal:
        """What went back of it; no query where no remedy changed the decision or its repayments are loaded."""
        decision = self.decision
        rows = decision.repayments.all() if decision is not None and decision.changed_id is not None else ()
        return sum((each.amount for each in rows if (each.person_id, each.what) == (self.pk, what)), NOTHING)

    def overpaid(self, what: str = Paid.PERSON_FINE) -> Decimal:
        """What was paid above what a remedy left and has not gone back yet; of a late fee what had not grown on the rest."""
        decision = self.decision
        if decision is None or decision.changed is None:
            return NOTHING
        paid = self.paid(what)
        left = self._fee_left() if what == Paid.PERSON_FEE and paid else self.ordered
        return max(NOTHING, paid - left - self.repaid(what))

    def _fee_left(self) -> Decimal:
        """The late fee as of its last payment, on the fine a remedy left."""
        assert self.decision is not None
        due = self.decision.due_on("fine.payment") if self.ordered else None
        days = [day for day, _amount in self.decision.parts_paid(Paid.PERSON_FEE, self.pk)]
        return self.late(due, max(days)).amount if due is not None else NOTHING

    def late(self, due_on: date, until: date) -> LateFee:
        """What this fine has grown by on `until`, never above itself (行政处罚法 72)."""
        assert self.decision is not None
        parts = self.decision.parts_paid(Paid.PERSON_FINE, self.pk)
        return self.decision.grown(self.name, self.ordered, due_on, until, parts)

    def fee_owed(self, due_on: date | None, until: date) -> Decimal:
        """What of the late fee is still to be paid; nothing before the day to pay is known."""
        grown = self.late(due_on, until).amount if due_on is not None and self.ordered else NOTHING
        return max(NOTHING, grown - self.paid(Paid.PERSON_FEE))
