"""Ruled tables: fixed columns, a head that repeats on each page, rows that stay whole where they fit."""

from collections.abc import Sequence

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.table import Table as DocxTable
from docx.table import _Cell, _Row

from casework.papers import arranged
from casework.papers.arranged import width
from casework.papers.content import Table, rows_of
from casework.papers.sheets.page import CENTRE, JUSTIFY, LEFT, RIGHT, Page, unnumbered

# Of a row that holds more than this, the rest may go over to the next page.
WHOLE = 300
NARROWEST, UNBROKEN, ROOMIEST = 2.0, 6.5, 12.0  # characters of a column


def ruled(page: Page, widths: Sequence[float]) -> DocxTable:
    """An empty table across the type area whose columns share it as `widths` say."""
    table = page.document.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    share = page.type_width / sum(widths)
    for column, part in zip(table.columns, widths, strict=True):
        column.width = Length(int(part * share))
    _margins(table)
    return table


def add_row(
    table: DocxTable, *, is_whole: bool = True, is_head: bool = False, least: Length | None = None
) -> _Row:
    row = table.add_row()
    for cell, column in zip(row.cells, table.columns, strict=True):
        cell.width = column.width
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    if least is not None:
        row.height, row.height_rule = least, WD_ROW_HEIGHT_RULE.AT_LEAST
    properties = row._tr.get_or_add_trPr()
    if is_whole:
        properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    return row


def fill(
    page: Page,
    cell: _Cell,
    lines: Sequence[str],
    font: str = "",
    *,
    size: Length | None = None,
    line: Length | None = None,
    is_centred: bool = False,
    is_number: bool = False,
) -> None:
    """The paragraphs of a cell."""
    is_prose = arranged.is_prose(lines)
    for number, text in enumerate(lines):
        paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
        align = CENTRE if is_centred else RIGHT if is_number else JUSTIFY if is_prose else LEFT
        page.shape(paragraph, align=align, line=line)
        if is_prose and not is_centred:
            paragraph.paragraph_format.first_line_indent = Pt(2 * (size or page.size).pt)
        page.write(paragraph, text, font, size)


def data_table(
    page: Page, table: Table, *, label: str = "", also: Sequence[str] | None = None, like: Table | None = None
) -> DocxTable:
    """A table of the content with its own head, repeated on each page; `label` stands over it and repeats too.

    `also` is one more row of sums, `like` the table after which its columns are measured.
    """
    columns = table["columns"]
    size, line = sizes(len(columns))
    made = ruled(page, _columns(page, like or table))
    if label:
        over = add_row(made, is_head=True)
        cell = over.cells[0].merge(over.cells[-1])
        fill(page, cell, [label], page.fonts.head, is_centred=True)
    head = add_row(made, is_head=True)
    for cell, text in zip(head.cells, columns, strict=True):
        fill(page, cell, [text], page.fonts.head, size=size, line=line, is_centred=True)
    for row in [*rows_of(table), *([list(also)] if also else [])]:
        is_sum = row is table.get("sums") or row == also
        font, cells = page.fonts.head if is_sum else "", list(add_row(made).cells)
        if is_sum and (across := arranged.led(row)) > 1:
            cells[0].merge(cells[across - 1])
            cells, row = [cells[0], *cells[across:]], [row[0], *row[across:]]
        for cell, text in zip(cells, row, strict=True):
            is_number, is_short = arranged.is_amount(text), width(text) <= 6
            fill(
                page, cell, [text], font, size=size, line=line, is_number=is_number, is_centred=is_short and not is_number
            )  # fmt: skip
    return made


def by_page(page: Page, table: Table, *, room: float, first: float) -> list[list[list[str]]]:
    """The rows of a table that has sums, page by page as they fit into `room` points, on the first page into `first`."""
    size, line = sizes(len(table["columns"]))
    wide = _columns(page, table)
    cells = [(page.type_width.pt * part / sum(wide) - 8) / size.pt for part in wide]

    def height(row: Sequence[str]) -> float:
        lines = max(-(-width(text) * 1.06 // max(cell, 1)) for text, cell in zip(row, cells, strict=True))
        return max(lines, 1) * line.pt + 5

    head = height(table["columns"])
    found: list[list[list[str]]] = [[]]
    left = first - head
    for row in table["rows"]:
        # Under the rows of a page their sum, under the last ones that of all.
        if found[-1] and height(row) + 2 * (line.pt + 5) > left:
            found.append([])
            left = room - head
        found[-1].append(row)
        left -= height(row)
    return found


def sizes(columns: int) -> tuple[Length, Length]:
    """Letters and lines of a table: the more columns, the smaller."""
    if columns <= 5:
        return Pt(12), Pt(20)
    return (Pt(10.5), Pt(17)) if columns <= 9 else (Pt(9), Pt(15))


def gap(page: Page, points: int = 1) -> None:
    """Two tables without a paragraph between them would be one."""
    unnumbered(page.add("", size=Pt(1), line=Pt(points)))


def close_up(page: Page, table: DocxTable) -> None:
    """Let the next table follow as if it were this one: no line between them but its own, and no page."""
    for tc in table.rows[-1]._tr.tc_lst:
        borders, bottom = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
        bottom.set(qn("w:val"), "nil")
        borders.append(bottom)
        tc.get_or_add_tcPr().insert_element_before(borders, "w:shd", "w:tcMar", "w:vAlign")
        for paragraph in _Cell(tc, table).paragraphs:
            paragraph.paragraph_format.keep_with_next = True
    gap(page)
    page.document.paragraphs[-1].paragraph_format.keep_with_next = True


def _columns(page: Page, table: Table) -> list[float]:
    """How the columns share the type area. What is short, such as a day or a number, is not broken: long texts share the rest."""
    wanted = [_column(index, table) for index in range(len(table["columns"]))]
    size, _line = sizes(len(wanted))
    short = sum(each for each in wanted if each <= UNBROKEN)
    room, long = page.type_width.pt / size.pt - short, sum(wanted) - short
    if not 0 < room < long:
        return wanted
    return [each if each <= UNBROKEN else each * room / long for each in wanted]


def _column(index: int, table: Table) -> float:
    """How wide a column wants to be: as its longest text, within bounds."""
    longest = max([width(row[index]) for row in rows_of(table)] + [min(width(table["columns"][index]), 4)])
    return min(max(longest, NARROWEST), ROOMIEST) + 1


def _margins(table: DocxTable) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side, points in (("top", 2), ("left", 4), ("bottom", 2), ("right", 4)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(points * 20))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)
