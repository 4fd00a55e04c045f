"""`make_papers`: every form of a case as Word file and PDF, each field under its own label, every name letter for letter."""

import json
import re
import shutil
from datetime import date
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from casework.models import Paper
from casework.papers import arranged, pdf
from tests.cases import paper_samples as samples
from tests.factories import accounts, registry

needs_office = pytest.mark.skipif(
    not any(map(shutil.which, pdf.PROGRAMS)), reason="no LibreOffice here (Debian: libreoffice-writer-nogui)"
)
DAY = date(2021, 7, 20)
STRANGE = "甲&乙<b>公司{{7*7}}𠮷" + "青岛西海岸新区某某街道某某社区" * 3
NAME = STRANGE[:60]
# What stands on every page of a file beside its text: numbers of pages and of lines.
BETWEEN = re.compile(r"\d+")


@pytest.fixture
def made(db: Any, tmp_path: Path) -> tuple[list[Paper], Path]:
    """Every kind about one case of an employer with a strange name, written by the command."""
    papers = [
        paper
        for _kind, paper in samples.write_all(
            DAY, actor=accounts.user("bureau_head"), employer=registry.employer(name=NAME)
        )
    ]
    said = StringIO()
    call_command("make_papers", case=papers[0].record.current_number, out=tmp_path, stdout=said)
    return papers, tmp_path


def squeezed(text: str) -> str:
    return "".join(text.split())


def of_word(path: Path) -> str:
    """The letters of a Word file in their order, without blanks."""
    body = Document(str(path)).element.body
    return squeezed("".join(node.text or "" for node in body.iter(qn("w:t"))))


def of_pdf(path: Path) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(str(path)).pages))


def fields(paper: Paper) -> list[tuple[str, list[str]]]:
    """Each label with the paragraphs, turns or cells that stand under it."""
    found = []
    for block in paper.content["blocks"]:
        if "label" not in block:
            continue
        if arranged.is_annexed(block):
            said = [arranged.refers(block)]
        elif "table" in block:
            said = [cell for row in arranged.struck(block["table"])["rows"] for cell in row]
        elif "turns" in block:
            said = [part for turn in arranged.spoken(block) for part in turn]
        else:
            said = arranged.paragraphs(block["value"])
        found.append((squeezed(block["label"]), [squeezed(each) for each in said]))
    return found


def files(papers: list[Paper], out: Path, form: str) -> list[tuple[Paper, Path]]:
    """The file of each paper, by the index beside it."""
    index = json.loads((out / "index.json").read_text(encoding="utf-8"))
    paths = sorted(out.glob(f"*.{form}"))
    assert len(paths) == len(index), form
    of = {line["digest"]: path for line, path in zip(index, paths, strict=True)}
    return [(paper, of[paper.digest]) for paper in papers]


@needs_office
def test_every_form_is_made_whole_as_word_file_and_as_pdf(
    made: tuple[list[Paper], Path], client: Client
) -> None:
    """One test, because LibreOffice takes its time; names are looked for in Word file, PDF and page."""
    papers, out = made
    for paper, path in files(papers, out, "docx"):
        check_word(paper, of_word(path))
    for paper, path in files(papers, out, "pdf"):
        check_pdf(paper, of_pdf(path))
    client.force_login(accounts.user("bureau_head"))
    addressed = [paper for paper in papers if paper.content["to"] == NAME]
    assert len(addressed) > 10
    for form, read in (("docx", of_word), ("pdf", of_pdf)):
        for paper, path in files(addressed, out, form):
            assert NAME in read(path), (paper.kind, form)
    for paper in addressed:
        page = client.get(reverse("casework:paper_sheet", args=[paper.pk])).content.decode()
        assert NAME in unescape(page) and escape(NAME) in page, paper.kind


def check_word(paper: Paper, text: str) -> None:
    """Each label in its turn, and right under it what belongs there."""
    at = 0
    for label, said in fields(paper):
        at = text.find(label, at)
        assert at >= 0, (paper.kind, label)
        at += len(label)
        rest = text[at:].removeprefix("：")
        is_table = not any(rest.startswith(each) for each in said)
        assert not is_table or said[0] in rest[:400], (paper.kind, label)
        for each in said:
            assert each and each in rest, (paper.kind, label, each)
    assert "{{" not in text.replace("{{7*7}}", ""), paper.kind


def check_pdf(paper: Paper, printed: str) -> None:
    """The same on the pages, where numbers of pages and lines stand between."""
    text = BETWEEN.sub("", printed)
    for label, said in fields(paper):
        assert label in text, (paper.kind, label)
        for each in (BETWEEN.sub("", part) for part in said):
            assert each[:8] in text and each[-8:] in text, (paper.kind, label, each)
    assert "{{" not in text.replace("{{*}}", ""), paper.kind
