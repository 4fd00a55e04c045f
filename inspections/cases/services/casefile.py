"""The file of a case (卷宗): its papers and stored files in the order of the index, as one PDF and as one archive.

Papers and files are bound as they are stored; only the index with its page numbers, and the cover of a file that is not
archived yet, are made for it, once for the same parts.
"""

import json
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import IO, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from casework import attachments, jobs, quarantine
from casework.acts import require
from casework.by import By
from casework.jobs import JobRun
from casework.models import Attachment, Job, Paper
from casework.models.job import JobStatus
from casework.paper_kinds import Facts, Table, catalogue, kind_of
from casework.paper_table import PaperState
from casework.papers import binding, composing, folder, making, pdf, versions
from casework.papers.binding import PDF, Part
from casework.papers.content import STRUCK, Content
from casework.papers.sheets import VERSION, docx
from inspections.cases import enclosed
from inspections.cases.kinds import DECISION_PAPERS
from inspections.cases.models import Case
from inspections.cases.papers.issued import remark
from inspections.checks.models import Visit
from law.clock import day_of

JOB = "case_file"
WHOLE, FRONT = "whole", "front"
# Decisions and how they were served come first; what closes the file comes last (PAPERS 1.5).
FIRST, LAST = (
    (*DECISION_PAPERS, "workers_list", "withdrawal_decision", "delivery_receipt"),
    ("closing_approval", "file_note"),
)
# In front of the numbered pages.
COVER, INDEX = "file_cover", "file_contents"
EVIDENCE = "evidence_list"
COLUMNS = ("顺序号", "文号", "责任者", "题名", "日期", "页号", "备注")


def parts(case: Case, volume: str = WHOLE) -> list[Part]:
    """What the file holds, in the order of its index: papers ever issued, stored files after the list of evidence.

    `volume` FRONT: only 正卷, what the party and a court may see.
    """
    papers = [paper for paper in _papers(case) if paper.kind not in (COVER, INDEX)]
    kept, beside = _files_of(papers)
    found: list[tuple[tuple[int, int], Part]] = []
    for paper in papers:
        where = _place(paper.kind)
        found.append(((where, paper.place), _of_paper(paper, kept.get(paper.pk, {}))))
        found += [
            ((where, paper.place), _of_file(file, is_front=paper.paper_kind.is_front))
            for file in beside.get(paper.pk, ())
        ]
    where = _place(EVIDENCE)
    # What may tell of who complained is not for the party.
    is_open = not case.complaints()
    found += [
        ((where, 0 if each.is_before else 1_000_000), _of_file(each.file, title=each.title, is_front=is_open))
        for each in enclosed.of_case(case)
    ]
    held = [part for _where, part in sorted(found, key=lambda each: each[0])]
    return [part for part in held if part.is_front] if volume == FRONT else held


def _papers(case: Case) -> list[Paper]:
    """Those of the visits it came of stand before its own."""
    return [*(paper for visit in _visits(case) for paper in folder.issued(visit)), *folder.issued(case)]


def _visits(case: Case) -> list[Visit]:
    """The visit that found it, and every other of the inspection it comes of."""
    if case.inspection_id is None:
        return [case.visit] if case.visit is not None else []
    made = Visit.objects.filter(Q(pk=case.visit_id) | Q(inspection=case.inspection_id))
    return list(made.order_by("visited_on", "pk"))


def sealed(case: Case) -> list[str]:
    """What belongs to the case and is in no file: named, never shown."""
    return [_("投诉、举报人身份信息和原始材料")] if case.complaints() else []


def mark(case: Case, held: Sequence[Part]) -> str:
    """What stands for these parts in this order: the same parts have the same index."""
    told = [VERSION, case.state, str(case.archive_number), *sealed(case)]
    told += [f"{part.mark} {part.title} {part.remark} {part.is_apart}" for part in held]
    return sha256("\n".join(told).encode()).hexdigest()


def front(case: Case, held: Sequence[Part]) -> Attachment | None:
    """Cover and index of these parts as they were made; None while they have not been."""
    done = Job.objects.filter(kind=JOB, key=_key(case, held), status=JobStatus.DONE).order_by("-pk").first()
    return Attachment.objects.about(done).filter(media_type=PDF).first() if done is not None else None


def ask(case: Case, volume: str = WHOLE, *, by: By) -> Job:
    """The job that makes what is still missing of the PDF: the files of its papers, cover and index.

    Raises `Refused` (permission).
    """
    require(by, "cases.view_case")
    return jobs.enqueue(
        JOB,
        key=_key(case, parts(case, volume)),
        label=_("装订卷宗 %(number)s") % {"number": case.current_number},
        arguments={"case": case.pk, "volume": volume},
        requested_by=by.actor,
    )


def run(job: JobRun) -> dict[str, Any]:
    """Make the papers' files, then cover and index, and keep these with the job."""
    case = Case.objects.get(pk=job.arguments["case"])
    papers = _papers(case)
    lacking = [paper for paper in papers if making.kept(paper, "pdf") is None]
    total = len(lacking) + 1
    for start in range(0, len(lacking), making.AT_ONCE):
        making.make(lacking[start : start + making.AT_ONCE])
        job.progress(min(start + making.AT_ONCE, len(lacking)), total, _("文书"))
    volume = job.arguments["volume"]
    held = parts(case, volume)
    if _key(case, held) != job.job.key:
        raise jobs.JobFailed(_("装订时案卷又增加了材料，请回到案卷重新装订。"))
    made = _front_made(case, held)
    page = f"{reverse('cases:case_file', args=[case.pk])}?volume={volume}"
    result = {"url": page, "label": _("看卷宗")}
    with job.commit(result):
        name = f"{_('封面和目录')}.pdf"
        attachments.store_made(made, name=name, media_type=PDF, about=job.job)
    return result


def bound(case: Case, held: Sequence[Part], made: Attachment) -> bytes:
    """The whole file as one PDF; the pages after cover and index are numbered. Raises `binding.Broken`."""
    with made.original.open("rb") as stream:
        return binding.bound(held, title=title_of(case), front=stream.read(), is_numbered=True)


def zipped(case: Case, held: Sequence[Part]) -> IO[bytes]:
    """Every part as a file of its own, the index as Word file, and a list with hashes. Raises `binding.Broken`."""
    named = list(zip(binding.names(held), held, strict=True))
    inside = [(name, part) for name, part in named if part.open is not None]
    index = docx(contents(case, held, [name if part.open else "" for name, part in named]))

    def manifest(hashes: dict[str, str]) -> bytes:
        lines = [_line(name, part, hashes.get(name, "")) for name, part in named]
        whole = {
            "case": case.current_number,
            "sealed": sealed(case),
            "index": hashes[f"00-{_('卷内目录')}.docx"],
            "parts": lines,
        }
        return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()

    covers = [part for part in _covers(case) if part.open is not None]
    entries: list[tuple[str, Part | bytes]] = [(f"00-{part.title}.{part.suffix}", part) for part in covers]
    return binding.archive([*entries, (f"00-{_('卷内目录')}.docx", index), *inside], manifest=manifest)


def contents(case: Case, held: Sequence[Part], places: Sequence[str]) -> Content:
    """卷内目录: what stands where; `places` are the page numbers, in an archive the names of the files."""
    rows: list[tuple[object, ...]] = [
        (
            order,
            part.number,
            part.body,
            part.title,
            f"{part.on:%Y%m%d}" if part.on else "",
            place,
            part.remark,
        )
        for order, (part, place) in enumerate(zip(held, places, strict=True), start=1)
    ]
    rows += [("", "", "", each, "", "", _("封存，不入本卷")) for each in sealed(case)]
    kind = kind_of(INDEX)
    paper = Paper.objects.about(case).filter(kind=INDEX).ever_issued().order_by("-pk").first()
    place = paper.place if paper is not None else composing.next_place(case)
    facts = Facts(case, _day(case, held), given={"contents": Table(COLUMNS, rows)})
    return _titled(case, composing.compose(kind, facts, place=place))


def title_of(case: Case) -> str:
    """What the file is called."""
    return _("%(number)s卷宗") % {"number": case.current_number}


def _front_made(case: Case, held: Sequence[Part]) -> bytes:
    places = ["" if span is None else _span(*span) for span in binding.spans(held)]
    sheets = {"index": docx(contents(case, held, places))}
    covers = [part for part in _covers(case) if part.media_type == PDF]
    if not covers:
        sheets = {"cover": docx(_cover(case, held)), **sheets}
    made = pdf.to_pdf({f"{name}.docx": content for name, content in sheets.items()})
    fresh = [_loose(name, content) for name, content in made.items()]
    return binding.bound([*covers, *fresh], title=title_of(case))


def _loose(title: str, content: bytes) -> Part:
    return Part(title, "", PDF, "pdf", open=lambda: BytesIO(content))


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}—{last}"


def _cover(case: Case, held: Sequence[Part]) -> Content:
    """The cover of a file that is not put away yet: what is not known stays struck."""
    facts = Facts(case, _day(case, held), given={"archived_on": STRUCK})
    return _titled(case, composing.compose(kind_of(COVER), facts, place=composing.next_place(case)))


def _titled(case: Case, content: Content) -> Content:
    if case.archived_on is not None:
        return content
    return {**content, "title": _("%(title)s（预览，未归档）") % {"title": content["title"]}}


def _day(case: Case, held: Sequence[Part]) -> date:
    """The day the index tells: that of archiving, before it the newest of what it lists."""
    days = [part.on for part in held if part.on is not None]
    return case.archived_on or max(days, default=case.found_on)


def _covers(case: Case) -> list[Part]:
    """The cover it was put away with; of a case that was taken up again, as of one that is not put away, none yet."""
    if case.archived_on is None:
        return []
    papers = [paper for paper in folder.issued(case) if paper.kind == COVER][-1:]
    kept, _beside = _files_of(papers)
    return [_of_paper(paper, kept.get(paper.pk, {})) for paper in papers]


def _key(case: Case, held: Sequence[Part]) -> str:
    return f"{case.pk} {mark(case, held)}"


def _place(kind: str) -> int:
    """Where a kind stands in the file: by the order of the work between what comes first and what comes last."""
    if kind in FIRST:
        return FIRST.index(kind)
    order = list(catalogue())
    return (1000 if kind not in LAST else 2000) + order.index(kind)


def _files_of(
    papers: Sequence[Paper],
) -> tuple[dict[int, dict[str, Attachment]], dict[int, list[Attachment]]]:
    """By paper: its own files (`pdf`, `docx`), and what was handed in with it (a receipt, pictures of its delivery)."""
    kept: dict[int, dict[str, Attachment]] = {}
    beside: dict[int, list[Attachment]] = {}
    about = ContentType.objects.get_for_model(Paper)
    stored = Attachment.objects.filter(content_type=about, object_id__in=[paper.pk for paper in papers])
    for file in stored.order_by("uploaded_at", "pk"):
        if making.TYPES.get(file.label) == file.media_type:
            kept.setdefault(file.object_id or 0, {}).setdefault(file.label, file)
        else:
            beside.setdefault(file.object_id or 0, []).append(file)
    return kept, beside


def _of_paper(paper: Paper, kept: dict[str, Attachment]) -> Part:
    """The PDF where it is there; else the Word file, made from the frozen content."""
    file = kept.get("pdf")
    state = "" if paper.state == PaperState.ISSUED else str(paper.state_label)
    told: dict[str, Any] = {
        "title": paper.title,
        "mark": paper.digest,
        "number": paper.number,
        "body": paper.content.get("body", ""),
        "on": paper.issued_on,
        "remark": "，".join(filter(None, (remark(paper), state))),
        "is_front": paper.paper_kind.is_front,
        "about": paper,
    }
    if file is not None:
        return Part(
            media_type=PDF, suffix="pdf", sha256=file.sha256, open=lambda: file.original.open("rb"), **told
        )
    return Part(
        media_type=versions.DOCX, suffix="docx", open=lambda: BytesIO(versions.printed(paper)), **told
    )


def _of_file(file: Attachment, *, is_front: bool, title: str = "") -> Part:
    """A stored file as pages serve it: of a photograph the copy without what the camera wrote into it."""
    is_held = not quarantine.is_served(file)
    is_bound = file.is_photo or file.media_type == PDF
    suffix = "jpg" if file.is_photo else file.name.rpartition(".")[2]
    remarks = (
        _("待查毒，未入卷") if is_held else "",
        "" if is_bound else _("另存（%(kind)s）") % {"kind": suffix},
    )
    return Part(
        title=title or file.label or file.name.rpartition(".")[0] or file.name,
        mark=file.served_sha256,
        media_type=binding.PICTURE if file.is_photo else file.media_type,
        suffix=suffix,
        sha256=file.served_sha256,
        open=None if is_held else lambda: file.served.open("rb"),
        on=day_of(file.uploaded_at),
        remark="，".join(filter(None, remarks)),
        is_apart=is_held or not is_bound,
        is_front=is_front,
        about=file,
    )


def _line(name: str, part: Part, found: str) -> dict[str, Any]:
    """What the manifest says of one part."""
    return {
        "file": name if part.open is not None else None,
        "title": part.title,
        "number": part.number,
        "date": part.on.isoformat() if part.on else None,
        "remark": part.remark,
        "content": part.mark,
        "sha256": found or None,
    }
