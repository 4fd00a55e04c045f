"""Jobs: the row is the truth; whoever lost the claim leaves nothing behind."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection

from casework import jobs
from casework.models import Job, Notice
from casework.models.job import JobStatus
from casework.views.jobs import progress_of
from law.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    table: dict[str, Any] = {}
    monkeypatch.setattr(jobs, "_handlers", table)
    monkeypatch.setattr(jobs, "wake", lambda job_id: None)
    return table


def enqueue(user: Any, key: str = "a") -> Job:
    return jobs.enqueue("test.work", key=key, label="活", arguments={}, requested_by=user)


def writes_a_notice(user: Any) -> Any:
    def work(run: jobs.JobRun) -> dict[str, Any]:
        run.progress(1, 2, "一半")
        with run.commit({"n": 1}):
            Notice.objects.create(user=user, text="done", created_at=now())
        return {}

    return work


def test_D_03_asked_twice_is_one_job(inspector: Any) -> None:
    assert enqueue(inspector).pk == enqueue(inspector).pk
    assert enqueue(inspector, "b").pk != enqueue(inspector).pk


def test_a_job_ends_with_its_result(inspector: Any, kinds: dict[str, Any]) -> None:
    kinds["test.work"] = writes_a_notice(inspector)
    job = enqueue(inspector)
    assert jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.result, Notice.objects.count()) == (JobStatus.DONE, {"n": 1}, 1)
    assert not jobs.run(job.pk)


def test_a_job_that_is_done_says_so_of_all_its_parts(inspector: Any, kinds: dict[str, Any]) -> None:
    kinds["test.work"] = writes_a_notice(inspector)
    job = enqueue(inspector)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.done, job.total) == (2, 2)
    assert progress_of(job)["note"] == "已完成，共 2 项"


def test_a_job_that_failed_says_how_far_it_came(inspector: Any, kinds: dict[str, Any]) -> None:
    def fails(run: jobs.JobRun) -> dict[str, Any]:
        run.progress(1, 2, "一半")
        raise jobs.JobFailed("名单里没有可用的行，请核对表头。")

    kinds["test.work"] = fails
    job = enqueue(inspector)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.done, job.total) == (1, 2)
    assert progress_of(job)["note"].startswith("失败，第 1 项，共 2 项")


def test_D_02_a_killed_worker_is_replaced_and_cannot_come_back(inspector: Any, kinds: dict[str, Any]) -> None:
    """The first worker stops half-way, the sweeper gives the job to a second; when the first wakes up it commits nothing."""
    job = enqueue(inspector)

    def overtaken(run: jobs.JobRun) -> dict[str, Any]:
        Job.objects.filter(pk=job.pk).update(beat_at=jobs.machine_now() - timedelta(minutes=5))
        assert jobs.sweep() == [job.pk]
        kinds["test.work"] = writes_a_notice(inspector)
        assert jobs.run(job.pk)
        return writes_a_notice(inspector)(run)

    kinds["test.work"] = overtaken
    assert not jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.attempts, Notice.objects.count()) == (JobStatus.DONE, 2, 1)


def test_after_three_lost_workers_it_is_given_up_with_a_sentence(inspector: Any) -> None:
    job = enqueue(inspector)
    Job.objects.filter(pk=job.pk).update(
        status=JobStatus.RUNNING, attempts=3, beat_at=jobs.machine_now() - timedelta(minutes=5)
    )
    assert jobs.sweep() == []
    job.refresh_from_db()
    assert job.status == JobStatus.FAILED and "中断" in job.error


def test_a_failure_is_told_in_a_sentence_and_may_be_tried_again(
    inspector: Any, kinds: dict[str, Any]
) -> None:
    def fails(run: jobs.JobRun) -> dict[str, Any]:
        raise jobs.JobFailed("名单里没有可用的行，请核对表头。")

    kinds["test.work"] = fails
    job = enqueue(inspector)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.error) == (JobStatus.FAILED, "名单里没有可用的行，请核对表头。")
    assert enqueue(inspector).pk != job.pk


def test_A_25_two_at_once_for_one_person(inspector: Any, kinds: dict[str, Any]) -> None:
    kinds["test.work"] = writes_a_notice(inspector)
    for key in "ab":
        Job.objects.filter(pk=enqueue(inspector, key).pk).update(
            status=JobStatus.RUNNING, beat_at=jobs.machine_now()
        )
    third = enqueue(inspector, "c")
    assert not jobs.run(third.pk)
    third.refresh_from_db()
    assert third.status == JobStatus.QUEUED


def test_HSE_12_the_sweeper_wakes_what_may_run_of_everybody(inspector: Any, brigade_leader: Any) -> None:
    """One person's hundred jobs do not hide another's, nor the system's."""
    many = [enqueue(inspector, str(number)).pk for number in range(100)]
    theirs, own = enqueue(brigade_leader, "theirs").pk, enqueue(None, "own").pk
    assert jobs.sweep() == [many[0], theirs, own, many[1]]


def test_HSE_12_who_has_enough_running_is_not_woken_for(inspector: Any, brigade_leader: Any) -> None:
    mine = [enqueue(inspector, str(number)) for number in range(3)]
    theirs = enqueue(brigade_leader)
    for job, status in zip(mine, (JobStatus.RUNNING, JobStatus.QUEUED, JobStatus.QUEUED), strict=True):
        Job.objects.filter(pk=job.pk).update(status=status, beat_at=jobs.machine_now())
    assert jobs.sweep() == [mine[1].pk, theirs.pk]
    Job.objects.filter(pk=mine[1].pk).update(status=JobStatus.RUNNING, beat_at=jobs.machine_now())
    assert jobs.sweep() == [theirs.pk]


def test_D_05_a_dead_broker_does_not_fail_the_request(
    inspector: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()

    def unreachable(*args: Any, **options: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr(jobs.current_app, "send_task", unreachable)
    job = enqueue(inspector)
    jobs.wake(job.pk)
    assert Job.objects.get(pk=job.pk).status == JobStatus.QUEUED


@pytest.mark.parametrize(("status", "jobs_then"), [("failed", 2), ("done", 1), ("running", 1)])
def test_only_what_failed_is_done_once_more(
    status: str, jobs_then: int, inspector: Any, client_for: Any
) -> None:
    job = enqueue(inspector)
    Job.objects.filter(pk=job.pk).update(status=status, finished_at=None if status == "running" else now())
    answer = client_for(inspector).post(f"/work/jobs/{job.pk}/retry/")
    assert answer.status_code == 302
    assert Job.objects.count() == jobs_then


class TimedOut(Exception):
    """What the driver raises when PostgreSQL cancels a statement."""

    pgcode = "57014"


TOO_LONG = OperationalError("canceling statement due to statement timeout")
TOO_LONG.__cause__ = TimedOut()


@pytest.mark.parametrize("error", [TOO_LONG, ValueError("secret")], ids=["too long", "anything else"])
def test_OPS_01_the_page_of_a_failed_job_says_what_to_do_next(
    error: Exception, inspector: Any, client_for: Any, kinds: dict[str, Any]
) -> None:
    def fails(run: jobs.JobRun) -> dict[str, Any]:
        raise error

    kinds["test.work"] = fails
    job = enqueue(inspector)
    jobs.run(job.pk)
    page = client_for(inspector).get(f"/work/jobs/{job.pk}/").content.decode()
    assert "请" in page and "点“再做一次”" in page and f"任务号 {job.pk}" in page
    assert f"/work/jobs/{job.pk}/retry/" in page
    assert ("WORK_STATEMENT_SECONDS" in page) == (error is TOO_LONG)
    assert "canceling" not in page and "secret" not in page


PASSING = [
    OperationalError("database is locked"),
    InterfaceError("connection already closed"),
    OSError(28, "full"),
]


@pytest.mark.parametrize("error", PASSING, ids=lambda error: type(error).__name__)
def test_SEC_17_what_fails_with_a_part_of_the_house_is_done_again_a_few_times(
    inspector: Any, kinds: dict[str, Any], error: Exception
) -> None:
    def fails(run: jobs.JobRun) -> dict[str, Any]:
        raise error

    kinds["test.work"] = fails
    job = enqueue(inspector)
    for attempt in range(1, jobs.ATTEMPT_LIMIT):
        assert jobs.run(job.pk)
        job.refresh_from_db()
        assert (job.status, job.attempts, job.claim) == (JobStatus.QUEUED, attempt, None)
        assert "稍后自动重做" in progress_of(job)["note"]
    assert jobs.run(job.pk)
    job.refresh_from_db()
    assert job.status == JobStatus.FAILED
    assert ("空间已满" if isinstance(error, OSError) else "没有响应") in job.error and "再做一次" in job.error
    assert not jobs.run(job.pk)


def test_SEC_17_a_part_that_came_back_ends_with_one_result(inspector: Any, kinds: dict[str, Any]) -> None:
    def fails_within(run: jobs.JobRun) -> dict[str, Any]:
        with run.commit({"n": 1}):
            Notice.objects.create(user=inspector, text="half", created_at=now())
            raise OperationalError("server closed the connection unexpectedly")

    kinds["test.work"] = fails_within
    job = enqueue(inspector)
    assert jobs.run(job.pk) and not Notice.objects.exists()
    kinds["test.work"] = writes_a_notice(inspector)
    assert jobs.run(job.pk) and Notice.objects.count() == 1
    job.refresh_from_db()
    assert (job.status, job.attempts, job.result) == (JobStatus.DONE, 2, {"n": 1})


@pytest.mark.django_db(transaction=True)
def test_SEC_17_progress_that_cannot_be_told_fails_nothing(
    inspector: Any, kinds: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def works(run: jobs.JobRun) -> dict[str, Any]:
        with monkeypatch.context() as patch:
            patch.setattr(jobs.JobRun, "_update", _locked)
            assert not connection.in_atomic_block
            run.progress(1, 2)
        return {"n": 7}

    kinds["test.work"] = works
    job = enqueue(inspector)
    assert jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.result) == (JobStatus.DONE, {"n": 7})


def _locked(run: jobs.JobRun, **values: object) -> None:
    raise OperationalError("database is locked")


def test_SEC_17_a_database_that_is_away_leaves_the_job_to_the_sweep(
    inspector: Any, kinds: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = enqueue(inspector)

    def gone(*args: object, **values: object) -> int:
        raise OperationalError("gone")

    def fails(run: jobs.JobRun) -> dict[str, Any]:
        monkeypatch.setattr(type(Job.objects.all()), "update", gone)
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "close", lambda: None)
    kinds["test.work"] = fails
    assert jobs.run(job.pk)
    monkeypatch.undo()
    Job.objects.filter(pk=job.pk).update(beat_at=jobs.machine_now() - timedelta(minutes=5))
    monkeypatch.setattr(jobs, "wake", lambda job_id: None)
    assert jobs.sweep() == [job.pk]


def test_D_03_everybody_who_asked_sees_the_one_job(
    inspector: Any, brigade_leader: Any, legal_reviewer: Any, town_officer: Any, client_for: Any
) -> None:
    job = enqueue(inspector)
    assert {enqueue(each).pk for each in (brigade_leader, legal_reviewer, inspector)} == {job.pk}
    for each in (inspector, brigade_leader, legal_reviewer):
        assert client_for(each).get(f"/work/jobs/{job.pk}/").status_code == 200
        assert client_for(each).get(f"/work/jobs/{job.pk}/progress/").status_code == 200
    assert client_for(town_officer).get(f"/work/jobs/{job.pk}/").status_code == 404
    assert list(Job.objects.visible_to(brigade_leader)) == [job], "once, however many asked"


def test_D_03_who_asked_second_may_ask_again_when_it_failed(
    inspector: Any, brigade_leader: Any, client_for: Any, kinds: dict[str, Any]
) -> None:
    def fails(run: jobs.JobRun) -> dict[str, Any]:
        raise jobs.JobFailed("没有可用的行。")

    kinds["test.work"] = fails
    job = enqueue(inspector)
    enqueue(brigade_leader)
    jobs.run(job.pk)
    again = client_for(brigade_leader).post(f"/work/jobs/{job.pk}/retry/")
    assert again.status_code == 302 and again["Location"] != f"/work/jobs/{job.pk}/"
