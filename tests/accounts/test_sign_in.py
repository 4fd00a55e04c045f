"""Sign-in: what is said, what is counted, what is written down."""

from datetime import date, timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client

from accounts import lockouts, services
from accounts.models import User
from casework.by import By
from law import clock
from tests.factories import trail
from tests.factories.accounts import PASSWORD, user

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def sign_in(client: Client, username: str, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(LOGIN, {"username": username, "password": password}, **extra)


def told() -> list[tuple[str, str, bool]]:
    return list(trail.entries().values_list("action", "record_label", "is_success"))


def test_a_right_password_signs_in_and_is_written_down(client: Client) -> None:
    account = user(username="wang")
    response = sign_in(client, "wang")
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(account.pk)
    assert told() == [("sign_in", account.account_label, True)]


@pytest.mark.parametrize("typed", ["WANG", " wang ", "ｗａｎｇ", "Wang"])
def test_M_ID_01_an_account_has_one_name_however_it_is_typed(client: Client, typed: str) -> None:
    user(username="wang")
    assert sign_in(client, typed).status_code == 302


def test_the_session_key_changes_at_sign_in(client: Client) -> None:
    user(username="wang")
    session = client.session
    session["touched"] = True
    session.save()
    before = session.session_key
    sign_in(client, "wang")
    assert client.session.session_key != before


def test_A_16_an_unknown_name_a_wrong_password_and_a_closed_account_are_told_the_same(client: Client) -> None:
    user(username="wang")
    user(username="gone", is_active=False)
    answers = [
        sign_in(client, "nobody-here", "x"),
        sign_in(client, "wang", "x"),
        sign_in(client, "gone", PASSWORD),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({str(answer.context["form"].non_field_errors()) for answer in answers}) == 1


def test_M_AU_02_what_was_typed_is_in_no_entry(client: Client) -> None:
    """Some people type their password into the box for the name."""
    account = user(username="wang")
    sign_in(client, "My-Secret-99", "x")
    sign_in(client, "wang", "Wrong-Secret-77")
    assert told() == [
        ("sign_in_refused", "没有这个账号", False),
        ("sign_in_refused", account.account_label, False),
    ]
    written = str(list(trail.entries().values_list()))
    assert "Secret" not in written and "secret" not in written


def test_M_ID_02_the_sixth_try_is_refused_even_with_the_right_password(client: Client) -> None:
    user(username="wang")
    user(username="li")
    for _try in range(5):
        last = sign_in(client, "wang", "wrong")
    assert last.status_code == 429
    response = sign_in(client, "wang")
    assert response.status_code == 429
    assert "15 分钟" in response.content.decode()
    assert int(response["Retry-After"]) == 15 * 60
    assert sign_in(Client(), "li").status_code == 302


def test_M_ID_02_other_spellings_and_browsers_count_for_the_same_account(client: Client) -> None:
    user(username="wang")
    for typed in ("wang", "WANG", "ｗａｎｇ", " Wang", "wAng"):
        sign_in(Client(headers={"user-agent": typed.strip()}), typed, "wrong")
    assert sign_in(client, "wang").status_code == 429


def test_a_lock_ends_by_itself_and_trying_on_does_not_prolong_it(client: Client) -> None:
    user(username="wang")
    for _try in range(7):
        sign_in(client, "wang", "wrong")
    assert lockouts.account_minutes_left("wang") == 15
    AccessAttempt.objects.update(attempt_time=lockouts._machine_now() - timedelta(minutes=16))
    assert lockouts.account_minutes_left("wang") == 0
    assert sign_in(client, "wang").status_code == 302


def test_M_ID_02_one_source_that_tries_many_accounts_has_to_wait(client: Client) -> None:
    user(username="wang")
    for number in range(lockouts.SOURCE_LIMIT):
        sign_in(client, f"guess{number}", "wrong")
    response = sign_in(client, "wang")
    assert response.status_code == 429
    assert "60 分钟" in response.content.decode()
    assert sign_in(Client(REMOTE_ADDR="10.0.0.9"), "wang").status_code == 302


def test_the_security_administrator_unlocks(client: Client, security_admin: User) -> None:
    account = user(username="wang")
    for _try in range(5):
        sign_in(client, "wang", "wrong")
    services.unlock_user(account, by=By(security_admin))
    assert sign_in(client, "wang").status_code == 302


def test_signing_in_leads_back_to_the_page_that_was_asked_for(client: Client) -> None:
    user("system_admin", username="wang")
    response = client.get("/accounts/?role=none")
    assert response["Location"] == "/accounts/login/?next=/accounts/%3Frole%3Dnone"
    answer = client.post(
        response["Location"], {"username": "wang", "password": PASSWORD, "next": "/accounts/?role=none"}
    )
    assert answer["Location"] == "/accounts/?role=none"


def test_signing_in_never_leads_to_another_site(client: Client) -> None:
    user("system_admin", username="wang")
    answer = client.post(LOGIN, {"username": "wang", "password": PASSWORD, "next": "https://evil.example/"})
    assert "evil" not in answer["Location"]


def test_M_RI_01_signing_out_is_a_post_that_clears_what_the_browser_kept(client: Client) -> None:
    account = user(username="wang")
    sign_in(client, "wang")
    assert client.get("/accounts/logout/").status_code == 405
    response = client.post("/accounts/logout/")
    assert response["Clear-Site-Data"] == '"cache"'
    assert "_auth_user_id" not in client.session
    assert told()[-1] == ("sign_out", account.account_label, True)


def test_M_AC_02_a_fresh_site_has_no_account_and_no_default_password(client: Client) -> None:
    assert not User.objects.exists()
    for name, password in [("admin", "admin"), ("root", "root"), ("admin", "123456"), ("system", "system")]:
        assert sign_in(client, name, password).status_code == 200


def test_A_15_an_initial_password_works_once(client: Client, system_admin: User) -> None:
    account = user(username="wang")
    secret = services.reset_password(account, by=By(system_admin))
    assert sign_in(client, "wang", secret).status_code == 302
    assert client.get("/accounts/password/").status_code == 200
    assert sign_in(Client(), "wang", secret).status_code == 200


def test_A_15_an_initial_password_ends_after_72_hours(client: Client, system_admin: User) -> None:
    account = user(username="wang")
    with clock.at(clock.now()):
        secret = services.reset_password(account, by=By(system_admin))
    with clock.at(clock.now() + timedelta(hours=73)):
        assert sign_in(client, "wang", secret).status_code == 200


def test_A_27_a_forged_address_is_ignored_and_the_proxys_is_believed(client: Client, settings: Any) -> None:
    user(username="wang")
    forged = {"HTTP_X_FORWARDED_FOR": "6.6.6.6, 10.1.1.1"}
    sign_in(client, "wang", "wrong", **forged)
    settings.TRUSTED_PROXY = True
    sign_in(client, "wang", "wrong", **forged)
    assert list(trail.entries().values_list("source", flat=True)) == [
        "127.0.0.1",
        "10.1.1.1",
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("not-an-ip", "127.0.0.1"),
        ("9" * 300, "127.0.0.1"),
        ("", "127.0.0.1"),
        ("10.1.1.1:4711", "10.1.1.1"),
        ("[2001:db8::7]:4711", "2001:db8::7"),
        ("2001:db8::7", "2001:db8::7"),
        ("fe80::1%eth0", "fe80::1"),
        ("6.6.6.6, unknown", "127.0.0.1"),
    ],
)
def test_SEC_08_a_header_that_is_no_address_is_not_taken_for_one(
    client: Client, settings: Any, caplog: pytest.LogCaptureFixture, said: str, told: str
) -> None:
    user(username="wang")
    settings.TRUSTED_PROXY = True
    assert sign_in(client, "wang", "wrong", HTTP_X_FORWARDED_FOR=said).status_code == 200
    assert list(trail.entries().values_list("source", flat=True)) == [told]
    assert ("no address" in caplog.text) == (bool(said) and told == "127.0.0.1")


def test_OPS_09_a_proxy_nobody_told_of_is_told_once(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    for _turn in range(3):
        client.get("/accounts/login/", headers={"x-forwarded-for": "10.1.1.1"})
    assert caplog.text.count("TRUSTED_PROXY is off") == 1


@pytest.mark.parametrize("name", ["a" * 300, "ﷺ" * 60, "a" * 100_000, "王" * 61], ids=len)
def test_SEC_07_a_name_too_long_is_a_wrong_name(client: Client, name: str) -> None:
    user(username="wang")
    wrong = sign_in(Client(), "nobody", "wrong")
    long = sign_in(client, name, "wrong")
    assert (long.status_code, "账号或密码不对" in long.content.decode()) == (wrong.status_code, True)


@pytest.mark.parametrize("name", ["a" * 300, "ﷺ" * 60, "ﷺ" * 10])
def test_SEC_07_a_name_too_long_when_it_is_spelled_out_makes_no_account(
    system_admin: User, name: str
) -> None:
    client = Client()
    client.force_login(system_admin, backend="accounts.backends.RoleBackend")
    assert client.post("/accounts/new/", {"username": name, "name": "王"}).status_code == 422


def test_a_sign_in_is_dated_by_the_clock_of_the_house(client: Client) -> None:
    """A rehearsed site must not show this year beside 2021, nor count unused days from the machine's date."""
    account = user(username="wang")
    with clock.at(date(2021, 5, 6)):
        sign_in(client, "wang")
    account.refresh_from_db()
    assert clock.day_of(account.last_login) == date(2021, 5, 6)


def test_the_ninety_days_are_counted_by_the_same_clock(client: Client) -> None:
    for name in ("used", "unused"):
        with clock.at(date(2021, 1, 4)):
            user(username=name)
    with clock.at(date(2021, 3, 1)):
        sign_in(client, "used")
    with clock.at(date(2021, 5, 6)):
        assert services.disable_unused() == 1
    assert dict(User.objects.values_list("username", "is_active")) == {"used": True, "unused": False}
