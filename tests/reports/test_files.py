"""The files open, look as GB/T 9704 asks, hold what they should, and lose no character of any name."""

import json
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from campaign.models import Campaign
from law.clock import SHANGHAI
from reports.metrics import FIGURES, for_towns
from reports.paper import Paper, figure_lines
from reports.renderers import word, workbook
from reports.services.making import write_all
from tests.factories import patrols, registry
from tests.factories import reports as factory

names = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=60,
)


def paper(**changes: Any) -> Paper:
    numbers = {code: 0 for code in FIGURES} | {
        "patrols": 1234,
        "rectification_rate": 0.875,
        "fines_decided": 5000.5,
    }
    made = Paper(
        title="黄岛街道专项行动总结报告",
        addressee="区劳动监察大队",
        sections=[("一、基本情况", ["开展宣传3场。"]), ("二、日常巡视监管情况", [])],
        figures=figure_lines(numbers),
        signer="黄岛街道",
        signed_on=date(2021, 8, 17),
        cut_off=date(2021, 8, 16),
        made_at=datetime(2021, 8, 17, 9, 5, tzinfo=SHANGHAI),
        version_no=2,
        sha256="ab" * 32,
    )
    return replace(made, **changes)


def text_of(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)


def test_the_page_is_that_of_the_standard() -> None:
    section = Document(BytesIO(word(paper()))).sections[0]
    page = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    for found, asked in zip(
        (*page, section.left_margin, section.right_margin), (210, 297, 37, 35, 28, 26), strict=True
    ):
        assert abs(found - Mm(asked)) < Mm(0.1)
    assert round((section.page_width - section.left_margin - section.right_margin) / Mm(1)) == 156
    assert round((section.page_height - section.top_margin - section.bottom_margin) / Mm(1)) == 225


def test_the_same_report_gives_the_same_bytes() -> None:
    assert word(paper()) == word(paper())


def test_letters_lines_and_headings_are_those_of_the_standard() -> None:
    paragraphs = Document(BytesIO(word(paper()))).paragraphs
    title = paragraphs[0]
    assert title.text == "黄岛街道专项行动总结报告" and title.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert title.runs[0].font.size == Pt(22) and _font(title) == "方正小标宋简体"
    heading = next(line for line in paragraphs if line.text == "一、基本情况")
    body = next(line for line in paragraphs if line.text == "开展宣传3场。")
    assert _font(heading) == "黑体" and _font(body) == "仿宋_GB2312"
    assert body.runs[0].font.size == Pt(16) and body.paragraph_format.line_spacing == Pt(29)
    assert body.paragraph_format.first_line_indent == Pt(32)


def test_the_day_stands_four_characters_from_the_right_without_leading_noughts() -> None:
    paragraphs = Document(BytesIO(word(paper()))).paragraphs
    day = next(line for line in paragraphs if line.text == "2021年8月17日")
    assert day.alignment == WD_ALIGN_PARAGRAPH.RIGHT and day.paragraph_format.right_indent == Pt(64)


def test_the_page_number_stands_between_dashes_odd_right_even_left() -> None:
    document = Document(BytesIO(word(paper())))
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        line = footer.paragraphs[0]
        assert line.text.startswith("— ") and line.text.endswith(" —") and line.alignment == side
        assert "PAGE" in line._element.xml


def test_the_table_of_figures_is_in_the_document() -> None:
    table = Document(BytesIO(word(paper()))).tables[0]
    cells = {row.cells[0].text: (row.cells[1].text, row.cells[2].text) for row in table.rows}
    assert cells["巡查户次"] == ("1,234", "户次")
    assert cells["整改率"] == ("87.5%", "")
    assert cells["罚款金额（决定）"] == ("5,000.50", "元")


def test_the_workbook_has_title_head_units_definitions_and_the_day() -> None:
    sheet = load_workbook(BytesIO(workbook(paper()))).active
    assert sheet["A1"].value == "黄岛街道专项行动总结报告"
    assert [cell.value for cell in sheet[2]] == ["指标", "数值", "单位", "口径"]
    assert sheet.freeze_panes == "B3"
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=3)}
    assert (rows["巡查户次"][1].value, rows["巡查户次"][2].value) == (1234, "户次")
    assert "阶段间隙照计" in rows["巡查户次"][3].value
    assert rows["整改率"][1].number_format == "0.0%"
    foot = " ".join(str(label) for label in rows)
    assert "统计截至 2021-08-16" in foot and "第2版" in foot and "ab" * 32 in foot


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝1+1"])
def test_no_text_becomes_a_formula(text: str) -> None:
    sheet = load_workbook(BytesIO(workbook(paper(title=text)))).active
    assert sheet["A1"].data_type == "s" and sheet["A1"].value == f"'{text}"


@hypothesis_settings(max_examples=40)
@given(names)
def test_T_10_any_name_comes_through_the_document(name: str) -> None:
    assert name in text_of(word(paper(sections=[("三、重大案件查处情况", [f"查处{name}一案。"])])))


@hypothesis_settings(max_examples=40)
@given(names)
def test_T_10_any_name_comes_through_the_workbook(name: str) -> None:
    sheet = load_workbook(BytesIO(workbook(paper(title=name)))).active
    assert sheet["A1"].value.removeprefix("'") == name.removeprefix("'")


@pytest.mark.parametrize("name", ["甲&乙<b>公司", "{{7*7}}", "𠮷野家🍜", "a\x00b\x0bc\ud800", "%s {0}"])
def test_T_10_hard_names_break_nothing(name: str) -> None:
    kept = "".join(char for char in name if char not in "\x00\x0b\ud800")
    assert kept in text_of(word(paper(title=name)))
    assert load_workbook(BytesIO(workbook(paper(title=name)))).active["A1"].value == kept


def test_write_all_gives_every_report_and_the_figures(
    campaign: Campaign, people: Any, report_day: date, tmp_path: Path
) -> None:
    patrols.rectifying(employer=registry.employer(town=people.here))
    factory.submitted(campaign, people.there, on=date(2021, 8, 17))
    out = tmp_path / "out"
    written = {path.name for path in write_all(campaign, report_day, out)}
    stems = ("town-370211001", "town-370211102", "district")
    assert written == {f"{stem}.{suffix}" for stem in stems for suffix in ("docx", "xlsx")} | {"figures.json"}
    data = json.loads((out / "figures.json").read_text(encoding="utf-8"))
    assert list(data) == sorted(data) == ["campaign", "cut_off", "district", "towns"]
    assert (data["campaign"], data["cut_off"]) == ("2021", "2021-08-17")
    assert data["towns"]["370211001"]["patrols"] == data["district"]["patrols"] == 1
    assert not {"rectification_rate", "conclusion_rate"} & set(data["district"])
    for code, number in data["district"].items():
        assert number == pytest.approx(sum(numbers[code] for numbers in data["towns"].values())), code
    assert all(isinstance(number, int | float) for number in data["district"].values())
    assert all(list(numbers) == sorted(numbers) for numbers in data["towns"].values())


def test_the_same_figures_give_the_same_file(
    campaign: Campaign, people: Any, report_day: date, tmp_path: Path
) -> None:
    patrols.rectifying(employer=registry.employer(town=people.here))
    made = [write_all(campaign, report_day, tmp_path / part)[-1].read_bytes() for part in ("one", "two")]
    assert made[0] == made[1]


def test_the_district_report_ranks_the_towns_and_names_what_is_in_no_sum(
    campaign: Campaign, people: Any, report_day: date, tmp_path: Path
) -> None:
    for _index in range(2):
        patrols.rectifying(employer=registry.employer(town=people.there))
    patrols.rectifying(employer=registry.employer(town=people.here))
    patrols.patrol(employer=registry.employer(town=None))
    factory.submitted(campaign, people.there, on=date(2021, 8, 18))
    write_all(campaign, report_day, tmp_path)
    document = Document(str(tmp_path / "district.docx"))
    ranking = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    assert [row[1] for row in ranking[1:]] == ["琅琊镇", "黄岛街道", "合计"]
    assert (ranking[1][-1], ranking[2][-1], ranking[3][2]) == ("逾期1天", "未报送", "3")
    assert "未计入合计（区级活动或未定镇街）：巡查户次 1户次。" in "\n".join(
        line.text for line in document.paragraphs
    )
    sheet = load_workbook(tmp_path / "district.xlsx")["镇街对比"]
    assert (sheet["A3"].value, sheet["B3"].value, sheet["C5"].value) == (1, "琅琊镇", 3)
    assert sheet["C2"].value == "检查用人单位户数（户）" and "名次按检查用人单位户数" in sheet["A6"].value


def test_a_town_report_holds_what_was_submitted(
    campaign: Campaign, people: Any, report_day: date, tmp_path: Path
) -> None:
    patrols.rectifying(employer=registry.employer(town=people.here))
    factory.submitted(campaign, people.here, on=date(2021, 8, 16))
    patrols.rectifying(employer=registry.employer(town=people.here))
    write_all(campaign, report_day, tmp_path)
    document = Document(str(tmp_path / "town-370211001.docx"))
    cells = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    assert cells["巡查户次"] == "1"
    assert "受理投诉" not in cells and set(cells) & {str(FIGURES[code].label) for code in for_towns()}
    text = "\n".join(line.text for line in document.paragraphs)
    assert "网格员先行、整改销号。" in text and "2021年8月16日" in text


@pytest.mark.parametrize(("kind", "files"), [("town", 4), ("district", 2)])
def test_make_reports_writes_them_without_a_browser(
    campaign: Campaign, people: Any, report_day: date, tmp_path: Path, kind: str, files: int
) -> None:
    said = StringIO()
    call_command("make_reports", campaign="2021", kind=kind, out=tmp_path, stdout=said)
    assert len(list(tmp_path.glob("*.docx"))) + len(list(tmp_path.glob("*.xlsx"))) == files
    assert said.getvalue().startswith(f"{files} files")


def test_make_reports_names_a_campaign_it_does_not_know(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="1999"):
        call_command("make_reports", campaign="1999", kind="town", out=tmp_path)


def _font(paragraph: Any) -> str:
    return paragraph.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia"))
