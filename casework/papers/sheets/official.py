"""公文: the letterhead of the body (red where the form asks for it), number, title, text, annexes, foot."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from casework.papers import arranged
from casework.papers.content import Content
from casework.papers.sheets.page import CENTRE, RIGHT, TITLE_LINE, TITLE_SIZE, Fonts, Page
from casework.papers.sheets.parts import (
    write_annexed,
    write_annexes,
    write_blocks,
    write_foot,
    write_seam,
    write_signers,
)

RED = RGBColor(0xE6, 0x00, 0x12)
# The head fills the line of 442 points, in letters between these sizes.
LARGEST, SMALLEST = 42, 22


def official(content: Content, fonts: Fonts) -> bytes:
    page = Page(fonts=fonts)
    page.page_numbers(arranged.copies(content))
    write_seam(page, content)
    if content.get("red_head"):
        _red_head(page, content)
        page.add("")
        page.add(content["title"], fonts.title, TITLE_SIZE, align=CENTRE, line=TITLE_LINE)
    else:
        page.add(content["body"], fonts.title, TITLE_SIZE, align=CENTRE, line=TITLE_LINE)
        page.add(content["title"], fonts.title, TITLE_SIZE, align=CENTRE, line=TITLE_LINE)
        page.add("", line=Pt(14))
        page.add(arranged.numbered(content), align=RIGHT)
    page.add("")
    if content["to"]:
        page.add(f"{content['to']}：")
    write_blocks(page, content)
    write_annexes(page, content, is_apart=True)
    write_signers(page, content, is_apart=True)
    write_foot(page, content)
    write_annexed(page, content)
    return page.saved(content["title"])


def _red_head(page: Page, content: Content) -> None:
    """The body's name and 文件, the number two lines below, and the red rule under it."""
    text = f"{content['body']}文件"
    size = min(LARGEST, max(SMALLEST, int(page.type_width.pt / len(text))))
    head = page.add("", align=CENTRE, line=Pt(size * 1.4))
    page.write(head, text, page.fonts.title, Pt(size), colour=RED)
    page.add("")
    number = page.add(arranged.numbered(content), align=CENTRE, line=Pt(34))
    _rule(number)


def _rule(paragraph: Paragraph) -> None:
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "6"), ("color", str(RED))):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
