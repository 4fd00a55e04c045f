"""复议 and 诉讼: what they do to clocks, to what is owed and to the late fee; instalments; publication (ENF-14)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from inspections.cases.models import Case
from inspections.cases.unpaid import stayed_unpaid
from law import clock
from tests.cases.test_cases_rows import done, refused
from tests.factories import cases as make

pytestmark = pytest.mark.django_db
SERVED = date(2021, 7, 20)


def served(fine: int = 5000) -> Case:
    """Decided and served after 2021-07-15."""
    return make.case("served", on=SERVED, fine=fine)


def running(case: Case, clock: str) -> date:
    return case.deadlines.running().get(clock=clock).due_on


def test_execution_goes_on_and_the_late_fee_stands_still() -> None:
    case = served()
    due = running(case, "fine.payment")
    assert due == date(2021, 8, 4)
    done(case, "record_appeal", on=date(2021, 8, 6), accepted_on=date(2021, 8, 6), filed_on=date(2021, 8, 6))
    assert case.late_fee(date(2021, 8, 5)) == Decimal(150)
    assert case.late_fee(date(2021, 9, 30)) == Decimal(150)  # 行政处罚法 73 III
    done(case, "demand", on=date(2021, 8, 9))  # no stop of execution
    told = {"decided_on": date(2021, 9, 30), "effective_on": date(2021, 10, 8)}
    done(case, "record_appeal_result", on=date(2021, 10, 8), **told)
    assert case.late_fee(date(2021, 10, 9)) == Decimal(300)
    assert case.late_fee(date(2022, 1, 9)) == Decimal(5000)  # never above the fine


def test_a_suspended_decision_is_neither_demanded_nor_taken_to_court() -> None:
    case = served()
    done(case, "record_appeal", on=date(2021, 8, 6), is_suspended=True)
    refused("execution_goes_on", case, "demand", on=date(2021, 8, 9))
    done(case, "record_appeal_result", on=date(2021, 8, 20))
    done(case, "demand", on=date(2021, 8, 23))


def test_the_days_to_pay_wait_while_execution_is_suspended() -> None:
    """行政处罚法 73: ten of the fifteen days were left; they run on from the day on which the remedy ended."""
    case, paused = served(), date(2021, 7, 25)
    assert running(case, "fine.payment") == date(2021, 8, 4)
    done(case, "record_appeal", on=date(2021, 7, 28), filed_on=paused, accepted_on=paused, is_suspended=True)
    still = case.deadlines.get(clock="fine.payment")
    assert (still.outcome, still.lamp, still.stopped_on) == ("paused", "off", paused)
    assert "中止" in still.paused_reason and case.act_before != "record_payment"
    assert case.late_fee(date(2021, 9, 30)) == 0
    refused("execution_goes_on", case, "demand", on=date(2021, 8, 9))
    done(case, "record_appeal_result", on=date(2021, 9, 15), effective_on=date(2021, 9, 15), result="upheld")
    again = case.deadlines.running().get(clock="fine.payment")
    assert (again.due_on, again.first_due_on) == (date(2021, 9, 26), date(2021, 8, 4))  # 09-25 is a Saturday
    assert again.started_on == date(2021, 9, 15) and "还剩 10 日" in again.explanation[-1]
    assert case.late_fee(again.due_on) == 0
    assert case.late_fee(again.due_on + timedelta(days=1)) == Decimal(150)
    refused("is_behind_with_payment", case, "demand", on=again.due_on)
    done(case, "demand", on=again.due_on + timedelta(days=1))


def test_what_was_late_before_a_suspension_stays_late() -> None:
    case = served()
    done(case, "record_appeal", on=date(2021, 8, 6), is_suspended=True)
    done(case, "record_appeal_result", on=date(2021, 9, 15), result="dismissed")
    assert running(case, "fine.payment") == date(2021, 8, 4)
    assert case.late_fee(date(2021, 9, 16)) == Decimal(300)  # 08-05 and 09-16


def test_what_is_paid_or_falls_while_it_waits_does_not_run_on() -> None:
    for told in ({"result": "upheld"}, {"result": "revoked"}):
        case = served()
        done(case, "record_appeal", on=date(2021, 7, 25), is_suspended=True)
        if told["result"] == "upheld":
            done(case, "record_payment", on=date(2021, 7, 26), paid_amount=5000)
            assert case.deadlines.get(clock="fine.payment").outcome == "met"
        done(case, "record_appeal_result", on=date(2021, 9, 15), **told)
        assert not case.deadlines.running().filter(clock="fine.payment").exists()


def test_the_day_to_pay_the_workers_waits_as_well() -> None:
    case = make.case("reviewed", on=SERVED)
    day = date(2021, 7, 30)
    done(case, "give_notice", on=SERVED, notice_kind="handling", proposed_fine=None)
    done(case, "deliver", "record_statement", on=SERVED)
    ordered = {"back_pay_amount": 9000, "back_pay_people": 3, "pay_by": day}
    done(case, "submit_decision", on=SERVED, decision_kind="handling", fine_amount=None, **ordered)
    done(case, "decide", "serve", on=SERVED)
    done(case, "record_appeal", on=date(2021, 7, 25), is_suspended=True)
    assert not stayed_unpaid_on(case, date(2021, 8, 20))
    done(case, "record_appeal_result", on=date(2021, 9, 15), result="upheld")
    assert (case.wages_due_on, case.pay_by) == (date(2021, 9, 20), day)
    assert not stayed_unpaid_on(case, date(2021, 9, 20)) and stayed_unpaid_on(case, date(2021, 9, 21))


def stayed_unpaid_on(case: Case, day: date) -> bool:
    with clock.at(day):
        return stayed_unpaid(case)


def test_the_court_is_asked_after_the_last_remedy() -> None:
    case = served()
    assert (case.suit_ends_on, running(case, "execution.court")) == (date(2022, 1, 20), date(2022, 4, 20))
    done(case, "record_appeal", on=date(2021, 8, 6))
    assert case.suit_ends_on is None
    assert not case.deadlines.running().filter(clock="execution.court").exists()
    assert running(case, "appeal.answer") == date(2021, 8, 16)
    assert running(case, "decision.suit") == date(2022, 1, 20)  # withdrawn, it may still sue
    done(case, "answer_appeal", on=date(2021, 8, 16))
    assert case.deadlines.get(clock="appeal.answer").outcome == "met"
    done(case, "record_appeal_result", on=date(2021, 9, 30), result="upheld")
    after = running(case, "decision.suit_after_reconsideration")
    assert after == date(2021, 10, 15) == case.suit_ends_on
    assert running(case, "execution.court") == date(2022, 1, 17)  # three months, 01-15 being a Saturday
    assert not case.deadlines.running().filter(clock="decision.suit").exists()
    done(case, "record_appeal", on=date(2021, 10, 12), appeal_kind="suit", appeal_body="青岛市黄岛区人民法院")
    assert running(case, "appeal.answer") == date(2021, 10, 27)
    assert case.deadlines.get(clock="decision.suit_after_reconsideration").outcome == "met"
    told = {"decided_on": date(2022, 3, 1), "effective_on": date(2022, 3, 17)}
    done(case, "record_appeal_result", on=date(2022, 3, 20), result="upheld", **told)
    assert case.suit_ends_on == date(2022, 3, 17) and running(case, "execution.court") == date(2022, 6, 17)


def test_an_application_taken_back_leaves_the_time_to_sue() -> None:
    case = served()
    done(case, "record_appeal", on=date(2021, 8, 6))
    done(case, "record_appeal_result", on=date(2021, 8, 20), result="withdrawn")
    assert case.suit_ends_on == date(2022, 1, 20) == running(case, "decision.suit")
    assert running(case, "execution.court") == date(2022, 4, 20)


def test_changed_and_revoked_change_what_is_owed_never_the_decision() -> None:
    case = served()
    done(case, "record_payment", on=date(2021, 7, 21), paid_amount=2000)
    done(case, "record_appeal", on=date(2021, 8, 6))
    refused("no_appeal_is_open", case, "record_appeal", on=date(2021, 8, 6))
    refused("result", case, "record_appeal_result", on=date(2021, 9, 1), result="won")
    refused("changed_fine", case, "record_appeal_result", on=date(2021, 9, 1), result="changed")
    refused(
        "changed_fine", case, "record_appeal_result", on=date(2021, 9, 1), result="upheld", changed_fine=1
    )
    refused(
        "changed_fine", case, "record_appeal_result", on=date(2021, 9, 1), result="changed", changed_fine=5001
    )
    done(case, "record_appeal_result", on=date(2021, 9, 1), result="changed", changed_fine=3000)
    assert (case.decision.fine, case.decision.ordered("fine"), case.decision.owed("fine")) == (
        5000,
        3000,
        1000,
    )
    done(case, "demand", on=date(2021, 9, 2))
    blocks = case.papers_of("demand_notice").get().content["blocks"]
    (told,) = [each["value"] for each in blocks if each.get("name") == "demand_sum"]
    assert "1,000.00" in told and "5,000" not in told
    done(case, "record_appeal", on=date(2021, 9, 6), appeal_kind="suit")
    done(case, "record_appeal_result", on=date(2022, 1, 6), result="revoked")
    case = Case.objects.get(pk=case.pk)
    assert case.decision.owed("fine") == 0 and case.decision.overpaid("fine") == 2000
    assert not case.has_money and case.appeals.count() == 2
    assert not case.deadlines.running().filter(clock="execution.court").exists()
    refused("is_behind_with_payment", case, "demand", on=date(2022, 1, 7))


def test_nothing_is_closed_while_a_remedy_is_under_way() -> None:
    case = make.case("executed", on=SERVED)
    done(case, "publish_decision", "record_appeal", on=date(2021, 8, 6))
    refused("no_appeal_is_open", case, "request_closing", on=date(2021, 8, 6))
    done(case, "record_appeal_result", on=date(2021, 8, 20), result="upheld")
    done(case, "request_closing", on=date(2021, 8, 20))
    done(case, "record_appeal", on=date(2021, 8, 23), appeal_kind="suit")
    refused("no_appeal_is_open", case, "approve_closing", on=date(2021, 8, 23))
    done(case, "record_appeal_result", on=date(2021, 8, 24), result="dismissed")
    done(case, "approve_closing", on=date(2021, 8, 24))
    done(case, "record_appeal", on=date(2021, 8, 25), appeal_kind="suit")
    refused("no_appeal_is_open", case, "archive_case", on=date(2021, 8, 25))


def test_ENF_14_a_penalty_is_published_and_taken_back_when_it_falls() -> None:
    case = served()
    assert running(case, "publication.penalty") == date(2021, 7, 29)
    refused("published_at", case, "publish_decision", on=SERVED, withheld_why="不必")
    done(case, "publish_decision", on=date(2021, 7, 28))
    assert case.deadlines.get(clock="publication.penalty").outcome == "met"
    refused("is_to_be_published", case, "publish_decision", on=date(2021, 7, 28))
    done(case, "record_appeal", on=date(2021, 8, 6))
    done(case, "record_appeal_result", on=date(2021, 9, 1), result="revoked")
    assert running(case, "publication.withdrawal") == date(2021, 9, 6)
    refused("no_duty_is_open", case, "request_closing", on=date(2021, 9, 2))
    done(case, "withdraw_publication", on=date(2021, 9, 3))
    assert not case.is_published
    done(case, "request_closing", on=date(2021, 9, 3))  # nothing is owed any more


def test_ENF_14_not_publishing_needs_its_reason() -> None:
    case = served()
    done(case, "publish_decision", on=SERVED, published_at="", withheld_why="涉及未成年人，没有一定社会影响")
    assert case.publication.published_on is None and not case.is_published
    assert not case.deadlines.running().filter(clock="publication.penalty").exists()


def test_instalments_are_late_each_for_itself() -> None:
    case = served()
    first, last = date(2021, 8, 31), date(2021, 9, 30)
    asks = {"extend_until": None, "extension_reason": "经营困难"}
    refused("extend_until", case, "request_deferral", on=SERVED, **asks)
    short = [(first, Decimal(2000)), (last, Decimal(2000))]
    refused("instalments", case, "request_deferral", on=SERVED, instalments=short, **asks)
    parts = [(last, Decimal(3000)), (first, Decimal(2000))]
    done(case, "request_deferral", on=SERVED, instalments=parts, **asks)
    done(case, "approve_deferral", "deliver", on=SERVED)
    (paper,) = case.papers_of("deferral_decision")
    (table,) = [block["table"] for block in paper.content["blocks"] if block.get("name") == "instalments"]
    assert len(table["rows"]) == 2
    assert (case.decision.deferred_until, running(case, "fine.payment")) == (last, last)
    assert case.late_fee(first) == 0
    assert case.late_fee(first + timedelta(days=2)) == Decimal(120)  # 3 % of 2,000, two days
    done(case, "record_payment", on=date(2021, 9, 2), paid_amount=2000)
    assert case.late_fee(last) == Decimal(120)
    assert case.late_fee(last + timedelta(days=1)) == Decimal(210)


def test_the_court_is_asked_after_the_last_instalment() -> None:
    """行政处罚法 72(2): from the end of the time to pay, where that is later than the time to sue."""
    case = served()
    done(case, "request_deferral", on=SERVED, extend_until=date(2022, 3, 1))
    done(case, "approve_deferral", on=SERVED)
    assert case.suit_ends_on == date(2022, 3, 1) and running(case, "execution.court") == date(2022, 6, 1)


def test_a_remedy_over_a_decision_of_a_case_with_the_police_starts_no_term_of_ours() -> None:
    case = served()
    done(case, "propose_transfer", "approve_transfer", "hand_over", on=date(2021, 7, 21))
    done(case, "record_police_answer", "request_closing", "approve_closing", on=date(2021, 7, 26))
    done(case, "record_appeal", on=date(2021, 8, 6))
    done(case, "record_appeal_result", on=date(2021, 8, 20), result="upheld")
    assert not case.deadlines.running().filter(clock="execution.court").exists()
    assert case.next_clock.clock == "case.archive"
