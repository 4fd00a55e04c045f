"""What may be taken as paid on a decision, and when it counts as carried out; each says which field is wrong."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from inspections.cases.kinds import OF_PERSONS, TO_WORKERS, Paid
from inspections.cases.models import Case, PersonFine

NOTHING = Decimal(0)


def person_of(record: Case, name: str) -> PersonFine | None:
    """The person responsible of this name whom the decision fines."""
    decision: Any = record.decision
    return next((each for each in decision.people() if each.name == name), None) if name else None


def _person_error(what: str, is_known: bool, person: str) -> dict[str, str]:
    """A fine of a person responsible is paid, and goes back, for one of them by name."""
    if what in OF_PERSONS and not is_known:
        return {"person": _("请选择是哪一名责任人员的。")}
    if person and what not in OF_PERSONS:
        return {"person": _("只有责任人员的罚款才选责任人员，其余的请留空。")}
    return {}


def repayment_errors(record: Case, *, what: str, amount: Decimal | None, person: str = "") -> dict[str, str]:
    """One repayment: of something that goes back, to whom it goes back, not more than that."""
    if what not in Paid.values:
        return {"what": _("请选择退还对应哪一项。")}
    if not amount:
        return {"repaid_amount": _("请填写金额。")}
    if wrong := _person_error(what, bool(person), person):
        return wrong
    back = record.going_back(person).get(Paid(what), NOTHING)
    sentence = _("超过了应退还的数额 %(back)s 元，请核对对应项和金额。")
    return {"repaid_amount": sentence % {"back": back}} if amount > back else {}


def _too_much(owing: Mapping[Paid, Decimal], what: str, amount: Decimal | None) -> str:
    """No more is taken than is owed, of a late fee no more than has grown (行政处罚法 72)."""
    owed = owing.get(Paid(what), NOTHING)
    if (amount or 0) <= owed:
        return ""
    return _("超过了还欠的数额 %(owed)s 元，请核对对应项和金额。") % {"owed": owed}


def payment_errors(
    record: Case, *, what: str, amount: Decimal | None, people: int | None, on: date, person: str = ""
) -> dict[str, str]:
    """One payment: of something that is owed on its day, not more than that; wages with the number of those paid.

    `person` is the name of the person responsible whose own fine it is paid on.
    """
    if what not in Paid.values:
        return {"what": _("请选择缴款对应哪一项。")}
    if not amount:
        return {"paid_amount": _("请填写金额。")}
    if wrong_person := _person_error(what, person_of(record, person) is not None, person):
        return wrong_person
    errors = {}
    if wrong := _too_much(record.owing(on, person), what, amount):
        errors["paid_amount"] = wrong
    if what == Paid.WAGES and people is None:
        errors["paid_people"] = _("支付工资的，请填写首次领到的人数；都领过的填 0。")
    return errors


# At which field of the last payment each thing is told.
AT_LAST = {
    Paid.FINE: "fine_collected", Paid.LATE_FEE: "late_fee_collected", Paid.CONFISCATED: "confiscated_collected",
    Paid.WAGES: "back_pay_paid", Paid.EXTRA: "extra_paid",
}  # fmt: skip


def may_come_in(record: Case, on: date) -> list[Paid]:
    """What a last payment may be of: what is owed, and wages also where none were ordered."""
    owing, decision = record.owing(on), record.decision
    ordered = decision is not None and bool(decision.ordered(Paid.WAGES))
    return [what for what in Paid if what in owing or (what == Paid.WAGES and not ordered)]


def _taken_errors(
    record: Case, owing: Mapping[Paid, Decimal], paid: Mapping[Paid, Decimal | None]
) -> dict[str, str]:
    decision: Any = record.decision
    told = {
        AT_LAST[what]: _too_much(owing, what, amount)
        for what, amount in paid.items()
        # What an employer pays its workers beside a decision that orders nothing of it is welcome.
        if what not in TO_WORKERS or decision.ordered(what)
    }
    return {field: sentence for field, sentence in told.items() if sentence}


def execution_errors(
    record: Case, *, paid: Mapping[Paid, Decimal | None], people: int | None, note: str, on: date
) -> dict[str, str]:
    """Less than was ordered, or a late fee not paid, needs its reason; more than is owed is not taken.

    `paid` comes last, beside earlier payments; what a person responsible pays is written down before, each for himself.
    """
    owing = record.owing(on)
    short = [what for what, amount in owing.items() if (paid.get(what) or 0) < amount]
    errors = _taken_errors(record, owing, paid)
    if short and not note.strip():
        grown = sum((owing[what] for what in (Paid.LATE_FEE, Paid.PERSON_FEE) if what in short), NOTHING)
        fee = _("；逾期加处罚款 %(fee)s 元") % {"fee": grown} if grown else ""
        sentence = _("实收少于应收的数额%(fee)s，请写明原因（强制执行、分期、减免、复议变更等）。")
        is_of_persons = any(what in OF_PERSONS for what in short)
        persons = _("责任人员缴的先用“登记缴款和支付”登记。") if is_of_persons else ""
        errors["execution_note"] = sentence % {"fee": fee} + persons
    if paid.get(Paid.WAGES) and people is None:
        errors["back_pay_paid_people"] = _("填写了实际支付金额的，请同时填写人数。")
    return errors
