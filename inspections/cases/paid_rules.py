"""What may be taken as paid on a decision, and when it counts as carried out; each says which field is wrong."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from inspections.cases.kinds import Paid
from inspections.cases.models import Case

NOTHING = Decimal(0)


def _too_much(record: Case, what: str, amount: Decimal | None, late_fee: Decimal) -> str:
    """No more is taken than is owed, of a late fee no more than has grown (行政处罚法 72)."""
    decision: Any = record.decision
    owed = decision.owed(what)
    if what == Paid.LATE_FEE:
        owed = max(NOTHING, late_fee - decision.paid(what))
    if (amount or 0) <= owed:
        return ""
    return _("超过了还欠的数额 %(owed)s 元，请核对对应项和金额。") % {"owed": owed}


def payment_errors(
    record: Case, *, what: str, amount: Decimal | None, people: int | None, late_fee: Decimal
) -> dict[str, str]:
    """One payment: of something that is owed, not more than that; wages with the number of those paid."""
    if what not in Paid.values:
        return {"what": _("请选择缴款对应哪一项。")}
    if not amount:
        return {"paid_amount": _("请填写金额。")}
    errors = {}
    if wrong := _too_much(record, what, amount, late_fee):
        errors["paid_amount"] = wrong
    if what == Paid.WAGES and people is None:
        errors["paid_people"] = _("支付工资的，请填写首次领到的人数；都领过的填 0。")
    return errors


# What an employer pays its workers beside a decision that orders nothing of it is welcome.
TO_WORKERS = (Paid.WAGES, Paid.EXTRA)
# At which field of the last payment each thing is told.
AT_LAST = {
    Paid.FINE: "fine_collected", Paid.LATE_FEE: "late_fee_collected", Paid.CONFISCATED: "confiscated_collected",
    Paid.WAGES: "back_pay_paid", Paid.EXTRA: "extra_paid",
}  # fmt: skip


def _taken_errors(record: Case, paid: Mapping[Paid, Decimal | None], late_fee: Decimal) -> dict[str, str]:
    decision: Any = record.decision
    told = {
        AT_LAST[what]: _too_much(record, what, amount, late_fee)
        for what, amount in paid.items()
        if what not in TO_WORKERS or decision.ordered(what)
    }
    return {field: sentence for field, sentence in told.items() if sentence}


def execution_errors(
    record: Case,
    *,
    paid: Mapping[Paid, Decimal | None],
    people: int | None,
    note: str,
    late_fee: Decimal = Decimal(0),
) -> dict[str, str]:
    """Less than was ordered, or a late fee not paid, needs its reason; more than is owed is not taken.

    `paid` comes last, beside earlier payments.
    """
    decision: Any = record.decision
    is_short = any((paid.get(what) or 0) < decision.owed(what) for what in Paid)
    owes_fee = late_fee - decision.paid(Paid.LATE_FEE) - (paid.get(Paid.LATE_FEE) or 0) > 0
    errors = _taken_errors(record, paid, late_fee)
    if (is_short or owes_fee) and not note.strip():
        fee = _("；逾期加处罚款 %(fee)s 元") % {"fee": late_fee} if owes_fee else ""
        sentence = _("实收少于应收的数额%(fee)s，请写明原因（强制执行、分期、减免、复议变更等）。")
        errors["execution_note"] = sentence % {"fee": fee}
    if paid.get(Paid.WAGES) and people is None:
        errors["back_pay_paid_people"] = _("填写了实际支付金额的，请同时填写人数。")
    return errors
