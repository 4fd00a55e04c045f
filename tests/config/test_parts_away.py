"""D-04, D-06, D-08, SEC-19: what pages do while a part of the house hangs, and after it came back."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client

from casework.submissions import new_key
from registry.models import Employer

ON_POSTGRES = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no server and no row locks"
)
pytestmark = pytest.mark.django_db(transaction=True)


def form(town: Any, **changes: Any) -> dict[str, Any]:
    return {
        "submission": new_key(),
        "name": "青岛测试甲有限公司",
        "town": town.pk,
        "status": "active",
        **changes,
    }


@contextmanager
def another_connection() -> Iterator[Any]:
    other = connection.copy()
    try:
        yield other
    finally:
        other.close()


@ON_POSTGRES
def test_SEC_19_a_write_that_waits_for_another_ends_and_is_not_done(
    brigade_leader: Any, town_a: Any, client_for: Any
) -> None:
    browser = client_for(brigade_leader, raise_request_exception=False)
    browser.post("/employers/new/", form(town_a, name="青岛先有的公司"))
    sent = form(town_a)
    with another_connection() as other:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT * FROM casework_audithead FOR UPDATE")
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '300ms'")
        try:
            answer = browser.post("/employers/new/", sent)
            assert answer.status_code == 503 and "正忙，没有保存" in answer.content.decode()
            assert sent["name"] in answer.content.decode()
            assert browser.get("/employers/").status_code == 200, "who only reads waits for nobody"
            assert browser.get("/healthz").status_code == 200
        finally:
            other.rollback()
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = 0")
    assert not Employer.objects.filter(name=sent["name"]).exists()
    assert browser.post("/employers/new/", sent).status_code == 302
    assert Employer.objects.filter(name=sent["name"]).count() == 1


@ON_POSTGRES
def test_D_04_a_lost_connection_is_503_once_and_comes_back_by_itself(
    brigade_leader: Any, town_a: Any, client_for: Any
) -> None:
    browser = client_for(brigade_leader, raise_request_exception=False)
    assert browser.get("/employers/").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        number = cursor.fetchone()[0]
    with another_connection() as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [number])
    lost = browser.post("/employers/new/", form(town_a))
    assert lost.status_code in (302, 503)
    connection.close()
    assert browser.get("/employers/").status_code == 200
    assert Employer.objects.filter(name=form(town_a)["name"]).count() == (lost.status_code == 302)


def test_D_08_the_same_form_many_times_at_once_is_one_record(
    brigade_leader: Any, town_a: Any, client_for: Any
) -> None:
    sent, browsers = form(town_a), [client_for(brigade_leader) for _each in range(12)]

    def send(browser: Client) -> tuple[int, str]:
        try:
            answer = browser.post("/employers/new/", sent)
            return answer.status_code, answer.get("Location", "")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        answers = set(pool.map(send, browsers))
    assert len(answers) == 1 and answers.pop()[0] == 302
    assert Employer.objects.count() == 1
