"""Cases for tests, made by the services the pages use."""

from datetime import date
from decimal import Decimal
from functools import wraps
from types import ModuleType
from typing import Any

from casework import deeds
from casework.by import By
from inspections.cases import assessing, reviewing
from inspections.cases.models import Case, Minor
from inspections.cases.services import appealing as appealing_services
from inspections.cases.services import closing as closing_services
from inspections.cases.services import clues
from inspections.cases.services import deciding as deciding_services
from inspections.cases.services import extending as extending_services
from inspections.cases.services import filing as filing_services
from inspections.cases.services import hearing as hearing_services
from inspections.cases.services import investigating as investigating_services
from inspections.cases.services import joining as joining_services
from inspections.cases.services import paying as paying_services
from inspections.cases.services import recusing as recusing_services
from inspections.cases.services import serving as serving_services
from inspections.cases.services import transferring as transferring_services
from inspections.cases.workflow import TABLE
from law import clock
from law.matters import are_about_minors
from rehearsal.script.papers import preserve, words_for, write_hearing, write_record
from tests.factories import accounts, complaints, registry

CASE_DAY = date(2021, 6, 7)
# Working overtime: 4,000 to 20,000 yuan, and 10,000 to 50,000 for a larger fine.
PEOPLE, MANY_PEOPLE, MOST = 40, 100, 20_000
HEARING_DAY = date(2021, 6, 16)


class Worded:
    """The services of a module, told besides what the test says the words their papers want."""

    def __init__(self, module: ModuleType) -> None:
        self.module = module

    def __getattr__(self, name: str) -> Any:
        service = getattr(self.module, name)
        if name not in TABLE.actions:
            return service

        @wraps(service)
        def worded(record: Case, **told: Any) -> Any:
            return service(record, **with_words(name, record, told))

        return worded


closing, deciding, extending = Worded(closing_services), Worded(deciding_services), Worded(extending_services)
filing, hearing, investigating = (
    Worded(filing_services),
    Worded(hearing_services),
    Worded(investigating_services),
)
appealing, joining, recusing = (
    Worded(appealing_services),
    Worded(joining_services),
    Worded(recusing_services),
)
paying, serving, transferring = (
    Worded(paying_services),
    Worded(serving_services),
    Worded(transferring_services),
)


def clue(*, on: date = CASE_DAY, actor: Any = None, **facts: Any) -> Case:
    """A clue about overtime with two handlers."""
    if not facts.get("complaint") and not facts.get("inspection"):
        facts.setdefault("employer", None)
        facts["employer"] = facts["employer"] or registry.employer()
        facts.setdefault("matters", ["illegal_overtime"])
        facts.setdefault("cause", "12人五月加班41至68小时")
    if facts.get("matters") == ["illegal_overtime"]:
        facts.setdefault("people_count", PEOPLE)
    facts.setdefault("despite", "另一批工人")
    facts["lead"] = facts.get("lead") or actor or accounts.user("inspector")
    facts["second"] = facts.get("second") or accounts.user("inspector")
    with clock.at(on):
        record = clues.register_clue(by=By(actor), **facts)
    if are_about_minors(record.matters):
        minors(record)
    return record


def minors(record: Case, *spells: dict[str, Any]) -> None:
    """The minors of a case, one row each; without `spells` one child of 15 who worked less than a month."""
    for place, spell in enumerate(spells or ({},), record.minors.count() + 1):
        days = {"born": date(2006, 1, 10), "started_on": date(2021, 5, 10), "ended_on": date(2021, 5, 28)}
        Minor.objects.create(case=record, place=place, name="王小某", **days | spell)


def case(state: str = "investigating", *, on: date = CASE_DAY, fine: Any = None, **facts: Any) -> Case:
    """A case brought to any state of the table on one day. A `fine` of 10,000 or more gives a right to a hearing.

    As many people worked overtime as a fine from 4,000 or 10,000 yuan on asks for (100 to 500 yuan each).
    """
    fine = fine if fine is not None else 30_000 if state == "hearing" else 5_000
    if "give_notice" in WAYS[state]:
        # What a complaint is about may have no fine: a case that is told of one is about overtime unless it says else.
        facts.setdefault("matters", ["illegal_overtime"])
    if Decimal(fine) > MOST:
        facts.setdefault("people_count", MANY_PEOPLE)
    record = clue(on=on, **facts)
    with clock.at(on):
        for action in WAYS[state]:
            do(record, action, fine)
    return record


# What the service of an act must be told, whatever the case is.
SAID: dict[str, Any] = {
    "confirm_correction": {"correction_result": "已安排补休", "is_minor_and_corrected": True},
    "propose_disposal": {"pieces": [1], "disposal": "returned"},
    "suspend_execution": {"suspended_by": "青岛市黄岛区人民法院（2021）鲁0211行初9号裁定"},
    "resume_execution": {"reason": "停止执行的情形消失"},
    "conclude_investigation": {"findings": "考勤与询问笔录一致", "is_minor_and_corrected": True},
    "request_extension": {"extension_reason": "涉及三处工地"},
    "request_decision_extension": {"extension_reason": "听证", "extend_until": date(2021, 8, 31)},
    "withdraw_case": {"reason": "轻微且已改正"},
    "pass_review": {"review_opinion": "事实清楚，适用法律正确"},
    "set_hearing_day": {"hearing_on": HEARING_DAY},
    "close_hearing": {"hearing_report": "双方到场，建议维持"},
    "request_deferral": {"extension_reason": "经营困难", "extend_until": date(2021, 9, 30)},
    "demand": {"demand_text": "十日内缴纳罚款和加处罚款"},
    "apply_to_court": {"application_text": "申请强制执行罚款"},
    "publish_decision": {"published_at": "信用中国（山东青岛）"},
    "withdraw_publication": {"reason": "决定已被撤销"},
    "decide_recusal": {"recusal_decided": "驳回", "recusal_why": "没有利害关系"},
    "decide_recusal_as_head": {"recusal_decided": "驳回", "recusal_why": "没有利害关系"},
    "record_recusal_answer": {
        "recusal_decided": "驳回",
        "recusal_why": "没有利害关系",
        "recusal_number": "青黄政办函〔2021〕3号",
    },
    "merge_case": {"reason": "同一单位同一事实"},
    "unlink_complaint": {"reason": "另案办理"},
    "request_closing": {"closing_report": "已履行"},
    "propose_transfer": {"crime": "other", "crime_facts": "扣押证件、限制人身自由"},
    "hand_over": {"transfer_receipt": "区公安分局治安大队 周某"},
    "challenge_refusal": {"challenge_reason": "事实清楚，应当立案"},
}


def arguments(action: str, record: Case, fine: Any = 5000) -> dict[str, Any]:
    """What the service of `action` must be told, with the words its papers want besides."""
    told: dict[str, Any] = SAID | {
        "order_correction": {"correct_by": clock.today(), "correction_text": "安排补休并停止加班"},
        "archive_case": {"archive_number": f"2021-{17 + Case.objects.exclude(archive_number='').count()}"},
        "record_findings": {"findings": "考勤与询问笔录一致", "crime": "other", "crime_facts": "扣押证件"},
        "record_parties": {
            "parties": [{"role": "unit", "name": record.employer.name if record.employer_id else ""}]
        },
        "record_workers": {"workers": [{"name": "张三", "owed": Decimal(9000), "paid": Decimal(3000)}]},
        "record_minors": {
            "minors": [{"name": "童某", "born": date(2006, 3, 15), "started_on": date(2021, 5, 1)}]
        },
        "record_evidence": {"pieces": [a_piece(record)]},
        "reassign_case": {"lead": record.second, "second": record.lead, "reason": "主办协办互换"},
        "record_discussion": {"discussion": "一致同意处罚"},
        "give_notice": {"notice_kind": "penalty", "notice_text": "拟处罚款", "proposed_fine": fine}
        | penalty_of(record),
        "record_statement": {"statement": "无异议", "is_hearing_waived": True},
        "submit_decision": {"decision_kind": "penalty", "decision_text": "罚款", "fine_amount": fine}
        | drafted_of(record),
        "serve": HANDED,
        "deliver": {**HANDED, "papers": to_deliver(record)},
        "record_payment": {"what": "fine", "paid_amount": 100},
        "record_repayment": {"what": "fine", "repaid_amount": 100},
        "record_execution": {"fine_collected": record.decision and record.decision.fine},
        "record_appeal": {"appeal_kind": "reconsideration", "appeal_body": "青岛市黄岛区人民政府"},
        "record_appeal_result": {"result": "upheld", "result_number": "青黄政复决字〔2021〕8号"},
        "request_recusal": {
            "person": record.lead,
            "asked_by": "self",
            "recusal_reason": "与单位负责人是近亲属",
        },
        "record_police_answer": {"answer": "accepted", "answer_number": "青西公立字12号"},
        **dict.fromkeys(RETURNS, {"reason": "补充材料"}),
    }
    return with_words(action, record, told.get(action, {}))


def a_piece(record: Case, name: str = "五月工资表", **more: Any) -> dict[str, Any]:
    """A piece of evidence that the two handlers took today."""
    takers = [record.lead_id, record.second_id]
    return {"name": name, "kind": "document", "taken_on": clock.today(), "taken_by": takers, **more}


def with_words(action: str, record: Case, told: dict[str, Any]) -> dict[str, Any]:
    row = TABLE.row(action, record.state)
    words = words_for(row, record, told)
    if action == "pass_review" and record.pk:
        told = {"confirmed": [each.key for each in reviewing.unasked(record)]} | told
    return told | {"words": words} if words else told


def to_deliver(record: Case) -> list[Any]:
    """What `deliver` may take."""
    return record.papers_to_deliver


def deliver_all(record: Case, **told: Any) -> None:
    """Hand over every paper that waits, together, on the day held."""
    if papers := to_deliver(record):
        serving.deliver(record, by=accounts.doer(record, "deliver"), papers=papers, **HANDED | told)


def do(record: Case, action: str, fine: Any = 5000, **told: Any) -> Any:
    """One act by who may do it, with what it must be told; what it has to be served is delivered at once (`deliver`)."""
    if action == "deliver" and "papers" not in told:
        return deliver_all(record)
    if action == "write_record":
        return write_record(record)
    if action == "close_hearing":
        write_hearing(record, by=accounts.doer(record, action))
    if action == "decide" and record.is_penalty and record.needs_discussion:
        do(record, "record_discussion")
    if action == "request_closing" and may_publish(record):
        do(record, "publish_decision")
    if action == "propose_disposal" and not record.evidence.kept().exists():
        keep(record)
    if action == "merge_case" and "leading" not in told:
        told["leading"] = case("investigating", employer=record.employer)
    if action == "link_complaint" and "complaint" not in told:
        told["complaint"] = complaints.accepted(
            employer=record.employer, actor=record.lead, reason="另一时段"
        )
    if action == "unlink_complaint" and "complaint" not in told:
        told["complaint"] = record.linked_complaints.filter(unlinked_on=None).latest("pk").complaint
    given = arguments(action, record, fine) | told
    return deeds.service("cases", action)(record, by=accounts.doer(record, action), **given)


def keep(record: Case, *names: str) -> None:
    """Pieces under one notice of 先行登记保存, numbered after those there are."""
    notice = preserve(record, accounts.user("bureau_head"), "工资表，2021年1至5月，1，册，完好，")
    listed = [
        {name: getattr(piece, name) for name in ("number", "name", "kind", "taken_on")}
        | {"taken_by": [person.pk for person in piece.taken_by.all()]}
        for piece in record.evidence.all()
    ]
    made = [a_piece(record, name, preserved=notice.pk) for name in names or ("五月工资表",)]
    do(record, "record_evidence", pieces=[*listed, *made])


def may_publish(record: Case) -> bool:
    """A penalty that is neither published nor withheld, while somebody may say so."""
    is_time = TABLE.row("publish_decision", record.state) is not None
    return is_time and record.is_penalty and record.publication is None and not record.is_overturned


HANDED: dict[str, Any] = {"way": "direct", "receiver": "王某", "relation": "前台"}
RETURNS = (
    "return_filing",
    "reject_filing",
    "return_review",
    "return_to_investigation",
    "return_decision",
    "return_closing",
    "reject_transfer",
    "reject_extension",
    "reject_decision_extension",
    "reject_deferral",
    "reject_disposal",
)
FILED = ("request_filing", "approve_filing")
CONCLUDED = (*FILED, "write_record", "conclude_investigation")
REVIEWED = (*CONCLUDED, "submit_review", "pass_review")
NOTIFIED = (*REVIEWED, "give_notice", "deliver")
DECIDING = (*NOTIFIED, "record_statement", "submit_decision")
SERVED = (*DECIDING, "decide", "serve")
CLOSING = (*SERVED, "record_execution", "request_closing")
TRANSFERRED = (*FILED, "propose_transfer", "approve_transfer", "hand_over")
WAYS: dict[str, tuple[str, ...]] = {
    "clue": (),
    "filing": ("request_filing",),
    "not_filed": ("request_filing", "reject_filing"),
    "investigating": FILED,
    "correcting": (*FILED, "order_correction", "deliver"),
    "investigated": CONCLUDED,
    "reviewing": (*CONCLUDED, "submit_review"),
    "reviewed": REVIEWED,
    "notified": NOTIFIED,
    "hearing": (*NOTIFIED, "request_hearing"),
    "deciding": DECIDING,
    "decided": (*DECIDING, "decide"),
    "served": SERVED,
    "executed": (*SERVED, "record_execution"),
    "closing": CLOSING,
    "closed": (*CLOSING, "approve_closing"),
    "archived": (*CLOSING, "approve_closing", "archive_case"),
    "merged": (*FILED, "merge_case"),
    "withdrawn": (*CONCLUDED, "withdraw_case", "deliver"),
    "transfer_pending": TRANSFERRED[:3],
    "transfer_approved": TRANSFERRED[:4],
    "transferred": TRANSFERRED,
}


def penalty_of(record: Case) -> dict[str, Any]:
    """What a notice tells where persons are fined too: the least of each."""
    made = assessing.whole(record) if record.pk and record.responsible else None
    if made is None or not made.persons_max:
        return {}
    return {
        "proposed_fine": made.fine_min,
        "persons": {each.name: made.persons_min for each in record.responsible},
    }


def drafted_of(record: Case) -> dict[str, Any]:
    """The same for the draft: what was told."""
    people = record.notice.people() if record.pk and record.notice else []
    return (
        {"fine_amount": record.notice.fine, "persons": {each.name: each.amount for each in people}}
        if people
        else {}
    )


# Whoever is responsible for the wage ledger: fined beside the unit, 10,000 to 30,000 yuan (保障农民工工资支付条例 54).
RESPONSIBLE: dict[str, Any] = {
    "role": "charge", "name": "钱某", "duty": "人事行政经理", "address": "青岛市黄岛区长江路1号", "code": "11010519491231002X",
}  # fmt: skip
LEDGER_DAY = date(2021, 5, 24)


def ledger(*more: str, on: date = LEDGER_DAY, people: Any = (RESPONSIBLE,), **facts: Any) -> Case:
    """A reviewed case about a wage ledger, its order to correct run out: the unit is to be fined 20,000 to 50,000 yuan.

    `people` are those responsible who stand among its parties; `more` are the acts done on it since.
    """
    facts.setdefault("employer", None)
    facts["employer"] = facts["employer"] or registry.employer()
    record = case("investigating", on=date(2021, 5, 10), matters=["wage_ledger"], **facts)
    with clock.at(date(2021, 5, 10)):
        told = {"correct_by": date(2021, 5, 20), "correction_text": "编制工资支付台账"}
        investigating.order_correction(record, by=accounts.doer(record, "order_correction"), **told)
        deliver_all(record)
    with clock.at(on):
        do(
            record,
            "confirm_correction",
            correction_result="没有编制",
            is_corrected=False,
            is_minor_and_corrected=False,
        )
        unit = {"role": "unit", "name": record.employer.name, "address": record.employer.address}
        do(record, "record_parties", parties=[unit, *people])
        do(record, "write_record")
        do(record, "conclude_investigation", is_minor_and_corrected=False)
        for action in ("submit_review", "pass_review", *more):
            do(record, action)
    return Case.objects.get(pk=record.pk)
