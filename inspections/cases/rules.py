"""What makes a thing that was typed wrong: for the forms, which show it at the field, and for the services, which refuse it.

Each function answers with a sentence, or with sentences by field; empty when all is well.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from casework.acts import day_error
from casework.models import Paper
from inspections.cases import assessing, reviewing
from inspections.cases.kinds import UNIT, AppealKind, AppealResult, Crime, DecisionKind, Paid
from inspections.cases.models import Case, Correction
from inspections.cases.unpaid import wage_facts
from inspections.cases.workflow import is_no_penalty_for_a_crime
from law import terms
from law.clock import now, today
from law.crimes import Verdict, wages_crime
from law.penalties import Proposed, Refusal

NOTHING = Decimal(0)


def kind_error(kind: str) -> str:
    return "" if kind in DecisionKind.values else _("请选择决定的种类。")


def told_error(record: Case, kind: str) -> str:
    """What the party was not told cannot be decided (行政处罚法 44, 62); that there is no penalty may be."""
    notice = record.notice
    if kind == DecisionKind.NONE or (notice is not None and kind == notice.kind):
        return ""
    told = {"told": notice.get_kind_display() if notice else _("（没有告知）")}
    return _("事先告知的是%(told)s，不能改作别的决定（行政处罚法第六十二条），请先重新告知。") % told


def unfounded_error(record: Case, kind: str) -> str:
    """Where the facts do not stand there is nothing to punish and nothing to order (行政处罚法 57(1)(3))."""
    if not record.is_unfounded or kind == DecisionKind.NONE:
        return ""
    return _("调查终结认定违法事实不能成立，只能作出不予处罚的决定（行政处罚法第五十七条）。")


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


def confiscated_error(kind: str, amount: Decimal | None) -> str:
    return _("只有行政处罚才有没收。") if amount and kind != DecisionKind.PENALTY else ""


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


def archive_number_error(record: Case, number: str) -> str:
    """No two files stand under one number."""
    other = record.filed_under(number)
    told = {"number": other.current_number if other is not None else ""}
    return _("这个归档号已经用于 %(number)s，请核对。") % told if other is not None else ""


def openness_error(told: str, *, is_closed_door: bool) -> str:
    """A hearing behind closed doors says why on its notice (行政处罚法 64(3))."""
    is_said_open = not told.strip() or told.strip().startswith(_("公开"))
    return _("选了不公开举行，请写明不公开的理由。") if is_closed_door and is_said_open else ""


def draft_errors(
    record: Case,
    *,
    kind: str,
    fine: Decimal | None,
    back_pay: Decimal | None,
    people: int | None,
    extra: Decimal | None,
    pay_by: date | None = None,
    confiscated: Decimal | None = None,
) -> dict[str, str]:
    """A draft decision against what was told before (行政处罚法 44, 45, 62), the police (国务院令第310号) and itself."""
    owes = bool(back_pay or extra)
    errors = {
        "decision_kind": _draft_kind_error(record, kind, owes=owes),
        "fine_amount": fine_error(kind, fine) or _raised_error(record, fine),
        "confiscated_amount": confiscated_error(kind, confiscated) or _more_taken_error(record, confiscated),
        "pay_by": pay_by_error(kind, pay_by, owes=owes),
    }
    if back_pay and not people:
        errors["back_pay_people"] = _("填写了责令支付金额的，请同时填写人数。")
    errors |= list_errors(record, kind=kind, back_pay=back_pay, people=people, extra=extra)
    return _found(errors) or amount_errors(
        record,
        kind,
        Proposed(fine=fine or NOTHING, extra=extra or NOTHING, confiscate=confiscated or NOTHING),
        AT_DECISION,
    )


# At which field a sum that does not stand is told, by what it is of.
AT_DECISION = {
    "fine": "fine_amount",
    "extra": "extra_compensation_amount",
    "confiscation": "confiscated_amount",
}
AT_NOTICE = {"fine": "proposed_fine", "confiscation": "proposed_confiscation"}


def notice_errors(
    record: Case, *, kind: str, fine: Decimal | None, confiscated: Decimal | None
) -> dict[str, str]:
    """What the party is to be told, against the law (ENF-04) and itself."""
    errors = {
        "notice_kind": kind_error(kind),
        "proposed_fine": fine_error(kind, fine),
        "proposed_confiscation": confiscated_error(kind, confiscated),
    }
    proposed = Proposed(fine=fine or NOTHING, confiscate=confiscated or NOTHING)
    return _found(errors) or amount_errors(record, kind, proposed, AT_NOTICE)


def amount_errors(record: Case, kind: str, proposed: Proposed, fields: Mapping[str, str]) -> dict[str, str]:
    """A sum outside what the law computes, unless it may be reasoned and the reviewer has passed it in writing."""
    found = assessing.objections(record, kind, proposed)
    refusal = assessing.rejected(found, is_reasoned=bool(reviewing.deviation(record)))
    if refusal is None:
        return {}
    what = next((name for name in fields if name in refusal.code), "fine")
    return {fields[what]: objection(refusal)}


def objection(refusal: Refusal) -> str:
    """Why a sum does not stand, with the article and what to do."""
    told = f"{refusal.sentence.rstrip('。')}（{refusal.article}）。" if refusal.article else refusal.sentence
    way = _("确有理由的，请再次提交法制审核，由审核人写明偏离裁量的理由。")
    return f"{told}{way if refusal.may_be_reasoned else ''}"


def unasked_error(record: Case) -> str:
    """A decision rests on no value that nobody has verified unless the reviewer was asked about it, once in a case."""
    open_values = reviewing.unasked(record)
    if not open_values:
        return ""
    told = {"values": "、".join(each.label for each in open_values)}
    return _("还有审核人没有核对的待核实事项：%(values)s。请再次提交法制审核。") % told


def facts_error(record: Case) -> tuple[str, str]:
    """What has to be written down before a sum can be computed, and the act that does it; empty when all is there."""
    lacking = assessing.missing(record)
    return (lacking[0].sentence, lacking[0].act) if lacking else ("", "")


def confirmed_error(record: Case, confirmed: Collection[str]) -> str:
    """Each value nobody has verified is confirmed one by one."""
    left = [each.label for each in reviewing.unasked(record) if each.key not in confirmed]
    told = {"values": "、".join(left)}
    return _("请逐项核对后勾选：%(values)s。") % told if left else ""


def list_errors(
    record: Case, *, kind: str, back_pay: Decimal | None, people: int | None, extra: Decimal | None
) -> dict[str, str]:
    """What a decision orders to be paid is what the list of workers annexed to it comes to; without a list nothing."""
    sums = record.wages
    is_due = kind == DecisionKind.HANDLING
    if not sums.people or not (is_due or back_pay or extra):
        return {}
    listed = (
        ("back_pay_amount", sums.missing, back_pay), ("back_pay_people", sums.unpaid, people),
        ("extra_compensation_amount", sums.extra, extra),
    )  # fmt: skip
    sentence = _(
        "劳动者名单合计是 %(listed)s，这里是 %(told)s，决定须与名单一致：请照名单填写，或者先更正名单。"
    )
    return {
        field: sentence % {"listed": f"{due:,}", "told": f"{told or 0:,}"}
        for field, due, told in listed
        if due != (told or 0)
    } or _more_ordered_errors(record, back_pay=back_pay, extra=extra)


def _more_ordered_errors(record: Case, *, back_pay: Decimal | None, extra: Decimal | None) -> dict[str, str]:
    """Nothing is ordered to be paid above the list that stood on the notice (条例 19): what grew since is told anew."""
    notice: Any = record.notice
    sentence = _("名单在事先告知后增加了：告知的是 %(told)s 元。请先重新告知，再听取陈述申辩。")
    listed = (
        ("back_pay_amount", notice.back_pay, back_pay),
        ("extra_compensation_amount", notice.extra, extra),
    )
    return {
        field: sentence % {"told": f"{told or 0:,}"}
        for field, told, ordered in listed
        if (ordered or 0) > (told or 0)
    }


def _draft_kind_error(record: Case, kind: str, *, owes: bool) -> str:
    if kind == DecisionKind.NONE and owes:
        return _("不予处罚的决定不含支付金额；要责令支付的请选行政处理。")
    if wrong := kind_error(kind) or told_error(record, kind) or unfounded_error(record, kind):
        return wrong
    is_barred = kind == DecisionKind.PENALTY and record.has_open_crime
    return str(is_no_penalty_for_a_crime.sentence) if is_barred else ""


def _raised_error(record: Case, fine: Decimal | None) -> str:
    """No fine above the one told (行政处罚法 45)."""
    told = (record.notice.fine if record.notice else None) or 0
    sentence = _(
        "罚款不能高于事先告知的数额 %(told)s 元（行政处罚法第四十五条），请核对；确须提高的，先重新告知。"
    )
    return sentence % {"told": told} if (fine or 0) > told else ""


def _more_taken_error(record: Case, confiscated: Decimal | None) -> str:
    told = (record.notice.confiscated if record.notice else None) or 0
    sentence = _("没收的数额不能高于事先告知的 %(told)s 元，请核对；确须提高的，先重新告知。")
    return sentence % {"told": told} if (confiscated or 0) > told else ""


def longer_error(record: Case, clock: str, until: date) -> str:
    """More time ends later than the time there is (`clock`)."""
    running = record.deadlines.running().filter(clock=clock).first()
    if running is None:
        return _("这一期限没有在计算，不能延长。")
    told = {"day": running.due_on.isoformat()}
    return _("须晚于原来的最后一日 %(day)s，请另定一天。") % told if until <= running.due_on else ""


def deferral_error(record: Case, until: date | None) -> str:
    """More time for the fine says until when, later than now."""
    if until is None:
        return _("请填写延长到哪一天，或者填写分期计划。")
    return longer_error(record, "fine.payment", until)


def instalments_error(record: Case, parts: Sequence[tuple[date, Decimal]]) -> str:
    """The parts of a fine: each of a day to come and of something, no day twice, together what is still owed of it."""
    if not parts:
        return ""
    days = [due_on for due_on, _amount in parts]
    if min(days) <= today() or len(set(days)) != len(days):
        return _("每期的日期须在今天以后，并且各不相同，请核对。")
    decision: Any = record.decision
    told = {"owed": f"{decision.ordered(Paid.FINE):,}"}
    is_whole = sum(amount for _day, amount in parts) == decision.ordered(Paid.FINE)
    if not is_whole or min(amount for _day, amount in parts) <= 0:
        return _("各期金额须大于零，合计等于罚款数额 %(owed)s 元，请核对。") % told
    return ""


def appeal_kind_error(kind: str) -> str:
    return "" if kind in AppealKind.values else _("请选择行政复议还是行政诉讼。")


def appellants_error(record: Case, appellants: Collection[str]) -> str:
    """Only whoever the decision is about can attack it."""
    known = (
        {UNIT, *(each.name for each in record.decision.people())} if record.decision is not None else set()
    )
    return "" if set(appellants) <= known else _("决定没有处罚这个人，请核对申请人。")


def appeal_result_errors(
    record: Case, *, result: str, sums: Mapping[str, Decimal | None], changes_persons: bool = False
) -> dict[str, str]:
    """Sums only where the result changes them; nothing is raised above the decision (行政复议法; 行政诉讼法 77).

    `changes_persons`: it changes what a person responsible is to pay.
    """
    if result not in AppealResult.values:
        return {"result": _("请选择结果。")}
    given = {name: value for name, value in sums.items() if value is not None}
    if result != AppealResult.CHANGED:
        return dict.fromkeys(
            [f"changed_{name}" for name in given], _("只有变更的才填变更后的数额；撤销的都不再缴付。")
        )
    if not given and not changes_persons:
        return {"changed_fine": _("变更的，请填写变更后的数额，没有变的留空。")}
    decision: Any = record.decision
    sentence = _("变更后的数额不能高于决定的数额 %(ordered)s 元，请核对。")
    return {
        f"changed_{name}": sentence % {"ordered": getattr(decision, name) or 0}
        for name, value in given.items()
        if value > (getattr(decision, name) or 0)
    }


def publication_error(place: str, withheld_why: str) -> str:
    """Published somewhere, or not, and why: one of the two."""
    return _("请填写公示平台；不公示的只写理由。") if bool(place) == bool(withheld_why) else ""


def corrected_on_error(order: Correction, day: date | None, rechecked_on: date, *, is_corrected: bool) -> str:
    """Set right between the order and the re-check."""
    if day is None:
        return ""
    if not is_corrected:
        return _("没有改正到位的，不填改正日期。")
    wrong = day_error(day, since=order.ordered_on)
    return wrong or (_("改正日期不能晚于复查日期，请核对。") if day > rechecked_on else "")


def handed_over_error(record: Case, moment: datetime) -> str:
    """Handed over after the head's approval and not in the future."""
    approved = record.deadlines.filter(clock="transfer.handover").order_by("-pk").first()
    if moment > now() or (
        approved is not None and moment < approved.started_at.replace(second=0, microsecond=0)
    ):
        return _("移交时间须在批准移送之后、现在以前，请核对到分钟。")
    return ""


def delivery_error(record: Case, papers: Sequence[Paper]) -> str:
    """Papers of this case, each once; that of the decision has an act of its own."""
    here = [(paper.content_type.model_class(), paper.object_id) == (Case, record.pk) for paper in papers]
    if not papers or not all(here) or len({paper.pk for paper in papers}) < len(papers):
        return _("请选择这个案件里须送达的文书。")
    decision = record.decision
    own = decision.paper_id if decision is not None and decision.served_on is None else None
    return _("决定书请用“送达决定书”登记。") if own in [paper.pk for paper in papers] else ""


def crime_error(record: Case, crime: str) -> str:
    """拒不支付劳动报酬 needs an order to pay that has run out, and the amount (law.crimes): not enough of either refuses it."""
    if crime not in Crime.values:
        return _("请选择涉嫌的罪名。")
    if crime != Crime.UNPAID_WAGES:
        return ""
    found = wages_crime(wage_facts(record))
    return "".join(found.explanation) if found.verdict == Verdict.NONE else ""


def grounds_error(*, is_minor: bool, is_unfounded: bool) -> str:
    both = is_minor and is_unfounded
    return _("违法事实不能成立与情节轻微已改正只能选一项。") if both else ""


def _found(errors: dict[str, str]) -> dict[str, str]:
    return {field: sentence for field, sentence in errors.items() if sentence}
