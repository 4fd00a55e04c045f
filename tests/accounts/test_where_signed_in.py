"""SEC-10, SEC-11, SEC-22: what ends a session, and who sees where an account is signed in."""

from typing import Any

import pytest
from django.test import Client

from accounts import second_factor, services, sessions
from accounts.models import SignIn, User
from casework.by import By
from casework.limits import OLD_PASSWORD
from tests.factories import trail
from tests.factories.accounts import PASSWORD, user

pytestmark = pytest.mark.django_db
PAGE = "/accounts/password/done/"
PHONE = "Mozilla/5.0 (Linux; Android 10) Chrome/90 MicroMessenger/8.0"


def signed_in(account: User, **extra: Any) -> Client:
    client = Client(**extra)
    assert (
        client.post("/accounts/login/", {"username": account.username, "password": PASSWORD}).status_code
        == 302
    )
    return client


def is_in(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


def reset_factor(account: User, by: By) -> None:
    second_factor.factor_of(account)
    second_factor.reset(account, by=by)


def change_role(account: User, by: By) -> None:
    services.grant_role(account, by=by, role="leadership", reason="调任")


ENDS = {
    "factor": reset_factor,
    "role": change_role,
    "password": lambda account, by: services.reset_password(account, by=by),
    "disabled": lambda account, by: services.disable_user(account, by=by, reason="离职"),
    "ended": lambda account, by: sessions.end_all(account, by=by),
}


@pytest.mark.parametrize("what", ENDS)
def test_SEC_10_every_session_ends_with_what_it_rested_on(
    what: str, security_admin: User, system_admin: User
) -> None:
    account = user("inspector")
    open_ones = [signed_in(account), signed_in(account)]
    assert all(map(is_in, open_ones))
    by = By(system_admin if what == "password" else security_admin)
    ENDS[what](account, by)
    assert not any(map(is_in, open_ones))


def test_SEC_10_the_same_role_again_ends_nothing(security_admin: User) -> None:
    account = user("inspector")
    client = signed_in(account)
    services.grant_role(account, by=By(security_admin), role="inspector", reason="续任")
    assert is_in(client)


def test_SEC_11_the_old_password_is_not_guessed_at_an_open_session() -> None:
    account = user("inspector")
    client, other = signed_in(account), signed_in(account)
    wrong = {
        "old_password": "not-this-One9",
        "new_password1": "Brand-new-77x",
        "new_password2": "Brand-new-77x",
    }
    answers = [client.post("/accounts/password/", wrong).status_code for _turn in range(OLD_PASSWORD.times)]
    assert answers == [422] * (OLD_PASSWORD.times - 1) + [429]
    assert not is_in(client) and not is_in(other)
    waits = Client().post("/accounts/login/", {"username": account.username, "password": PASSWORD})
    assert waits.status_code == 429, "the account waits as at the sign-in"
    assert trail.entries(action="old_password_refused").count() == OLD_PASSWORD.times


def test_SEC_11_a_new_password_that_is_too_easy_is_no_guess() -> None:
    account = user("inspector")
    client = signed_in(account)
    for _turn in range(OLD_PASSWORD.times + 2):
        easy = {"old_password": PASSWORD, "new_password1": "a", "new_password2": "a"}
        assert client.post("/accounts/password/", easy).status_code == 422
    assert is_in(client)


def test_SEC_22_one_sees_where_one_is_signed_in_and_ends_one() -> None:
    account, stranger = user("inspector"), user("inspector")
    here = signed_in(account)
    phone = signed_in(account, HTTP_USER_AGENT=PHONE, REMOTE_ADDR="10.0.0.9")
    foreign = signed_in(stranger)
    page = here.get("/accounts/sessions/").content.decode()
    assert "安卓手机 · 微信" in page and "10.0.0.9" in page and page.count(">这台<") == 1
    number = SignIn.objects.get(source="10.0.0.9").pk
    foreign.post("/accounts/sessions/", {"number": number})
    assert is_in(phone), "nobody ends another's"
    here.post("/accounts/sessions/", {"number": number})
    assert not is_in(phone) and is_in(here) and is_in(foreign)
    assert trail.entries(action="end_sessions").count() == 1
    assert "安卓手机" not in here.get("/accounts/sessions/").content.decode()


def test_SEC_22_all_others_end_at_once_also_after_a_new_password() -> None:
    account = user("inspector")
    here = signed_in(account)
    new = {"old_password": PASSWORD, "new_password1": "Brand-new-77x", "new_password2": "Brand-new-77x"}
    assert here.post("/accounts/password/", new).status_code == 302
    others = [Client(), Client()]
    for other in others:
        other.post("/accounts/login/", {"username": account.username, "password": "Brand-new-77x"})
        assert is_in(other)
    here.post("/accounts/sessions/")
    assert is_in(here) and not any(map(is_in, others))


def test_SEC_22_the_administrator_ends_anyones(
    client_for: Any, security_admin: User, inspector: User
) -> None:
    account = user("inspector")
    theirs, admin = signed_in(account), client_for(security_admin)
    assert "结束全部登录" in admin.get(account.get_absolute_url()).content.decode()
    assert client_for(inspector).post(f"/accounts/{account.pk}/sessions/").status_code == 403
    assert is_in(theirs)
    assert admin.post(f"/accounts/{account.pk}/sessions/").status_code == 302
    assert not is_in(theirs)


@pytest.mark.parametrize("number", ["x", "²", "9" * 400, "-1", "1 OR 1=1"])
def test_SEC_22_a_number_that_is_none_ends_nobody_elses(number: str) -> None:
    account = user("inspector")
    here, foreign = signed_in(account), signed_in(user("inspector"))
    assert here.post("/accounts/sessions/", {"number": number}).status_code == 302
    assert is_in(here) and is_in(foreign)


def test_SEC_22_what_has_ended_is_forgotten() -> None:
    account = user("inspector")
    client = signed_in(account)
    signed_in(account)
    client.post("/accounts/logout/")
    assert sessions.forget_ended() == 1 and SignIn.objects.count() == 1
