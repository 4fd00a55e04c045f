"""撤销并责令重新作出: the decision falls, the case is reviewed, told and decided once more, and what was stays to be read."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from casework.models import AuditEntry, Paper
from inspections.cases.models import Case
from law import clock, terms
from tests.cases.test_cases_rows import done, refused
from tests.factories import accounts
from tests.factories import cases as make

pytestmark = pytest.mark.django_db
SERVED = date(2021, 7, 20)
ENDED = date(2021, 9, 15)
ORDERED = {
    "result": "remade",
    "decided_on": ENDED,
    "effective_on": ENDED,
    "result_number": "青黄政复决字〔2021〕9号",
}


def sent_back(state: str = "served", **told: Any) -> Case:
    """Attacked and revoked, with the order to decide anew."""
    case = make.case(state, on=SERVED)
    done(case, "record_appeal", on=SERVED + timedelta(days=10))
    done(case, "record_appeal_result", on=ENDED, **ORDERED | told)
    return Case.objects.get(pk=case.pk)


def decided_again(case: Case, fine: int = 4000) -> None:
    """Reviewed, told, heard and decided once more."""
    done(case, "submit_review", "pass_review", on=ENDED)
    done(case, "give_notice", on=ENDED, proposed_fine=fine)
    done(case, "deliver", "record_statement", on=ENDED)
    done(case, "submit_decision", on=ENDED, fine_amount=fine)
    done(case, "decide", "serve", on=ENDED)


@pytest.mark.parametrize("state", ["served", "executed", "closed", "archived"])
def test_it_goes_back_from_wherever_it_stood_and_the_days_begin_anew(state: str) -> None:
    case = sent_back(state)
    assert (case.state, case.decision, case.notice, case.statement, case.hearing) == (
        "investigated",
        None,
        None,
        None,
        None,
    )
    assert (case.closed_on, case.archived_on, case.archive_number, case.is_final) == (None, None, "", False)
    (former,) = case.decisions.all()
    assert (former.fell_on, former.fine, former.ordered("fine")) == (ENDED, 5000, 0)
    running = {each.clock: each for each in case.deadlines.running()}
    assert running["case.decision"].due_on == terms.due("case.decision", ENDED).on
    assert set(running) - {"case.decision", "publication.withdrawal"} == set()
    assert AuditEntry.objects.about(case).order_by("-seq").first().action == "decide_anew"


def test_another_decision_is_made_and_the_former_stays_to_be_read(client_for: Any) -> None:
    case = sent_back()
    old = Paper.objects.about(case).filter(kind="penalty_decision").get()
    assert old.state == "replaced"
    decided_again(case)
    case = Case.objects.get(pk=case.pk)
    assert [(each.fine, bool(each.fell_on)) for each in case.decisions.exclude(decided_on=None)] == [
        (5000, True),
        (4000, False),
    ]
    assert (case.state, case.decision.fine, case.appeal, case.is_overturned) == ("served", 4000, None, False)
    assert case.papers_of("penalty_decision").get().pk == case.decision.paper_id != old.pk
    assert case.deadlines.running().get(clock="fine.payment").due_on == terms.due("fine.payment", ENDED).on
    with clock.at(ENDED):
        page = client_for(case.lead).get(f"{case.get_absolute_url()}?tab=approval").content.decode()
    assert old.number in page and case.decision.paper.number in page
    assert "撤销，责令重新作出" in page and ORDERED["result_number"] in page
    fresh = str(case.decision.paper.content)
    assert old.number in fresh and "撤销并责令重新作出" in fresh and ORDERED["result_number"] in fresh
    done(case, "publish_decision", on=ENDED)
    done(case, "record_appeal", on=ENDED, appeal_kind="suit")
    done(case, "record_appeal_result", on=ENDED, result="remade")
    done(case, "withdraw_publication", on=ENDED)
    decided_again(case, fine=4500)
    assert case.decisions.exclude(fell_on=None).count() == 2


def test_what_fell_is_taken_off_show_before_another_is_made() -> None:
    case = make.case("served", on=SERVED)
    done(case, "publish_decision", "record_appeal", on=SERVED)
    done(case, "record_appeal_result", on=ENDED, **ORDERED)
    leader = accounts.user("brigade_leader")
    assert case in Case.objects.awaiting(leader)
    done(
        case,
        "submit_review",
        "pass_review",
        "give_notice",
        "deliver",
        "record_statement",
        "submit_decision",
        on=ENDED,
    )
    refused("former_is_off_show", case, "decide", on=ENDED)
    done(case, "withdraw_publication", "decide", "serve", on=ENDED)
    assert case.publication is None and case.publications.count() == 1
    done(case, "publish_decision", on=ENDED)
    assert case not in Case.objects.awaiting(leader)


def test_sent_back_to_be_investigated_its_days_are_counted_from_the_remedy() -> None:
    case = sent_back()
    done(case, "submit_review", "return_to_investigation", on=ENDED)
    assert case.deadlines.running().get(clock="case.investigation").started_on == ENDED


def test_the_form_says_what_the_new_decision_should_not_be(client_for: Any) -> None:
    case = sent_back()
    done(case, "submit_review", "pass_review", on=ENDED)
    with clock.at(ENDED):
        form = client_for(accounts.user("brigade_leader")).get(case.act_url("give_notice")).context["form"]
    assert "不得以同一的事实和理由" in str(form.fields["notice_text"].help_text)
    assert "5,000" in str(form.fields["notice_text"].help_text)


def test_an_old_demand_is_none_of_the_new_decision() -> None:
    case = make.case("served", on=SERVED)
    done(case, "demand", "deliver", on=SERVED + timedelta(days=20))
    done(case, "record_appeal", on=SERVED + timedelta(days=21))
    done(case, "record_appeal_result", on=ENDED, **ORDERED)
    assert not case.papers_of("demand_notice").exists()
    decided_again(case)
    refused("demand_ran_out", case, "apply_to_court", on=ENDED + timedelta(days=60))


def test_old_instalments_and_days_to_pay_are_none_of_the_new_decision() -> None:
    case = make.case("served", on=SERVED)
    parts = [(date(2021, 8, 31), Decimal(2000)), (date(2021, 9, 10), Decimal(3000))]
    done(case, "request_deferral", on=SERVED, extend_until=None, instalments=parts)
    done(case, "approve_deferral", "deliver", on=SERVED)
    done(case, "request_deferral", on=SERVED, extend_until=date(2021, 12, 1))
    done(case, "record_appeal", on=SERVED + timedelta(days=10))
    done(case, "record_appeal_result", on=ENDED, **ORDERED)
    done(case, "submit_review", "pass_review", "give_notice", "deliver", "record_statement", on=ENDED)
    done(case, "submit_decision", "decide", on=ENDED)
    case = Case.objects.get(pk=case.pk)
    assert (case.fine_due_on, case.late_fee(ENDED)) == (None, 0)
    done(case, "serve", on=ENDED)
    due = terms.due("fine.payment", ENDED).on
    assert case.fine_due_on == due and case.late_fee(due) == 0
    assert case.late_fee(due + timedelta(days=1)) == Decimal(150)
    refused("deferral_requested", case, "approve_deferral", on=ENDED)


def test_the_number_of_a_decision_that_fell_finds_its_case(client_for: Any) -> None:
    case = sent_back()
    old = Paper.objects.about(case).filter(kind="penalty_decision").get()
    told = Paper.objects.about(case).filter(kind="penalty_notice").get()
    client = client_for(case.lead)
    for number in (old.number, told.number, case.filing_number):
        page = client.get("/cases/", {"q": number}).content.decode()
        assert case.get_absolute_url() in page, number
    assert case.get_absolute_url() in client.get("/find/", {"q": old.number}).content.decode()
    assert (
        case.get_absolute_url() not in client.get("/cases/", {"q": f"{old.number[:-1]}9号"}).content.decode()
    )
