"""PDFs by LibreOffice: many in one call, every name in them, every font embedded; or a sentence that says why not."""

import os
import shutil
import stat
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from casework.papers import pdf
from casework.papers.pdf import NotMade, Unavailable, to_pdf
from casework.papers.sheets import docx
from tests.factories import papers

NAMES = {"a/甲&乙.docx": "甲&乙<b>公司", "二": "𠮷野家{{7*7}}", "三": "青岛西海岸新区" * 8 + "某公司"}
needs_office = pytest.mark.skipif(
    not any(map(shutil.which, pdf.PROGRAMS)), reason="no LibreOffice here (Debian: libreoffice-writer-nogui)"
)


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """Each sheet and each hostile name, in one call."""
    files = {name: docx(papers.content(to=party)) for name, party in NAMES.items()}
    return to_pdf({**files, **{sheet: docx(make()) for sheet, make in papers.SHEETS.items()}})


def text(content: bytes) -> str:
    """The letters of all pages without what LibreOffice puts between them."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)


def fonts(content: bytes) -> Iterator[Any]:
    for page in PdfReader(BytesIO(content)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            one = font.get_object()
            for inner in one.get("/DescendantFonts", [one]):
                yield inner.get_object()


@needs_office
def test_many_files_in_one_call_each_under_its_own_name(made: dict[str, bytes]) -> None:
    assert list(made) == [*NAMES, *papers.SHEETS]
    for name, party in NAMES.items():
        assert party in text(made[name])


@needs_office
def test_every_font_is_embedded_and_is_a_chinese_one(made: dict[str, bytes]) -> None:
    for content in made.values():
        for font in fonts(content):
            descriptor = font["/FontDescriptor"]
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor), font["/BaseFont"]
            assert "CJK" in font["/BaseFont"] or "GB" in font["/BaseFont"]


@needs_office
def test_a_long_list_repeats_its_head_on_each_page(made: dict[str, bytes]) -> None:
    pages = PdfReader(BytesIO(made["official"])).pages
    across = [page for page in pages if page.mediabox.width > page.mediabox.height]
    assert len(across) >= 2
    assert all("加付比例" in page.extract_text() for page in across)


@needs_office
def test_a_record_counts_its_pages_and_is_signed_on_each(made: dict[str, bytes]) -> None:
    pages = PdfReader(BytesIO(made["record"])).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        letters = "".join(page.extract_text().split())
        assert f"共{len(pages)}页第{number}页" in letters and "被询问人（签名）" in letters


@needs_office
def test_what_is_no_document_is_named_and_the_others_are_made() -> None:
    with pytest.raises(NotMade, match="坏的") as refused:
        to_pdf({"好的": docx(papers.content()), "坏的": b"PK\x03\x04 broken"})
    assert refused.value.name == "坏的" and list(refused.value.made) == ["好的"]


def test_without_libreoffice_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Unavailable, match="LibreOffice.*打印"):
        to_pdf({"甲": b""})


def test_what_takes_too_long_is_ended_with_all_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 300 &\necho $! > {tmp_path}/started\nwait\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    began = time.monotonic()
    with pytest.raises(NotMade, match="超时"):
        to_pdf({"甲": b""}, seconds=1)
    assert time.monotonic() - began < 10
    assert not _runs(int((tmp_path / "started").read_text()))


def _runs(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    for _attempt in range(50):
        if not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return False
        time.sleep(0.1)
    return True


def test_nothing_asked_for_nothing_made() -> None:
    if any(map(shutil.which, pdf.PROGRAMS)):
        assert to_pdf({}) == {}
