"""Background work of this room: checking a list of employers, and taking it in."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from casework.attachments import FileRefused
from casework.by import By
from casework.jobs import JobFailed, JobRun, handler
from registry.intake.sheet import Choice, EmployerList, open_list
from registry.models import EmployerImport
from registry.services import imports, uploads


@handler(uploads.CHECK)
def check_list(job: JobRun) -> None:
    """What the list would bring; nothing in the register changes."""
    run = EmployerImport.objects.get(pk=job.arguments["import"])
    with _at_hand(run) as (path, folder):
        tally = imports.check_list(
            _opened(run, path),
            name=run.file_name,
            errors_in=folder,
            decisions=run.decisions,
            progress=_progress(job, _("核对")),
        )
        with job.commit(_result(run)):
            run.check_result = tally.as_result()
            run.save(update_fields=["check_result"])
            _keep(run, tally.errors_file, label=_("预检：不能导入的行"))


@handler(uploads.TAKE_IN)
def take_in(job: JobRun) -> None:
    """Bring the list in. Taken up again after a break it goes on with the same record."""
    run = EmployerImport.objects.get(pk=job.arguments["import"])
    with _at_hand(run) as (path, folder):
        tally = imports.take_in(
            _opened(run, path), run=run, errors_in=folder, progress=_progress(job, _("导入"))
        )
        with job.commit(_result(run)):
            imports.conclude(run, tally, by=By(job.job.requested_by))
            _keep(run, tally.errors_file, label=_("没有导入的行"))
            _keep(run, tally.remarks_file, label=_("有格子没有读的行"))


def _opened(run: EmployerImport, path: Path) -> EmployerList:
    """The list as somebody has said it is to be read."""
    chosen = Choice(tuple(run.reading.get("sheets", ())), run.reading.get("head", 0))
    return open_list(path, run.file_name, chosen)


def _progress(job: JobRun, step: str) -> imports.Progress:
    return lambda done, total: job.progress(done, total, step)


def _result(run: EmployerImport) -> dict[str, Any]:
    return {"url": run.get_absolute_url(), "label": _("看结果")}


@contextmanager
def _at_hand(run: EmployerImport) -> Iterator[tuple[Path, Path]]:
    """The uploaded list as a file on this machine, and a folder beside it; a refusal becomes the job's sentence."""
    stored = run.attachments.order_by("uploaded_at").first()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{Path(run.file_name).suffix.lower()}"
        with stored.original.open("rb") as source, path.open("wb") as target:
            for chunk in source.chunks():
                target.write(chunk)
        try:
            yield path, Path(folder)
        except FileRefused as refusal:
            raise JobFailed(str(refusal)) from refusal


def _keep(run: EmployerImport, made: str | None, *, label: str) -> None:
    """Keep a file of rows with the record of its list."""
    if made is not None:
        path = Path(made)
        uploads.keep(run, path, name=path.name, suffix=path.suffix, label=label)
