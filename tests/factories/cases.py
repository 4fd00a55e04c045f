"""Cases for tests, made by the services the pages use."""

from datetime import date
from typing import Any

from casework import deeds
from casework.by import By
from inspections.cases.models import Case
from inspections.cases.services import clues
from law import clock
from tests.factories import accounts, registry

CASE_DAY = date(2021, 6, 7)
HEARING_DAY = date(2021, 6, 16)


def clue(*, on: date = CASE_DAY, actor: Any = None, **facts: Any) -> Case:
    """A clue about overtime with two handlers."""
    if not facts.get("complaint") and not facts.get("inspection"):
        facts.setdefault("employer", None)
        facts["employer"] = facts["employer"] or registry.employer()
        facts.setdefault("matters", ["illegal_overtime"])
        facts.setdefault("cause", "12人五月加班41至68小时")
    facts.setdefault("despite", "另一批工人")
    facts["lead"] = facts.get("lead") or actor or accounts.user("inspector")
    facts["second"] = facts.get("second") or accounts.user("inspector")
    with clock.at(on):
        return clues.register_clue(by=By(actor), **facts)


def case(state: str = "investigating", *, on: date = CASE_DAY, fine: Any = None, **facts: Any) -> Case:
    """A case brought to any state of the table on one day. A `fine` of 10,000 or more gives a right to a hearing."""
    record, fine = clue(on=on, **facts), fine if fine is not None else 30_000 if state == "hearing" else 5_000
    with clock.at(on):
        for action in WAYS[state]:
            _do(record, action, fine)
    return record


def arguments(action: str, record: Case, fine: Any = 5000) -> dict[str, Any]:
    """What the service of `action` must be told."""
    return {
        "order_correction": {"correct_by": clock.today(), "correction_text": "安排补休并停止加班"},
        "confirm_correction": {"correction_result": "已安排补休", "is_minor_and_corrected": True},
        "record_findings": {"findings": "考勤与询问笔录一致", "crime": "other", "crime_facts": "扣押证件"},
        "conclude_investigation": {"findings": "考勤与询问笔录一致", "is_minor_and_corrected": True},
        "reassign_case": {"lead": record.second, "second": record.lead, "reason": "主办协办互换"},
        "request_extension": {"extension_reason": "涉及三处工地"},
        "withdraw_case": {"reason": "轻微且已改正"},
        "pass_review": {"review_opinion": "事实清楚，适用法律正确"},
        "give_notice": {"notice_kind": "penalty", "notice_text": "拟处罚款", "proposed_fine": fine},
        "record_statement": {"statement": "无异议", "is_hearing_waived": True},
        "set_hearing_day": {"hearing_on": HEARING_DAY},
        "close_hearing": {"hearing_report": "双方到场，建议维持"},
        "submit_decision": {"decision_kind": "penalty", "decision_text": "罚款", "fine_amount": fine},
        "serve": {"service_method": "direct"},
        "record_execution": {"fine_collected": record.fine_amount},
        "request_closing": {"closing_report": "已履行"},
        "archive_case": {"archive_number": "2021-17"},
        "propose_transfer": {"crime": "other", "crime_facts": "扣押证件、限制人身自由"},
        "hand_over": {"transfer_receipt": "区公安分局治安大队 周某"},
        **dict.fromkeys(RETURNS, {"reason": "补充材料"}),
    }.get(action, {})


def _do(record: Case, action: str, fine: Any = 5000) -> None:
    deeds.service("cases", action)(
        record, by=accounts.doer(record, action), **arguments(action, record, fine)
    )


RETURNS = (
    "return_filing",
    "reject_filing",
    "return_review",
    "return_decision",
    "return_closing",
    "reject_transfer",
)
FILED = ("request_filing", "approve_filing")
CONCLUDED = (*FILED, "conclude_investigation")
REVIEWED = (*CONCLUDED, "submit_review", "pass_review")
NOTIFIED = (*REVIEWED, "give_notice")
DECIDING = (*NOTIFIED, "record_statement", "submit_decision")
SERVED = (*DECIDING, "decide", "serve")
CLOSING = (*SERVED, "record_execution", "request_closing")
WAYS: dict[str, tuple[str, ...]] = {
    "clue": (),
    "filing": ("request_filing",),
    "not_filed": ("request_filing", "reject_filing"),
    "investigating": FILED,
    "correcting": (*FILED, "order_correction"),
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
    "withdrawn": (*CONCLUDED, "withdraw_case"),
    "transfer_pending": (*FILED, "propose_transfer"),
    "transfer_approved": (*FILED, "propose_transfer", "approve_transfer"),
    "transferred": (*FILED, "propose_transfer", "approve_transfer", "hand_over"),
}
