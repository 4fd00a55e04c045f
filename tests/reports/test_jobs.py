"""A report is made by a worker, exactly once, as a new version each time (T-16)."""

from datetime import date
from typing import Any

import pytest

from campaign.models import Campaign
from casework import jobs
from casework.by import By
from casework.models import Attachment, AuditEntry, Job
from casework.models.job import JobStatus
from reports.freezing import digest
from reports.models import ReportRun
from reports.services import making
from reports.services import making as reports_making
from tests.factories import patrols, registry
from tests.factories import reports as factory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report_day")]


def asked(campaign: Campaign, people: Any, kind: str = "district") -> Job:
    return reports_making.request_run(
        by=By(people.leader), campaign=campaign, kind=kind, cut_off=date(2021, 8, 17)
    )


def test_a_run_keeps_its_files_figures_hash_and_maker(campaign: Campaign, people: Any) -> None:
    patrols.rectifying(employer=registry.employer(town=people.here))
    run = factory.run(campaign, kind="town", actor=people.leader, on=date(2021, 8, 18))
    assert (run.version_no, run.cut_off, run.made_by) == (1, date(2021, 8, 18), people.leader)
    assert run.sha256 == digest(run.figures) and run.figures["district"]["patrols"] == 1
    assert (
        sorted(file.label for file in run.attachments.all())
        == ["town-370211001"] * 2 + ["town-370211102"] * 2
    )
    job = Job.objects.get()
    assert (job.status, job.result["url"]) == (JobStatus.DONE, run.get_absolute_url())
    assert AuditEntry.objects.about(run).get(action="make_report").data["sha256"] == run.sha256


def test_made_again_is_a_new_version_and_the_old_one_stays(campaign: Campaign, people: Any) -> None:
    first = factory.run(campaign, actor=people.leader)
    patrols.rectifying(employer=registry.employer(town=people.here))
    second = factory.run(campaign, actor=people.leader)
    assert (first.version_no, second.version_no) == (1, 2)
    first.refresh_from_db()
    assert first.figures["district"]["patrols"] == 0 and first.attachments.count() == 2
    assert first.sha256 != second.sha256


def test_asked_twice_while_waiting_it_is_one_job(campaign: Campaign, people: Any) -> None:
    assert asked(campaign, people).pk == asked(campaign, people).pk


def test_T_16_a_worker_that_lost_its_claim_leaves_nothing(
    campaign: Campaign, people: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sweeper gives a silent job to another worker; the first one wakes up and may not write any more."""
    job, real, woken = asked(campaign, people), making.run_files, []

    def slow(*args: Any, **options: Any) -> Any:
        yield from real(*args, **options)
        if not woken:
            woken.append(True)
            Job.objects.filter(pk=job.pk).update(status=JobStatus.QUEUED, claim=None)
            assert jobs.run(job.pk)

    monkeypatch.setattr(making, "run_files", slow)
    assert not jobs.run(job.pk)
    run = ReportRun.objects.get()
    assert run.version_no == 1 and Attachment.objects.about(run).count() == 2
    assert Job.objects.get().status == JobStatus.DONE
    assert not jobs.run(job.pk), "a finished job is not done again"


def test_T_16_a_worker_killed_before_its_end_leaves_no_half_report(
    campaign: Campaign, people: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked(campaign, people)

    def killed(*_args: Any, **_options: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(making.attachments, "store_made", killed)
        with pytest.raises(KeyboardInterrupt):
            jobs.run(job.pk)
    assert not ReportRun.objects.exists()
    Job.objects.filter(pk=job.pk).update(status=JobStatus.QUEUED, claim=None)
    assert jobs.run(job.pk)
    assert ReportRun.objects.get().version_no == 1


def test_a_number_taken_meanwhile_makes_the_files_anew(
    campaign: Campaign, people: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, other = making.run_files, []

    def meanwhile(*args: Any, **options: Any) -> Any:
        yield from real(*args, **options)
        if not other:
            other.append(
                ReportRun.objects.create(
                    campaign=campaign,
                    kind="district",
                    version_no=1,
                    cut_off=date(2021, 8, 10),
                    made_at=options["made_at"],
                    sha256="0" * 64,
                )
            )

    monkeypatch.setattr(making, "run_files", meanwhile)
    assert jobs.run(asked(campaign, people).pk)
    mine = ReportRun.objects.exclude(pk=other[0].pk).get()
    assert mine.version_no == 2
    assert all("第2版" in file.name for file in mine.attachments.all())


def test_only_who_sees_all_towns_sees_runs(campaign: Campaign, people: Any) -> None:
    factory.run(campaign, actor=people.leader)
    for name, number in {"leader": 1, "leadership": 1, "officer": 0, "contact": 0, "admin": 0}.items():
        assert ReportRun.objects.visible_to(getattr(people, name)).count() == number, name


def test_OPS_01_progress_moves_from_the_counting_to_the_last_file(
    campaign: Campaign, people: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[int, int, str]] = []
    monkeypatch.setattr(jobs.JobRun, "progress", lambda _run, *step: said.append(step))
    assert jobs.run(asked(campaign, people, kind="town").pk)
    assert said[0] == (0, 0, "统计各项数据")
    assert [(done, total) for done, total, _step in said[1:]] == [(done, 4) for done in range(4)]
