"""填空: a printed text with blanks; the title centred, the number right below it."""

from docx.shared import Pt

from casework.papers import arranged
from casework.papers.content import Content
from casework.papers.sheets.page import CENTRE, RIGHT, TITLE_LINE, TITLE_SIZE, Fonts, Page
from casework.papers.sheets.parts import (
    keep_last,
    write_annexed,
    write_annexes,
    write_blocks,
    write_foot,
    write_seam,
    write_signers,
)


def blank(content: Content, fonts: Fonts) -> bytes:
    page = Page(fonts=fonts)
    page.page_numbers(arranged.copies(content))
    write_seam(page, content)
    page.add(content["title"], fonts.title, TITLE_SIZE, align=CENTRE, line=TITLE_LINE)
    page.add("", line=Pt(8))
    page.add(arranged.numbered(content), align=RIGHT)
    if content["to"]:
        page.add(f"{content['to']}：")
    write_blocks(page, content)
    keep_last(page)
    write_annexes(page, content)
    write_signers(page, content)
    write_foot(page, content)
    write_annexed(page, content)
    return page.saved(content["title"])
