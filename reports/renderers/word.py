"""A report as a Word document in the form of GB/T 9704—2012.

A4; margins 37, 28, 35 and 26 mm leave a type area of 156 × 225 mm with 22 lines of 28 characters: 3号仿宋 (16 pt) on
lines of 29 pt. Title 2号小标宋 centred; headings 黑体, then 楷体; page number 4号宋体 «— 1 —»; the day of signing four characters
from the right edge.
The fonts are named, not embedded: the office's machines have them.
"""

from datetime import date
from io import BytesIO

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from reports.paper import FigureLine, Paper

SONG, HEI, KAI, TITLE, FANG = "宋体", "黑体", "楷体_GB2312", "方正小标宋简体", "仿宋_GB2312"
BODY, LINE, SMALL = Pt(16), Pt(29), Pt(12)
CHARACTER = 16  # points; the width of one character of the body
# XML 1.0 cannot hold these; they are not characters of any name.
BAD = dict.fromkeys(
    [*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)]
)


def word(paper: Paper) -> bytes:
    document = Document()
    _page(document)
    _line(document, paper.title, TITLE, Pt(22), align=WD_ALIGN_PARAGRAPH.CENTER, line=Pt(36))
    _line(
        document,
        _("（第%(version)s版，统计截至 %(day)s）")
        % {"version": paper.version_no, "day": _day(paper.cut_off)},
        KAI,
        align=WD_ALIGN_PARAGRAPH.CENTER,
    )
    _line(document, "")
    _line(document, _("%(addressee)s：") % {"addressee": paper.addressee})
    for heading, paragraphs in paper.sections:
        _line(document, heading, HEI, indent=2)
        for text in paragraphs:
            _line(document, text, indent=2, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
    for note in paper.notes:
        _line(document, note, KAI, indent=2)
    _line(document, "")
    _line(document, paper.signer, align=WD_ALIGN_PARAGRAPH.RIGHT, right=4)
    _line(document, _day(paper.signed_on), align=WD_ALIGN_PARAGRAPH.RIGHT, right=4)
    _annex(document, paper)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _page(document: DocxDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    style = document.styles["Normal"]
    style.font.size = BODY
    _name(style.element.get_or_add_rPr(), FANG)
    document.settings.odd_and_even_pages_header_footer = True
    # Odd pages right, even pages left, one character in from the edge.
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _annex(document: DocxDocument, paper: Paper) -> None:
    """The tables: figures, and the towns side by side."""
    document.add_page_break()
    _line(document, _("附：数据表"), HEI)
    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    _row(table.rows[0].cells, [_("指标"), _("数值"), _("单位")], HEI)
    for figure in paper.figures:
        _figure(table.add_row().cells, figure)
    if paper.ranking is not None:
        _line(document, "")
        _line(document, _("附：镇街对比"), HEI)
        towns = document.add_table(rows=1, cols=len(paper.ranking.heads))
        towns.style = "Table Grid"
        _row(towns.rows[0].cells, paper.ranking.heads, HEI, size=Pt(10.5))
        for row in paper.ranking.rows:
            _row(towns.add_row().cells, [cell.text for cell in row], size=Pt(10.5))
        _line(document, paper.ranking.note, SONG, Pt(9))
    foot = _("%(made)s 生成，数据摘要 SHA-256 %(digest)s") % {
        "made": f"{paper.made_at:%Y-%m-%d %H:%M}",
        "digest": paper.sha256,
    }
    _line(document, foot, SONG, Pt(9))


def _figure(cells: tuple, figure: FigureLine) -> None:
    if figure.is_heading:
        merged = cells[0].merge(cells[2])
        _write(merged.paragraphs[0], figure.label, KAI, Pt(12))
    else:
        _row(cells, [figure.label, figure.text, figure.shown_unit])
        cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _row(cells: tuple, texts: list[str], font: str = FANG, *, size: Pt = SMALL) -> None:
    for cell, text in zip(cells, texts, strict=True):
        _write(cell.paragraphs[0], text, font, size)


def _line(
    document: DocxDocument,
    text: str,
    font: str = FANG,
    size: Pt = BODY,
    *,
    align: WD_ALIGN_PARAGRAPH | None = None,
    indent: int = 0,
    right: int = 0,
    line: Pt = LINE,
) -> Paragraph:
    """One paragraph on the grid of lines; `indent` and `right` are counted in characters."""
    paragraph = document.add_paragraph()
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, line
    shape.first_line_indent = Pt(indent * CHARACTER)
    shape.right_indent = Pt(right * CHARACTER)
    if align is not None:
        paragraph.alignment = align
    _write(paragraph, text, font, size)
    return paragraph


def _write(paragraph: Paragraph, text: str, font: str, size: Pt) -> Run:
    run = paragraph.add_run(str(text).translate(BAD))
    run.font.size = size
    _name(run._element.get_or_add_rPr(), font)
    return run


def _name(properties: BaseOxmlElement, font: str) -> None:
    """Name the font for Chinese and Latin letters alike; python-docx by itself sets the Latin one only."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), font)


def _page_number(paragraph: Paragraph, align: WD_ALIGN_PARAGRAPH) -> None:
    paragraph.alignment = align
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
    _write(paragraph, "— ", SONG, Pt(14))
    run = _write(paragraph, "", SONG, Pt(14))
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._element.append(mark)
    _write(paragraph, " —", SONG, Pt(14))


def _day(day: date) -> str:
    """2021年8月17日: no leading noughts."""
    return _("%(year)s年%(month)s月%(day)s日") % {"year": day.year, "month": day.month, "day": day.day}
