"""Drills on background work: a killed worker, a report asked for by many, an import that is broken off."""

from functools import partial
from uuid import uuid4

from django.db import connection

from casework.models import Job
from casework.models.job import JobStatus
from registry.models import Employer, EmployerImport, Town
from rehearsal.drills.parts import Site, hold, wait_for
from rehearsal.drills.tally import Tally, employers_of, fresh_name, hold_files, hold_status, report_fields
from rehearsal.drills.visitor import Answer, Visitor, together
from reports.models import ReportRun

NEW_RUN, NEW_LIST = "/reports/runs/new/", "/employers/import/"
LEADERS = ("leader01", "leader02")
ASKED = 10
LIST_ROWS = 10_000  # five sets: killed after the third
FINISHED_WITHIN = 180.0


def worker_killed(site: Site) -> Tally:
    """D-02: the worker is killed in the middle of the towns' reports; they come once, with the same figures."""
    job = _ask(site, Visitor(site.port).sign_in(LEADERS[0]), "town")
    wait_for(lambda: _reload(job).done >= 3 or _reload(job).is_finished, "the reports are under way")
    hold(not _reload(job).is_finished, "the reports were done before the worker could be killed")
    site.kill(site.worker())
    hold(not ReportRun.objects.filter(made_at__gte=job.requested_at).exists(), "half a report is offered")
    wait_for(lambda: _reload(job).is_finished, "the reports are done", FINISHED_WITHIN)
    done = _reload(job)
    hold(
        done.status == JobStatus.DONE and done.attempts == 2, f"{done.status} after {done.attempts} attempts"
    )
    first = _runs_since(job)
    again = _ask(site, Visitor(site.port).sign_in(LEADERS[0]), "town")
    wait_for(lambda: _reload(again).is_finished, "the same reports are done again", FINISHED_WITHIN)
    second = [run for run in _runs_since(again) if run not in first]
    hold(len(second) == 1 and second[0].sha256 == first[0].sha256, "the figures differ from an unbroken run")
    hold_files()
    return Tally(lost=int(not first), doubled=max(0, len(first) - 1), said="same figures")


def asked_by_many(site: Site) -> Tally:
    """D-03: ten ask for the same report at once, two people among them; there is one job and all get its page."""
    visitors = [Visitor(site.port).sign_in(name) for name in LEADERS]
    forms = [visitor.form(NEW_RUN) | report_fields("district") for visitor in visitors]

    def ask(number: int) -> tuple[Answer, Answer]:
        visitor = visitors[number % 2].twin()
        asked = visitor.post(NEW_RUN, forms[number % 2] | {"submission": str(uuid4())})
        return asked, visitor.get(asked.location) if asked.location else asked

    before = set(Job.objects.values_list("pk", flat=True))
    answers = together([partial(ask, number) for number in range(ASKED)])
    hold_status([asked for asked, _page in answers], {302}, "asking for the report")
    hold_status([page for _asked, page in answers], {200}, "the pages they were sent to")
    connection.close()
    made = Job.objects.exclude(pk__in=before)
    wait_for(lambda: all(job.is_finished for job in made.all()), "the report is done", FINISHED_WITHIN)
    return Tally(lost=int(not made), doubled=max(0, len(made) - 1), said=f"{ASKED} asked, {len(made)} job")


def import_killed(site: Site) -> Tally:
    """D-16: the worker is killed while it takes a list in; it is taken in once and whole."""
    leader = Visitor(site.port).sign_in(LEADERS[0])
    names = [fresh_name() for _row in range(LIST_ROWS)]
    town = Town.objects.order_by("code").first()
    lines = (f"{name},无,海王路{number}号,{town}\n" for number, name in enumerate(names))
    content = "企业名称,统一社会信用代码,地址,镇街\n" + "".join(lines)
    fields = leader.form(NEW_LIST)
    sent = leader.post(NEW_LIST, fields, [("file", "名录.csv", content.encode("utf-8-sig"))])
    hold_status([sent], {302}, "sending the list")
    run = EmployerImport.objects.order_by("-pk").first()
    hold(run, "the list was not taken")
    assert run is not None
    checking = Job.objects.order_by("-pk").first()
    assert checking is not None
    wait_for(lambda: _reload(checking).is_finished, "the list is checked", FINISHED_WITHIN)
    hold(EmployerImport.objects.get(pk=run.pk).check_result, f"the check failed: {_reload(checking).error}")
    page = leader.form(sent.location)
    hold_status([leader.post(f"{sent.location}start/", page)], {302}, "starting")
    job = Job.objects.order_by("-pk").first()
    assert job is not None
    wait_for(lambda: _reload(job).done > LIST_ROWS * 0.5 or _reload(job).is_finished, "it is past the half")
    hold(not _reload(job).is_finished, "it was done before the worker could be killed")
    site.kill(site.worker())
    wait_for(lambda: _reload(job).is_finished, "it is done", FINISHED_WITHIN)
    hold(_reload(job).status == JobStatus.DONE, f"it ended as {_reload(job).status}: {_reload(job).error}")
    connection.close()
    there = Employer.objects.filter(name__in=names).count()
    hold(there == len(names), f"{there} of {len(names)} rows are there")
    return employers_of(names[:50], f"{there} of {len(names)} rows")


def _ask(site: Site, visitor: Visitor, kind: str) -> Job:
    asked = visitor.post(NEW_RUN, visitor.form(NEW_RUN) | report_fields(kind))
    hold_status([asked], {302}, "asking for the report")
    connection.close()
    return Job.objects.get(pk=int(asked.location.rstrip("/").rpartition("/")[2]))


def _reload(job: Job) -> Job:
    connection.close()
    return Job.objects.get(pk=job.pk)


def _runs_since(job: Job) -> list[ReportRun]:
    return list(ReportRun.objects.filter(made_at__gte=job.requested_at))
