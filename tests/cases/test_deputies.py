"""Deputies (代理审批): whose rights, on which days, and never for what is one's own."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from accounts.models import Deputy
from accounts.services import deputies
from casework import audit
from casework.by import By
from casework.models import AuditEntry, Notice
from casework.workflow import NotNow, Refused
from desk import approvals
from law import clock
from tests.cases.approving import DAY, again, case_in, deputy
from tests.factories import accounts
from tests.factories import cases as make


@pytest.fixture(autouse=True)
def on_the_day(campaign: Any) -> Any:
    cache.clear()
    with clock.at(DAY):
        yield


def test_a_deputy_approves_in_his_days_and_it_says_for_whom(people: Any) -> None:
    stand_in, case = accounts.user("inspector"), case_in("filing", people)
    with pytest.raises(NotNow):
        make.filing.approve_filing(case, by=By(stand_in))
    deputy(people.leader, stand_in)
    stand_in = again(stand_in)
    assert [heap.row.action for heap in approvals.heaps(stand_in)] == ["approve_filing"]
    make.filing.approve_filing(case, by=By(stand_in))
    entry = AuditEntry.objects.about(case).filter(action="approve_filing").get()
    assert entry.actor_label == f"{stand_in.audit_label}代{people.leader.audit_label}"
    assert entry.data["behalf"] == people.leader.pk
    paper = case.papers.get(kind="filing_approval")
    assert f"{people.leader.name}（{stand_in.name}代）" in str(paper.content)


def test_a_deputy_stands_in_only_on_his_days(people: Any) -> None:
    stand_in = accounts.user("inspector")
    named = deputy(people.leader, stand_in, days=2)
    for on, may in ((DAY, True), (DAY + timedelta(2), True), (DAY + timedelta(3), False)):
        with clock.at(on):
            assert again(stand_in).has_perm("cases.approve_filing") is may
    deputies.end_deputy(named, by=By(people.leader))
    assert not again(stand_in).has_perm("cases.approve_filing")


def test_only_rights_to_approve_are_lent(people: Any) -> None:
    stand_in = accounts.user("inspector")
    deputy(people.leader, stand_in)
    stand_in = again(stand_in)
    assert stand_in.has_perm("cases.approve_closing") and stand_in.has_perm("cases.return_filing")
    for permission in ("cases.reassign_case", "casework.change_policy", "checks.assign", "cases.give_notice"):
        assert not stand_in.has_perm(permission)


def test_a_deputy_decides_on_nothing_of_his_own(people: Any) -> None:
    case = case_in("filing", people)
    deputy(people.leader, people.second)
    second = again(people.second)
    with pytest.raises(NotNow) as refused:
        make.filing.approve_filing(case, by=By(second))
    assert refused.value.code == "own_work"
    assert approvals.heaps(second) == []


def test_a_deputy_approves_nothing_the_person_he_stands_in_for_put_forward(people: Any) -> None:
    stand_in, case = accounts.user("inspector"), case_in("filing", people)
    deputy(people.leader, stand_in)
    audit.record("request_filing", by=By(people.leader), about=case)
    with pytest.raises(NotNow) as refused:
        make.filing.approve_filing(case, by=By(again(stand_in)))
    assert refused.value.code == "own_draft" and people.leader.name in refused.value.sentence


def test_a_deputy_has_no_deputy(people: Any) -> None:
    inspector = accounts.user("inspector")
    other = accounts.user("brigade_leader")
    deputy(people.head, people.leader)
    with pytest.raises(Refused) as refused:
        deputy(people.leader, inspector)
    assert refused.value.code == "deputy"
    deputy(other, inspector)
    assert not again(inspector).has_perm("cases.decide")
    with pytest.raises(Refused):
        deputies.name_deputy(
            by=By(people.head), principal=people.head, deputy=other, from_on=DAY, until_on=DAY, reason="出差"
        )


def test_who_may_name_whom(people: Any) -> None:
    inspector, guard = accounts.user("inspector"), accounts.user("security_admin")
    with pytest.raises(Refused) as refused:
        deputy(people.leader, inspector, by=people.head)
    assert refused.value.code == "permission"
    with pytest.raises(Refused) as refused:
        deputy(people.head, inspector)
    assert refused.value.code == "deputy"
    assert deputy(people.leader, inspector, by=guard).named_by_id == guard.pk
    assert AuditEntry.objects.filter(action="name_deputy", actor=guard).exists()


def test_a_deputy_of_a_closed_account_may_nothing(people: Any) -> None:
    stand_in = accounts.user("inspector")
    deputy(people.leader, stand_in)
    type(people.leader).objects.filter(pk=people.leader.pk).update(is_active=False)
    assert not again(stand_in).has_perm("cases.approve_filing")


def test_the_page_of_deputies(people: Any, sending: Any) -> None:
    stand_in = accounts.user("inspector")
    sent = {
        "principal": people.leader.pk,
        "deputy": stand_in.pk,
        "from_on": DAY.isoformat(),
        "reason": "出差",
    }
    late = sending(people.leader).post("/accounts/deputies/new/", **sent, until_on="2021-06-01")
    assert late.status_code == 422 and "结束日期不能早于开始日期。" in late.content.decode()
    made = sending(people.leader).post("/accounts/deputies/new/", **sent, until_on="2021-06-20")
    assert made.status_code == 302
    page = sending(people.leader).get("/accounts/deputies/").content.decode()
    assert f"{stand_in.name} 代 {people.leader.name}" in page and "代理中" in page
    named = Deputy.objects.get()
    assert sending(people.head).post(f"/accounts/deputies/{named.pk}/end/").status_code == 404
    assert sending(people.leader).post(f"/accounts/deputies/{named.pk}/end/").status_code == 302
    named.refresh_from_db()
    assert named.ended_at is not None
    assert sending(people.lead).get("/accounts/deputies/").status_code == 403


def test_deputies_are_told_of_what_waits(people: Any) -> None:
    stand_in = accounts.user("inspector")
    deputy(people.leader, stand_in)
    case = case_in("clue", people)
    make.do(case, "request_filing")
    assert Notice.objects.filter(user=stand_in, object_id=case.pk).exists()
