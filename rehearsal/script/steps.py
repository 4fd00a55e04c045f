"""What is handed in with each act of a case: who does it, after how many working days, and with which words and amounts."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from inspections.cases import assessing
from inspections.cases.kinds import Paid
from inspections.cases.models import Case
from inspections.cases.services.joining import joinable, may_lead
from law import workdays
from law.clock import today
from law.matters import MATTERS, Group
from rehearsal.hours import workday_from
from rehearsal.script import sums

Given = Callable[[Case, Random], dict[str, Any]]


class Step(NamedTuple):
    """`who` is lead, second, leader, head or reviewer; `least` and `most` are working days since the act before."""

    who: str
    least: int
    most: int
    given: Given = lambda case, random: {}


def _says(**words: object) -> Given:
    return lambda case, random: dict(words)


def is_about_wages(case: Case) -> bool:
    return any(MATTERS[code].group == Group.WAGES for code in case.matters)


def owed_in(case: Case) -> Decimal:
    """What the workers of a case miss in all, in yuan."""
    return assessing.arrears(case) or Decimal(4800) * (case.people_count or 1)


def _notice(case: Case, random: Random) -> dict[str, Any]:
    """An order to pay for wages, a fine where the law has one, else an order to set it right."""
    if is_about_wages(case):
        return {"notice_kind": "handling", "notice_text": f"拟责令支付拖欠的工资等共{owed_in(case)}元"}
    return _penalty(case, sums.fine(case, random))


def _penalty(case: Case, fine: Decimal, text: str = "") -> dict[str, Any]:
    if not fine:
        return {"notice_kind": "handling", "notice_text": "拟责令改正违法行为"}
    return {
        "notice_kind": "penalty",
        "notice_text": text or f"拟处罚款{fine}元",
        "proposed_fine": fine,
        "persons": sums.persons(case),
        "proposed_confiscation": sums.confiscated(case),
    }


def _decision(case: Case, random: Random) -> dict[str, Any]:
    if case.notice.kind == "handling":
        return _order_to_pay(case, random) if is_about_wages(case) else ORDER_ALONE
    return {
        "decision_kind": "penalty",
        "decision_text": "违法事实清楚，证据确凿，处以罚款",
        "fine_amount": case.notice.fine,
        "persons": {each.name: each.amount for each in case.notice.people()},
        "confiscated_amount": case.notice.confiscated,
    }


ORDER_ALONE: dict[str, Any] = {"decision_kind": "handling", "decision_text": "责令改正违法行为"}


def _order_to_pay(case: Case, random: Random) -> dict[str, Any]:
    pay_by = workday_from(today() + timedelta(days=30))
    return {
        "decision_kind": "handling",
        "decision_text": f"责令于{pay_by.isoformat()}前足额支付拖欠的工资等",
        "back_pay_amount": owed_in(case),
        "back_pay_people": case.wages.unpaid or case.people_count or 1,
        "extra_compensation_amount": case.wages.extra or None,
        "pay_by": pay_by,
    }


def _paid(case: Case, random: Random) -> dict[str, Any]:
    """Nearly always in full, with the late fee where it came late."""
    share = Decimal(1) if random.random() < 0.88 else Decimal("0.6")
    decision = case.decision
    part = {
        name: (due * share).quantize(Decimal("0.01")) if due else None
        for name, due in (
            ("fine_collected", decision.fine),
            ("confiscated_collected", decision.confiscated),
            ("back_pay_paid", decision.back_pay),
            ("extra_paid", decision.extra),
        )
    }
    people = int((decision.back_pay_people or 0) * share) or None
    return {
        **part,
        "late_fee_collected": case.late_fee(today()) if share == 1 else None,
        "back_pay_paid_people": people,
        "execution_note": "" if share == 1 else "余款已申请人民法院强制执行",
    }


def _instalments(case: Case, random: Random) -> dict[str, Any]:
    """The fine in two halves."""
    half = (case.decision.fine / 2).quantize(Decimal("0.01"))
    days = [workday_from(today() + timedelta(days=days)) for days in (30, 60)]
    return {
        "extension_reason": "订单减少，资金周转困难",
        "instalments": [(days[0], half), (days[1], case.decision.fine - half)],
    }


def _rest(case: Case, random: Random) -> dict[str, Any]:
    """What is still owed of a fine paid in parts."""
    return {
        "fine_collected": case.decision.owed(Paid.FINE),
        "late_fee_collected": case.late_fee(today()),
    }


HANDED: dict[str, dict[str, Any]] = {
    "direct": {"way": "direct", "receiver": "办公室 高某", "relation": "行政主管", "place": "单位住所"},
    "post": {"way": "post", "carrier": "EMS 1067733129034", "receiver": "收发室", "place": "单位住所"},
    "left": {
        "way": "left", "refusal": "在场负责人拒绝签收", "witness": "社区居民委员会 张某", "place": "单位住所",
    },
}  # fmt: skip


def _order(days: int) -> Given:
    return lambda case, random: {
        "correct_by": workday_from(today() + timedelta(days=days)),
        "correction_text": "足额支付拖欠的工资"
        if is_about_wages(case)
        else "立即改正违法行为，提交书面整改报告",
    }


CRIME = "责令支付期满后仍不支付，负责人更换电话、转移设备，涉嫌拒不支付劳动报酬"

# An act, or an act and how it differs from the common one.
STEPS: dict[str, Step] = {
    "request_filing": Step("lead", 1, 2),
    "return_filing": Step("leader", 1, 2, _says(reason="缺少当事人主体资格材料，请补充")),
    "reject_filing": Step("leader", 1, 2, _says(reason="经核实系同名单位，没有违法事实")),
    "approve_filing": Step("leader", 1, 2),
    "approve_filing/passed_on": Step("passed_on", 1, 2),
    "record_findings": Step("lead", 4, 12, sums.found),
    "record_findings/crime": Step(
        "lead", 1, 3, lambda case, random: sums.found(case, random) | {"crime": "unpaid_wages", "crime_facts": CRIME}
    ),
    "order_correction": Step("lead", 3, 7, _order(10)),
    "confirm_correction": Step("lead", 6, 8, _says(correction_result="已改正，复查属实")),
    "confirm_correction/minor": Step(
        "lead", 5, 7, _says(correction_result="已全部改正，涉及人数少", is_minor_and_corrected=True)
    ),
    "confirm_correction/unpaid": Step("lead", 9, 11, _says(correction_result="期满分文未付", is_corrected=False)),
    "reassign_case": Step("leader", 1, 2, lambda case, random: {
        "lead": case.second, "second": case.lead, "reason": "主办外出培训，由协办主办",
    }),
    "request_extension": Step("lead", 22, 26, _says(extension_reason="涉案职工多已离职返乡，需逐人核实工资数额")),
    "request_extension/early": Step("lead", 1, 2, _says(extension_reason="职工分散在三处工地")),
    "approve_extension": Step("head", 1, 3),
    "reject_extension": Step("head", 1, 2, _says(reason="调查刚开始，先逐人核实，届满前确有必要再报")),
    "conclude_investigation": Step("lead", 5, 20),
    "conclude_investigation/late": Step("lead", 58, 64),
    "conclude_investigation/unfounded": Step("lead", 6, 14, _says(is_unfounded=True)),
    "withdraw_case": Step("head", 2, 6, _says(reason="符合《劳动保障监察条例》第十八条撤销立案的情形")),
    "submit_review": Step("lead", 1, 2),
    "return_review": Step("reviewer", 1, 2, _says(reason="证据目录缺页，法律条款引用不完整")),
    "return_to_investigation": Step("reviewer", 1, 2, _says(reason="加班人数只有考勤，没有询问本人，请补充调查")),
    "pass_review": Step("reviewer", 1, 3, lambda case, random: {
        "review_opinion": "事实清楚，证据充分，适用法律正确，同意", "confirmed": sums.confirmed(case),
    }),
    "give_notice": Step("leader", 1, 2, _notice),
    "give_notice/heavy": Step(
        "leader", 1, 2, lambda case, random: _penalty(case, sums.heavy_fine(case, random), "拟处较大数额罚款"),
    ),
    "give_notice/heavier": Step(
        "leader", 2, 4,
        lambda case, random: _penalty(case, sums.higher_fine(case, random), "听证后重新认定情节，拟提高罚款"),
    ),
    "give_notice/none": Step("leader", 1, 2, _says(notice_kind="none", notice_text="违法行为轻微，拟不予处罚")),
    "give_notice/unfounded": Step(
        "leader", 1, 2, _says(notice_kind="none", notice_text="经调查违法事实不能成立，拟不予处罚")
    ),
    "record_statement": Step("lead", 1, 3, _says(statement="无异议")),
    "record_statement/waived": Step("lead", 1, 2, _says(statement="无异议，书面放弃听证", is_hearing_waived=True)),
    "request_hearing": Step("lead", 1, 1),
    "set_hearing_day": Step("reviewer", 1, 1, lambda case, random: {
        "hearing_on": workdays.add_workdays(today(), random.randint(8, 10), provisional=True)
    }),
    "close_hearing": Step("reviewer", 8, 11, _says(hearing_report="当事人对事实无异议，请求从轻；建议维持")),
    "submit_decision": Step("lead", 1, 2, _decision),
    "submit_decision/none": Step("lead", 1, 2, _says(decision_kind="none", decision_text="不予处罚，予以教育")),
    "submit_decision/unfounded": Step(
        "lead", 1, 2, _says(decision_kind="none", decision_text="违法事实不能成立，不予处罚")
    ),
    "return_decision": Step("head", 1, 1, _says(reason="加付赔偿金的理由请写明")),
    "record_discussion": Step("head", 0, 0, _says(discussion="三名负责人逐一发表意见，一致同意拟处罚意见")),
    "decide": Step("head", 1, 2),
    "serve": Step("second", 0, 4, lambda case, random: HANDED[random.choice(("direct", "direct", "post", "left"))]),
    "serve/late": Step("second", 9, 12, _says(**HANDED["post"])),
    "record_payment/part": Step("lead", 6, 9, lambda case, random: {
        "what": "fine", "paid_amount": (case.decision.fine / 2).quantize(Decimal("0.01")), "voucher": "0037216",
    }),
    # Whoever is fined beside the unit is served and pays for himself.
    "serve/unit": Step("second", 0, 1, lambda case, random: HANDED["direct"] | {"addressee": case.decision.paper.addressees[0]}),
    "serve/person": Step("second", 1, 2, lambda case, random: {
        "way": "direct", "addressee": case.decision.paper.addressees[1], "receiver": case.decision.paper.addressees[1],
        "relation": "本人", "place": "单位住所",
    }),
    "record_payment/person": Step("second", 4, 6, lambda case, random: {
        "what": "person_fine", "person": case.decision.people()[0].name, "paid_amount": case.decision.people()[0].owed,
        "voucher": "0037302",
    }),
    "demand": Step("head", 9, 12, _says(demand_text="收到本催告书之日起十个工作日内缴清罚款余额和加处罚款")),
    "record_execution": Step("lead", 3, 10, _paid),
    "record_execution/rest": Step("lead", 4, 6, _rest),
    "merge_case": Step("leader", 1, 1, lambda case, random: {
        "leading": may_lead(case).order_by("pk").first(), "reason": "同一单位、同一时段的工时问题，一并查处",
    }),
    "publish_decision": Step("leader", 0, 1, _says(published_at="信用中国（山东青岛）")),
    "record_appeal": Step("lead", 4, 8, _says(
        appeal_kind="reconsideration", appeal_body="青岛市黄岛区人民政府",
    )),
    "suspend_execution": Step("lead", 1, 2, _says(
        suspended_by="青岛市黄岛区人民政府停止执行决定书（青黄政复停字〔2021〕2号）",
    )),
    "answer_appeal": Step("second", 2, 5),
    "resume_execution": Step("lead", 1, 2, _says(reason="复议机关通知恢复执行（青黄政复恢字〔2021〕1号）")),
    "record_appeal_result": Step("lead", 15, 25, _says(result="upheld", result_number="青黄政复决字〔2021〕8号")),
    "record_appeal_result/revoked": Step("lead", 15, 25, _says(
        result="revoked", result_number="青黄政复决字〔2021〕11号",
    )),
    "record_repayment": Step("lead", 1, 3, lambda case, random: {
        "what": "fine", "repaid_amount": case.going_back()[Paid.FINE], "receipt": "0037511",
    }),
    "withdraw_publication": Step("leader", 1, 2, _says(reason="处罚决定已被复议机关撤销，依法撤回公示")),
    "link_complaint": Step("lead", 1, 1, lambda case, random: {
        "complaint": joinable(case, None).order_by("pk").first(),
    }),
    "unlink_complaint": Step("lead", 1, 2, lambda case, random: {
        "complaint": case.linked_complaints.filter(unlinked_on=None).latest("pk").complaint,
        "reason": "反映的是另一时段的加班费，另行办理",
    }),
    "request_deferral": Step("lead", 1, 3, _instalments),
    "approve_deferral": Step("head", 1, 2),
    "reject_deferral": Step("head", 1, 2, _says(reason="没有附资金困难的证明材料，补充后可以再申请")),
    "request_recusal": Step("lead", 1, 2, lambda case, random: {
        "person": case.second, "asked_by": "party", "recusal_reason": "当事人称其与竞争单位负责人相识",
    }),
    "request_recusal/leader": Step("lead", 1, 2, lambda case, random: {
        "person": case.leaders().order_by("pk").first(), "asked_by": "party",
        "recusal_reason": "当事人称其曾在本单位任职",
    }),
    "request_recusal/head": Step("lead", 1, 2, lambda case, random: {
        "person": case.heads().order_by("pk").first(), "asked_by": "self",
        "recusal_reason": "配偶的兄长在该单位任职，主动申报",
    }),
    "record_recusal_answer": Step("leader", 1, 1, _says(
        recusal_decided="驳回", recusal_why="不属于近亲属，没有利害关系", recusal_number="青黄政办函〔2021〕6号",
    )),
    "decide_recusal": Step("leader", 1, 1, _says(recusal_decided="驳回", recusal_why="经核实没有利害关系")),
    "decide_recusal_as_head": Step("head", 1, 1, _says(recusal_decided="驳回", recusal_why="经核实没有利害关系")),
    "request_closing": Step("lead", 1, 4, _says(closing_report="决定已履行，建议结案")),
    "return_closing": Step("leader", 1, 2, _says(reason="缺缴款凭证，请补")),
    "approve_closing": Step("leader", 1, 3),
    "approve_closing/deputy": Step("deputy", 1, 3),
    "archive_case": Step("lead", 4, 18, lambda case, random: {"archive_number": case.filing_number.replace("监立字", "监档字")}),
    "propose_transfer": Step("lead", 1, 2, _says(suspects_count=1)),
    "reject_transfer": Step("head", 1, 2, _says(reason="已补付大部分工资，余额达不到追诉标准，不移送，依法作出行政处理")),
    "approve_transfer": Step("head", 1, 2),
    "hand_over": Step("lead", 0, 0, _says(transfer_receipt="区公安分局法制大队，已签收")),
    "record_police_answer": Step("lead", 1, 3, _says(answer="accepted", answer_number="青西公（治）立字〔2021〕27号")),
    "record_police_answer/refused": Step("lead", 1, 2, _says(
        answer="refused", answer_number="青西公（治）不立字〔2021〕3号", answer_reason="负责人已到案配合，逃匿的事实不清",
    )),
    "challenge_refusal": Step("head", 1, 1, _says(challenge_reason="责令支付期满后转移设备，有询问笔录和照片为证")),
}  # fmt: skip
