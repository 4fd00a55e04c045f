"""How long a session lives, and what every signed-in page carries."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import services
from accounts.models import User
from casework.by import By
from law import clock
from tests.factories import trail
from tests.factories.accounts import PASSWORD, user

pytestmark = pytest.mark.django_db
PAGE = "/accounts/password/done/"
NINE = datetime(2021, 6, 23, 9, 0)


def visit(client: Client, minutes: int = 0, **extra: Any) -> Any:
    with clock.at(NINE + timedelta(minutes=minutes)):
        return client.get(PAGE, **extra)


@pytest.fixture
def at_nine(client_for: Callable[..., Client]) -> Callable[[str], Client]:
    def signed_in(role: str) -> Client:
        client = client_for(user(role, password_changed_at=clock.instant_of(NINE)))
        assert visit(client).status_code == 200
        return client

    return signed_in


@pytest.mark.parametrize(("role", "lasts"), [("inspector", 30), ("system_admin", 15), ("audit_admin", 15)])
def test_M_ID_02_an_idle_session_ends(at_nine: Callable[[str], Client], role: str, lasts: int) -> None:
    assert visit(at_nine(role), lasts - 1).status_code == 200
    late = visit(at_nine(role), lasts + 1)
    assert late.status_code == 302
    assert late["Location"] == f"/accounts/login/?next={PAGE}"
    assert trail.entries(action="session_ended", data__limit="idle").count() == 1


def test_M_ID_02_a_session_in_use_ends_after_twelve_hours(at_nine: Callable[[str], Client]) -> None:
    client = at_nine("inspector")
    for minutes in range(20, 12 * 60 + 1, 20):
        assert visit(client, minutes).status_code == 200
    assert visit(client, 12 * 60 + 2).status_code == 302
    assert trail.entries(action="session_ended").get().data == {"limit": "whole"}


def test_a_new_sign_in_starts_the_twelve_hours_anew(client: Client) -> None:
    user(username="wang", password_changed_at=clock.instant_of(NINE))
    for hours in (0, 11, 14):
        with clock.at(NINE + timedelta(hours=hours)):
            client.post("/accounts/login/", {"username": "wang", "password": PASSWORD})
            assert client.get(PAGE).status_code == 200


def test_M_AC_03_a_disabled_account_loses_its_live_session_at_once(
    client_for: Callable[..., Client], system_admin: User
) -> None:
    account = user()
    client = client_for(account)
    assert client.get(PAGE).status_code == 200
    services.disable_user(account, by=By(system_admin), reason="调离")
    assert client.get(PAGE).status_code == 302
    services.enable_user(account, by=By(system_admin), reason="调回")
    assert client.get(PAGE).status_code == 302, "the old session must not come back to life"


def test_M_AC_03_an_account_past_its_end_cannot_go_on(client_for: Callable[..., Client]) -> None:
    account = user(until=date(2021, 6, 23), password_changed_at=clock.instant_of(NINE))
    client = client_for(account)
    with clock.at(date(2021, 6, 23)):
        assert client.get(PAGE).status_code == 200
    with clock.at(datetime(2021, 6, 24, 0, 1)):
        assert not account.is_current
        assert client.get(PAGE).status_code == 302


def test_a_new_password_ends_the_other_sessions_of_the_account(client_for: Callable[..., Client]) -> None:
    account = user()
    here, there = client_for(account), client_for(account)
    answer = here.post(
        "/accounts/password/",
        {"old_password": PASSWORD, "new_password1": "Another-2022!", "new_password2": "Another-2022!"},
    )
    assert answer.status_code == 302
    assert here.get(PAGE).status_code == 200
    assert there.get(PAGE).status_code == 302


def test_M_RI_01_the_browser_keeps_no_signed_in_page(client_for: Callable[..., Client]) -> None:
    assert client_for(user()).get(PAGE)["Cache-Control"] == "private, no-store"


def test_a_partial_request_without_session_is_told_so_and_gets_no_sign_in_page(client: Client) -> None:
    response = client.get(PAGE, headers={"HX-Request": "true"})
    assert (response.status_code, response.content) == (401, b"")


def test_a_page_seen_within_the_minute_writes_no_session_row(
    at_nine: Callable[[str], Client],
) -> None:
    client = at_nine("inspector")
    for seconds, is_written in ((30, False), (90, True)):
        with CaptureQueriesContext(connection) as sent, clock.at(NINE + timedelta(seconds=seconds)):
            client.get(PAGE)
        assert (
            any("UPDATE" in query["sql"] and "django_session" in query["sql"] for query in sent) == is_written
        )
