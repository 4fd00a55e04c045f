"""What is paid on a decision, and what happens when it is not: late fee, demand, court (行政处罚法 72; 行政强制法 53, 54)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Happening
from findings.models import Recovery
from findings.services.recovering import bring
from inspections.cases import paid_rules
from inspections.cases.kinds import TO_TREASURY, TO_WORKERS, Paid
from inspections.cases.models import Case, Decision, Payment, PersonFine, Repayment
from inspections.cases.services import acts

# What goes to the workers, as `findings.outcomes` calls it.
BROUGHT = {Paid.WAGES: "wages_paid_amount", Paid.EXTRA: "compensation_paid"}


@transaction.atomic
def record_payment(
    record: Case,
    *,
    by: By,
    what: str,
    paid_amount: Decimal,
    person: str = "",
    paid_people: int | None = None,
    paid_on: date | None = None,
    voucher: str = "",
    same_wages: str = "",
    files: Sequence[Any] = (),
) -> AuditEntry:
    """One payment of one thing (kinds.Paid), in yuan; several make up what was ordered.

    `person` is the name of the person responsible whose fine it is paid on. `paid_people` are those paid for the first time.

    Raises `Refused` (the field that is wrong and those of `perform`).
    """
    acts.may(record, "record_payment", by=by)
    day = _day(record, paid_on, "paid_on")
    amount = acts.amount(paid_amount)
    acts.refuse(
        paid_rules.payment_errors(record, what=what, amount=amount, people=paid_people, on=day, person=person)
    )
    _pay(
        record,
        {Paid(what): amount},
        on=day,
        people=paid_people,
        voucher=voucher,
        same_wages=same_wages,
        person=paid_rules.person_of(record, person),
    )
    return acts.act(
        record,
        "record_payment",
        by=by,
        on=day,
        files=files,
        happened=_done(record, day),
        note=_("%(what)s %(amount)s 元") % {"what": f"{Paid(what).label} {person}".strip(), "amount": amount},
        data={"what": what, "amount": str(amount)},
    )


@transaction.atomic
def record_execution(
    record: Case,
    *,
    by: By,
    executed_on: date | None = None,
    fine_collected: Decimal | None = None,
    late_fee_collected: Decimal | None = None,
    confiscated_collected: Decimal | None = None,
    back_pay_paid: Decimal | None = None,
    back_pay_paid_people: int | None = None,
    extra_paid: Decimal | None = None,
    execution_note: str = "",
    same_wages: str = "",
    files: Sequence[Any] = (),
) -> AuditEntry:
    """All is done: what was paid last (yuan), beside earlier payments. Less than ordered needs `execution_note`.

    Whether the wages are those another record tells of says `same_wages` (`findings.services.bring`); unsaid, what the
    case's own complaint got back is the same.
    """
    acts.may(record, "record_execution", by=by)
    day = _day(record, executed_on, "executed_on")
    given = {
        Paid.FINE: fine_collected, Paid.LATE_FEE: late_fee_collected, Paid.CONFISCATED: confiscated_collected,
        Paid.WAGES: back_pay_paid, Paid.EXTRA: extra_paid,
    }  # fmt: skip
    paid = {what: acts.amount(value) for what, value in given.items()}
    acts.refuse(
        paid_rules.execution_errors(
            record,
            paid=paid,
            people=back_pay_paid_people,
            on=day,
            note=execution_note,
        )
    )
    _pay(record, paid, on=day, people=back_pay_paid_people, same_wages=same_wages)
    decision: Any = record.decision
    decision.executed_on, decision.execution_note = day, execution_note.strip()
    decision.save(update_fields=["executed_on", "execution_note"])
    acts.keep_secret(record, decision.execution_note, by=by)
    told = {str(what): str(amount) for what, amount in paid.items() if amount}
    return acts.act(
        record, "record_execution", by=by, on=day, files=files, happened=_done(record, day), data=told
    )  # fmt: skip


@transaction.atomic
def record_repayment(
    record: Case,
    *,
    by: By,
    what: str,
    repaid_amount: Decimal,
    person: str = "",
    repaid_on: date | None = None,
    receipt: str = "",
    files: Sequence[Any] = (),
) -> AuditEntry:
    """Some of what was paid too much has gone back, in yuan (`Decision.overpaid`), on the oldest decision first.

    `person` is the name of the person responsible to whom it went back, where it was their own fine.

    Raises `Refused` (the field that is wrong and those of `perform`).
    """
    acts.may(record, "record_repayment", by=by)
    day = acts.past_day(repaid_on, field="repaid_on", since=record.goes_back_since)
    amount = acts.amount(repaid_amount)
    acts.refuse(paid_rules.repayment_errors(record, what=what, amount=amount, person=person))
    left = amount or Decimal(0)
    for decision, of_whom in _paid_too_much(record, person):
        part = min(left, of_whom.overpaid(what) if of_whom is not None else decision.overpaid(what))
        if part:
            Repayment.objects.create(
                decision=decision,
                what=what,
                person=of_whom,
                amount=part,
                repaid_on=day,
                receipt=receipt.strip(),
            )
        left -= part
    return acts.act(
        record,
        "record_repayment",
        by=by,
        on=day,
        files=files,
        note=_("%(what)s %(amount)s 元") % {"what": f"{Paid(what).label} {person}".strip(), "amount": amount},
        data={"what": what, "amount": str(amount)},
    )


def _paid_too_much(record: Case, person: str) -> Iterator[tuple[Decision, PersonFine | None]]:
    """The decisions that remedies changed, oldest first; of a `person` with the row of their own fine."""
    for decision in record.decisions.exclude(changed=None):
        if person:
            yield from ((decision, each) for each in decision.people() if each.name == person)
        else:
            yield decision, None


@transaction.atomic
def demand(record: Case, *, by: By, demand_text: str, words: acts.Words | None = None) -> AuditEntry:
    """催告: what is owed, until when and how, before the court is asked; it has to be served."""
    acts.may(record, "demand", by=by)
    text = acts.written(demand_text, _("请写明应履行的义务、期限、方式和金额。"))
    return acts.act(record, "demand", by=by, words=words, given={"demand_text": text})


@transaction.atomic
def apply_to_court(
    record: Case, *, by: By, application_text: str, words: acts.Words | None = None
) -> AuditEntry:
    """Ask the court to enforce what was not paid after the demand (行政强制法 53–55)."""
    acts.may(record, "apply_to_court", by=by)
    text = acts.written(application_text, _("请写明申请的事项、事实和理由。"))
    return acts.act(record, "apply_to_court", by=by, words=words, given={"application_text": text})


def _day(record: Case, day: date | None, field: str) -> date:
    decision: Any = record.decision
    return acts.past_day(day, field=field, since=decision.decided_on)


def _pay(
    record: Case,
    paid: Mapping[Paid, Decimal | None],
    *,
    on: date,
    people: int | None,
    voucher: str = "",
    same_wages: str = "",
    person: PersonFine | None = None,
) -> None:
    """A row for each thing paid; what went to the workers is counted as got back for them."""
    for what, amount in paid.items():
        if amount:
            Payment.objects.create(
                decision=record.decision,
                what=what,
                person=person,
                amount=amount,
                people=people if what == Paid.WAGES else None,
                paid_on=on,
                voucher=voucher.strip(),
            )
    brought: dict[str, Any] = {name: paid[what] for what, name in BROUGHT.items() if paid.get(what)}
    if paid.get(Paid.WAGES):
        brought["wages_paid_people"] = people or 0
    bring(record, brought, on=on, same_wages=same_wages or _of_complaint(record))


def _done(record: Case, day: date) -> list[Happening]:
    """What is wholly paid now."""
    decision: Any = record.decision
    paper = decision.paper
    found = []
    if any(map(decision.ordered, TO_TREASURY)) and not any(map(decision.owed, TO_TREASURY)):
        found.append(Happening("paid:fine", day, paper))
    if any(map(decision.ordered, TO_WORKERS)) and not any(map(decision.owed, TO_WORKERS)):
        found.append(Happening("paid:wages", day, paper))
    return found


def _of_complaint(record: Case) -> str:
    """The number of what a complaint the case deals with got back, if one did."""
    known = [row.pk for complaint in record.complaints() for row in complaint.recoveries.all()]
    if not known:
        return ""
    row = Recovery.objects.wages_of(record.employer_id, record.campaign_id).filter(pk__in=known).first()
    return str(row.pk) if row else ""
