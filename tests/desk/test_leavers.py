"""REG-10: what a leaver still holds is shown, told, and given to another in one act; nothing is said to a closed inbox."""

from datetime import timedelta
from typing import Any

import pytest

from accounts import services
from casework import holdings, notices
from casework.by import By
from casework.models import AuditEntry, Notice
from casework.submissions import new_key
from law.clock import today as day
from tests.factories import accounts, cases, checks, complaints, registry

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaver(today: Any, inspector: Any, brigade_leader: Any) -> Any:
    """An inspector with two open cases (one led, one seconded), an archived one, and a complaint."""
    gone = accounts.user("inspector", name="周离")
    cases.case("investigating", lead=gone)
    cases.case("investigating", second=gone)
    complaints.accepted(employer=registry.employer(), actor=gone)
    return gone


def disable(leaver: Any, by: Any) -> None:
    services.disable_user(leaver, by=By(by), reason="调离")


def test_REG_10_disabling_shows_and_tells_what_is_held(
    leaver: Any, security_admin: Any, brigade_leader: Any, client_for: Any
) -> None:
    page = client_for(security_admin).get(f"/accounts/{leaver.pk}/disable/").content.decode()
    assert "案件 2 件" in page and "投诉举报 1 件" in page
    disable(leaver, security_admin)
    told = Notice.objects.filter(user=brigade_leader).latest("pk")
    assert "周离" in told.what and "案件 2 件" in told.what
    home = client_for(brigade_leader).get("/").content.decode()
    assert "承办人已停用" in home and "周离" in home


def test_REG_10_an_account_that_ran_out_is_a_leavers_too(leaver: Any) -> None:
    assert leaver not in holdings.leavers()
    type(leaver).objects.filter(pk=leaver.pk).update(until=day() - timedelta(days=1))
    assert leaver in holdings.leavers()


def test_REG_10_all_of_it_moves_in_one_act(
    leaver: Any, security_admin: Any, brigade_leader: Any, inspector: Any, client_for: Any
) -> None:
    disable(leaver, security_admin)
    browser, address = client_for(brigade_leader), f"/leavers/{leaver.pk}/"
    page = browser.get(address).content.decode()
    assert "移交周离的工作" in page
    sent = {"submission": new_key(), "to": inspector.pk, "reason": "调离，由本人接手"}
    assert browser.post(address, sent).status_code == 302
    assert holdings.held_by(leaver) == [] and leaver not in holdings.leavers()
    assert holdings.told(inspector) == "投诉举报 1 件、案件 2 件"
    assert AuditEntry.objects.get(action="hand_over_work").data["moved"] == 3
    assert browser.post(address, sent).status_code == 302, "sent twice it is done once"
    assert AuditEntry.objects.filter(action="hand_over_work").count() == 1
    assert "承办人已停用" not in browser.get("/").content.decode()


def test_REG_10_what_may_not_move_stays_with_its_reason(
    leaver: Any, security_admin: Any, brigade_leader: Any, inspector: Any, client_for: Any
) -> None:
    cases.case("investigating", lead=leaver, second=inspector)
    disable(leaver, security_admin)
    moved, stays = holdings.hand_over(leaver, to=inspector, by=By(brigade_leader), reason="调离")
    assert moved == 3 and len(stays) == 1 and stays[0].why
    assert holdings.told(leaver) == "案件 1 件"
    other = accounts.user("inspector")
    assert holdings.hand_over(leaver, to=other, by=By(brigade_leader), reason="调离") == (1, [])


def test_REG_10_only_those_who_give_out_work_do(
    leaver: Any, inspector: Any, security_admin: Any, client_for: Any
) -> None:
    disable(leaver, security_admin)
    for person in (inspector, security_admin):
        assert client_for(person).get("/leavers/").status_code == 403
        assert client_for(person).get(f"/leavers/{leaver.pk}/").status_code == 403


def test_REG_10_who_is_here_is_nobody_to_hand_over(leaver: Any, brigade_leader: Any, client_for: Any) -> None:
    assert client_for(brigade_leader).get(f"/leavers/{leaver.pk}/").status_code == 404


def test_REG_10_a_notice_for_a_closed_inbox_goes_to_who_stands_in(
    leaver: Any, security_admin: Any, brigade_leader: Any, inspector: Any
) -> None:
    disable(leaver, security_admin)
    leaver.refresh_from_db()
    Notice.objects.all().delete()
    notices.send([leaver, inspector, brigade_leader], what="时限快到了")
    told = {notice.user: notice.what for notice in Notice.objects.all()}
    assert set(told) == {inspector, brigade_leader}
    assert "周离的账号已停用" in told[brigade_leader]


def test_REG_10_an_inspection_moves_too(
    today: Any, security_admin: Any, brigade_leader: Any, inspector: Any
) -> None:
    gone = accounts.user("inspector")
    inspection = checks.assigned(lead=gone)
    disable(gone, security_admin)
    assert holdings.hand_over(gone, to=inspector, by=By(brigade_leader), reason="调离") == (1, [])
    inspection.refresh_from_db()
    assert inspection.lead == inspector
