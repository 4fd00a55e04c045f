"""What sheets have in common between the head and the last line: paragraphs of fields, the foot with its seal, annexed tables."""

from docx.shared import Length, Pt
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph

from casework.papers import arranged
from casework.papers.content import Block, Content, Table
from casework.papers.sheets.page import CENTRE, JUSTIFY, LEFT, Page
from casework.papers.sheets.ruled import by_page, data_table, gap
from casework.papers.sheets.seal import ABOVE, place_seal, place_seam

# The height of a page lying across, and what stands over the table on the first of them, in points.
ROOM, OVER = 455, 54
# The date ends four characters from the edge; a body with a longer name two.
FROM_EDGE, LONG_FROM_EDGE, LONGEST_NAME = 4, 2, 20


def write_blocks(page: Page, content: Content, *, indent: float = 2, is_paired: bool = False) -> None:
    """Sentences as paragraphs, fields as `label：value` with the label in 黑体, tables ruled.

    `is_paired`: two short fields after one another share a line.
    """
    first: Paragraph | None = None
    for block in content["blocks"]:
        is_short = is_paired and arranged.is_short(block)
        if is_short and first is not None:
            _beside(page, first, block)
            first = None
        elif is_short:
            first = _lead(page, block["label"], arranged.paragraphs(block["value"])[0], indent)
            first.alignment = LEFT
        else:
            first = None
            _write_block(page, block, indent)


def _write_block(page: Page, block: Block, indent: float) -> None:
    if "text" in block:
        for text in arranged.paragraphs(block["text"]):
            page.add(text, indent=indent, align=JUSTIFY)
    elif "table" in block and not arranged.is_annexed(block):
        _keep(_lead(page, block["label"], "", indent))
        data_table(page, arranged.struck(block["table"]))
        gap(page, 10)
    elif "turns" in block:
        _lead(page, block["label"], "", indent)
        write_turns(page, block)
    else:
        _field(page, block, indent)


def _beside(page: Page, paragraph: Paragraph, block: Block) -> None:
    paragraph.paragraph_format.tab_stops.add_tab_stop(Length(page.type_width // 2))
    page.write(paragraph, f"\t{block['label']}：", page.fonts.head)
    page.write(paragraph, arranged.paragraphs(block["value"])[0])


def _field(page: Page, block: Block, indent: float) -> None:
    is_table = "table" in block
    first, *rest = [arranged.refers(block)] if is_table else arranged.paragraphs(block["value"])
    _lead(page, block["label"], first, indent)
    for text in rest:
        page.add(text, indent=indent, align=JUSTIFY)


def _lead(page: Page, label: str, text: str, indent: float) -> Paragraph:
    paragraph = page.add(f"{label}：", page.fonts.head, indent=indent, align=JUSTIFY if text else LEFT)
    if text:
        page.write(paragraph, text)
    return paragraph


def write_turns(page: Page, block: Block) -> None:
    """Each question and answer a paragraph, hung under its letter."""
    for who, said in arranged.spoken(block):
        if not who:
            page.add(said, indent=2)
            continue
        paragraph = page.add(f"{who}：", page.fonts.head, left=2, indent=-2, align=JUSTIFY)
        page.write(paragraph, said)


def write_signers(page: Page, content: Content, *, is_apart: bool = False) -> None:
    """`承办人：` with name and certificate number; the second of a label under the first."""
    if is_apart and content["signers"]:
        space(page)
    for label, signers in arranged.by_label(content):
        head = f"{label}："
        for number, signer in enumerate(signers):
            lead = head if not number else "　" * len(head)
            paragraph = page.add(lead, page.fonts.head, indent=2)
            page.write(paragraph, arranged.signed(signer))
            _keep(paragraph)


def write_foot(page: Page, content: Content) -> None:
    """Body and date centred on each other, the seal's place over both; they never stand alone on a page."""
    keep_last(page)
    name, day = content["body"], arranged.day(content["date"])
    wide = min(max(arranged.width(name), arranged.width(day)), LONGEST_NAME)
    right = FROM_EDGE if wide <= arranged.width(day) + 2 * FROM_EDGE - 2 else LONG_FROM_EDGE
    left = page.characters - right - wide - 0.5
    room = ABOVE.pt - page.spacing.pt if content["seal"] else page.spacing.pt
    _keep(page.add("", line=Pt(room)))
    _keep(page.add(name, align=CENTRE, left=left, right=right))
    dated = page.add(day, align=CENTRE, left=left, right=right)
    if content["seal"]:
        middle = left + (page.characters - right - left) / 2
        place_seal(
            dated,
            centre=Length(int(middle * page.size)),
            font=page.fonts.song,
            words=arranged.seal_words(content),
        )


def write_seam(page: Page, content: Content) -> None:
    """On every page of a sealed paper of several pages, where the seal goes across them."""
    if content["seal"] and arranged.is_long(content):
        for header in (page.section.header, page.section.even_page_header):
            place_seam(header.paragraphs[0], font=page.fonts.song)


def write_annexes(page: Page, content: Content, *, is_apart: bool = False) -> None:
    """`附件：`, numbered where there are several; the names stand under each other, `is_apart` after an empty line."""
    if is_apart and content["annexes"]:
        space(page)
    names = content["annexes"]
    for number, name in enumerate(names, start=1):
        head = "附件：" if number == 1 else "　　　"
        told = f"{number}. {name}" if len(names) > 1 else name
        _keep(page.add(f"{head}{told}", left=5, indent=-3, align=LEFT))


def write_annexed(page: Page, content: Content) -> None:
    """Each table that is too wide for the sheet, after it, on pages lying across."""
    for number, block in enumerate(arranged.annexed(content)):
        if not number:
            page.turn()
        else:
            page.add("").paragraph_format.page_break_before = True
        title = page.add(f"附表　{block['label']}", page.fonts.head, Pt(16), align=CENTRE, line=Pt(30))
        _keep(title)
        told = "　".join(part for part in (content["title"], arranged.numbered(content)) if part)
        _keep(page.add(told, size=Pt(10.5), align=CENTRE, line=Pt(22)))
        _write_pages(page, arranged.struck(block["table"]))
        gap(page)


def _write_pages(page: Page, table: Table) -> None:
    """A table with sums that is longer than a page is summed on each page, too."""
    pages = by_page(page, table, room=ROOM, first=ROOM - OVER) if table.get("sums") else [table["rows"]]
    if len(pages) == 1:
        data_table(page, table)
        return
    for number, rows in enumerate(pages):
        if number:
            broken = page.add("", size=Pt(1), line=Pt(1))
            broken.paragraph_format.page_break_before = True
        part: Table = {"columns": table["columns"], "rows": rows, "sums": arranged.page_sums(table, rows)}
        data_table(page, part, also=table["sums"] if number == len(pages) - 1 else None, like=table)


def space(page: Page) -> None:
    """An empty line that holds what is before it and what comes to one page."""
    keep_last(page)
    _keep(page.add(""))


def keep_last(page: Page) -> None:
    """What was written last goes with what comes: a paragraph, or the last row of a table, and the gap after it."""
    for written in reversed(list(page.document.iter_inner_content())):
        if isinstance(written, DocxTable):
            for cell in written.rows[-1].cells:
                _keep(cell.paragraphs[-1])
            return
        _keep(written)
        if written.text:
            return


def _keep(paragraph: Paragraph) -> None:
    """With what follows, on one page."""
    paragraph.paragraph_format.keep_with_next = True
