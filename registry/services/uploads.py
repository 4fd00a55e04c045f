"""A list that comes in through a page: kept, checked in the background, started by hand."""

import tempfile
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from casework import attachments, audit, jobs
from casework.acts import require
from casework.by import Actor, By
from casework.models import Job
from casework.workflow import Refused
from registry.intake import gate
from registry.models import EmployerImport
from registry.services.imports import record_import

CHECK, TAKE_IN = "registry.check_list", "registry.take_in_list"
IMPORT = "registry.import_employers"
MEDIA_TYPES = {
    gate.TABLE: "text/csv",
    gate.WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def receive(file: UploadedFile, *, by: By) -> EmployerImport:
    """Keep an uploaded list and have it checked. Raises `casework.attachments.FileRefused` before anything is kept."""
    require(by, IMPORT)
    name = attachments.clean_name(file.name or "")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        with path.open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
        suffix = gate.check(path, name)
        scan = attachments.scanned(file, name=name, by=by)
        with transaction.atomic():
            audit.lock()
            run = record_import(path, name=name, by=by)
            keep(run, path, name=name, suffix=suffix, label=_("上传的名录"), scan=scan)
            audit.record("upload_list", by=by, about=run, data={"sha256": run.sha256})
            _enqueue(CHECK, run, by.actor, _("核对名录：%(name)s"))
    return run


def start(run: EmployerImport, *, by: By) -> Job:
    """Have a checked list taken in. A second start while it runs is the same start. Raises `Refused`."""
    require(by, IMPORT)
    if run.check_result is None:
        raise Refused("unchecked", _("名录还没有核对完，请稍候。"))
    if run.result is not None:
        raise Refused("done", _("这份名录已经导入。"))
    if not run.check_result["rows"]:
        raise Refused("empty", _("名单里没有数据行，请换一份。"))
    return _enqueue(TAKE_IN, run, by.actor, _("导入名录：%(name)s"))


@transaction.atomic
def check_again(
    run: EmployerImport, *, reading: dict[str, object], decisions: dict[str, dict[str, str]], by: By
) -> Job:
    """Check a list once more, read as somebody says (sheets, head), with what was decided about rows. Raises `Refused`."""
    require(by, IMPORT)
    audit.lock()
    run = EmployerImport.objects.select_for_update().get(pk=run.pk)
    if run.result is not None:
        raise Refused("done", _("这份名录已经导入。"))
    if Job.objects.unfinished().filter(key=job_key(run)).exists():
        raise Refused("running", _("这份名录正在核对或导入，请等它做完。"))
    run.reading, run.decisions, run.check_result = reading, {**run.decisions, **decisions}, None
    run.save(update_fields=["reading", "decisions", "check_result"])
    audit.record("decide_list", by=by, about=run, data={"reading": reading, "decisions": decisions})
    return _enqueue(CHECK, run, by.actor, _("核对名录：%(name)s"))


def keep(run: EmployerImport, path: Path, *, name: str, suffix: str, label: str, scan: str = "") -> None:
    """Keep a file with the record of its list."""
    attachments.store_made(
        path.read_bytes(), name=name, media_type=MEDIA_TYPES[suffix], about=run, label=label, scan=scan
    )


def job_key(run: EmployerImport) -> str:
    """What all jobs about this list share."""
    return f"import-{run.pk}"


def _enqueue(kind: str, run: EmployerImport, actor: Actor | None, label: str) -> Job:
    words = {"name": run.file_name}
    return jobs.enqueue(
        kind, key=job_key(run), label=label % words, arguments={"import": run.pk}, requested_by=actor
    )
