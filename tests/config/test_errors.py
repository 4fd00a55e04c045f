"""The error pages, and the address a load balancer asks."""

import logging
from typing import Any

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse

from accounts.roles import Role
from config import errors
from tests.factories.accounts import user


def test_a_server_error_shows_the_number_that_the_log_has(caplog: pytest.LogCaptureFixture) -> None:
    """No database here: the page needs none."""
    request = RequestFactory().get("/cases/?q=secret")
    with caplog.at_level(logging.ERROR):
        try:
            raise ValueError("boom")
        except ValueError:
            response = errors.server_error(request)
    page = response.content.decode()
    number = caplog.records[0].getMessage().split()[1]
    assert response.status_code == 500
    assert number in page and "boom" not in page and "Traceback" not in page
    assert "secret" not in caplog.records[0].getMessage()


@pytest.mark.django_db
def test_a_page_that_is_not_there_is_told_in_chinese(client: Client) -> None:
    client.force_login(user(), backend="accounts.backends.RoleBackend")
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "找不到这一页" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["", *Role])
def test_every_role_sees_one_page_for_what_is_refused_and_what_is_not_there(
    client: Client, role: str
) -> None:
    client.force_login(user(role), backend="accounts.backends.RoleBackend")
    foreign = "patrols:patrol_list" if role == Role.AUDIT_ADMIN else "casework:audit_log"
    for path, status in ((reverse(foreign), 403), ("/no-such-page/", 404)):
        response = client.get(path)
        assert response.status_code == status
        assert "找不到这一页" in response.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_with_a_way_on() -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert "页面已过期，没有提交" in response.content.decode()


def test_a_broken_request_gets_a_page() -> None:
    assert errors.bad_request(RequestFactory().get("/")).status_code == 400


@pytest.mark.django_db
def test_healthz_answers_without_an_account(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()["status"]) == (200, "ok")


@pytest.mark.django_db
def test_healthz_says_when_the_database_is_gone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*args: Any) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", gone)
    assert client.get("/healthz").status_code == 503


@pytest.mark.django_db
def test_A_10_every_answer_carries_the_strict_headers(client: Client) -> None:
    for path in ("/accounts/login/", "/no-such-page/", "/healthz", "/accounts/"):
        response = client.get(path)
        policy = response["Content-Security-Policy"]
        assert all(
            part in policy for part in ("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'")
        )
        assert "unsafe" not in policy
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "same-origin"
        assert response["X-Frame-Options"] == "DENY"


def test_the_handlers_are_the_ones_tested_here() -> None:
    resolver = get_resolver()
    for code, handler in [
        (400, errors.bad_request),
        (403, errors.permission_denied),
        (404, errors.page_not_found),
    ]:
        assert resolver.resolve_error_handler(code) is handler
    assert resolver.resolve_error_handler(500) is errors.server_error
