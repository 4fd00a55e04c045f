"""A real Celery worker, in a process of its own, over the broker the environment names: files here, Redis in CI."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from celery import current_app
from django.conf import settings
from django.db import connection

from casework import jobs
from casework.models import Job
from casework.models.job import JobStatus
from tests.config.worker_tasks import KIND
from tests.factories.accounts import user

SECONDS = 60


def database_url() -> str:
    """The address of the test database, for another process."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{facts['NAME']}"
    login = quote(facts["USER"]) + (f":{quote(facts['PASSWORD'])}" if facts["PASSWORD"] else "")
    return f"postgres://{login}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"


@pytest.fixture
def worker(transactional_db: None, tmp_path: Any) -> Iterator["subprocess.Popen[bytes]"]:
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "SECRET_KEY": settings.SECRET_KEY,
        "FIELD_KEYS": settings.FIELD_KEYS,
        "HTTPS": "0",
    }
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "config.celery",
        "worker",
        "--concurrency",
        "1",
        "--loglevel",
        "INFO",
    ]
    command += [
        "--without-gossip",
        "--without-mingle",
        "-n",
        f"test{os.getpid()}@here",
        "-I",
        "tests.config.worker_tasks",
    ]
    with (tmp_path / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            command, env=environment, cwd=settings.BASE_DIR, stdout=log, stderr=log, start_new_session=True
        )
        until = time.monotonic() + SECONDS
        while b" ready." not in (tmp_path / "worker.log").read_bytes():
            assert process.poll() is None and time.monotonic() < until, (tmp_path / "worker.log").read_text()
            time.sleep(0.1)
        yield process
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()


def wait_for(job: Job, process: "subprocess.Popen[bytes]") -> Job:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, "the worker ended"
        job.refresh_from_db()
        if job.status in (JobStatus.DONE, JobStatus.FAILED):
            return job
        time.sleep(0.1)
    raise AssertionError(f"after {SECONDS} s the job is {job.status}")


def test_a_job_asked_for_on_a_page_is_done_by_a_worker(worker: "subprocess.Popen[bytes]") -> None:
    assert current_app.conf.broker_url == (settings.REDIS_URL or "filesystem://")
    asked = user("inspector")
    job = jobs.enqueue(KIND, key="a", label="求和", arguments={"numbers": [1, 2, 3]}, requested_by=asked)
    done = wait_for(job, worker)
    assert (done.status, done.result) == (JobStatus.DONE, {"sum": 6})


def test_a_job_the_worker_cannot_do_ends_as_failed_and_keeps_the_worker_alive(
    worker: "subprocess.Popen[bytes]",
) -> None:
    asked = user("inspector")
    bad = jobs.enqueue(KIND, key="bad", label="求和", arguments={"numbers": ["x"]}, requested_by=asked)
    good = jobs.enqueue(KIND, key="good", label="求和", arguments={"numbers": [4]}, requested_by=asked)
    assert wait_for(good, worker).result == {"sum": 4}
    bad.refresh_from_db()
    assert bad.status == JobStatus.FAILED
    assert str(bad.pk) in bad.error and "Traceback" not in bad.error
