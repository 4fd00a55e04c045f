"""From clue to archive through the services, with what each refuses."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from casework.by import By
from casework.models import AuditEntry, Notice
from casework.workflow import Refused
from inspections.cases.models import Case
from inspections.cases.services import clues
from inspections.cases.services.hearing import hearing_right
from law import clock
from registry.services.conflicts import declare_conflict
from tests.factories import accounts, checks, complaints
from tests.factories import cases as make
from tests.factories.accounts import doer
from tests.factories.cases import (
    appealing,
    closing,
    deciding,
    filing,
    hearing,
    investigating,
    paying,
    serving,
    transferring,
)

DAY = make.CASE_DAY


def refused(code: str, service: Any, *args: Any, **told: Any) -> None:
    with clock.at(DAY), pytest.raises(Refused) as refusal:
        service(*args, **told)
    assert refusal.value.code == code


def _to_the_hearing(p: SimpleNamespace, firm: Any) -> Case:
    case = clues.register_clue(
        by=By(p.lead),
        employer=firm,
        matters=["illegal_overtime"],
        cause="加班",
        second=p.second,
        people_count=72,
    )
    filing.request_filing(case, by=By(p.lead))
    filing.approve_filing(case, by=By(p.leader))
    assert case.campaign.targets.get(employer=firm).state == "case"
    investigating.record_findings(case, by=By(p.second), findings="考勤为证")
    make.do(case, "write_record")
    investigating.conclude_investigation(case, by=By(p.lead))
    deciding.submit_review(case, by=By(p.lead))
    deciding.pass_review(case, by=By(p.legal), review_opinion="同意")
    hearing.give_notice(
        case, by=By(p.leader), notice_kind="penalty", notice_text="拟罚款", proposed_fine="30000"
    )
    make.deliver_all(case)
    hearing.request_hearing(case, by=By(p.lead))
    hearing.set_hearing_day(case, by=By(p.legal), hearing_on=make.HEARING_DAY)
    make.deliver_all(case)
    return case


def _from_the_hearing_on(p: SimpleNamespace, case: Case) -> None:
    make.write_hearing(case, by=By(p.legal))
    hearing.close_hearing(case, by=By(p.legal), hearing_report="维持")
    deciding.submit_decision(
        case, by=By(p.lead), decision_kind="penalty", decision_text="罚款", fine_amount="28000",
        back_pay_amount="9000", back_pay_people=3,
    )  # fmt: skip
    with pytest.raises(Refused, match="was_discussed"):
        deciding.decide(case, by=By(p.head))
    deciding.record_discussion(case, by=By(p.head), discussion="听证后一致同意罚款二万八千元")
    deciding.decide(case, by=By(p.head))
    serving.serve(case, by=By(p.lead), **make.HANDED)
    paying.record_execution(
        case,
        by=By(p.lead),
        fine_collected="28000",
        back_pay_paid="9000",
        back_pay_paid_people=3,
    )
    appealing.publish_decision(case, by=By(p.leader), published_at="信用中国（山东青岛）")
    closing.request_closing(case, by=By(p.lead), closing_report="已履行")
    closing.approve_closing(case, by=By(p.leader))
    closing.archive_case(case, by=By(p.lead), archive_number="2021-17")


def test_the_whole_way_of_a_penalty_case(campaign: Any, firm: Any, people: SimpleNamespace) -> None:
    """Every act by the person who holds it; the employer's target follows."""
    p = people
    with clock.at(DAY):
        case = _to_the_hearing(p, firm)
    with clock.at(make.HEARING_DAY):
        _from_the_hearing_on(p, case)
    stored = Case.objects.get()
    assert (stored.number, stored.filing_number) == (
        "青西新人社监案字〔2021〕第1号",
        "青西新人社监立字〔2021〕第1号",
    )
    assert (stored.notice.paper.number, stored.decision.paper.number) == (
        "青西新人社监罚告字〔2021〕第1号", "青西新人社监罚字〔2021〕第1号",
    )  # fmt: skip
    assert (stored.decision.fine, stored.decision.back_pay) == (Decimal("28000.00"), Decimal("9000.00"))
    assert {each.what: each.amount for each in stored.decision.payments.all()} == {
        "fine": 28000, "wages": 9000,
    }  # fmt: skip
    assert (stored.state, stored.campaign, stored.town) == ("archived", campaign, firm.town)
    assert campaign.targets.get(employer=firm).state == "concluded"
    assert AuditEntry.objects.about(stored).count() == 22
    assert Notice.objects.filter(user=p.leader).exists() and Notice.objects.filter(user=p.legal).exists()


def test_a_complaint_must_be_accepted_and_makes_one_case(firm: Any, people: SimpleNamespace) -> None:
    received = complaints.complaint(employer=firm, actor=people.lead, on=DAY)
    told = {"by": By(people.lead), "complaint": received, "second": people.second}
    refused("complaint_not_accepted", clues.register_clue, **told)
    accepted = complaints.accepted(employer=firm, actor=people.lead, on=DAY, workers_count=7)
    with clock.at(DAY):
        case = clues.register_clue(**told | {"complaint": accepted})
    assert (case.source, case.employer, case.people_count) == ("complaint", firm, 7)
    assert case.matters == accepted.matters and case.cause == accepted.content
    refused("complaint_taken", clues.register_clue, **told | {"complaint": accepted})


def test_the_words_of_a_case_never_name_the_complainant(firm: Any, people: SimpleNamespace) -> None:
    accepted = complaints.accepted(
        employer=firm, actor=people.lead, on=DAY, complainant=complaints.complainant(name="慕容复来")
    )
    told = {"by": By(people.lead), "complaint": accepted, "second": people.second}
    refused("identity_in_text", clues.register_clue, **told, cause="慕容复来说被拖欠工资")
    case = make.case("investigating", complaint=accepted, lead=people.lead)
    refused(
        "identity_in_text",
        investigating.record_findings,
        case,
        by=By(people.lead),
        findings="慕 容复来 的工资条",
    )
    refused(
        "identity_in_text",
        investigating.conclude_investigation,
        case,
        by=By(people.lead),
        findings="询问慕容复来",
    )


def test_an_inspection_ends_in_its_case(campaign: Any, firm: Any, people: SimpleNamespace) -> None:
    listed = checks.assigned(campaign=campaign, employer=firm, lead=people.lead, second=people.second)
    told = {"by": By(people.lead), "inspection": listed, "second": people.second, "matters": ["wage_arrears"]}
    refused("inspection_not_visited", clues.register_clue, **told)
    visited = checks.visited(campaign=campaign, lead=people.lead, second=people.second)
    with clock.at(DAY):
        case = clues.register_clue(**told | {"inspection": visited})
    assert visited.state == "case_filed" and case.source == "inspection" and case.employer == visited.employer
    assert case.found_on == visited.visited_on and case.campaign == campaign
    refused("inspection_not_visited", clues.register_clue, **told | {"inspection": visited})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"employer": None}, "no_employer"),
        ({"matters": []}, "no_matters"),
        ({"matters": ["theft"]}, "no_matters"),
        ({"second": None}, "too_few_inspectors"),
        ({"found_on": date(2021, 6, 8)}, "found_on"),
        ({"amount": "-1"}, "amount"),
    ],
)
def test_a_clue_that_cannot_be(
    firm: Any, people: SimpleNamespace, changes: dict[str, Any], code: str
) -> None:
    told = {
        "by": By(people.lead),
        "employer": firm,
        "matters": ["wage_arrears"],
        "second": people.second,
    } | changes
    refused(code, clues.register_clue, **told)
    assert not Case.objects.exists()


def test_handlers_are_two_certified_and_without_conflict(firm: Any, people: SimpleNamespace) -> None:
    told = {"by": By(people.lead), "employer": firm, "matters": ["wage_arrears"]}
    refused("too_few_inspectors", clues.register_clue, **told, second=people.lead)
    expired = accounts.user("inspector", certificate_until=date(2021, 6, 6))
    refused("not_certified", clues.register_clue, **told, second=expired)
    refused("not_certified", clues.register_clue, **told, second=people.leader)
    with clock.at(DAY):
        declare_conflict(by=By(people.second), employer=firm, kind="relative")
    refused("conflicted", clues.register_clue, **told, second=people.second)
    case = make.clue(employer=firm)
    refused("conflicted", filing.request_filing, case, by=By(people.lead), second=people.second)


def test_a_conflict_declared_while_filing_waits_stops_its_approval(
    firm: Any, people: SimpleNamespace
) -> None:
    case = make.case("filing", employer=firm, lead=people.lead, second=people.second)
    with clock.at(DAY):
        declare_conflict(by=By(people.second), employer=firm, kind="relative")
    refused("conflicted", filing.approve_filing, case, by=By(people.leader))
    with clock.at(DAY):
        other = accounts.user("inspector")
        filing.reassign_case(case, by=By(people.leader), lead=people.lead, second=other, reason="回避")
        filing.approve_filing(case, by=By(people.leader))
    assert case.state == "investigating" and case.handlers() == [people.lead, other]


def test_found_on_the_last_day_of_the_limitation_a_person_confirms_it(
    firm: Any, people: SimpleNamespace
) -> None:
    last = {"act_ended_on": date(2019, 5, 20), "found_on": date(2021, 5, 20)}
    case = make.clue(employer=firm, lead=people.lead, **last)
    refused("limitation_edge", filing.request_filing, case, by=By(people.lead))
    with clock.at(DAY):
        filing.request_filing(case, by=By(people.lead), is_edge_confirmed=True)
    assert case.state == "filing" and Case.objects.get().is_edge_confirmed
    usual = make.clue(employer=firm, lead=people.lead)
    with clock.at(DAY):
        filing.request_filing(usual, by=By(people.lead), is_edge_confirmed=True)
    assert not usual.is_edge_confirmed


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"decision_kind": "handling"}, "decision_kind"),
        ({"decision_kind": "none"}, "fine_amount"),
        ({"decision_kind": "prison"}, "decision_kind"),
        ({"fine_amount": "5000.01"}, "fine_amount"),
        ({"fine_amount": "-1"}, "amount"),
        ({"back_pay_amount": "100"}, "back_pay_people"),
        ({"decision_kind": "none", "fine_amount": None, "extra_compensation_amount": "5"}, "decision_kind"),
        ({"decision_text": " "}, "text"),
    ],
)
def test_a_draft_that_cannot_be(db: Any, changes: dict[str, Any], code: str) -> None:
    case = make.case("notified", fine=5000)
    with clock.at(DAY):
        hearing.record_statement(case, by=doer(case, "record_statement"), statement="无异议")
    told = {"decision_kind": "penalty", "decision_text": "罚款", "fine_amount": "5000"} | changes
    refused(code, deciding.submit_decision, case, by=doer(case, "submit_decision"), **told)
    assert Case.objects.get().state == "notified"


def test_a_notice_fines_only_as_a_penalty(db: Any) -> None:
    case = make.case("reviewed")
    told = {"notice_kind": "handling", "notice_text": "拟责令支付", "proposed_fine": "100"}
    refused("proposed_fine", hearing.give_notice, case, by=doer(case, "give_notice"), **told)


def test_the_right_to_a_hearing_follows_the_person_and_the_policy(db: Any) -> None:
    on = date(2021, 7, 20)
    right = hearing_right
    assert right(Decimal(10_000), is_individual=False, is_heavy=False, on=on)
    assert not right(Decimal("9999.99"), is_individual=False, is_heavy=False, on=on)
    assert right(Decimal(1_000), is_individual=True, is_heavy=False, on=on)
    assert right(None, is_individual=False, is_heavy=True, on=on)


def test_less_than_ordered_needs_a_reason_and_days_keep_their_order(db: Any) -> None:
    case = make.case("served")
    refused(
        "execution_note",
        paying.record_execution,
        case,
        by=doer(case, "record_execution"),
        fine_collected="4999",
    )
    refused(
        "executed_on",
        paying.record_execution,
        case,
        by=doer(case, "record_execution"),
        executed_on=date(2021, 6, 6),
    )
    refused(
        "executed_on",
        paying.record_execution,
        case,
        by=doer(case, "record_execution"),
        executed_on=date(2021, 6, 8),
    )
    refused(
        "back_pay_paid_people",
        paying.record_execution,
        case,
        by=doer(case, "record_execution"),
        fine_collected=5000,
        back_pay_paid="1",
    )
    with clock.at(DAY):
        paying.record_execution(
            case, by=doer(case, "record_execution"), fine_collected="4999", execution_note="已申请强制执行"
        )
    decided = make.case("decided")
    by = doer(decided, "serve")
    refused("done_on", serving.serve, decided, by=by, **make.HANDED, done_on=date(2021, 6, 6))
    refused("way", serving.serve, decided, by=by, **make.HANDED | {"way": "pigeon"})


def test_9_17_unpaid_wages_go_to_the_police_only_after_an_order_and_from_the_threshold(db: Any) -> None:
    case = make.case("investigating", amount="29999", people_count=10)
    told = {"by": doer(case, "propose_transfer"), "crime": "unpaid_wages", "crime_facts": "责令后仍不支付"}
    refused("crime", transferring.propose_transfer, case, **told)
    with clock.at(date(2021, 6, 1)):
        investigating.order_correction(
            case, by=doer(case, "order_correction"), correct_by=date(2021, 6, 4), correction_text="支付工资"
        )
        make.deliver_all(case)
        investigating.confirm_correction(
            case, by=doer(case, "confirm_correction"), correction_result="未支付", is_corrected=False
        )
    refused("crime", transferring.propose_transfer, case, **told)
    with clock.at(DAY):
        investigating.record_findings(
            case, by=doer(case, "record_findings"), findings="工资表", amount="30000"
        )
        transferring.propose_transfer(case, **told)
    assert case.state == "transfer_pending"
    with pytest.raises(Refused) as refusal:
        deciding.submit_review(case, by=doer(case, "submit_review"))
    assert refusal.value.code == "state"  # never a penalty instead of a transfer


def test_a_ground_to_withdraw_is_not_that_it_is_unfounded(
    campaign: Any, firm: Any, people: SimpleNamespace
) -> None:
    case = make.case("investigating", employer=firm, lead=people.lead)
    refused(
        "is_unfounded", investigating.conclude_investigation, case, by=doer(case, "conclude_investigation"), findings="查无实据",
        is_unfounded=True, is_minor_and_corrected=True,
    )  # fmt: skip
    with clock.at(DAY):
        make.do(case, "write_record")
        told = {"findings": "已经改正", "is_minor_and_corrected": True}
        investigating.conclude_investigation(case, by=By(people.lead), **told)
    refused("text", investigating.withdraw_case, case, by=By(people.head), reason=" ")
    with clock.at(DAY):
        investigating.withdraw_case(case, by=By(people.head), reason="情节轻微，已经改正")
    assert case.withdrawn_on == DAY and campaign.targets.get(employer=firm).state == "concluded"


def test_a_case_that_is_not_filed_frees_its_complaint(firm: Any, people: SimpleNamespace) -> None:
    accepted = complaints.accepted(employer=firm, actor=people.lead, on=DAY)
    make.case("not_filed", complaint=accepted)
    assert make.clue(complaint=accepted).state == "clue"


def test_a_correction_cannot_lie_in_the_past(db: Any) -> None:
    case = make.case("investigating")
    told = {"by": doer(case, "order_correction"), "correction_text": "补签"}
    refused("correct_by", investigating.order_correction, case, correct_by=date(2021, 6, 6), **told)
