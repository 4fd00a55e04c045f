"""Nothing is overwritten, money comes in parts, the police answer, every end is closed (HSE-01, ENF-05…14)."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from casework.workflow import Refused
from inspections.cases.closing_guards import lacking
from inspections.cases.models import Case
from law import clock
from tests.factories import cases as make

DAY = make.CASE_DAY
pytestmark = pytest.mark.django_db


def done(case: Case, *acts: str, on: date = DAY, **told: Any) -> None:
    with clock.at(on):
        for action in acts:
            make.do(case, action, **told)


def refused(code: str, case: Case, action: str, *, on: date = DAY, **told: Any) -> str:
    with clock.at(on), pytest.raises(Refused) as refusal:
        make.do(case, action, **told)
    assert refusal.value.code == code
    return refusal.value.sentence


def test_HSE_01_notices_statements_and_orders_are_added_never_written_over() -> None:
    case = make.case("notified", fine=5000)
    done(case, "record_statement", statement="第一次的意见")
    done(case, "give_notice", notice_text="第二份告知", proposed_fine=6000)
    assert [notice.fine for notice in case.notices.all()] == [5000, 6000]
    assert case.statements.get().notice == case.notices.first() and case.statement is None
    refused("party_was_heard", case, "submit_decision")
    orders = make.case("correcting")
    done(orders, "confirm_correction", is_corrected=False, is_minor_and_corrected=False)
    done(orders, "order_correction", "deliver", correction_text="再次责令")
    assert [order.text for order in orders.corrections.all()] == ["安排补休并停止加班", "再次责令"]
    assert orders.correction.is_corrected is None


def test_HSE_01_a_draft_sent_back_stays_to_be_read() -> None:
    case = make.case("deciding")
    done(case, "return_decision")
    done(case, "submit_decision", fine_amount=4000)
    assert [(each.fine, bool(each.dropped_on)) for each in case.decisions.all()] == [
        (5000, True),
        (4000, False),
    ]
    assert case.decision.fine == 4000


def test_ENF_05_a_correction_is_late_only_if_it_was_set_right_late() -> None:
    for corrected_on, is_late in ((None, False), (date(2021, 6, 7), False), (date(2021, 6, 9), True)):
        case = make.case("correcting")
        told = {
            "is_minor_and_corrected": False,
            "corrected_on": corrected_on,
            "rechecked_on": date(2021, 6, 10),
        }
        done(case, "confirm_correction", on=date(2021, 6, 11), **told)
        assert case.deadlines.get(clock="case.correction").is_late is is_late, corrected_on


def test_ENF_12_more_time_to_decide_before_the_end_and_by_the_head() -> None:
    case = make.case("investigated")
    last = case.deadlines.running().get(clock="case.decision").due_on
    refused("extend_until", case, "request_decision_extension", extend_until=last)
    refused("decision_extension_requested", case, "approve_decision_extension")
    done(case, "request_decision_extension", extend_until=last + timedelta(days=20))
    refused("decision_not_over", case, "approve_decision_extension", on=last + timedelta(days=1))
    done(case, "approve_decision_extension", on=last)
    extended = case.deadlines.running().get(clock="case.decision")
    assert (extended.due_on, extended.first_due_on) == (last + timedelta(days=20), last)
    assert case.papers_of("decision_extension").exists()


def test_ENF_13_sent_back_to_be_investigated_the_clocks_say_so() -> None:
    case = make.case("investigating", on=DAY)
    done(
        case,
        "request_extension",
        "approve_extension",
        "write_record",
        "conclude_investigation",
        "submit_review",
    )
    done(case, "return_to_investigation")
    assert case.state == "investigating"
    assert case.deadlines.get(clock="case.decision").outcome == "void"
    again = case.deadlines.running().get(clock="case.investigation")
    assert (again.started_on, again.term) == (case.filed_on, "case.investigation_extended")


@pytest.mark.parametrize("state", ["clue", "filing", "investigating", "served"])
def test_ENF_09_refused_by_the_police_the_case_goes_on_where_it_stood(state: str) -> None:
    case = make.case(state)
    done(case, "propose_transfer", "approve_transfer")
    sent = datetime(2021, 6, 7, 16, 30)
    done(case, "hand_over", on=datetime(2021, 6, 8, 9, 0), handed_over_at=clock.instant_of(sent))
    assert case.deadlines.get(clock="transfer.handover").stopped_at == clock.instant_of(sent)
    refused("has_a_result", case, "request_closing")
    refused("text", case, "record_police_answer", answer="refused")
    done(case, "record_police_answer", on=date(2021, 6, 9), answer="refused", answer_reason="事实不清")
    assert case.state == state and not case.has_open_crime
    done(case, "challenge_refusal", on=date(2021, 6, 11))
    assert case.transfers.get().challenged_on == date(2021, 6, 11)
    refused("may_be_challenged", case, "challenge_refusal", on=date(2021, 6, 11))


@pytest.mark.parametrize(
    ("state", "first"), [("withdrawn", ()), ("transferred", ("record_police_answer",)), ("executed", ())]
)
def test_ENF_09_every_end_is_closed_and_archived(state: str, first: tuple[str, ...]) -> None:
    case = make.case(state)
    done(case, *first, "request_closing", "return_closing")
    assert case.state == state
    done(case, "request_closing", "approve_closing", "archive_case")
    assert case.state == "archived" and not case.deadlines.running().exists()


def test_ENF_10_no_closing_with_a_paper_unserved_and_no_archive_with_a_gap() -> None:
    case = make.case("investigated")
    done(case, "withdraw_case")
    assert "撤销立案决定书" in refused("all_papers_are_served", case, "request_closing")
    bare = make.clue()
    done(bare, *(act for act in make.WAYS["closed"] if act != "write_record"))
    (missing,) = lacking(bare)
    assert "调查询问笔录" in missing
    assert "调查询问笔录" in refused("file_is_whole", bare, "archive_case")


def test_ENF_06_nothing_is_decided_before_the_notice_arrived() -> None:
    case = make.case("reviewed")
    done(case, "give_notice")
    refused("party_was_heard", case, "submit_decision", on=date(2021, 7, 30))
    done(case, "deliver", on=date(2021, 7, 30))
    refused("party_was_heard", case, "submit_decision", on=date(2021, 7, 30))


def test_a_fine_in_parts_with_its_late_fee() -> None:
    case = make.case("served", fine=5000)
    due = case.deadlines.get(clock="fine.payment").due_on
    refused("paid_amount", case, "record_payment", paid_amount=5001)
    done(case, "record_payment", paid_amount=2000)
    assert case.deadlines.get(clock="fine.payment").outcome == "" and not case.decision.is_paid
    late = due + timedelta(days=4)
    assert case.late_fee(late) == Decimal("360.00")  # 3 % of 3,000 for four days
    assert case.late_fee(due) == 0
    refused("execution_note", case, "record_execution", on=late, fine_collected=3000)
    done(case, "record_execution", on=late, fine_collected=3000, late_fee_collected=360)
    assert case.decision.paid("fine") == 5000 and case.decision.paid("late_fee") == 360
    assert case.deadlines.get(clock="fine.payment").is_late


def test_a_deferral_moves_the_day_and_the_late_fee_with_it() -> None:
    case = make.case("served", fine=5000)
    done(case, "request_deferral", "approve_deferral", "deliver")
    assert case.decision.deferred_until == date(2021, 9, 30)
    assert case.deadlines.get(clock="fine.payment").due_on == date(2021, 9, 30)
    assert case.late_fee(date(2021, 9, 30)) == 0


def test_ENF_14_what_is_not_paid_is_demanded_and_goes_to_court() -> None:
    case = make.case("served", fine=5000)
    court = case.deadlines.running().get(clock="execution.court")
    assert (case.suit_ends_on, court.due_on) == (date(2021, 12, 7), date(2022, 3, 7))
    rights = case.deadlines.running().filter(is_right=True).values_list("clock", flat=True)
    assert set(rights) == {"decision.reconsideration", "decision.suit"}
    refused("is_behind_with_payment", case, "demand")
    done(case, "demand", "deliver", on=date(2021, 8, 2))
    reminder = case.deadlines.running().get(clock="execution.reminder")
    assert reminder.due_on == date(2021, 8, 16)  # ten working days
    refused("demand_ran_out", case, "apply_to_court", on=date(2021, 8, 17))
    done(case, "apply_to_court", on=date(2021, 12, 8))
    assert case.deadlines.get(clock="execution.court").outcome == "met"
    assert case.papers_of("enforcement_application").exists()
