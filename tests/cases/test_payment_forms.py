"""The forms of payments offer what is owed and nothing else; sums of workers tell no zero parts."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from inspections.cases.models import Case
from law import clock
from tests.cases.approving import DAY, case_in
from tests.cases.test_cases_rows import done, refused

LAST = {"fine_collected", "late_fee_collected", "confiscated_collected", "back_pay_paid", "extra_paid"}


@pytest.fixture(autouse=True)
def on_the_day(campaign: Any) -> Any:
    with clock.at(DAY):
        yield


def handled(people: Any) -> Case:
    """Ordered to pay wages and nothing else."""
    case = case_in("reviewed", people)
    done(case, "give_notice", notice_kind="handling", proposed_fine=None)
    done(case, "deliver", "record_statement")
    ordered = {"back_pay_amount": 9000, "back_pay_people": 3, "pay_by": DAY + timedelta(days=10)}
    done(case, "submit_decision", decision_kind="handling", fine_amount=None, **ordered)
    done(case, "decide", "serve")
    return Case.objects.get(pk=case.pk)


def offered(sending: Any, person: Any, case: Case, action: str) -> Any:
    return sending(person).get(case.act_url(action)).context["form"].fields


def test_a_payment_is_of_something_that_is_owed(people: Any, sending: Any) -> None:
    fined, ordered = case_in("served", people), handled(people)
    fields = offered(sending, people.lead, fined, "record_payment")
    assert [value for value, _label in fields["what"].choices] == ["fine"] and fields[
        "what"
    ].initial == "fine"
    assert "5,000" in fields["what"].choices[0][1] and "paid_people" not in fields
    fields = offered(sending, people.lead, ordered, "record_payment")
    assert [value for value, _label in fields["what"].choices] == ["wages"] and "paid_people" in fields
    sent = {"version": fined.version, "what": "wages", "paid_amount": "1", "paid_on": DAY.isoformat()}
    answer = sending(people.lead).post(fined.act_url("record_payment"), **sent)
    assert answer.status_code == 422 and "what" in answer.context["form"].errors


def test_a_late_fee_is_offered_when_it_has_grown(people: Any, sending: Any) -> None:
    case = case_in("served", people)
    late = case.fine_due_on + timedelta(days=2)
    with clock.at(late):
        fields = offered(sending, people.lead, case, "record_payment")
        assert [value for value, _label in fields["what"].choices] == ["fine", "late_fee"]
        assert case.owing(late) == {"fine": 5000, "late_fee": 300}
        assert "late_fee_collected" in offered(sending, people.lead, case, "record_execution")


def test_when_nothing_is_owed_nothing_is_asked(people: Any) -> None:
    case = case_in("served", people)
    done(case, "record_payment", paid_amount=2000)
    done(case, "record_payment", paid_amount=3000)
    assert case.owing(DAY) == {}
    refused("something_is_owed", case, "record_payment", paid_amount=1)


def test_the_last_payment_asks_for_what_is_left(people: Any, sending: Any) -> None:
    fined, ordered = case_in("served", people), handled(people)
    assert LAST & set(offered(sending, people.lead, fined, "record_execution")) == {
        "fine_collected",
        "back_pay_paid",
    }
    assert LAST & set(offered(sending, people.lead, ordered, "record_execution")) == {"back_pay_paid"}
    done(ordered, "record_payment", what="wages", paid_amount=9000, paid_people=3)
    fields = offered(sending, people.lead, ordered, "record_execution")
    assert not LAST & set(fields) and "back_pay_paid_people" not in fields
    ordered.refresh_from_db()
    sent = {"version": ordered.version, "executed_on": DAY.isoformat()}
    assert sending(people.lead).post(ordered.act_url("record_execution"), **sent).status_code == 302


def test_sums_of_workers_tell_no_zero_parts(people: Any, sending: Any) -> None:
    case = case_in("investigating", people)
    lines = [{"name": "张三", "owed": Decimal(9000), "paid": Decimal(3000), "overtime": Decimal(1200)}]
    done(case, "record_workers", workers=lines)
    page = sending(people.lead).get(case.get_absolute_url()).content.decode()
    assert "加班费 1,200.00" in page and "最低工资差额 " not in page and " / —" not in page
