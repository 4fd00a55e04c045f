"""Ways around the rules of a case that somebody in a hurry, or with an interest, would try: each is closed."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from casework import passing_on
from casework.approving import approve_many
from casework.by import By
from casework.kinds import of
from casework.papers import issuing
from casework.workflow import NotNow, Refused, check
from inspections.cases.models import Case
from inspections.cases.services import serving
from law import clock
from rehearsal.script.papers import write_hearing
from tests.cases.approving import again, deputy
from tests.cases.test_cases_rows import done, refused
from tests.cases.test_paper_drafts import drafted
from tests.factories import accounts, checks
from tests.factories import cases as make

DAY = make.CASE_DAY
pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> Any:
    with clock.at(DAY):
        yield


def refused_to(person: Any, case: Case, action: str) -> str:
    with pytest.raises(Refused) as refusal:
        check(case, action, by=By(again(person)))
    return refusal.value.code


# Who


def test_who_stepped_aside_does_nothing_more_by_himself_nor_by_a_deputy(today: None) -> None:
    """行政处罚法 43: of every act in the table, and of what a deputy does in the name of who stepped aside."""
    case, leader, stand_in = make.case("closing"), accounts.user("brigade_leader"), accounts.user("inspector")
    deputy(leader, stand_in)
    done(case, "request_recusal", person=leader)
    done(case, "decide_recusal_as_head", recusal_decided="同意", recusal_why="亲属")
    done(case, "deliver")
    for action in ("approve_closing", "return_closing"):
        assert refused_to(leader, case, action) == refused_to(stand_in, case, action) == "is_not_recused"
    assert refused_to(leader, case, "reassign_case") == "is_not_recused"
    other = accounts.user("brigade_leader")
    check(case, "approve_closing", by=By(other))
    with pytest.raises(Refused) as refusal:
        passing_on.pass_on(case, "approve_closing", by=By(other), to=leader, reason="休假")
    assert refusal.value.code == "to"


def test_who_stepped_aside_writes_signs_and_issues_none_of_the_papers(today: None) -> None:
    """行政处罚法 43: papers that no act of the case makes have a table of their own, which asked nobody."""
    case, head, other = make.case("investigating"), accounts.user("bureau_head"), accounts.user("bureau_head")
    paper = drafted(case, "preservation_approval", preserved_items="工资表，2021年，1，册，完好，")
    issuing.sign_paper(paper, by=By(case.lead))
    done(case, "request_recusal", person=case.second, asked_by="self")
    done(case, "decide_recusal", recusal_decided="同意", recusal_why="亲属")
    with pytest.raises(NotNow, match="is_not_barred"):
        issuing.sign_paper(paper, by=By(case.second))
    with pytest.raises(NotNow, match="is_not_barred"):
        issuing.draft_paper(case, kind="enquiry_record", given={}, by=By(case.second))
    done(case, "reassign_case", lead=case.lead, second=accounts.user("inspector"), reason="回避")
    issuing.sign_paper(paper, by=By(case.second))
    done(case, "request_recusal", person=head, asked_by="self")
    done(case, "record_recusal_answer", recusal_decided="同意")
    with pytest.raises(NotNow, match="is_not_barred"):
        issuing.issue_paper(paper, by=By(head))
    issuing.issue_paper(paper, by=By(other))


def test_nobody_decides_on_his_own_recusal_as_a_deputy(today: None) -> None:
    case, leader, head = (
        make.case("investigating"),
        accounts.user("brigade_leader"),
        accounts.user("bureau_head"),
    )
    deputy(head, leader)
    done(case, "request_recusal", person=leader)
    assert refused_to(leader, case, "decide_recusal_as_head") == "recusal_is_for_head"


def test_a_leader_who_asks_for_filing_is_no_handler_and_none_of_the_two_approves(today: None) -> None:
    case, leader = make.clue(), accounts.user("brigade_leader")
    refused("not_certified", make.case("investigating"), "reassign_case", lead=case.second, second=leader)


def test_bulk_and_passing_on_keep_four_eyes(today: None) -> None:
    case = make.case("filing")
    leader, other = accounts.user("brigade_leader"), accounts.user("brigade_leader")
    deputy(leader, case.second)
    second = again(case.second)
    outcomes = approve_many(of(Case), "approve_filing", by=By(second), seen={case.pk: case.version})
    case.refresh_from_db()
    assert case.state == "filing" and all(each.refusal for each in outcomes)
    for person in (case.lead, case.second):
        with pytest.raises(Refused):
            passing_on.pass_on(case, "approve_filing", by=By(leader), to=person, reason="休假")
    with pytest.raises(Refused):
        passing_on.pass_on(case, "approve_filing", by=By(second), to=other, reason="休假")


# Sums


def test_a_fine_of_one_yuan_and_one_above_two_matters(today: None) -> None:
    for matters in (["illegal_overtime"], ["illegal_overtime", "no_rest_day"]):
        case = make.case("reviewed", matters=matters, people_count=40)
        assert "may" not in refused("proposed_fine", case, "give_notice", proposed_fine=1)
        refused(
            "proposed_fine",
            case,
            "give_notice",
            proposed_fine=Decimal("20000.01") if len(matters) == 1 else 100_000,
        )
    case = make.case("reviewed", matters=["child_labour"])
    refused("proposed_fine", case, "give_notice", proposed_fine=1)


def test_nobody_pays_twice_nor_a_late_fee_that_never_grew(today: None) -> None:
    case = make.case("served")
    refused("paid_amount", case, "record_payment", paid_amount=5001)
    done(case, "record_payment", paid_amount=5000)
    refused("something_is_owed", case, "record_payment", what="late_fee", paid_amount=1)
    refused("fine_collected", case, "record_execution", fine_collected=5000)
    refused("late_fee_collected", case, "record_execution", fine_collected=None, late_fee_collected=10)
    done(case, "record_execution", fine_collected=None)


def test_negative_and_absurd_amounts_are_refused(today: None) -> None:
    case = make.case("reviewed")
    for wrong in (-1, "1e400", "NaN"):
        with pytest.raises(Refused):
            make.do(case, "give_notice", proposed_fine=wrong)


def test_workers_added_after_the_notice_are_told_first(today: None) -> None:
    rows = [{"name": "张三", "owed": Decimal(9000), "paid": Decimal(3000)}]
    case = make.case("investigating", matters=["wage_arrears"], cause="欠薪")
    done(case, "record_workers", workers=rows)
    done(case, "write_record", "conclude_investigation", "submit_review", "pass_review")
    done(case, "give_notice", notice_kind="handling", notice_text="拟责令支付", proposed_fine=None)
    done(case, "deliver", "record_statement")
    done(case, "record_workers", workers=[*rows, {"name": "李四", "owed": Decimal(9000), "paid": Decimal(0)}])
    told = {"decision_kind": "handling", "decision_text": "责令支付", "fine_amount": None, "back_pay_people": 2,
            "back_pay_amount": 15000, "pay_by": date(2021, 8, 1)}  # fmt: skip
    refused("back_pay_amount", case, "submit_decision", **told)
    done(case, "give_notice", notice_kind="handling", notice_text="拟责令支付", proposed_fine=None)
    done(case, "deliver", "record_statement")
    done(case, "submit_decision", **told)
    assert case.state == "deciding"


# Days


def test_a_hearing_asked_a_day_late_and_a_notice_handed_over_too_late() -> None:
    case = make.case("notified", fine=15_000)
    last = case.deadlines.running().get(clock="hearing.request").due_on
    late = date.fromordinal(last.toordinal() + 1)
    refused("hearing_requested_on", case, "request_hearing", on=late, hearing_requested_on=late)
    done(case, "request_hearing", on=late, hearing_requested_on=last)
    done(case, "set_hearing_day", on=late, hearing_on=date(2021, 6, 30))
    with clock.at(date(2021, 6, 30)):
        make.deliver_all(case)
        write_hearing(case, by=accounts.doer(case, "close_hearing"))
    refused("hearing_notice_was_in_time", case, "close_hearing", on=date(2021, 6, 30))


def test_a_paper_is_delivered_between_its_issue_and_today(today: None) -> None:
    case = make.case("decided")
    for wrong in (date(2021, 6, 6), date(2021, 6, 8)):
        refused("done_on", case, "serve", done_on=wrong)
    draft = drafted(make.case("investigating"), "enquiry_notice")
    with pytest.raises(Refused) as refusal:
        serving.deliver(draft.record, by=By(draft.record.lead), papers=[draft], **make.HANDED)
    assert refusal.value.code in ("papers", "has_papers_to_deliver")


# Ends


def test_a_merged_case_with_kept_evidence_or_an_open_recusal_is_closed() -> None:
    leading = make.case("investigating")
    case = make.case("investigating", employer=leading.employer)
    done(case, "request_recusal")
    with clock.at(DAY):
        make.keep(case)
    done(case, "merge_case", leading=leading)
    refused("state", case, "record_findings")
    done(case, "propose_disposal", "dispose_evidence", "decide_recusal", "deliver")
    done(case, "request_closing", "approve_closing", "archive_case")
    assert case.state == "archived" and not case.deadlines.running().exists()


def test_a_withdrawn_case_with_an_open_recusal_is_closed() -> None:
    case = make.case("investigated")
    done(case, "request_recusal")
    done(
        case,
        "withdraw_case",
        "decide_recusal",
        "deliver",
        "request_closing",
        "approve_closing",
        "archive_case",
    )
    assert case.state == "archived"


def test_a_revoked_penalty_is_not_published(today: None) -> None:
    case = make.case("served")
    done(case, "record_appeal")
    done(case, "record_appeal_result", result="revoked")
    refused("is_to_be_published", case, "publish_decision")
    done(case, "request_closing")


def test_nothing_is_closed_with_evidence_kept_or_a_penalty_not_published(today: None) -> None:
    case = make.case("investigating", matters=["illegal_overtime"])
    make.keep(case)
    done(case, *make.SERVED[2:], "record_execution")
    case = Case.objects.get(pk=case.pk)
    with pytest.raises(NotNow) as refusal:
        check(case, "request_closing", by=By(case.lead))
    assert refusal.value.code == "no_duty_is_open" and "公示" in refusal.value.sentence
    done(case, "publish_decision")
    refused("no_duty_is_open", case, "request_closing")
    done(case, "propose_disposal", "dispose_evidence")
    refused("all_papers_are_served", case, "request_closing")
    done(case, "deliver", "request_closing")


# Told, heard, reasoned


def test_a_second_notice_after_a_hearing_starts_both_rights_over(today: None) -> None:
    case = make.case("hearing", fine=15_000)
    done(case, "set_hearing_day")
    make.deliver_all(case)
    done(case, "close_hearing", on=make.HEARING_DAY)
    on = make.HEARING_DAY
    refused("fine_amount", case, "submit_decision", on=on, fine_amount=15_001)
    done(case, "give_notice", on=on, proposed_fine=16_000)
    refused("party_was_heard", case, "submit_decision", on=on, fine_amount=16_000)
    refused("was_told_of_hearing", case, "request_hearing", on=on)
    done(case, "deliver", on=on)
    done(case, "record_statement", on=on, is_hearing_waived=False)
    refused("hearing_right_was_kept", case, "submit_decision", on=on, fine_amount=16_000)
    done(case, "request_hearing", on=on)
    refused("hearing_day_has_come", case, "close_hearing", on=on)
    assert case.hearings.count() == 2 and case.notices.count() == 2


def test_only_the_reviewer_reasons_a_deviation_and_never_above_the_most(today: None) -> None:
    case = make.case("reviewing", matters=["illegal_overtime"], people_count=40)
    for person in (case.lead, accounts.user("brigade_leader"), accounts.user("bureau_head")):
        assert refused_to(person, case, "pass_review") in ("permission", "reviewer_is_not_handler")
    legal = accounts.user("legal_reviewer")
    Case.objects.filter(pk=case.pk).update(second=legal)
    assert refused_to(legal, Case.objects.get(pk=case.pk), "pass_review") == "reviewer_is_not_handler"
    Case.objects.filter(pk=case.pk).update(second=case.second)
    case = Case.objects.get(pk=case.pk)
    done(case, "pass_review", deviation="主动改正并补休，减轻处罚")
    refused("proposed_fine", case, "give_notice", proposed_fine=20_001)
    done(case, "give_notice", proposed_fine=3_000)
    done(case, "deliver", "record_statement")
    refused("fine_amount", case, "submit_decision", fine_amount=3_001)
    done(case, "submit_decision", fine_amount=3_000)


def test_what_was_found_after_the_review_takes_its_reason_away(today: None) -> None:
    case = make.case("reviewing", matters=["wage_arrears", "illegal_overtime"], people_count=40)
    done(case, "pass_review", deviation="主动改正，减轻处罚")
    done(case, "record_workers", workers=[{"name": "张三", "owed": Decimal(10)}])
    refused("proposed_fine", case, "give_notice", proposed_fine=1)


def test_a_decision_is_never_of_another_kind_than_told(today: None) -> None:
    case = make.case("notified")
    done(case, "record_statement")
    refused("decision_kind", case, "submit_decision", decision_kind="handling", fine_amount=None)
    refused("confiscated_amount", case, "submit_decision", confiscated_amount=1)


def test_a_late_fee_stands_still_while_the_decision_is_attacked() -> None:
    case = make.case("served", on=date(2021, 7, 20))
    due = case.fine_due_on
    assert due is not None
    done(case, "record_appeal", on=due, filed_on=due, accepted_on=due)
    later = due + timedelta(days=30)
    assert case.late_fee(later) == 0
    refused("paid_amount", case, "record_payment", on=later, what="late_fee", paid_amount=1)
    refused("late_fee_collected", case, "record_execution", on=later, late_fee_collected=1)


# Complaints


def test_a_merged_case_is_read_and_never_worked_on() -> None:
    leading = make.case("investigating")
    case = make.case("investigating", employer=leading.employer)
    done(case, "merge_case", leading=leading)
    allowed = {row.action for row in case.workflow.rows_from("merged")}
    assert allowed == {
        "deliver", "propose_disposal", "dispose_evidence", "reject_disposal", "decide_recusal", "decide_recusal_as_head",
        "record_recusal_answer", "request_closing", "reassign_case",
        # Of a decision that fell before the case was merged.
        "record_repayment", "withdraw_publication",
    }  # fmt: skip
    refused("leading", leading, "merge_case", leading=case)


def test_a_case_of_a_confidential_inspection_is_not_hidden_in_another(today: None) -> None:
    leading = make.case("investigating")
    case = make.case("investigating", employer=leading.employer, inspection=None)
    hidden = checks.inspection(employer=leading.employer)
    type(hidden).objects.filter(pk=hidden.pk).update(is_confidential=True)
    Case.objects.filter(pk=case.pk).update(inspection=hidden)
    case = Case.objects.get(pk=case.pk)
    assert case.is_confidential
    refused("leading", case, "merge_case", leading=leading)
    done(leading, "merge_case", leading=case)
    assert case.is_confidential
