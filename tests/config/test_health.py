"""OPS-03, OPS-07, SEC-04, SEC-14: `/healthz` tells the truth to whoever asks, by any name, over plain HTTP."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client

from casework.models import Job
from config import health
from law.clock import now


@pytest.fixture
def in_production(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["jiancha.example.gov.cn"]
    settings.SECURE_SSL_REDIRECT = True


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["10.0.0.7:8000", "jiancha.example.gov.cn", "[::1]", "nonsense_host"])
def test_OPS_07_any_host_and_plain_http_are_answered(in_production: None, host: str) -> None:
    response = Client().get("/healthz", headers={"host": host})
    assert response.status_code == 200, response
    assert response.json()["status"] in ("ok", "degraded")
    assert Client().get("/accounts/login/", headers={"host": "jiancha.example.gov.cn"}).status_code == 301
    assert Client().get("/accounts/login/", headers={"host": host}).status_code in (301, 400)


@pytest.mark.django_db
def test_OPS_17_version_and_commit_are_told() -> None:
    told = Client().get("/healthz").json()
    assert told["version"] == settings.VERSION and told["commit"] == health.COMMIT
    if Path(settings.BASE_DIR, ".git").exists():
        head = subprocess.check_output(["git", "-C", str(settings.BASE_DIR), "rev-parse", "HEAD"], text=True)
        assert head.startswith(health.COMMIT) and len(health.COMMIT) >= 7


def test_OPS_17_the_commit_is_told_of_a_checkout_that_is_somebody_elses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The administrator checks out, the service's user runs: git calls that «dubious ownership» and says nothing."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert health._commit() == health.COMMIT


@pytest.mark.django_db
def test_OPS_03_a_database_that_is_behind_takes_the_node_out_and_names_the_command() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'reports'")
    response = Client().get("/healthz")
    told = response.json()
    assert (response.status_code, told["status"]) == (503, "migrations pending")
    assert told["command"] == "python manage.py migrate" and "reports.0001_initial" in told["pending"]


@pytest.mark.django_db
def test_OPS_03_a_database_that_is_ahead_is_served() -> None:
    """Nodes are replaced one by one, after the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('reports', '9999_of_tomorrow', %s)",
            [now()],
        )
    assert Client().get("/healthz").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_SEC_14_a_lost_database_is_the_same_answer_with_and_without_a_session(
    is_signed_in: bool, monkeypatch: pytest.MonkeyPatch, inspector: Any
) -> None:
    client = Client()
    if is_signed_in:
        client.force_login(inspector, backend="accounts.backends.RoleBackend")

    def gone() -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(health, "_applied", gone)
    monkeypatch.setattr(connection, "close", lambda: None)
    response = client.get("/healthz")
    assert (response.status_code, response.json()["status"]) == (503, "no database")


@pytest.mark.django_db
def test_SEC_04_a_lost_redis_is_told_and_does_not_take_the_node_out(settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    response = Client().get("/healthz")
    assert (response.status_code, response.json()["status"]) == (200, "degraded")
    assert "redis" in response.json()["away"]


@pytest.mark.django_db
def test_OPS_07_work_that_waits_while_nobody_works_is_told(inspector: Any) -> None:
    job = Job.objects.create(kind="x", key="x", label="x", requested_by=inspector, requested_at=now())
    assert "worker" not in Client().get("/healthz").json().get("away", [])
    Job.objects.filter(pk=job.pk).update(requested_at=now() - 2 * health.jobs.LATE_AFTER)
    assert "worker" in Client().get("/healthz").json()["away"]


@pytest.mark.django_db
def test_OPS_07_a_disk_that_fills_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_ROOM", 1 << 62)
    assert "disk" in Client().get("/healthz").json()["away"]
