"""笔录: a head block, lines that are numbered, the person's signature and the page count at the foot of each page."""

from django.utils.translation import gettext as _
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from casework.papers import arranged
from casework.papers.content import Content
from casework.papers.sheets.form import write_count
from casework.papers.sheets.page import CENTRE, LEFT, RIGHT, SMALL, Fonts, Page, name_font, unnumbered
from casework.papers.sheets.parts import keep_last, write_annexed, write_annexes, write_blocks, write_foot

MARGINS = (28, 26, 38, 28)
LINE = Pt(24)
FOR_THE_HAND = "　" * 8


def record(content: Content, fonts: Fonts) -> bytes:
    page = Page(fonts=fonts, size=SMALL, line=LINE, margins=MARGINS)
    page.foot = lambda: _foot(page, content)
    page.foot()
    unnumbered(page.add(content["body"], fonts.song, Pt(14), align=CENTRE, line=Pt(26)))
    unnumbered(page.add(content["title"], fonts.title, Pt(20), align=CENTRE, line=Pt(34)))
    unnumbered(page.add(arranged.numbered(content), align=RIGHT))
    _number_lines(page)
    if content["to"]:
        page.add(f"{content['to']}：")
    write_blocks(page, content, indent=0, is_paired=True)
    write_annexes(page, content)
    keep_last(page)
    page.add(_("（以下空白）"), align=CENTRE)
    keep_last(page)
    _signatures(page, content)
    if content["seal"]:
        write_foot(page, content)
    write_annexed(page, content)
    return page.saved(content["title"])


def _signatures(page: Page, content: Content) -> None:
    """Everybody who took part, with the place of the signature and the day."""
    unnumbered(page.add("", line=Pt(10)))
    keep_last(page)
    for label, signers in arranged.by_label(content):
        for signer in signers:
            paragraph = unnumbered(page.add(f"{label}：", page.fonts.head, align=LEFT, line=Pt(30)))
            paragraph.paragraph_format.keep_with_next = True
            page.write(paragraph, f"{arranged.signed(signer)}\t")
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(64))
            _sign_here(page, paragraph, arranged.sign_words(content))
    if not content["seal"]:
        unnumbered(page.add(arranged.day(content["date"]), align=RIGHT, line=Pt(30)))


def _sign_here(page: Page, paragraph: Paragraph, label: str) -> None:
    """A line for the hand, and the day it signs."""
    page.write(paragraph, f"{label}：")
    page.write(paragraph, FOR_THE_HAND)
    paragraph.runs[-1].underline = True
    page.write(paragraph, _("　　　年　　月　　日"))


def _foot(page: Page, content: Content) -> None:
    """On each page who was heard signs and dates; under it the count of pages."""
    footer = page.section.footer
    for number, label in enumerate(arranged.heard(content)):
        paragraph = unnumbered(footer.paragraphs[0] if not number else footer.add_paragraph())
        page.shape(paragraph, line=Pt(22))
        _sign_here(
            page,
            paragraph,
            _("%(label)s（%(words)s）") % {"label": label, "words": arranged.sign_words(content)},
        )
        if not number:
            _line_over(paragraph)
    write_count(page, content, unnumbered(footer.add_paragraph()))


def _number_lines(page: Page) -> None:
    """A line added later would have no number."""
    numbers = OxmlElement("w:lnNumType")
    for name, value in (("countBy", "1"), ("restart", "newPage"), ("distance", "284")):
        numbers.set(qn(f"w:{name}"), value)
    style = page.document.styles.add_style("line number", WD_STYLE_TYPE.CHARACTER)
    style.font.size = Pt(9)
    name_font(style.element.get_or_add_rPr(), page.fonts.song)
    page.section._sectPr.insert_element_before(numbers, "w:pgNumType", "w:cols", "w:titlePg", "w:docGrid")


def _line_over(paragraph: Paragraph) -> None:
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "4"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
