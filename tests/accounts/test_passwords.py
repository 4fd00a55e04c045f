"""Which passwords are accepted, and when one must be changed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from accounts import passwords, services
from accounts.models import PasswordHistory, User
from casework.by import By
from law import clock
from tests.factories.accounts import PASSWORD, user

WEAK = (
    "password", "12345678", "123456789", "qwertyuiop", "1234567890", "Password1", "iloveyou12", "admin123",
    "aaaaaaaaaaaa", "abcdefghijkl", "ABCDEFGHIJKL", "qingdao2021", "QINGDAO2021", "labour2021", "wangli1990",
    "Short-1", "88888888888", "p@ssword", "zxcvbnm,./", "1qaz2wsx3edc",
)  # fmt: skip
GOOD = ("Haibin-6688-ok", "劳动监察Ab12345", "x" * 60 + "Y-4z", "Blue horse 77 lamp")


@pytest.mark.parametrize("password", WEAK)
def test_M_ID_01_weak_passwords_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, User(username="wangli", name="王力"))


@pytest.mark.parametrize("password", GOOD)
def test_long_passwords_of_three_kinds_are_accepted(password: str) -> None:
    validate_password(password, User(username="wangli", name="王力"))


def change(client: Client, old: str, new: str) -> Any:
    return client.post(
        "/accounts/password/", {"old_password": old, "new_password1": new, "new_password2": new}
    )


@pytest.mark.django_db
def test_M_ID_01_the_present_password_and_the_last_five_are_barred(client_for: Callable[..., Client]) -> None:
    account = user()
    client = client_for(account)
    used = [PASSWORD, *(f"Number-{number}-Pass" for number in range(6))]
    for old, new in zip(used, used[1:], strict=False):
        assert change(client, old, new).status_code == 302
    for barred in used[1:]:
        answer = change(client, used[-1], barred)
        assert answer.status_code == 422
        assert "最近 5 次" in answer.content.decode()
    assert change(client, used[-1], PASSWORD).status_code == 302
    assert PasswordHistory.objects.filter(user=account).count() == passwords.KEPT


@pytest.mark.django_db
def test_M_ID_01_a_password_of_91_days_is_changed_before_any_page(client_for: Callable[..., Client]) -> None:
    changed = clock.instant_of(datetime(2021, 3, 24, 9))
    client = client_for(user("system_admin", password_changed_at=changed))
    with clock.at(changed + timedelta(days=90)):
        assert client.get("/accounts/").status_code == 200
    client = client_for(user("system_admin", password_changed_at=changed))
    with clock.at(changed + timedelta(days=91)):
        for page in ("/accounts/", "/accounts/new/", "/accounts/password/done/"):
            assert client.get(page)["Location"] == f"/accounts/password/?next={page}"
        assert "已用满 90 天" in client.get("/accounts/password/").content.decode()
        assert change(client, PASSWORD, "Brand-new-2021").status_code == 302
        assert client.get("/accounts/").status_code == 200


@pytest.mark.django_db
def test_DEC_1_under_the_other_policy_a_password_has_no_age(
    client_for: Callable[..., Client], settings: Any
) -> None:
    settings.PASSWORD_MAX_AGE_DAYS = None
    changed = clock.instant_of(datetime(2021, 3, 24, 9))
    client = client_for(user("system_admin", password_changed_at=changed))
    with clock.at(changed + timedelta(days=900)):
        assert client.get("/accounts/").status_code == 200


@pytest.mark.django_db
def test_an_initial_password_is_changed_before_any_page(
    client: Client, system_admin: User, security_admin: User
) -> None:
    account = services.create_user(by=By(system_admin), username="li", name="李四")
    services.grant_role(account, by=By(security_admin), role="security_admin", reason="任命文件")
    secret = services.reset_password(account, by=By(system_admin))
    client.post("/accounts/login/", {"username": "li", "password": secret})
    assert client.get("/accounts/")["Location"] == "/accounts/password/?next=/accounts/"
    assert change(client, secret, "My-own-2021-word").status_code == 302
    assert client.get("/accounts/").status_code == 200
    account.refresh_from_db()
    assert (account.must_change_password, account.secret_until) == (False, None)


def test_initial_passwords_differ_and_pass_their_own_rules() -> None:
    made = {passwords.new_secret() for _round in range(50)}
    assert len(made) == 50
    for secret in made:
        validate_password(secret)
        assert not set(secret) & set("0O1lI")
