"""A report as a Word document in the form of GB/T 9704—2012 (`casework.papers.sheets.page`), its tables after the text."""

from django.utils.translation import gettext as _
from docx.shared import Length, Pt

from casework.papers.arranged import day
from casework.papers.sheets.page import CENTRE, JUSTIFY, RIGHT, SMALL, TITLE_LINE, TITLE_SIZE, Page
from reports.paper import FigureLine, Paper


def word(paper: Paper) -> bytes:
    """The file; the same paper gives the same bytes."""
    page = Page()
    page.page_numbers()
    page.add(paper.title, page.fonts.title, TITLE_SIZE, align=CENTRE, line=TITLE_LINE)
    version = _("（第%(version)s版，统计截至 %(day)s）") % {
        "version": paper.version_no,
        "day": day(paper.cut_off.isoformat()),
    }
    page.add(version, page.fonts.kai, align=CENTRE)
    page.add("")
    page.add(_("%(addressee)s：") % {"addressee": paper.addressee})
    for heading, paragraphs in paper.sections:
        page.add(heading, page.fonts.head, indent=2)
        for text in paragraphs:
            page.add(text, indent=2, align=JUSTIFY)
    for note in paper.notes:
        page.add(note, page.fonts.kai, indent=2)
    page.add("")
    page.add(paper.signer, align=RIGHT, right=4)
    page.add(day(paper.signed_on.isoformat()), align=RIGHT, right=4)
    _annex(page, paper)
    return page.saved(paper.title)


def _annex(page: Page, paper: Paper) -> None:
    """The tables: figures, and the towns side by side."""
    document, head = page.document, page.fonts.head
    document.add_page_break()
    page.add(_("附：数据表"), head)
    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    _row(page, table.rows[0].cells, [_("指标"), _("数值"), _("单位")], head)
    for figure in paper.figures:
        _figure(page, table.add_row().cells, figure)
    if paper.ranking is not None:
        page.add("")
        page.add(_("附：镇街对比"), head)
        towns = document.add_table(rows=1, cols=len(paper.ranking.heads))
        towns.style = "Table Grid"
        _row(page, towns.rows[0].cells, paper.ranking.heads, head, size=Pt(10.5))
        for row in paper.ranking.rows:
            _row(page, towns.add_row().cells, [cell.text for cell in row], size=Pt(10.5))
        page.add(paper.ranking.note, page.fonts.song, Pt(9))
    foot = _("%(made)s 生成，数据摘要 SHA-256 %(digest)s") % {
        "made": f"{paper.made_at:%Y-%m-%d %H:%M}",
        "digest": paper.sha256,
    }
    page.add(foot, page.fonts.song, Pt(9))


def _figure(page: Page, cells: tuple, figure: FigureLine) -> None:
    if figure.is_heading:
        merged = cells[0].merge(cells[2])
        page.write(merged.paragraphs[0], figure.label, page.fonts.kai, SMALL)
    else:
        _row(page, cells, [figure.label, figure.text, figure.shown_unit])
        cells[1].paragraphs[0].alignment = RIGHT


def _row(page: Page, cells: tuple, texts: list[str], font: str = "", *, size: Length = SMALL) -> None:
    for cell, text in zip(cells, texts, strict=True):
        page.write(cell.paragraphs[0], str(text), font, size)
