"""The Word sheets, opened again: every label with its value, every letter as it was, the same bytes twice."""

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from casework.papers.content import STRUCK, Content
from casework.papers.sheets import Fonts, docx
from tests.factories import papers

HOSTILE = [
    "甲&乙<b>公司",
    "{{7*7}}",
    "青岛西海岸新区" * 8 + "某公司",
    "𠮷野家",
    "{_{x}_}",
    "&amp;",
    " 两 头 空 ",
]
names = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=60).filter(
    str.strip
)
every_sheet = pytest.mark.parametrize("make", papers.SHEETS.values(), ids=list(papers.SHEETS))


def lines(file: bytes) -> list[str]:
    """What stands on the sheet from top to bottom, each cell of a table a line."""
    found = []
    document = Document(BytesIO(file))
    for part in document.element.body:
        if part.tag == qn("w:p"):
            found.append(text_of(part))
        for cell in part.iter(qn("w:tc")):
            found.append("\n".join(text_of(each) for each in cell.iter(qn("w:p"))))
    return found


def text_of(paragraph: Any) -> str:
    """Its own letters, those of the seal's place left out."""
    return "".join(
        "\t" if each.tag == qn("w:tab") else each.text or ""
        for run in paragraph.iter(qn("w:r"))
        if run.getparent().tag == qn("w:p") and run.getparent() is paragraph
        for each in run
        if each.tag in (qn("w:t"), qn("w:tab"))
    )


def first_line(block: Any) -> str:
    return (block["value"].split("\n")[0] if block["value"] else STRUCK) if "value" in block else ""


@every_sheet
def test_every_label_is_followed_by_its_value_and_a_blank_is_struck(make: Any) -> None:
    content: Content = make()
    printed = lines(docx(content))
    for block in (block for block in content["blocks"] if "value" in block):
        label, value = block["label"], first_line(block)
        if content["sheet"] == "form":
            assert printed[printed.index(label) + 1].split("\n")[0] == value
        else:
            assert any(f"{label}：{value}" in line for line in printed), label
    assert not [line for line in printed if line.rstrip().endswith("：") and _stands_empty(line, printed)]


def _stands_empty(line: str, printed: list[str]) -> bool:
    """A label that ends its line has a table or a conversation under it; the addressee has the letter."""
    below = printed[printed.index(line) + 1 :]
    return not below or not below[0]


@every_sheet
def test_no_placeholder_and_every_cell_is_filled(make: Any) -> None:
    printed = lines(docx(make()))
    assert not [line for line in printed if "{{" in line or "None" in line]
    for table in Document(BytesIO(docx(make()))).tables:
        assert all(cell.text.strip() for row in table.rows for cell in row.cells)


@every_sheet
def test_the_same_content_gives_the_same_bytes(make: Any) -> None:
    made = docx(make())
    assert made == docx(make())
    with ZipFile(BytesIO(made)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
    told = Document(BytesIO(made)).core_properties
    assert (told.author, told.title, told.created.year) == ("", make()["title"], 1980)


@every_sheet
@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_printed_letter_for_letter(make: Any, name: str) -> None:
    content = make()
    changed = [{**block, "value": name} if "value" in block else block for block in content["blocks"]]
    printed = "\n".join(lines(docx({**content, "blocks": changed, "to": name})))
    assert printed.count(name) >= sum("value" in block for block in changed)


@hypothesis_settings(max_examples=25)
@given(name=names)
def test_no_character_of_any_name_is_lost(name: str) -> None:
    made = docx(papers.form(blocks=[{"name": "party", "label": "当事人", "value": name}]))
    assert name in "\n".join(lines(made))


def test_a_rare_character_names_the_font_that_has_it() -> None:
    document = Document(BytesIO(docx(papers.content(to="𠮷野家"), Fonts(rare="某字库"))))
    run = next(run for paragraph in document.paragraphs for run in paragraph.runs if run.text == "𠮷")
    assert run._element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "某字库"


def test_the_letters_are_those_of_the_standard_on_each_kind_of_sheet() -> None:
    for name, make in papers.SHEETS.items():
        document = Document(BytesIO(docx(make())))
        small = name in ("form", "record")
        assert document.styles["Normal"].font.size == Pt(12 if small else 16)
        fonts = document.styles["Normal"].element.rPr.find(qn("w:rFonts"))
        assert fonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
        section = document.sections[0]
        assert abs(section.page_width - section.left_margin - section.right_margin - Mm(156)) < Mm(0.2)


def test_the_head_is_red_only_where_the_form_asks_for_it() -> None:
    red = Document(BytesIO(docx(papers.decision()))).paragraphs[0]
    assert red.text == f"{papers.BODY}文件" and str(red.runs[0].font.color.rgb) == "E60012"
    plain = Document(BytesIO(docx(papers.decision(red_head=False)))).paragraphs[0]
    assert plain.text == papers.BODY and plain.runs[0].font.color.rgb is None


def test_a_table_repeats_its_head_and_a_wide_one_follows_on_pages_lying_across() -> None:
    document = Document(BytesIO(docx(papers.decision())))
    assert [section.page_width > section.page_height for section in document.sections] == [False, True]
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    rows = [row.cells[0].text for table in document.tables[1:] for row in table.rows]
    assert [row for row in rows if row.isdigit()] == [str(number) for number in range(1, 36)]
    assert any("支付劳动报酬名单：见附表，共35行" in line.text for line in document.paragraphs)


def test_a_table_without_a_row_is_struck() -> None:
    blocks = [{"name": "list", "label": "清单", "table": {"columns": ["名称", "数量"], "rows": []}}]
    table = Document(BytesIO(docx(papers.content(blocks=blocks)))).tables[0]
    assert [cell.text for cell in table.rows[1].cells] == [STRUCK, STRUCK]


def test_a_record_is_signed_and_counted_on_each_page_and_its_rest_is_struck() -> None:
    document = Document(BytesIO(docx(papers.record())))
    foot = document.sections[0].footer
    assert "被询问人（签名）" in foot.paragraphs[0].text
    codes = [node.text for node in foot._element.iter(qn("w:instrText"))]
    assert codes == ["NUMPAGES", "PAGE"]
    assert document.sections[0]._sectPr.find(qn("w:lnNumType")).get(qn("w:restart")) == "newPage"
    assert any(line.text == "（以下空白）" for line in document.paragraphs)


def test_the_foot_has_body_day_and_the_seal_s_place_of_42_mm() -> None:
    made = docx(papers.content())
    printed = lines(made)
    at = printed.index(papers.BODY)
    assert printed[at + 1] == "2021年6月24日"
    section = Document(BytesIO(made)).sections[0]
    for footer in (section.footer, section.even_page_footer):
        assert "本文书一式两份。" in footer.paragraphs[0].text
    extent = re.search(rb'<wp:extent cx="(\d+)"', ZipFile(BytesIO(made)).read("word/document.xml"))
    assert extent and abs(int(extent[1]) - Mm(42)) < 10
    for inspector in papers.INSPECTORS:
        assert any(inspector["name"] in line and inspector["certificate"] in line for line in printed)
    assert b"wp:extent" not in ZipFile(BytesIO(docx(papers.content(seal=False)))).read("word/document.xml")


def test_a_paper_without_a_day_leaves_room_for_the_hand() -> None:
    assert any(re.fullmatch(r"　+年　+月　+日", line) for line in lines(docx(papers.content(date=""))))


def test_a_seal_never_stands_on_a_page_alone() -> None:
    """The last row of a form goes with the foot, so that something of the paper is on the page of the seal."""
    document = Document(BytesIO(docx(papers.form(seal=True))))
    last = [part for part in document.iter_inner_content() if isinstance(part, Table)][-1].rows[-1]
    assert all(cell.paragraphs[-1].paragraph_format.keep_with_next for cell in last.cells)
