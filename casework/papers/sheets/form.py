"""表格: a ruled form of labels and values; short fields share a line, tables stand in it with heads of their own."""

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Length, Pt
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph

from casework.papers import arranged
from casework.papers.arranged import Line
from casework.papers.content import Content
from casework.papers.sheets.page import CENTRE, LEFT, SMALL, Fonts, Page
from casework.papers.sheets.parts import write_annexed, write_annexes, write_foot
from casework.papers.sheets.ruled import WHOLE, add_row, close_up, data_table, fill, gap, ruled

MARGINS = (25, 26, 22, 28)
# label, value, label, value
COLUMNS = (19, 34, 19, 34)
ROW = Pt(26)


def form(content: Content, fonts: Fonts) -> bytes:
    page = Page(fonts=fonts, size=SMALL, line=Pt(20), margins=MARGINS)
    page.foot = lambda: write_count(page, content, page.section.footer.paragraphs[0])
    page.foot()
    if not content["seal"]:
        page.add(content["body"], fonts.song, Pt(14), align=CENTRE, line=Pt(26))
    page.add(content["title"], fonts.title, Pt(20), align=CENTRE, line=Pt(34))
    if content["to"]:
        page.add(f"{content['to']}：", align=LEFT, line=Pt(24))
    _head(page, content)
    _write_lines(page, content)
    write_annexes(page, content)
    if content["seal"]:
        write_foot(page, content)
    gap(page)
    write_annexed(page, content)
    return page.saved(content["title"])


def _head(page: Page, content: Content) -> None:
    """The number at the right; the day at the left where no foot tells it."""
    paragraph = page.add("", line=Pt(24))
    paragraph.paragraph_format.tab_stops.add_tab_stop(Length(page.type_width), WD_TAB_ALIGNMENT.RIGHT)
    if not content["seal"]:
        page.write(paragraph, arranged.day(content["date"]))
    page.write(paragraph, f"\t{arranged.numbered(content)}")


def write_count(page: Page, content: Content, paragraph: Paragraph) -> None:
    """A line of the footer: how many copies were made, and at the right edge 共 页 第 页."""
    page.shape(paragraph)
    page.write(paragraph, arranged.copies(content), page.fonts.song, Pt(10.5))
    paragraph.style = page.document.styles["Normal"]  # that of footers has tabs of its own
    paragraph.paragraph_format.tab_stops.add_tab_stop(Length(page.type_width), WD_TAB_ALIGNMENT.RIGHT)
    page.write(paragraph, "\t", page.fonts.song, Pt(10.5))
    _write_pages(page, paragraph)


def _write_pages(page: Page, paragraph: Paragraph) -> None:
    small, song = Pt(10.5), page.fonts.song
    page.write(paragraph, "共 ", song, small)
    page.field(paragraph, "NUMPAGES", song, small)
    page.write(paragraph, " 页　第 ", song, small)
    page.field(paragraph, "PAGE", song, small)
    page.write(paragraph, " 页", song, small)


def _write_lines(page: Page, content: Content) -> None:
    table: DocxTable | None = None
    is_data = False
    for line in arranged.form_lines(content):
        if line.table is not None:
            if table is not None:
                close_up(page, table)
            table, is_data = data_table(page, line.table, label=line.label), True
            continue
        if is_data and table is not None:
            close_up(page, table)
            table, is_data = None, False
        table = table if table is not None else ruled(page, COLUMNS)
        _write_line(page, table, line)


def _write_line(page: Page, table: DocxTable, line: Line) -> None:
    length = len(line.text) + sum(len(part) for _label, lines in line.pairs for part in lines)
    cells = add_row(table, is_whole=length <= WHOLE, least=ROW).cells
    if line.text:
        fill(page, cells[0].merge(cells[3]), arranged.paragraphs(line.text))
        return
    if line.is_over:
        (label, lines), *_none = line.pairs
        fill(page, cells[0].merge(cells[3]), [label], page.fonts.head)
        below = add_row(table, is_whole=length <= WHOLE).cells
        fill(page, below[0].merge(below[3]), lines)
        return
    if not line.is_short:
        cells[1].merge(cells[3])
    for (label, lines), place in zip(line.pairs, (0, 2), strict=False):
        fill(page, cells[place], [label], page.fonts.head, is_centred=True)
        fill(page, cells[place + 1], lines)
