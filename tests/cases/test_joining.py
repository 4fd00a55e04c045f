"""Who steps aside, several complaints on one case, two cases in one; every end is closed and archived."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from casework.by import By
from casework.workflow import Refused, check
from complaints.confidentiality import Complainant
from complaints.kinds import Label
from inspections.cases.models import Case, LinkedComplaint
from inspections.cases.services import acts
from inspections.cases.services.recusing import recused
from law import clock
from tests.cases.test_cases_rows import done, refused
from tests.factories import accounts, registry
from tests.factories import cases as make
from tests.factories import complaints as make_complaint

pytestmark = pytest.mark.django_db
BEFORE, AFTER = make.CASE_DAY, date(2021, 7, 20)


@pytest.mark.parametrize(
    ("asked_by", "on", "office"),
    [
        ("self", BEFORE, "brigade_leader"),
        ("party", BEFORE, "brigade_leader"),
        ("party", AFTER, "bureau_head"),
        ("self", AFTER, "brigade_leader"),
    ],
)
def test_who_decides_on_a_recusal_is_said_by_the_law_of_the_day(asked_by: str, on: date, office: str) -> None:
    case = make.case("investigating", on=on)
    done(case, "request_recusal", on=on, asked_by=asked_by)
    assert case.recusal.office == office
    acts_of = {"brigade_leader": "decide_recusal", "bureau_head": "decide_recusal_as_head"}
    wrong = next(act for key, act in acts_of.items() if key != office)
    refused(
        "recusal_is_for_leader" if wrong == "decide_recusal" else "recusal_is_for_head", case, wrong, on=on
    )
    refused("no_recusal_waits", case, "request_recusal", on=on)
    done(case, acts_of[office], on=on)
    assert case.recusal.is_granted is False and case.deadlines.get(clock="case.recusal").outcome == "met"
    assert case.papers_of("recusal_decision").exists()
    done(case, "request_recusal", on=on, asked_by=asked_by)  # looked at once more
    assert case.recusals.count() == 2


def test_of_the_leader_himself_the_head_decides() -> None:
    case, leader = make.case("investigating"), accounts.user("brigade_leader")
    done(case, "request_recusal", person=leader)
    assert case.recusal.office == "bureau_head"
    refused("person", make.case("investigating"), "request_recusal", person=accounts.user("inspector"))


def test_of_the_head_himself_the_government_decides_and_its_answer_is_written_down() -> None:
    case, head, other = make.case("investigating"), accounts.user("bureau_head"), accounts.user("bureau_head")
    done(case, "request_recusal", on=AFTER, person=head, asked_by="party")
    assert case.recusal.office == "government"
    for action, code in (("decide_recusal", "leader"), ("decide_recusal_as_head", "head")):
        refused(f"recusal_is_for_{code}", case, action, on=AFTER)
    refused("number", case, "record_recusal_answer", on=AFTER, recusal_number=" ")
    refused("answered_on", case, "record_recusal_answer", on=AFTER, answered_on=BEFORE)
    done(case, "record_recusal_answer", on=AFTER, recusal_decided="同意", recusal_why="近亲属是单位股东")
    asked = case.recusal
    assert (asked.is_granted, asked.number, asked.decided_on) == (True, "青黄政办函〔2021〕3号", AFTER)
    assert not case.papers_of("recusal_decision").exists()  # the decision is the government's, not ours
    assert case.deadlines.get(clock="case.recusal").outcome == "met"
    done(case, "write_record", "conclude_investigation", on=AFTER)
    with clock.at(AFTER):
        assert refusal_by(head, case, "record_discussion") == "is_not_recused"
        assert refusal_by(other, case, "record_discussion") == ""
    refused("recusal_is_for_government", case, "record_recusal_answer", on=AFTER)


def refusal_by(person: Any, record: Any, action: str) -> str:
    try:
        check(record, action, by=By(person))
    except Refused as refusal:
        return refusal.code
    return ""


def test_who_steps_aside_does_nothing_more_and_is_not_named_again() -> None:
    case = make.case("investigating")
    gone, other = case.lead, accounts.user("inspector")
    done(case, "request_recusal", person=gone)
    done(case, "record_findings")  # the investigation goes on meanwhile
    done(case, "decide_recusal", recusal_decided="同意", recusal_why="配偶是单位股东")
    with clock.at(BEFORE), pytest.raises(Refused) as refusal:
        check(case, "record_findings", by=By(gone))
    assert refusal.value.code == "is_not_recused"
    with clock.at(BEFORE):
        check(case, "record_findings", by=By(case.second))
    refused("recused", case, "reassign_case", lead=gone, second=other)
    done(case, "reassign_case", lead=case.second, second=other)
    assert recused([gone.pk], BEFORE) == [(gone.pk, case.employer_id)]


def complaint(case: Any = None, **facts: Any) -> Any:
    with clock.at(BEFORE):
        return make_complaint.accepted(
            actor=accounts.user("inspector"), employer=case.employer if case else registry.employer(), **facts
        )


def test_a_case_deals_with_several_complaints_each_once() -> None:
    case = make.case("investigating")
    first, second = complaint(case), complaint(case)
    refused("complaint", case, "link_complaint", complaint=complaint())  # of another employer
    done(case, "link_complaint", complaint=first)
    done(case, "link_complaint", complaint=second)
    assert case.complaints() == [first, second]
    other = make.case("investigating", employer=case.employer)
    refused("complaint", other, "link_complaint", complaint=first)
    with pytest.raises(Refused):
        make.clue(complaint=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        LinkedComplaint.objects.create(case=other, complaint=first, linked_on=BEFORE)
    first.refresh_from_db()
    assert refusal_of(first, "conclude") == "has_no_open_work"
    done(case, "unlink_complaint", complaint=first, reason="另一时段的事")
    assert refusal_of(first, "conclude") == ""
    done(other, "link_complaint", complaint=first)


def refusal_of(record: Any, action: str) -> str:
    try:
        check(record, action, by=By(None))
    except Refused as refusal:
        return refusal.code
    return ""


def test_one_confidential_complaint_makes_the_case_confidential() -> None:
    case = make.case("investigating")
    hidden = complaint(case, label=Label.WHISTLEBLOWER)
    assert not case.is_confidential and not Case.objects.hidden().exists()
    done(case, "link_complaint", complaint=hidden)
    assert case.is_confidential and list(Case.objects.hidden()) == [case]
    done(case, "unlink_complaint", complaint=hidden, reason="另一时段的事")
    assert not case.is_confidential and not Case.objects.hidden().exists()


def test_no_word_of_the_case_names_any_of_its_complainants() -> None:
    case = make.case("investigating")
    done(case, "link_complaint", complaint=named(case, "周晓燕", "13800001111"))
    done(case, "link_complaint", complaint=named(case, "郑建国", "13900002222"))
    for name in ("周晓燕", "郑建国"):
        with pytest.raises(Refused) as refusal:
            acts.keep_secret(case, f"据{name}反映", by=By(None))
        assert refusal.value.code == "identity_in_text"


def named(case: Case, name: str, phone: str) -> Any:
    return complaint(case, complainant=Complainant(name=name, phone=phone))


def test_two_cases_become_one_and_the_other_is_closed() -> None:
    lead_case = make.case("investigating", matters=["illegal_overtime"])
    asked = complaint(lead_case)
    case = make.clue(
        employer=lead_case.employer, matters=["no_rest_day"], found_on=date(2021, 5, 1), complaint=None
    )
    done(case, *make.FILED, "write_record")
    done(case, "link_complaint", complaint=asked)
    stranger = make.case("investigating")
    refused("leading", case, "merge_case", leading=stranger)
    refused("text", case, "merge_case", leading=lead_case, reason=" ")
    done(case, "merge_case", leading=lead_case)
    assert (case.state, case.merged_into) == ("merged", lead_case)
    assert lead_case.matters == ["illegal_overtime", "no_rest_day"] and lead_case.found_on == date(2021, 5, 1)
    assert lead_case.complaints() == [asked] and case.complaints() == []
    assert [each.clock for each in case.deadlines.running()] == ["case.closing"]
    assert list(lead_case.merged.all()) == [case] and case.papers_of("enquiry_record").exists()
    done(case, "request_closing", "approve_closing", "archive_case")
    assert case.state == "archived"
    assert lead_case.state == "investigating" and refusal_of(asked, "conclude") == "has_no_open_work"


def test_what_a_merged_case_was_made_of_is_free_once_it_is_unlinked() -> None:
    """It went over to the leading case; taken out there it joins that case again, another one, or makes a case of its own."""
    leading = make.case("investigating", matters=["illegal_overtime"])
    asked = complaint(leading)
    case = make.clue(complaint=asked)
    done(case, *make.FILED)
    done(case, "merge_case", leading=leading)
    assert leading.complaints() == [asked]
    with pytest.raises(Refused):
        make.clue(complaint=asked)
    done(leading, "unlink_complaint", complaint=asked, reason="另一时段的事")
    asked.refresh_from_db()
    assert refusal_of(asked, "conclude") == ""
    done(leading, "link_complaint", complaint=asked)
    assert leading.complaints() == [asked] and refusal_of(asked, "conclude") == "has_no_open_work"
    done(case, "request_closing", "approve_closing", "archive_case")
    done(leading, "unlink_complaint", complaint=asked, reason="确实是另一件事")
    own = make.clue(complaint=asked)
    refused("complaint", leading, "link_complaint", complaint=asked)
    assert own.complaints() == [asked]


ENDS = {"withdrawn": (), "merged": (), "executed": (), "transferred": ("record_police_answer",)}


@pytest.mark.parametrize("state", ENDS)
def test_every_end_is_closed_and_archived(state: str) -> None:
    case = make.case(state)
    done(case, *ENDS[state], "request_closing", "approve_closing", "archive_case")
    assert case.state == "archived" and not case.deadlines.running().exists()


def test_unfounded_ends_without_punishment_not_by_withdrawal() -> None:
    """条例 18: withdrawn only where minor and corrected; where the facts do not stand, nothing is punished (行政处罚法 57)."""
    case = make.case("investigating")
    done(case, "write_record")
    done(case, "conclude_investigation", is_minor_and_corrected=False, is_unfounded=True)
    refused("is_minor_and_corrected", case, "withdraw_case")
    done(case, "submit_review", "pass_review")
    done(
        case,
        "give_notice",
        notice_kind="none",
        notice_text="违法事实不能成立，拟不予处罚",
        proposed_fine=None,
    )
    done(case, "deliver", "record_statement")
    refused("decision_kind", case, "submit_decision", fine_amount=1)
    done(case, "submit_decision", decision_kind="none", decision_text="不予处罚", fine_amount=None)
    done(case, "decide", "serve", "request_closing", "approve_closing", "archive_case")
    assert case.state == "archived" and case.papers_of("no_penalty_decision").exists()


def test_somebody_of_the_brigade(db: Any) -> None:
    """Handlers, leaders and reviewers may be asked to step aside; nobody else takes part."""
    case, legal = make.case("investigating"), accounts.user("legal_reviewer")
    towns = accounts.user("town_officer")
    part = set(case.takes_part())
    assert {case.lead, case.second, legal} <= part and towns not in part
    assert isinstance(case.lead, User)
