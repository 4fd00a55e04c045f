"""`perform`: the order of its checks, what it refuses, and that a refusal changes nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict

from casework import audit
from casework.by import By
from casework.models import AuditEntry, Deadline, Notice
from casework.views.detail import event_filters, timeline
from casework.workflow import Refused, offers, perform
from complaints.models import Complaint
from complaints.services import acts
from law.clock import at
from tests.factories import accounts, campaign, complaints, draws, patrols, registry

pytestmark = pytest.mark.django_db
PATROL_DAY, INSPECTION_DAY, GAP_DAY = date(2021, 4, 20), date(2021, 6, 23), date(2021, 5, 31)


def code_of(record: Any, action: str, actor: Any, **options: Any) -> str:
    with pytest.raises(Refused) as refused:
        perform(record, action, by=By(actor), **options)
    assert refused.value.sentence
    return refused.value.code


def test_unknown_act_wrong_role_wrong_state(inspector: Any, town_officer: Any) -> None:
    complaint = complaints.complaint(actor=inspector)
    assert code_of(complaint, "fly", inspector) == "unknown_action"
    assert code_of(complaint, "accept", town_officer) == "permission"
    assert code_of(complaint, "conclude", inspector) == "state"
    complaint.refresh_from_db()
    assert (complaint.state, complaint.version) == ("received", 0)


def test_A_28_the_second_of_two_readers_is_told_of_the_conflict(inspector: Any) -> None:
    complaint = complaints.complaint(actor=inspector)
    mine, theirs = (Complaint.objects.get(pk=complaint.pk) for _ in range(2))
    perform(mine, "request_supplement", by=By(inspector))
    before = AuditEntry.objects.count()
    assert code_of(theirs, "refuse", inspector) == "conflict"
    assert theirs.state == "received"
    assert AuditEntry.objects.count() == before


def test_a_phase_on_plan_is_written_down_and_off_plan_needs_a_reason(town_officer: Any, town_a: Any) -> None:
    plan = campaign.campaign_2021()
    employer = registry.employer(town=town_a)
    with at(PATROL_DAY):
        patrol = patrols.patrol(employer=employer, actor=town_officer)
    created = AuditEntry.objects.about(patrol).filter(action="record_patrol").get()
    assert created.phase == "patrol"
    with at(INSPECTION_DAY):
        other = type(patrol)(campaign=plan, employer=employer, town=town_a, patrolled_on=INSPECTION_DAY)
        assert code_of(other, "record_patrol", town_officer) == "off_plan"


def test_a_strict_act_is_refused_with_the_day_it_opens(brigade_leader: Any) -> None:
    plan = campaign.campaign_2021()
    for _ in range(3):
        registry.employer(categories=("service",))
        accounts.user("inspector")
    draw = draws.witnessed(campaign=plan, actor=brigade_leader)
    with at(PATROL_DAY), pytest.raises(Refused) as refused:
        perform(draw, "draw", by=By(brigade_leader, off_plan="着急"))
    assert refused.value.opens_on == date(2021, 6, 1)


def test_nothing_is_refused_for_falling_into_a_gap(town_officer: Any, town_a: Any) -> None:
    campaign.campaign_2021()
    with at(GAP_DAY):
        patrol = patrols.patrol(employer=registry.employer(town=town_a), actor=town_officer, on=GAP_DAY)
    assert AuditEntry.objects.about(patrol).filter(action="record_patrol").get().phase == ""


def test_acts_stop_start_and_restart_clocks(inspector: Any) -> None:
    complaint = complaints.complaint(actor=inspector, on=date(2021, 4, 30))
    acceptance = complaint.deadlines.get()
    assert acceptance.due_on == date(2021, 5, 11)
    with at(date(2021, 5, 6)):
        perform(complaint, "request_supplement", by=By(inspector))
        assert complaint.deadlines.running().get().clock == "complaint.supplement"
    with at(date(2021, 5, 13)):
        acts.receive_supplement(complaint, by=By(inspector))
    again = complaint.deadlines.running().get()
    assert again.due_on == date(2021, 5, 20)
    acceptance.refresh_from_db()
    assert acceptance.outcome == Deadline.VOID


def test_offers_carry_the_reason_of_what_may_not_be_done(inspector: Any) -> None:
    complaint = complaints.complaint(actor=inspector)
    found = {offer.row.action: offer for offer in offers(complaint, by=By(inspector))}
    assert found["request_supplement"].is_allowed
    assert not found["accept"].is_allowed and found["accept"].refusal.sentence
    assert "conclude" not in found


def test_notices_go_to_others_only(
    inspector: Any, brigade_leader: Any, town_officer: Any, town_a: Any
) -> None:
    campaign.campaign_2021()
    with at(PATROL_DAY):
        patrols.escalated(employer=registry.employer(town=town_a), actor=town_officer)
    assert Notice.objects.filter(user=brigade_leader).exists()
    assert not Notice.objects.filter(user=town_officer).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer; the race needs PostgreSQL"
)
def test_D_10_twenty_threads_one_acceptance(inspector: Any, town_a: Any) -> None:
    complaint = complaints.complaint(actor=inspector, employer=registry.employer(town=town_a))

    def accept(_: int) -> str:
        try:
            acts.accept(Complaint.objects.get(pk=complaint.pk), by=By(inspector))
        except Refused as refused:
            return refused.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(accept, range(20)))
    assert answers.count("done") == 1
    assert set(answers) <= {"done", "conflict", "state"}
    assert AuditEntry.objects.about(complaint).filter(action="accept", is_success=True).count() == 1
    assert audit.verify() is None


def test_who_only_looked_does_not_drown_what_was_done(inspector: Any) -> None:
    made = complaints.complaint(actor=inspector)
    audit.note("view_sensitive", by=By(inspector), about=made)
    log = timeline(made)
    filters = event_filters(log, QueryDict())
    shown = [entry.text for entry in log if entry.kind in filters[0].kinds]
    assert shown == ["登记"] and len(log) == 2
    assert [(str(choice.label), choice.count) for choice in filters] == [
        ("办理", 1),
        ("人办的", 1),
        ("查看和下载", 1),
    ]
