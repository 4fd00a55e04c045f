"""The home of an administrator: a number for what waits, and the list it was counted from."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts import lockouts, services, waiting
from accounts.models import User
from casework.by import By
from law import clock
from tests.factories.accounts import user

pytestmark = pytest.mark.django_db


def lock(client: Client, account: User) -> None:
    for _time in range(5):
        client.post("/accounts/login/", {"username": account.username, "password": "wrong"})
    assert lockouts.account_minutes_left(account.username)


def numbers(administrator: User) -> dict[str, int]:
    return {str(label): number for label, number, _url in waiting.lines(administrator)}


def test_the_security_administrator_sees_who_waits_for_a_role_and_who_is_locked(
    client: Client, security_admin: User
) -> None:
    user("", username="new1"), user("", username="new2"), user("", username="gone", is_active=False)
    lock(client, user(username="locked"))
    client.post("/accounts/login/", {"username": "new1", "password": "wrong"})
    assert numbers(security_admin) == {"待授权": 2, "已锁定": 1}


def test_the_system_administrator_sees_who_waits_for_a_password(system_admin: User) -> None:
    made = services.create_user(by=By(system_admin), username="new", name="新人")
    given = services.create_user(by=By(system_admin), username="given", name="已发")
    services.reset_password(given, by=By(system_admin))
    assert numbers(system_admin) == {"待发放初始密码": 1}
    with clock.at(clock.now() + timedelta(hours=73)):
        assert numbers(system_admin) == {"待发放初始密码": 2}
    services.reset_password(made, by=By(system_admin))
    assert numbers(system_admin) == {"待发放初始密码": 0}


def test_each_number_is_that_of_its_list(
    client: Client, client_for: Callable[..., Client], security_admin: User, system_admin: User
) -> None:
    services.create_user(by=By(system_admin), username="new", name="新人")
    lock(client, user(username="locked"))
    for administrator in (security_admin, system_admin):
        for _label, number, url in waiting.lines(administrator):
            rows = client_for(administrator).get(url).context["records"]
            assert len(rows) == number == 1, url


def test_nobody_else_is_told_of_them(inspector: Any, audit_admin: User, department_contact: User) -> None:
    for person in (inspector, audit_admin, department_contact):
        assert waiting.lines(person) == []
