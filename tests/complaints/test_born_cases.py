"""A complaint of which a case is made: whose clock runs, what waits for what, and who may know the complainant."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import F

from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Refused, offers
from complaints.confidentiality import masked, may_know, reveal
from complaints.models import ComplainantIdentity, Complaint
from complaints.services import acts
from law import clock
from tests.complaints.clients import signed_in
from tests.factories import accounts, cases, trail

ON = date(2021, 5, 6)


def investigation(record: Complaint) -> Any:
    return record.deadlines.get(clock="complaint.investigation")


@pytest.fixture
def pair(people: SimpleNamespace) -> SimpleNamespace:
    return SimpleNamespace(lead=accounts.user("inspector"), second=accounts.user("inspector"))


def born(state: str, record: Complaint, pair: SimpleNamespace) -> Any:
    return cases.case(state, on=ON, complaint=record, lead=pair.lead, second=pair.second)


def test_its_clock_stops_when_the_case_is_filed_and_not_before(
    record: Complaint, pair: SimpleNamespace
) -> None:
    born("filing", record, pair)
    assert investigation(record).stopped_at is None


def test_the_clock_of_the_case_takes_over(record: Complaint, pair: SimpleNamespace) -> None:
    case = born("investigating", record, pair)
    assert investigation(record).outcome == "met"
    running = case.deadlines.running().get(clock="case.investigation")
    assert running.started_on == record.accepted_on and running.due_on == investigation(record).due_on
    assert AuditEntry.objects.about(record).filter(action="file_case").exists()


@pytest.mark.parametrize("state", ["clue", "investigating", "decided"])
def test_it_is_not_concluded_while_its_case_goes_on(
    people: SimpleNamespace, record: Complaint, pair: SimpleNamespace, state: str
) -> None:
    born(state, record, pair)
    record.refresh_from_db()
    with clock.at(ON), pytest.raises(Refused) as refused:
        acts.conclude(record, by=By(people.colleague), result="已责令支付")
    assert refused.value.code == "has_no_open_work"
    offer = next(one for one in offers(record, by=By(people.colleague)) if one.row.action == "conclude")
    assert not offer.is_allowed and "先办结案件" in offer.refusal.sentence


@pytest.mark.parametrize("state", ["not_filed", "withdrawn", "closed", "archived"])
def test_it_is_concluded_after_its_case(
    people: SimpleNamespace, record: Complaint, pair: SimpleNamespace, state: str
) -> None:
    born(state, record, pair)
    record.refresh_from_db()
    with clock.at(ON):
        acts.conclude(record, by=By(people.colleague), result="已责令支付")
    assert record.concluded_on == ON


def test_the_handlers_of_its_case_may_know_the_complainant(record: Complaint, pair: SimpleNamespace) -> None:
    """DOMAIN 3: receiver, 承办人, brigade leader."""
    stranger = accounts.user("inspector")
    born("investigating", record, pair)
    for person in (pair.lead, pair.second):
        assert may_know(person, record)
        assert ComplainantIdentity.objects.visible_to(person).filter(complaint=record).exists()
        shown = reveal(record, ["phone"], by=By(person), reason="电话核实欠薪月份")
        assert shown
    assert trail.entries(action="reveal_identity", is_success=True).count() == 2
    assert not may_know(stranger, record)
    with pytest.raises(Refused):
        reveal(record, ["phone"], by=By(stranger), reason="看看")


def test_on_the_page_they_see_masks_and_need_a_reason(record: Complaint, pair: SimpleNamespace) -> None:
    born("investigating", record, pair)
    page = signed_in(pair.lead).get(record.get_absolute_url()).content.decode()
    assert all(value in page for _field, _label, value in masked(record)[:1])
    assert "填理由后查看全部" in page


def test_a_clue_that_is_not_filed_tells_nobody(record: Complaint, pair: SimpleNamespace) -> None:
    """Anybody may register a clue; only filing is approved by the brigade's leader."""
    for state in ("clue", "filing"):
        case = born(state, record, pair)
        assert not may_know(pair.lead, record) and not may_know(pair.second, record)
        type(case)._base_manager.filter(pk=case.pk).update(state="not_filed", version=F("version") + 1)


def test_who_handles_the_case_no_longer_knows_no_longer(record: Complaint, pair: SimpleNamespace) -> None:
    case = born("investigating", record, pair)
    other = accounts.user("inspector")
    type(case).objects.filter(pk=case.pk).update(second=other)
    assert may_know(other, record) and not may_know(pair.second, record)
