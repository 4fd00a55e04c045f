"""When the clocks of a case end (DOMAIN §9), which stop, and which run on."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from casework.by import By
from complaints.services import acts
from inspections.cases.models import Case
from inspections.cases.workflow import FILED_AND_OPEN, MAY_BE_TRANSFERRED
from law import clock
from tests.factories import accounts, complaints
from tests.factories import cases as make
from tests.factories.accounts import doer
from tests.factories.cases import (
    closing,
    deciding,
    extending,
    hearing,
    investigating,
    paying,
    serving,
    transferring,
)

MONDAY = date(2021, 6, 7)


def due(record: Case, code: str) -> date:
    return record.deadlines.running().get(clock=code).due_on


def running(record: Case) -> set[str]:
    """What somebody owes; what the party may still do is no duty."""
    return set(record.deadlines.running().duties().values_list("clock", flat=True))


def rights(record: Case) -> set[str]:
    return set(record.deadlines.running().filter(is_right=True).values_list("clock", flat=True))


def test_9_5_sixty_working_days_thirty_more_and_fifteen_for_the_decision(db: Any, people: Any) -> None:
    record = make.case("investigating", on=MONDAY, lead=people.lead)
    assert record.filed_on == MONDAY and due(record, "case.investigation") == date(2021, 8, 31)
    with clock.at(date(2021, 8, 30)):
        extending.request_extension(record, by=By(people.lead), extension_reason="涉及三处工地")
        extending.approve_extension(record, by=By(people.head))
    extended = record.deadlines.running().get(clock="case.investigation")
    assert (extended.due_on, extended.first_due_on) == (date(2021, 10, 18), date(2021, 8, 31))
    assert extended.extension_reason == "涉及三处工地" and extended.extended_by == people.head
    with clock.at(date(2021, 8, 31)):
        investigating.conclude_investigation(record, by=By(people.lead), findings="查实")
    assert running(record) == {"case.decision"} and due(record, "case.decision") == date(2021, 9, 22)


def test_a_complaint_is_filed_on_the_day_it_was_accepted_a_report_on_the_day_of_approval(firm: Any) -> None:
    handler = accounts.user("inspector")
    named = complaints.accepted(employer=firm, actor=handler, on=date(2021, 6, 1))
    record = make.case("investigating", complaint=named, on=MONDAY)
    assert record.filed_on == date(2021, 6, 1) and record.source == "complaint"
    assert record.deadlines.get(clock="case.investigation").started_on == date(2021, 6, 1)
    anonymous = complaints.report(employer=firm, actor=handler, on=date(2021, 6, 1))
    with clock.at(date(2021, 6, 1)):
        acts.accept(anonymous, by=By(handler))
    assert make.case("investigating", complaint=anonymous, on=MONDAY).filed_on == MONDAY


def test_9_17_a_crime_is_decided_in_three_days_and_handed_over_in_24_hours(db: Any, people: Any) -> None:
    record = make.case("investigating", on=MONDAY, lead=people.lead)
    with clock.at(date(2021, 6, 28)):
        transferring.propose_transfer(record, by=By(people.lead), crime="other", crime_facts="扣押证件")
    assert due(record, "transfer.approval") == date(2021, 7, 1)
    with clock.at(datetime(2021, 6, 30, 15, 0)):
        transferring.approve_transfer(record, by=By(people.head))
    handover = record.deadlines.running().get(clock="transfer.handover")
    assert handover.due_at == clock.instant_of(datetime(2021, 7, 1, 15, 0)) and handover.due_on == date(
        2021, 7, 1
    )
    with clock.at(datetime(2021, 7, 1, 14, 0)):
        transferring.hand_over(record, by=By(people.lead), transfer_receipt="区公安分局 周某")
    assert running(record) == {"case.investigation", "transfer.answer"}
    assert not record.deadlines.get(clock="transfer.handover").is_late


@pytest.mark.parametrize("state", [state for state in FILED_AND_OPEN if state != "closing"])
def test_a_refused_transfer_leaves_every_clock_running_to_its_old_day(
    db: Any, people: Any, state: str
) -> None:
    record = make.case(state, on=MONDAY, lead=people.lead)
    before = {code: due(record, code) for code in running(record)}
    with clock.at(date(2021, 6, 8)):
        transferring.propose_transfer(record, by=By(people.lead), crime="other", crime_facts="扣押证件")
        transferring.reject_transfer(record, by=By(people.head), reason="不构成犯罪")
    assert {code: due(record, code) for code in running(record)} == before


@pytest.mark.parametrize("state", MAY_BE_TRANSFERRED)
def test_ENF_09_a_case_the_police_took_up_leaves_only_its_closing(db: Any, people: Any, state: str) -> None:
    record = make.case(state, on=MONDAY, lead=people.lead)
    with clock.at(date(2021, 6, 8)):
        for action in ("propose_transfer", "approve_transfer", "hand_over"):
            make.do(record, action)
        assert "transfer.answer" in running(record)
        make.do(record, "record_police_answer")
    assert running(record) == {"case.closing"} and record.state == "transferred"


@pytest.mark.parametrize(
    ("day", "kind", "clock_code", "last"),
    [
        # Old law: seven days, 07-10 is a Saturday. New law from 07-15: seven working days.
        (date(2021, 7, 5), "penalty", "service.penalty_decision", date(2021, 7, 12)),
        (date(2021, 7, 15), "penalty", "service.penalty_decision", date(2021, 7, 26)),
        (date(2021, 7, 15), "handling", "service.handling_decision", date(2021, 7, 22)),
    ],
)
def test_service_seven_days_under_both_laws(
    db: Any, day: date, kind: str, clock_code: str, last: date
) -> None:
    record, fine = make.case("reviewed", on=day), 5000 if kind == "penalty" else None
    with clock.at(day):
        hearing.give_notice(
            record, by=doer(record, "give_notice"), notice_kind=kind, notice_text="告知", proposed_fine=fine
        )
        make.deliver_all(record)
        hearing.record_statement(record, by=doer(record, "record_statement"), statement="无异议")
        deciding.submit_decision(
            record,
            by=doer(record, "submit_decision"),
            decision_kind=kind,
            decision_text="决定",
            fine_amount=fine,
        )
        deciding.decide(record, by=doer(record, "decide"))
    assert {code for code in running(record) if code.startswith("service.")} == {clock_code}
    assert due(record, clock_code) == last


def test_no_penalty_is_served_like_one_and_leaves_nothing_to_pay(db: Any) -> None:
    record = make.case("notified", on=date(2021, 7, 15))
    with clock.at(date(2021, 7, 15)):
        hearing.record_statement(record, by=doer(record, "record_statement"), statement="无异议")
        deciding.submit_decision(
            record,
            by=doer(record, "submit_decision"),
            decision_kind="none",
            decision_text="违法行为轻微并及时改正",
        )
        deciding.decide(record, by=doer(record, "decide"))
        assert due(record, "service.penalty_decision") == date(2021, 7, 26)
        serving.serve(record, by=doer(record, "serve"), **make.HANDED)
    assert running(record) == {"case.closing"} and "不罚" in record.decision.paper.number
    assert rights(record) == {"decision.reconsideration", "decision.suit"}


def test_a_penalty_without_a_fine_starts_no_days_to_pay_it(db: Any) -> None:
    record = make.case("notified")
    with clock.at(make.CASE_DAY):
        hearing.record_statement(record, by=doer(record, "record_statement"), statement="无异议")
        deciding.submit_decision(
            record, by=doer(record, "submit_decision"), decision_kind="penalty", decision_text="警告"
        )
        deciding.decide(record, by=doer(record, "decide"))
        serving.serve(record, by=doer(record, "serve"), **make.HANDED)
    assert running(record) == {"publication.penalty", "case.closing"}


def test_an_order_to_pay_ends_on_its_own_day_and_stops_with_the_execution(db: Any) -> None:
    record = make.case("reviewed")
    with clock.at(make.CASE_DAY):
        hearing.give_notice(
            record, by=doer(record, "give_notice"), notice_kind="handling", notice_text="拟责令支付"
        )
        make.deliver_all(record)
        hearing.record_statement(record, by=doer(record, "record_statement"), statement="无异议")
        deciding.submit_decision(
            record, by=doer(record, "submit_decision"), decision_kind="handling", decision_text="责令支付",
            back_pay_amount="9000", back_pay_people=3, pay_by=date(2021, 6, 30),
        )  # fmt: skip
        deciding.decide(record, by=doer(record, "decide"))
        assert running(record) == {"service.handling_decision"}
        serving.serve(record, by=doer(record, "serve"), **make.HANDED)
    assert running(record) == {"decision.payment", "execution.court"} and due(
        record, "decision.payment"
    ) == date(2021, 6, 30)
    with clock.at(date(2021, 7, 1)):
        assert Case.objects.late(clock.today()).get() == record
        paying.record_execution(
            record,
            by=doer(record, "record_execution"),
            back_pay_paid="9000",
            back_pay_paid_people=3,
            execution_note="",
        )
    assert running(record) == {"case.closing"}


def test_the_partys_own_days_never_make_a_case_late(db: Any) -> None:
    record = make.case("notified", on=date(2021, 7, 15), fine=30_000)
    rights = record.deadlines.running().filter(clock__in=("penalty.advance_notice", "hearing.request"))
    assert [each.is_right for each in rights] == [True, True]
    with clock.at(date(2021, 7, 23)):
        assert all(each.is_past and not each.is_late for each in rights)
        assert not Case.objects.late(clock.today()).exists()


def test_a_fine_is_due_fifteen_days_after_service_and_archive_thirty_after_closing(db: Any) -> None:
    record = make.case("decided", on=date(2021, 7, 15))
    with clock.at(date(2021, 7, 20)):
        serving.serve(record, by=doer(record, "serve"), way="post", carrier="EMS1", done_on=date(2021, 7, 16))
        assert due(record, "fine.payment") == date(2021, 8, 2)  # 07-31 is a Saturday
        paying.record_execution(record, by=doer(record, "record_execution"), fine_collected=5000)
        make.do(record, "publish_decision")
        closing.request_closing(record, by=doer(record, "request_closing"), closing_report="已履行")
        closing.approve_closing(record, by=doer(record, "approve_closing"))
    assert running(record) == {"case.archive"} and due(record, "case.archive") == date(2021, 8, 19)


def test_notice_starts_the_days_to_be_heard_and_the_hearing_only_from_the_threshold(db: Any) -> None:
    small, large = make.case("notified", fine="9999.99"), make.case("notified", fine=10_000)
    assert running(small) == running(large) == {"case.decision"}
    assert rights(small) == {"penalty.advance_notice"}
    assert rights(large) == {"penalty.advance_notice", "hearing.request"}


def test_a_correction_ends_on_the_day_of_the_order(db: Any, people: Any) -> None:
    record = make.case("investigating", lead=people.lead)
    with clock.at(MONDAY):
        investigating.order_correction(
            record, by=By(people.lead), correct_by=date(2021, 6, 21), correction_text="补签合同"
        )
        assert "case.correction" not in running(record)
        make.deliver_all(record)
    assert due(record, "case.correction") == date(2021, 6, 21) and "令" in record.correction.paper.number
    with clock.at(MONDAY + timedelta(days=20)):
        assert Case.objects.late(clock.today()).get() == record
        investigating.confirm_correction(record, by=By(people.lead), correction_result="已补签")
    assert running(record) == {"case.investigation"}


@pytest.mark.parametrize(("filed_on", "is_told"), [(date(2021, 7, 14), False), (date(2021, 7, 16), True)])
def test_the_ninety_days_of_the_new_penalty_law_are_a_reminder_only(
    filed_on: date, is_told: bool, db: Any, client_for: Any
) -> None:
    """行政处罚法 60, in force from 2021-07-15: shown with its day, no clock that turns red."""
    case = make.case("investigating", on=filed_on)
    assert not case.deadlines.filter(clock="case.overall_reminder").exists()
    page = client_for(case.lead).get(case.get_absolute_url()).content.decode()
    assert ("2021-10-14 满 90 日" in page) is is_told
