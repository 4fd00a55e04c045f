"""What makes a thing that was typed wrong: for the forms, which show it at the field, and for the services, which refuse it.

Each function answers with a sentence, or with sentences by field; empty when all is well.
"""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from inspections.cases.kinds import Crime, DecisionKind
from inspections.cases.models import Case
from inspections.cases.workflow import is_no_penalty_for_a_crime
from law import policy, terms
from law.clock import today

MANY = 10


def kind_error(kind: str) -> str:
    return "" if kind in DecisionKind.values else _("请选择决定的种类。")


def told_error(record: Case, kind: str) -> str:
    """What the party was not told cannot be decided (行政处罚法 44, 62); that there is no penalty may be."""
    if kind in (record.notice_kind, DecisionKind.NONE):
        return ""
    told = {"told": record.get_notice_kind_display()}
    return _("事先告知的是%(told)s，不能改作别的决定（行政处罚法第六十二条），请先重新告知。") % told


def pay_by_error(kind: str, day: date | None, *, owes: bool) -> str:
    """An order to pay says until when."""
    if day is None:
        return _("责令支付的，请写明支付到哪一天为止。") if owes and kind == DecisionKind.HANDLING else ""
    if not owes:
        return _("没有责令支付金额的，不填支付期限。")
    return _("支付期限须在今天以后，请另定一天。") if day <= today() else ""


def fine_error(kind: str, fine: Decimal | None) -> str:
    """Only a penalty fines; what goes to the workers is not a fine."""
    if fine and kind != DecisionKind.PENALTY:
        return _("只有行政处罚才有罚款；加付赔偿金不是罚款，请填在加付赔偿金一栏。")
    return ""


def hearing_request_error(record: Case, day: date) -> str:
    """What counts is the day the party asked, not the day it is written down (行政处罚法 64)."""
    told = record.deadlines.running().filter(clock="hearing.request").first()
    if told is not None and day <= told.due_on:
        return ""
    return _("要求听证的期限已过（行政处罚法第六十四条），请核对当事人提出申请的日期。")


def hearing_day_error(day: date) -> str:
    """The party is told of the day so far ahead as the law asks on the day of telling (行政处罚法 64, formerly 42)."""
    rule = terms.term("hearing.notice", today())
    if day > today() and terms.count(rule, day).on >= today():
        return ""
    told = {"days": rule.length, "citation": rule.citation}
    return _("听证须提前 %(days)s通知当事人（%(citation)s），这一天来不及了，请另定一天。") % told


def draft_errors(
    record: Case,
    *,
    kind: str,
    fine: Decimal | None,
    back_pay: Decimal | None,
    people: int | None,
    extra: Decimal | None,
    pay_by: date | None = None,
) -> dict[str, str]:
    """A draft decision against what was told before (行政处罚法 44, 45, 62), the police (国务院令第310号) and itself."""
    owes = bool(back_pay or extra)
    errors = {
        "decision_kind": _draft_kind_error(record, kind, owes=owes),
        "fine_amount": fine_error(kind, fine) or _raised_error(record, fine),
        "pay_by": pay_by_error(kind, pay_by, owes=owes),
    }
    if back_pay and not people:
        errors["back_pay_people"] = _("填写了责令支付金额的，请同时填写人数。")
    return _found(errors)


def _draft_kind_error(record: Case, kind: str, *, owes: bool) -> str:
    if kind == DecisionKind.NONE and owes:
        return _("不予处罚的决定不含支付金额；要责令支付的请选行政处理。")
    if wrong := kind_error(kind) or told_error(record, kind):
        return wrong
    is_barred = kind == DecisionKind.PENALTY and record.has_open_crime
    return str(is_no_penalty_for_a_crime.sentence) if is_barred else ""


def _raised_error(record: Case, fine: Decimal | None) -> str:
    """No fine above the one told (行政处罚法 45)."""
    told = record.proposed_fine or 0
    sentence = _(
        "罚款不能高于事先告知的数额 %(told)s 元（行政处罚法第四十五条），请核对；确须提高的，先重新告知。"
    )
    return sentence % {"told": told} if (fine or 0) > told else ""


def execution_errors(
    record: Case,
    *,
    fine: Decimal | None,
    back_pay: Decimal | None,
    people: int | None,
    extra: Decimal | None,
    note: str,
) -> dict[str, str]:
    """Less than was ordered needs its reason."""
    ordered = (record.fine_amount, record.back_pay_amount, record.extra_compensation_amount)
    is_short = any(
        (paid or 0) < (due or 0) for paid, due in zip((fine, back_pay, extra), ordered, strict=True)
    )
    errors = {}
    if is_short and not note.strip():
        errors["execution_note"] = _("实收少于决定的数额，请写明原因（强制执行、分期、复议变更等）。")
    if back_pay and not people:
        errors["back_pay_paid_people"] = _("填写了实际支付金额的，请同时填写人数。")
    return errors


def crime_error(record: Case, crime: str) -> str:
    """拒不支付劳动报酬 needs an order to pay that has run out, and the amount of 法释〔2013〕3号 (policy values)."""
    if crime not in Crime.values:
        return _("请选择涉嫌的罪名。")
    if crime != Crime.UNPAID_WAGES:
        return ""
    if not (_stayed_uncorrected(record) or _stayed_unpaid(record)):
        return _(
            "拒不支付劳动报酬须经责令支付、期满仍不支付（刑法第二百七十六条之一），"
            "请先责令改正并复查，或者作出处理决定并送达。"
        )
    is_many = (record.people_count or record.back_pay_people or 0) >= MANY
    least = policy.amount("crime.arrears_many" if is_many else "crime.arrears_one")
    if (record.amount or record.back_pay_amount or 0) < least:
        told = {"least": f"{least:,}"}
        return (
            _("涉及金额没有达到 %(least)s 元的追诉标准，不能以拒不支付劳动报酬移送，请核对金额和人数。")
            % told
        )
    return ""


def _stayed_uncorrected(record: Case) -> bool:
    """Ordered to correct, and not done by the day of the order."""
    return bool(record.correction_ordered_on) and not record.corrected_on and record.correct_by < today()


def _stayed_unpaid(record: Case) -> bool:
    """Served in time with a decision to pay, and not paid in full by its day."""
    if not (record.is_handling and record.served_on and record.pay_by):
        return False
    is_short = (record.totals["wages_paid_amount"]) < (record.back_pay_amount or 0)
    return record.served_on <= record.pay_by < today() and is_short


def grounds_error(*, is_minor: bool, is_unfounded: bool) -> str:
    both = is_minor and is_unfounded
    return _("违法事实不能成立与情节轻微已改正只能选一项。") if both else ""


def _found(errors: dict[str, str]) -> dict[str, str]:
    return {field: sentence for field, sentence in errors.items() if sentence}
