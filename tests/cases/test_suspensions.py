"""停止执行 entered after the remedy was: the days to pay wait from its own day, and run on when it ends (行政处罚法 73)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from casework.by import By
from casework.workflow import offers
from inspections.cases.models import Case, Suspension
from law import clock
from tests.cases.test_cases_rows import done, refused
from tests.cases.test_person_fines import BOTH, NAME, PERSON, pay, served
from tests.factories import cases as make

pytestmark = pytest.mark.django_db
SERVED, DUE = date(2021, 7, 20), date(2021, 8, 4)
ATTACKED, STAYED, RESUMED = date(2021, 7, 22), date(2021, 7, 26), date(2021, 8, 20)


def attacked(**told: Any) -> Case:
    case = make.case("served", on=SERVED)
    done(case, "record_appeal", on=ATTACKED, **told)
    return Case.objects.get(pk=case.pk)


def payment(case: Case) -> Any:
    return case.deadlines.filter(clock="fine.payment").order_by("-pk").first()


def test_it_may_be_entered_later_and_the_days_wait_from_its_own_day() -> None:
    case = attacked()
    assert payment(case).due_on == DUE and not case.is_suspended
    refused("text", case, "suspend_execution", on=STAYED, suspended_by=" ")
    early = {"suspended_on": ATTACKED - timedelta(days=1)}
    refused("suspended_on", case, "suspend_execution", on=STAYED, **early)
    done(case, "suspend_execution", on=STAYED + timedelta(days=1), suspended_on=STAYED)
    assert case.is_suspended and (payment(case).outcome, payment(case).stopped_on) == ("paused", STAYED)
    refused("execution_goes_on", case, "suspend_execution", on=STAYED + timedelta(days=2))
    refused("execution_goes_on", case, "demand", on=DUE + timedelta(days=9))
    done(case, "record_appeal_result", on=date(2021, 9, 15), result="upheld")
    assert payment(case).due_on == date(2021, 9, 24) and not case.is_suspended
    (row,) = case.appeals.get().suspensions.all()
    assert (row.since, row.ended_on) == (STAYED, date(2021, 9, 15))


def test_it_may_end_before_the_remedy_does_and_begin_again() -> None:
    case = attacked()
    refused("execution_is_suspended", case, "resume_execution", on=STAYED)
    done(case, "suspend_execution", on=STAYED)
    refused("text", case, "resume_execution", on=RESUMED, reason=" ")
    refused("resumed_on", case, "resume_execution", on=RESUMED, resumed_on=STAYED - timedelta(days=1))
    done(case, "resume_execution", on=RESUMED)
    assert not case.is_suspended and case.has_open_appeal
    assert payment(case).due_on == RESUMED + timedelta(days=10) + timedelta(
        days=0
    )  # nine left, the last a Sunday
    refused("suspended_on", case, "suspend_execution", on=RESUMED, suspended_on=STAYED)
    done(case, "suspend_execution", on=RESUMED + timedelta(days=2))
    assert case.appeals.get().suspensions.count() == 2 and case.is_suspended


def test_only_while_a_remedy_is_under_way() -> None:
    case = make.case("served", on=SERVED)
    refused("appeal_is_open", case, "suspend_execution", on=STAYED)
    done(case, "record_appeal", on=ATTACKED)
    done(case, "record_appeal_result", on=STAYED, result="withdrawn")
    refused("appeal_is_open", case, "suspend_execution", on=STAYED)


def test_a_remedy_that_was_not_taken_up_stops_the_late_fee_for_the_days_of_its_suspension_only() -> None:
    case = attacked()
    late = DUE + timedelta(days=2)
    done(case, "suspend_execution", on=late)
    done(case, "resume_execution", on=late + timedelta(days=3))
    done(case, "record_appeal_result", on=late + timedelta(days=4), result="dismissed")
    # Of the six days after the last one four were suspended, both ends included.
    assert case.late_fee(DUE + timedelta(days=6)) == Decimal(300)


def test_nothing_is_put_off_while_it_waits() -> None:
    case = attacked()
    done(case, "request_deferral", on=ATTACKED)
    done(case, "suspend_execution", on=STAYED)
    refused("execution_goes_on", case, "approve_deferral", on=STAYED)
    done(case, "resume_execution", on=RESUMED)
    done(case, "approve_deferral", on=RESUMED)
    assert payment(case).due_on == case.decision.deferred_until == date(2021, 9, 30)


def test_after_a_second_remedy_the_papers_tell_the_day_the_clock_tells() -> None:
    case = attacked(is_suspended=True)
    done(case, "record_appeal_result", on=date(2021, 9, 15), result="upheld")
    due = payment(case).due_on
    done(case, "record_appeal", on=date(2021, 9, 20), appeal_kind="suit", appeal_body="青岛市黄岛区人民法院")
    done(case, "record_appeal_result", on=date(2021, 9, 21), result="dismissed")
    done(case, "demand", on=due + timedelta(days=1))
    assert "150.00" in str(case.papers_of("demand_notice").get().content)


def test_the_pages_offer_what_may_be_done(sending: Any) -> None:
    case = attacked()
    with clock.at(STAYED):
        sent = {"suspended_by": "区法院裁定", "suspended_on": STAYED.isoformat(), "version": case.version}
        assert sending(case.lead).post(case.act_url("suspend_execution"), **sent).status_code == 302
        case = Case.objects.get(pk=case.pk)
        page = sending(case.lead).get(f"{case.get_absolute_url()}?tab=approval").content.decode()
        assert "停止执行" in page and "区法院裁定" in page and "不停止执行" not in page
        allowed = {offer.row.action for offer in offers(case, by=By(case.lead)) if offer.is_allowed}
        assert "resume_execution" in allowed and "suspend_execution" not in allowed
        sent = {"resumed_on": ATTACKED.isoformat(), "reason": "情形消失", "version": case.version}
        answer = sending(case.lead).post(case.act_url("resume_execution"), **sent)
        assert answer.status_code == 422 and "resumed_on" in answer.context["form"].errors


def test_one_suspension_is_open_at_a_time_and_ends_after_it_began() -> None:
    case = attacked(is_suspended=True)
    appeal = case.appeals.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Suspension.objects.create(appeal=appeal, ordered_by="法院", since=STAYED)
    with pytest.raises(IntegrityError), transaction.atomic():
        appeal.suspensions.update(ended_on=ATTACKED - timedelta(days=1))


# A remedy of one among several


def test_the_remedy_of_one_stops_the_late_fee_of_that_one_only() -> None:
    """行政处罚法 73(3), since 2021-07-15."""
    case = served({NAME: PERSON, "孙某": PERSON}, people=BOTH)
    start = date(2021, 8, 2)
    pay(case, "fine", 19_000)
    for name in (NAME, "孙某"):
        pay(case, "person_fine", 9000, person=name)
    before, of_unit = case.fees_owed(start)[NAME], case.late_fee(start)
    refused("appellants", case, "record_appeal", on=start, appellants=["路人"])
    done(case, "record_appeal", on=start, appellants=[NAME])
    # Thirty yuan a day of the thousand each still owes; not on the day on which it was taken up, nor since.
    later = start + timedelta(days=9)
    fees = case.fees_owed(later)
    assert (fees[NAME], fees["孙某"]) == (before - 30, before + 270)
    assert case.late_fee(later) == of_unit + 270


def test_the_form_asks_who_took_it_where_there_are_several(sending: Any) -> None:
    case = served({NAME: PERSON}, people=BOTH[:1])
    with clock.at(date(2021, 7, 22)):
        form = sending(case.lead).get(case.act_url("record_appeal")).context["form"]
        assert [value for value, _label in form.fields["appellants"].choices] == ["unit", NAME]
        alone = make.case("served", on=SERVED)
        form = sending(alone.lead).get(alone.act_url("record_appeal")).context["form"]
        assert "appellants" not in form.fields
