"""The clocks of a complaint, against the dates of DOMAIN 9 (25号令 18, 条例 20, 民法典 201)."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from casework import deeds
from casework.by import By
from casework.models import Deadline
from casework.workflow import Refused
from complaints.models import Complaint
from complaints.services import acts, intake
from complaints.workflow import State
from law import clock
from law.clock import SHANGHAI
from tests.factories.complaints import accepted, complaint, concluded, report


def running(record: Complaint, code: str) -> Deadline | None:
    return record.deadlines.running().filter(clock=code).first()


def acceptance(record: Complaint) -> Deadline:
    found = running(record, "complaint.acceptance")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2021, 4, 30), date(2021, 5, 11)),  # DOMAIN 9 #1: 05-06, 07, Saturday 08, 10, 11
        (date(2021, 4, 25), date(2021, 4, 30)),  # #2: a make-up Sunday
        (date(2021, 5, 21), date(2021, 5, 28)),  # #19
        (date(2021, 5, 1), date(2021, 5, 11)),  # on a holiday: the first day counted is 05-06
    ],
)
def test_acceptance_is_due_five_working_days_after_receipt(
    people: SimpleNamespace, firm: Any, received: date, due: date
) -> None:
    record = complaint(on=received, actor=people.inspector, employer=firm)
    assert acceptance(record).due_on == due
    assert acceptance(record).explanation
    assert "第二十六条" in acceptance(record).citation


def test_the_day_of_receipt_counts_not_the_day_of_entry(people: SimpleNamespace, firm: Any) -> None:
    with clock.at(date(2021, 5, 6)):
        record = complaint(
            actor=people.inspector, employer=firm, received_at=datetime(2021, 4, 30, 16, 40, tzinfo=SHANGHAI)
        )
    assert acceptance(record).due_on == date(2021, 5, 11)


@pytest.mark.parametrize("moment", [datetime(2021, 4, 30, 0, 5), datetime(2021, 4, 30, 23, 55)])
def test_T_15_the_day_is_that_of_shanghai(people: SimpleNamespace, firm: Any, moment: datetime) -> None:
    record = complaint(on=moment, actor=people.inspector, employer=firm)
    assert acceptance(record).due_on == date(2021, 5, 11)


@pytest.mark.parametrize("action", ["accept", "refuse", "redirect"])
def test_a_decision_stops_the_clock_in_time_or_late(people: SimpleNamespace, firm: Any, action: str) -> None:
    facts = {
        "accept": {},
        "refuse": {"refusal_ground": "other", "refusal_reason": "已在法院诉讼"},
        "redirect": {"redirected_to": "arbitration", "redirect_note": "请申请仲裁"},
    }
    for day, is_late in ((date(2021, 5, 11), False), (date(2021, 5, 12), True)):
        record = complaint(on=date(2021, 4, 30), actor=people.inspector, employer=firm)
        with clock.at(day):
            deeds.service("complaints", action)(record, by=By(people.inspector), **facts[action])
        stopped = record.deadlines.get(clock="complaint.acceptance")
        assert (stopped.outcome, stopped.is_late) == (Deadline.MET, is_late)


def test_late_is_a_query(people: SimpleNamespace, firm: Any) -> None:
    record = complaint(on=date(2021, 4, 30), actor=people.inspector, employer=firm)
    assert list(Complaint.objects.late(date(2021, 5, 11))) == []
    assert list(Complaint.objects.late(date(2021, 5, 12))) == [record]


def test_the_supplement_starts_the_clock_anew(people: SimpleNamespace, firm: Any) -> None:
    """DOMAIN 3: it restarts on the day the complete materials arrive."""
    record = complaint(on=date(2021, 4, 25), actor=people.inspector)
    with clock.at(date(2021, 4, 27)):
        acts.request_supplement(record, by=By(people.inspector), supplement_request="请说明单位名称")
    assert running(record, "complaint.acceptance") is None
    assert record.deadlines.get(clock="complaint.acceptance").outcome == Deadline.VOID
    assert running(record, "complaint.supplement").due_on == record.next_due_on == date(2021, 5, 7)
    with clock.at(date(2021, 5, 6)):
        acts.receive_supplement(
            record, by=By(people.inspector), employer=firm, supplemented_on=date(2021, 4, 30)
        )
    assert acceptance(record).due_on == date(2021, 5, 11)


def test_a_named_complainant_is_owed_an_answer_in_five_working_days(
    people: SimpleNamespace, firm: Any
) -> None:
    record = concluded(employer=firm, on=date(2021, 4, 30), actor=people.inspector)
    due = running(record, "complaint.feedback")
    assert due is not None and due.due_on == date(2021, 5, 11)
    with clock.at(date(2021, 5, 7)):
        acts.give_feedback(record, by=By(people.inspector), feedback="已告知", feedback_method="phone")
    assert record.deadlines.get(clock="complaint.feedback").outcome == Deadline.MET


def test_nobody_answers_an_anonymous_report(people: SimpleNamespace, firm: Any) -> None:
    with clock.at(date(2021, 4, 30)):
        record = report(actor=people.inspector, employer=firm)
        acts.accept(record, by=By(people.inspector))
        acts.conclude(record, by=By(people.inspector), result="已责令支付")
    assert not record.deadlines.running().exists()


def test_the_platforms_own_last_day_is_kept_and_the_earlier_one_shows(
    people: SimpleNamespace, firm: Any
) -> None:
    record = complaint(
        on=date(2021, 4, 30),
        actor=people.inspector,
        employer=firm,
        channel="hotline_12345",
        external_deadline=date(2021, 5, 7),
    )
    assert record.next_clock.clock == "complaint.external"
    assert record.next_clock.due_on == date(2021, 5, 7)
    later = complaint(
        on=date(2021, 4, 30),
        actor=people.inspector,
        employer=firm,
        channel="hotline_12345",
        external_deadline=date(2021, 5, 20),
    )
    assert later.next_clock.clock == "complaint.acceptance"
    with clock.at(date(2021, 5, 6)):
        acts.accept(record, by=By(people.inspector))
        assert running(record, "complaint.external") is not None
        acts.conclude(record, by=By(people.inspector), result="已付清")
    assert running(record, "complaint.external") is None


def test_DOMAIN_19_on_the_edge_day_a_person_must_confirm(people: SimpleNamespace, firm: Any) -> None:
    """DOMAIN 9 #19: ended 2019-05-20, complaint 2021-05-20: in time, but on the doubtful last day."""
    record = complaint(
        on=date(2021, 5, 20), actor=people.inspector, employer=firm, act_ended_on=date(2019, 5, 20)
    )
    assert record.is_limitation_edge
    with clock.at(date(2021, 5, 24)):
        with pytest.raises(Refused) as refused:
            acts.accept(record, by=By(people.inspector))
        assert refused.value.code == "limitation_edge"
        acts.accept(record, by=By(people.inspector), is_edge_confirmed=True)
    record.refresh_from_db()
    assert record.state == State.ACCEPTED and record.is_edge_confirmed


def test_DOMAIN_19_a_day_later_it_is_refused_in_writing_by_05_28(people: SimpleNamespace, firm: Any) -> None:
    record = complaint(
        on=date(2021, 5, 21), actor=people.inspector, employer=firm, act_ended_on=date(2019, 5, 20)
    )
    assert acceptance(record).due_on == date(2021, 5, 28)
    with clock.at(date(2021, 5, 28)):
        with pytest.raises(Refused) as refused:
            acts.accept(record, by=By(people.inspector), is_edge_confirmed=True)
        assert refused.value.code == "is_within_limitation"
        acts.refuse(
            record,
            by=By(people.inspector),
            refusal_ground="expired",
            refusal_reason="违法行为于2019年5月20日终了，已超过二年",
        )
    assert record.refusal_reason
    assert not record.deadlines.get(clock="complaint.acceptance").is_late


def test_the_day_of_receipt_decides_not_that_of_the_decision(people: SimpleNamespace, firm: Any) -> None:
    record = complaint(
        on=date(2021, 5, 19), actor=people.inspector, employer=firm, act_ended_on=date(2019, 5, 20)
    )
    assert not record.is_limitation_edge
    with clock.at(date(2021, 5, 26)):
        acts.accept(record, by=By(people.inspector))
    assert not record.is_edge_confirmed


def test_an_act_still_going_on_is_in_time(people: SimpleNamespace, firm: Any) -> None:
    record = accepted(employer=firm, on=date(2021, 5, 20), actor=people.inspector)
    assert record.limitation_ends_on is None and record.state == State.ACCEPTED


@pytest.mark.parametrize("make", [complaint, report])
def test_from_acceptance_it_must_be_dealt_with_in_sixty_working_days(
    people: SimpleNamespace, firm: Any, make: Any
) -> None:
    """25号令 18 «受理之日立案», 条例 17; DOMAIN 9 #5: 2021-06-07 and sixty working days is 08-31."""
    record = make(on=date(2021, 6, 4), actor=people.inspector, employer=firm)
    with clock.at(date(2021, 6, 7)):
        acts.accept(record, by=By(people.inspector))
    due = running(record, "complaint.investigation")
    assert due is not None and due.due_on == date(2021, 8, 31)
    assert "第十七条" in due.citation
    assert list(Complaint.objects.late(date(2021, 9, 1))) == [record]
    with clock.at(date(2021, 8, 30)):
        acts.conclude(record, by=By(people.inspector), result="已责令支付")
    assert record.deadlines.get(clock="complaint.investigation").outcome == Deadline.MET


HARM = {"act_ended_on": date(2021, 7, 16), "has_harm": True}


@pytest.mark.parametrize(
    ("facts", "last"),
    [
        (HARM, date(2026, 7, 16)),  # 行政处罚法 36, in force 2021-07-15
        (HARM | {"act_ended_on": date(2021, 7, 15)}, date(2026, 7, 15)),
        (HARM | {"act_ended_on": date(2021, 7, 14)}, date(2023, 7, 14)),  # the day before: two years
        (HARM | {"has_harm": False}, date(2023, 7, 16)),
    ],
)
def test_harm_to_life_health_or_finance_makes_the_limitation_five_years(
    people: SimpleNamespace, firm: Any, facts: dict[str, Any], last: date
) -> None:
    record = complaint(on=last, actor=people.inspector, employer=firm, **facts)
    assert record.limitation_ends_on == last and record.is_limitation_edge
    late = complaint(on=last + timedelta(days=1), actor=people.inspector, employer=firm, **facts)
    with clock.at(last + timedelta(days=1)), pytest.raises(Refused) as refused:
        acts.accept(late, by=By(people.inspector))
    assert refused.value.code == "is_within_limitation"


def test_the_harm_is_put_right_before_acceptance_only(people: SimpleNamespace, firm: Any) -> None:
    record = complaint(
        on=date(2024, 3, 1), actor=people.inspector, employer=firm, act_ended_on=date(2021, 8, 2)
    )
    with clock.at(date(2024, 3, 4)):
        with pytest.raises(Refused):
            acts.accept(record, by=By(people.inspector))
        intake.correct(record, by=By(people.inspector), reason="致三人中毒，核对病历", has_harm=True)
        acts.accept(record, by=By(people.inspector))
        with pytest.raises(Refused) as refused:
            intake.correct(record, by=By(people.inspector), reason="写错", has_harm=False)
    assert refused.value.code == "fixed"
