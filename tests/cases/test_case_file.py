"""The file of a case: one PDF with cover, index and numbered pages, one archive with hashes; the same parts, the same bytes."""

import json
import shutil
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from casework import attachments, jobs
from casework import tasks as casework_tasks  # noqa: F401 registers the job
from casework.by import By
from casework.models import Attachment, AuditNote, Job, Paper
from casework.papers import binding, folder, making, pdf
from casework.papers.sheets import docx
from inspections.cases import tasks  # noqa: F401 registers the job
from inspections.cases.models import Case
from inspections.cases.services import casefile
from tests.factories import accounts, cases, checks, complaints, papers, registry

needs_office = pytest.mark.skipif(
    not any(map(shutil.which, pdf.PROGRAMS)), reason="no LibreOffice here (Debian: libreoffice-writer-nogui)"
)


def a_pdf(pages: int = 1, *, turn: int = 0) -> bytes:
    writer = PdfWriter()
    for _page in range(pages):
        page = writer.add_blank_page(595, 842)
        page[NameObject("/AA")] = DictionaryObject(
            {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
        )
        if turn:
            page.rotate(turn)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def a_photo(size: tuple[int, int] = (800, 600)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "white").save(file, "JPEG")
    return file.getvalue()


def keep(case: Any, name: str, content: bytes, label: str = "") -> Attachment:
    return attachments.store(
        SimpleUploadedFile(name, content), uploaded_by=case.lead, about=case, label=label
    )


def address(case: Any, form: str = "") -> str:
    """The page of the file, or the file itself."""
    return (
        reverse("cases:case_file_download", args=[case.pk, form])
        if form
        else reverse("cases:case_file", args=[case.pk])
    )


def as_if_printed(case: Any) -> None:
    """A PDF of one page for each paper, as the worker would have kept it."""
    for paper in folder.issued(case):
        for form, content in (("docx", b"PK word"), ("pdf", a_pdf())):
            attachments.store_made(
                content, name=f"x.{form}", media_type=making.TYPES[form], about=paper, label=form
            )


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, bytes]]:
    """LibreOffice that makes a page of everything, and what it was given."""
    asked: list[dict[str, bytes]] = []

    def to_pdf(files: dict[str, bytes]) -> dict[str, bytes]:
        asked.append(dict(files))
        return {name: a_pdf() for name in files}

    monkeypatch.setattr(pdf, "to_pdf", to_pdf)
    monkeypatch.setattr(pdf, "unavailable", lambda: "")
    return asked


@pytest.fixture
def closed(db: Any) -> Any:
    case = cases.case("closed")
    keep(case, "考勤.pdf", a_pdf(3), "五月考勤表")
    keep(case, "现场.jpg", a_photo(), "车间")
    keep(case, "问话.docx", docx(papers.content()))
    return case


def made(case: Any, volume: str = casefile.WHOLE) -> Attachment:
    job = casefile.ask(case, volume, by=By(case.lead))
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.error == "" and job.status == "done", job.error
    front = casefile.front(case, casefile.parts(case, volume))
    assert front is not None
    return front


def test_the_index_follows_the_order_of_the_file(closed: Any) -> None:
    titles = [part.title for part in casefile.parts(closed)]
    assert titles[0] == "行政处罚决定书" and titles[-1] == "结案审批表"
    assert titles.index("送达回证") < titles.index("立案审批表") < titles.index("五月考勤表")
    assert titles.index("案件调查终结报告") < titles.index("五月考勤表") < titles.index("行政处罚事先告知书")
    held = {part.title: part for part in casefile.parts(closed)}
    assert held["问话"].is_apart and "另存" in held["问话"].remark
    assert not {"立案审批表", "结案审批表"} & {part.title for part in casefile.parts(closed, casefile.FRONT)}


def test_one_pdf_with_numbered_pages_and_the_same_bytes_each_time(closed: Any, office: Any) -> None:
    as_if_printed(closed)
    front, held = made(closed), casefile.parts(closed)
    content = casefile.bound(closed, held, front)
    assert content == casefile.bound(closed, held, front)
    pages = PdfReader(BytesIO(content)).pages
    spans = binding.spans(held)
    count = max(last for _first, last in filter(None, spans))
    assert len(pages) == 2 + count and count == len(folder.issued(closed)) + 3 + 1
    assert [page.extract_text().strip() for page in pages][2:] == [str(n) for n in range(1, count + 1)]
    assert all("/AA" not in page for page in pages)
    index = casefile.contents(closed, held, [str(span) for span in spans])["blocks"][1]["table"]
    assert [row[3] for row in index["rows"]] == [part.title for part in held]


def test_pdfs_are_made_once_and_never_remade(closed: Any, office: Any) -> None:
    made(closed)
    first = {file.pk: file.sha256 for file in Attachment.objects.filter(label="pdf")}
    keep(closed, "补充.pdf", a_pdf(), "补充材料")
    assert casefile.front(closed, casefile.parts(closed)) is None  # other parts, another index
    made(closed)
    assert {file.pk: file.sha256 for file in Attachment.objects.filter(label="pdf")} == first
    assert [sorted(files) for files in office[1:]] == [["cover.docx", "index.docx"]] * (len(office) - 1)


def test_the_archive_has_every_part_and_its_hash(closed: Any, office: Any) -> None:
    as_if_printed(closed)
    held = casefile.parts(closed)
    with casefile.zipped(closed, held) as file:
        content = file.read()
    with casefile.zipped(closed, held) as file:
        assert file.read() == content
    with ZipFile(BytesIO(content)) as zipped:
        names = zipped.namelist()
        told = json.loads(zipped.read("manifest.json"))
        for line in told["parts"]:
            assert sha256(zipped.read(line["file"])).hexdigest() == line["sha256"], line
    assert names[0] == "00-卷内目录.docx" and names[-1] == "manifest.json"
    assert names[1].startswith("01-行政处罚决定书") and names[1].endswith(".pdf")
    assert len(told["parts"]) == len(held) == len(names) - 2
    assert any(name.endswith("问话.docx") for name in names)


def test_pages_turned_when_shown_carry_their_number_upright() -> None:
    for turn in binding.UPRIGHT:
        part = binding.Part(
            "扫描件", "x", binding.PDF, "pdf", open=lambda turn=turn: BytesIO(a_pdf(turn=turn))
        )
        page = PdfReader(BytesIO(binding.bound([part], title="x", is_numbered=True))).pages[0]
        assert page.extract_text().strip() == "1" and page.rotation == turn


def test_what_was_changed_in_the_store_is_not_bound(closed: Any, client_for: Any, office: Any) -> None:
    as_if_printed(closed)
    made(closed)
    file = Attachment.objects.get(label="五月考勤表")
    Attachment.objects.filter(pk=file.pk).update(sha256="0" * 64)
    with pytest.raises(binding.Broken, match="五月考勤表"):
        casefile.zipped(closed, casefile.parts(closed))
    response = client_for(closed.lead).get(address(closed, "zip"))
    assert response.status_code == 409 and "五月考勤表" in response.content.decode()


def test_identities_are_sealed_and_named(db: Any, office: Any) -> None:
    case = cases.case(
        "closed",
        complaint=complaints.accepted(
            employer=registry.employer(), actor=accounts.user("inspector"), on=cases.CASE_DAY
        ),
    )
    as_if_printed(case)
    assert casefile.sealed(case)
    rows = casefile.contents(case, casefile.parts(case), [""] * len(casefile.parts(case)))["blocks"][1][
        "table"
    ]["rows"]
    assert rows[-1][3].startswith("投诉") and "封存" in rows[-1][-1]


def test_who_sees_the_case_takes_its_file_and_that_is_written_down(
    closed: Any, client_for: Any, office: Any
) -> None:
    client = client_for(closed.lead)
    page = client.get(address(closed))
    assert (
        page.status_code == 200 and "五月考勤表" in page.content.decode() and "预览" in page.content.decode()
    )
    assert client.get(address(closed, "pdf")).status_code == 302  # nothing was made by looking
    sent = client.post(address(closed))
    job = Job.objects.get(kind=casefile.JOB)
    assert sent.status_code == 302 and sent.headers["Location"] == reverse("casework:job", args=[job.pk])
    jobs.run(job.pk)
    for form, kind in (("pdf", "application/pdf"), ("zip", "application/zip")):
        response = client.get(f"{address(closed, form)}?volume=whole")
        assert response.status_code == 200 and response.headers["Content-Type"] == kind
        assert b"".join(response.streaming_content)
    notes = AuditNote.objects.filter(action="download_file", actor=closed.lead)
    assert [note.data["file"] for note in notes.order_by("pk")] == ["pdf", "zip"]
    assert client_for(accounts.user("town_officer")).get(address(closed, "zip")).status_code in (
        403,
        404,
    )
    assert client.get(address(closed, "exe")).status_code == 404


def test_chosen_papers_are_printed_as_one_pdf(closed: Any, client_for: Any, office: Any) -> None:
    client = client_for(closed.lead)
    chosen = folder.issued(closed)[:3]
    asked = (
        f"{reverse('casework:papers_print')}?"
        + "&".join(f"paper={paper.pk}" for paper in chosen)
        + "&paper=x"
    )
    assert "现在制作" in client.get(asked).content.decode()
    sent = client.post(asked)
    job = Job.objects.get(kind="paper_files")
    jobs.run(job.pk)
    job.refresh_from_db()
    assert sent.status_code == 302 and job.result["url"] == asked
    response = client.get(asked)
    assert response.headers["Content-Type"] == "application/pdf"
    assert len(PdfReader(BytesIO(b"".join(response.streaming_content))).pages) == 3
    assert AuditNote.objects.filter(action="download_file", actor=closed.lead).count() == 3
    stranger = client_for(accounts.user("town_officer")).get(asked)
    assert "没有选中" in stranger.content.decode()
    assert not Paper.objects.visible_to(accounts.user("town_officer")).exists()


@needs_office
def test_the_photos_of_the_visit_that_found_it_lie_in_the_file(db: Any, client_for: Any) -> None:
    visit = checks.visit()
    case = cases.case("investigating", employer=visit.employer)
    Case.objects.filter(pk=case.pk).update(visit=visit)
    attachments.store(
        SimpleUploadedFile("门口.jpg", a_photo()), uploaded_by=case.lead, about=visit, label="门口照片"
    )
    case = Case.objects.get(pk=case.pk)
    for volume in (casefile.WHOLE, casefile.FRONT):
        assert "门口照片" in [part.title for part in casefile.parts(case, volume)]
    assert "门口照片" in client_for(case.lead).get(address(case)).content.decode()


def test_an_archived_case_is_bound_whole(db: Any) -> None:
    case = cases.case("archived")
    keep(case, "现场.jpg", a_photo((600, 800)), "车间")
    front = made(case)
    bound = PdfReader(BytesIO(casefile.bound(case, casefile.parts(case), front)))
    text = "".join("".join(page.extract_text().split()) for page in bound.pages[:4])
    assert "卷宗封面" in text and "2021-17" in text and "卷内目录" in text and "预览" not in text
    for part in casefile.parts(case):
        assert part.title in text
