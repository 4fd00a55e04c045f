"""Numbers for an operator at /metrics: behind a switch, and for whom."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from casework.models import Job
from casework.models.job import JobStatus
from law.clock import machine_now, now

pytestmark = pytest.mark.django_db
TOKEN = "k3Jq8-Zx7Vw2Lm9Rt5Yb1Nc6Hd4Gf0Ps"
FAR, NEAR = {"REMOTE_ADDR": "10.0.0.9"}, {"REMOTE_ADDR": "127.0.0.1"}


@pytest.fixture(autouse=True)
def switched_on(settings: Any) -> Any:
    settings.METRICS, settings.METRICS_TOKEN, settings.ALLOWED_HOSTS = True, TOKEN, ["jiancha.example.gov.cn"]
    return settings


def numbers(**asked: Any) -> dict[str, float]:
    page = Client().get("/metrics", **{"headers": {"host": "10.0.0.7:8001"}, **NEAR, **asked})
    assert page.status_code == 200 and page["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = [line for line in page.content.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _space, value in (line.rpartition(" ") for line in lines)}


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        (NEAR, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        (FAR, 404),
        ({"REMOTE_ADDR": ""}, 404),
        ({**NEAR, "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 404),
        ({**FAR, "HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}, 200),
        ({**FAR, "HTTP_AUTHORIZATION": "Bearer "}, 404),
        ({**FAR, "HTTP_AUTHORIZATION": f"Bearer {TOKEN}x"}, 404),
    ],
)
def test_who_is_answered(facts: dict[str, str], status: int) -> None:
    assert Client().get("/metrics", headers={"host": "any"}, **facts).status_code == status


def test_it_is_off_unless_switched_on(switched_on: Any) -> None:
    switched_on.METRICS = False
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}
    assert Client().get("/metrics", headers={"host": "any"}, **NEAR, **bearer).status_code == 404
    switched_on.METRICS, switched_on.METRICS_TOKEN = True, ""
    assert (
        Client().get("/metrics", headers={"host": "any"}, **FAR, HTTP_AUTHORIZATION="Bearer ").status_code
        == 404
    )


def test_jobs_and_how_long_they_wait_are_told(inspector: Any) -> None:
    assert numbers()["house_queue_age_seconds"] == 0
    for number, status in enumerate([JobStatus.QUEUED, JobStatus.QUEUED, JobStatus.FAILED]):
        Job.objects.create(
            kind='a"b', key=str(number), label="李某的报告", status=status, requested_by=inspector,
            requested_at=now() - timedelta(minutes=number + 1),
        )  # fmt: skip
    Job.objects.create(
        kind="c", key="c", label="x", status=JobStatus.RUNNING, beat_at=machine_now() - timedelta(seconds=90),
        requested_at=now(),
    )  # fmt: skip
    told = numbers()
    assert told['house_jobs{kind="a\\"b",status="queued"}'] == 2
    assert told['house_jobs{kind="a\\"b",status="failed"}'] == 1
    assert 119 < told["house_queue_age_seconds"] < 180 and 89 < told["house_beat_age_seconds"] < 150
    assert told["house_accounts"] == 1 and "house_overdue_deadlines" in told


def test_nothing_of_a_person_is_told(inspector: Any) -> None:
    Job.objects.create(kind="k", key="k", label="李某的报告", requested_by=inspector, requested_at=now())
    page = Client().get("/metrics", **NEAR).content.decode()
    assert "李某" not in page and inspector.name not in page and inspector.username not in page


def test_it_is_asked_over_plain_http_and_by_any_name(switched_on: Any) -> None:
    switched_on.SECURE_SSL_REDIRECT = True
    assert Client().get("/metrics", headers={"host": "10.0.0.7:8001"}, **NEAR).status_code == 200
    assert Client().get("/", headers={"host": "jiancha.example.gov.cn"}, **NEAR).status_code == 301
