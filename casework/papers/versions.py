"""Which template a paper of a kind is printed with: the house's own sheet, or the brigade's Word file that replaces it."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from casework import attachments, audit, quarantine
from casework.acts import require, said_why
from casework.by import By
from casework.models import Paper, PaperTemplate
from casework.paper_kinds import kind_of
from casework.papers import gate, own
from casework.papers.sheets import VERSION, docx
from casework.workflow import Refused
from law.clock import now

SHEETS = f"sheets-{VERSION}"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def current(kind: str) -> str:
    """The version of the template in force for a kind of paper now; stored with each paper and part of its digest."""
    newest = PaperTemplate.objects.filter(kind=kind).order_by("-number").first()
    return newest.version if newest is not None and newest.is_own else SHEETS


def printed(paper: Paper) -> bytes:
    """The Word file of a paper, by the template it was issued with. Raises `own.NotFilled`."""
    if not paper.template_version.startswith("own-"):
        return docx(paper.content)
    number = int(paper.template_version.rpartition("-")[2])
    template = PaperTemplate.objects.get(kind=paper.kind, number=number)
    with template.attachments.get().original.open("rb") as stream:
        return own.fill(stream.read(), paper.content)


@transaction.atomic
def upload_template(*, kind: str, file: UploadedFile, reason: str, by: By) -> PaperTemplate:
    """Use the brigade's own Word file for a kind of paper from now on; papers issued before keep theirs.

    Raises `Refused` (permission, file with every sentence that speaks against it, no_reason).
    """
    require(by, "casework.upload_template")
    why, content = said_why(reason), _whole(file)
    wanted = {field.name: str(field.label) for field in kind_of(kind).fields}
    if wrong := gate.refused(content) or own.check_template(content, wanted):
        raise Refused("file", "；".join(wrong))
    scan, signature = quarantine.verdict(file)
    if signature:
        raise Refused("file", _("这个文件查出病毒，没有收下。"))
    template = _next(kind, why, by=by, is_own=True)
    name = f"{kind_of(kind).title}-{template.number}.docx"
    attachments.store_made(content, name=name, media_type=DOCX, about=template, scan=scan)
    return template


@transaction.atomic
def drop_template(*, kind: str, reason: str, by: By) -> PaperTemplate:
    """Print a kind on the house's own sheet again. Raises `Refused` (permission, no_reason, nothing)."""
    require(by, "casework.upload_template")
    why = said_why(reason)
    if current(kind) == SHEETS:
        raise Refused("nothing", _("这种文书现在用的就是系统版式。"))
    return _next(kind, why, by=by, is_own=False)


def _next(kind: str, reason: str, *, by: By, is_own: bool) -> PaperTemplate:
    audit.lock()
    newest = PaperTemplate.objects.filter(kind=kind).order_by("-number").first()
    template = PaperTemplate.objects.create(
        kind=kind,
        number=newest.number + 1 if newest else 1,
        is_own=is_own,
        reason=reason,
        uploaded_by_id=by.actor.pk if by.actor is not None else None,
        uploaded_at=now(),
    )
    audit.record(
        "upload_template", by=by, about=template, reason=reason, data={"kind": kind, "is_own": is_own}
    )
    return template


def _whole(file: UploadedFile) -> bytes:
    file.seek(0)
    return file.read(gate.LARGEST + 1)
