"""What was told binds the decision, a new notice starts over, and a hearing keeps its days (行政处罚法 44–45, 62–64)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from casework.submissions import new_key
from casework.workflow import Refused
from inspections.cases import rules
from inspections.cases.models import Case
from law import clock
from tests.factories import cases as make
from tests.factories.accounts import doer
from tests.factories.cases import deciding, hearing, paying, serving, transferring

DAY, NEW_LAW = make.CASE_DAY, date(2021, 7, 15)
PENALTY = {"decision_kind": "penalty", "decision_text": "罚款", "fine_amount": "5000"}
ORDER = {
    "decision_kind": "handling",
    "decision_text": "责令支付",
    "back_pay_amount": "9000",
    "back_pay_people": 3,
}
PAY_BY = date(2021, 6, 30)


def refused(code: str, service: Any, *args: Any, on: date = DAY, **told: Any) -> None:
    with clock.at(on), pytest.raises(Refused) as refusal:
        service(*args, by=doer(args[0], service.__name__), **told)
    assert refusal.value.code == code


def told(kind: str, *, on: date = DAY, fine: Any = None) -> Case:
    """A case whose party was told of `kind` and has been heard."""
    record = make.case("reviewed", on=on)
    with clock.at(on):
        hearing.give_notice(
            record, by=doer(record, "give_notice"), notice_kind=kind, notice_text="告知", proposed_fine=fine
        )
        make.deliver_all(record)
        hearing.record_statement(record, by=doer(record, "record_statement"), statement="无异议")
    return record


@pytest.mark.parametrize(
    ("kind", "draft", "is_refused"),
    [
        ("handling", PENALTY | {"fine_amount": None}, True),
        ("penalty", ORDER | {"pay_by": PAY_BY}, True),
        ("none", PENALTY | {"fine_amount": None}, True),
        ("handling", ORDER | {"pay_by": PAY_BY}, False),
        ("penalty", PENALTY, False),
        ("penalty", {"decision_kind": "none", "decision_text": "不予处罚"}, False),
        ("handling", {"decision_kind": "none", "decision_text": "不予处理"}, False),
    ],
)
def test_only_what_was_told_may_be_decided_or_nothing(
    db: Any, kind: str, draft: dict[str, Any], is_refused: bool
) -> None:
    record = told(kind, fine=5000 if kind == "penalty" else None)
    if is_refused:
        refused("decision_kind", deciding.submit_decision, record, **draft)
    else:
        with clock.at(DAY):
            deciding.submit_decision(record, by=doer(record, "submit_decision"), **draft)
    assert record.state == ("notified" if is_refused else "deciding")


def test_a_higher_fine_after_a_return_goes_by_a_new_notice_with_new_days(db: Any) -> None:
    record = told("penalty", fine=5000)
    with clock.at(DAY):
        deciding.submit_decision(record, by=doer(record, "submit_decision"), **PENALTY)
        deciding.return_decision(record, by=doer(record, "return_decision"), reason="罚款过低")
    refused("fine_amount", deciding.submit_decision, record, **PENALTY | {"fine_amount": "15000"})
    later = DAY + timedelta(days=1)
    with clock.at(later):
        hearing.give_notice(
            record,
            by=doer(record, "give_notice"),
            notice_kind="penalty",
            notice_text="拟罚款一万五千元",
            proposed_fine="15000",
        )
    assert record.state == "notified" and record.statement is None and record.decision is None
    assert record.has_hearing_right and record.notice.given_on == later
    assert not record.deadlines.running().filter(is_right=True).exists()
    with clock.at(later):
        make.deliver_all(record)
    running = record.deadlines.running()
    assert {each.clock: each.started_on for each in running if each.is_right} == {
        "penalty.advance_notice": later, "hearing.request": later,
    }  # fmt: skip
    refused(
        "party_was_heard", deciding.submit_decision, record, **PENALTY | {"fine_amount": "15000"}, on=later
    )


def test_a_new_notice_without_a_hearing_ends_the_days_to_ask_for_one(db: Any) -> None:
    record = make.case("notified", fine=30_000)
    with clock.at(DAY):
        hearing.give_notice(
            record, by=doer(record, "give_notice"), notice_kind="handling", notice_text="拟责令支付"
        )
    assert not record.deadlines.running().filter(clock="hearing.request").exists()
    assert record.deadlines.get(clock="hearing.request").outcome == "void"


def test_a_new_notice_asks_for_a_new_hearing(db: Any) -> None:
    record = make.case("hearing")
    with clock.at(DAY):
        hearing.set_hearing_day(record, by=doer(record, "set_hearing_day"), hearing_on=make.HEARING_DAY)
        make.deliver_all(record)
    with clock.at(make.HEARING_DAY):
        make.do(record, "close_hearing", hearing_report="建议加重")
        hearing.give_notice(
            record,
            by=doer(record, "give_notice"),
            notice_kind="penalty",
            notice_text="拟罚款四万元",
            proposed_fine="40000",
        )
        make.deliver_all(record)
        hearing.record_statement(record, by=doer(record, "record_statement"), statement="不服")
    assert record.hearing is None and record.hearings.get().closed_on == make.HEARING_DAY
    refused(
        "hearing_right_was_kept", deciding.submit_decision, record, **PENALTY | {"fine_amount": "40000"},
        on=make.HEARING_DAY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (ORDER, "pay_by"),
        (ORDER | {"pay_by": DAY}, "pay_by"),
        ({"decision_kind": "handling", "decision_text": "责令改正", "pay_by": PAY_BY}, "pay_by"),
    ],
)
def test_an_order_to_pay_says_until_when(db: Any, draft: dict[str, Any], code: str) -> None:
    refused(code, deciding.submit_decision, told("handling"), **draft)


def test_a_draft_whose_day_to_pay_has_come_goes_back(db: Any) -> None:
    record = told("handling")
    with clock.at(DAY):
        deciding.submit_decision(record, by=doer(record, "submit_decision"), **ORDER, pay_by=PAY_BY)
    refused("pay_day_is_ahead", deciding.decide, record, on=PAY_BY)
    with clock.at(PAY_BY):
        deciding.return_decision(record, by=doer(record, "return_decision"), reason="另定支付期限")
        deciding.submit_decision(
            record, by=doer(record, "submit_decision"), **ORDER, pay_by=date(2021, 7, 20)
        )
        deciding.decide(record, by=doer(record, "decide"))
    assert record.state == "decided"


def test_9_17_an_order_to_pay_that_ran_out_opens_the_way_to_the_police(db: Any) -> None:
    """拒不支付劳动报酬: served, its day gone by, nothing or too little paid, and an amount from the threshold on."""
    record = told("handling")
    crime = {"crime": "unpaid_wages", "crime_facts": "处理决定期满仍不支付"}
    with clock.at(DAY):
        deciding.submit_decision(
            record, by=doer(record, "submit_decision"), **ORDER | {"back_pay_amount": "90000"}, pay_by=PAY_BY
        )
        deciding.decide(record, by=doer(record, "decide"))
        serving.serve(record, by=doer(record, "serve"), **make.HANDED)
    refused("crime", transferring.propose_transfer, record, **crime, on=PAY_BY)
    with clock.at(PAY_BY + timedelta(days=1)):
        transferring.propose_transfer(record, by=doer(record, "propose_transfer"), **crime)
    assert record.state == "transfer_pending" and record.transfer_from == "served"


def test_9_17_who_paid_what_was_ordered_is_no_case_for_the_police(db: Any) -> None:
    record = told("handling")
    with clock.at(DAY):
        deciding.submit_decision(
            record, by=doer(record, "submit_decision"), **ORDER | {"back_pay_amount": "90000"}, pay_by=PAY_BY
        )
        deciding.decide(record, by=doer(record, "decide"))
        serving.serve(record, by=doer(record, "serve"), **make.HANDED)
        paying.record_execution(
            record, by=doer(record, "record_execution"), back_pay_paid="90000", back_pay_paid_people=3
        )
    crime = {"crime": "unpaid_wages", "crime_facts": "曾经拖欠"}
    refused("crime", transferring.propose_transfer, record, **crime, on=date(2021, 7, 1))


def test_9_19_a_hearing_asked_for_on_the_last_day_may_be_written_down_the_next_morning(db: Any) -> None:
    record = make.case("notified", on=NEW_LAW, fine=30_000)
    last = record.deadlines.get(clock="hearing.request").due_on
    assert last == date(2021, 7, 22)  # five working days
    morning = last + timedelta(days=1)
    for day in (None, morning, NEW_LAW - timedelta(days=1), morning + timedelta(days=1)):
        refused("hearing_requested_on", hearing.request_hearing, record, hearing_requested_on=day, on=morning)
    with clock.at(morning):
        hearing.request_hearing(record, by=doer(record, "request_hearing"), hearing_requested_on=last)
    assert record.state == "hearing" and record.hearing.requested_on == last


@pytest.mark.parametrize(
    ("today", "day", "is_in_time"),
    [
        (date(2021, 7, 15), date(2021, 7, 26), True),  # seven working days
        (date(2021, 7, 15), date(2021, 7, 23), False),
        (date(2021, 7, 15), date(2021, 7, 15), False),
        (date(2021, 7, 15), date(1900, 1, 1), False),
        (date(2021, 7, 5), date(2021, 7, 12), True),  # the law before: seven days
        (date(2021, 7, 5), date(2021, 7, 9), False),
    ],
)
def test_the_party_is_told_of_the_hearing_seven_days_ahead(
    db: Any, today: date, day: date, is_in_time: bool
) -> None:
    record = make.case("hearing", on=today)
    if is_in_time:
        with clock.at(today):
            hearing.set_hearing_day(record, by=doer(record, "set_hearing_day"), hearing_on=day)
        assert Case.objects.get().hearing.held_on == day
    else:
        refused("hearing_on", hearing.set_hearing_day, record, hearing_on=day, on=today)


def test_a_hearing_is_not_over_before_its_day(db: Any) -> None:
    record = make.case("hearing")
    report = {"hearing_report": "双方到场"}
    refused("hearing_day_has_come", hearing.close_hearing, record, **report)
    with clock.at(DAY):
        hearing.set_hearing_day(record, by=doer(record, "set_hearing_day"), hearing_on=make.HEARING_DAY)
        make.deliver_all(record)
    refused(
        "hearing_day_has_come", hearing.close_hearing, record, **report, on=make.HEARING_DAY - timedelta(days=1)
    )  # fmt: skip
    refused("hearing_is_recorded", hearing.close_hearing, record, **report, on=make.HEARING_DAY)
    with clock.at(make.HEARING_DAY):
        draft = make.write_hearing(record, by=doer(record, "close_hearing"))
        hearing.close_hearing(record, by=doer(record, "close_hearing"), **report)
    draft.refresh_from_db()
    assert record.hearing.closed_on == make.HEARING_DAY and draft.state == "issued" and draft.digest
    assert [each["label"] for each in draft.content["signers"]] == [
        "当事人（代理人）",
        "听证主持人",
        "记录员",
    ]


@pytest.mark.parametrize(
    ("state", "action", "who", "sent", "field"),
    [
        ("notified", "request_hearing", "lead", {"hearing_requested_on": "2021-06-08"}, "hearing_requested_on"),
        ("hearing", "set_hearing_day", "legal", {"hearing_on": "2021-06-09"}, "hearing_on"),
        ("notified", "submit_decision", "lead",
         {"decision_kind": "handling", "decision_text": "支付", "back_pay_amount": "1", "back_pay_people": "1"}, "pay_by"),
    ],
)  # fmt: skip
def test_the_forms_say_it_at_the_field(
    db: Any,
    people: Any,
    client_for: Callable[[Any], Client],
    state: str,
    action: str,
    who: str,
    sent: dict[str, str],
    field: str,
) -> None:
    record = make.case(state, lead=people.lead, fine=30_000)
    if action == "submit_decision":
        with clock.at(DAY):
            hearing.record_statement(
                record, by=doer(record, "record_statement"), statement="无异议", is_hearing_waived=True
            )
    with clock.at(DAY):
        client = client_for(getattr(people, who))
        answer = client.post(record.act_url(action), {"submission": new_key(), **sent})
    assert answer.status_code == 422 and field in answer.context["form"].errors


def test_ENF_15_the_law_of_the_day_of_telling_counts_the_days_before_a_hearing() -> None:
    """Told on 2021-07-07 of a hearing on 07-15 it is seven days, from 07-15 on seven working days; the sentence says which."""
    with clock.at(date(2021, 7, 7)):
        assert rules.hearing_day_error(date(2021, 7, 15)) == ""
        assert "第四十二条" in rules.hearing_day_error(date(2021, 7, 13))
    with clock.at(date(2021, 7, 15)):
        assert "第六十四条" in rules.hearing_day_error(date(2021, 7, 23))
        assert rules.hearing_day_error(date(2021, 7, 27)) == ""
