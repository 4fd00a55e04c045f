"""The files of issued papers: the Word file and the PDF, made once by the worker, kept with their hashes, never remade."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework import attachments, jobs
from casework.by import By
from casework.jobs import JobRun
from casework.models import Attachment, Job, Paper
from casework.papers import pdf, versions
from casework.papers.binding import Part

TYPES = {"docx": versions.DOCX, "pdf": "application/pdf"}
AT_ONCE = 20


def kept(paper: Paper, form: str) -> Attachment | None:
    """The stored file of a paper (`docx` or `pdf`), None while it has not been made."""
    return Attachment.objects.about(paper).filter(label=form, media_type=TYPES[form]).first()


def why_no_pdf() -> str:
    """Why this site makes no PDF; empty where it does."""
    return pdf.unavailable()


def name_of(paper: Paper, form: str) -> str:
    """What the file of a paper is called."""
    return f"{paper.title}{paper.number or paper.place}.{form}"


def part_of(paper: Paper) -> Part:
    """The stored PDF of a paper as a part of what is bound together; nothing where it has not been made."""
    file = kept(paper, "pdf")
    if file is None:
        return Part(paper.title, paper.digest, is_apart=True)
    return Part(
        paper.title, paper.digest, TYPES["pdf"], "pdf", file.sha256, open=lambda: file.original.open("rb"), about=paper
    )  # fmt: skip


def ask(papers: Sequence[Paper], *, by: By, back: str = "") -> Job:
    """The job that makes the files of papers; asked for twice it is one. `back` is the page to go on to, by default the first."""
    first = papers[0]
    return jobs.enqueue(
        "paper_files",
        key=",".join(str(paper.pk) for paper in papers)[:200],
        label=_("制作文书 %(paper)s") % {"paper": first},
        arguments={"papers": [paper.pk for paper in papers], "back": back or first.get_absolute_url()},
        requested_by=by.actor,
    )


def run(job: JobRun) -> dict[str, Any]:
    """The files of the papers a job names."""
    papers = Paper.objects.filter(pk__in=job.arguments["papers"])
    made = 0
    for part in _parts(list(papers)):
        made += make(part)
        job.progress(made, len(papers))
    return {"url": job.arguments.get("back", ""), "label": _("回到文书"), "made": made}


def make(papers: Iterable[Paper]) -> int:
    """Make what is missing of the files of these papers, all PDFs in one call of LibreOffice; returns how many papers."""
    words = {paper: _word(paper) for paper in papers if paper.content}
    lacking = {paper: word for paper, word in words.items() if kept(paper, "pdf") is None}
    if lacking and not pdf.unavailable():
        made = pdf.to_pdf({f"{paper.pk}.docx": word for paper, word in lacking.items()})
        for paper in lacking:
            _keep(paper, "pdf", made[f"{paper.pk}.docx"])
    return len(words)


def _word(paper: Paper) -> bytes:
    stored = kept(paper, "docx")
    if stored is not None:
        with stored.original.open("rb") as stream:
            return bytes(stream.read())
    content = versions.printed(paper)
    _keep(paper, "docx", content)
    return content


@transaction.atomic
def _keep(paper: Paper, form: str, content: bytes) -> None:
    Paper.objects.select_for_update().get(pk=paper.pk)
    if kept(paper, form) is None:
        attachments.store_made(
            content, name=name_of(paper, form), media_type=TYPES[form], about=paper, label=form
        )


def _parts(papers: list[Paper]) -> Iterable[list[Paper]]:
    for start in range(0, len(papers), AT_ONCE):
        yield papers[start : start + AT_ONCE]
