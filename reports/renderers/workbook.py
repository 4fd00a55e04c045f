"""The figures of a report as a workbook. Nothing in it can become a formula."""

from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell as PlainCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from casework.papers.sheets.page import BAD
from casework.workbook import harmless
from reports.paper import Cell, FigureLine, Paper, Ranking

BOLD = Font(bold=True)
MONEY, RATE = "#,##0.00", "0.0%"


def workbook(paper: Paper) -> bytes:
    """One sheet of figures with unit and definition; a second one with the towns side by side where the paper has it."""
    book = Workbook()
    _figures(book.active, paper)
    if paper.ranking is not None:
        _ranking(book.create_sheet(_("镇街对比")), paper, paper.ranking)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _figures(sheet: Worksheet, paper: Paper) -> None:
    sheet.title = _("数据")
    _head(sheet, paper, [(_("指标"), 34), (_("数值"), 16), (_("单位"), 8), (_("口径"), 70)])
    row = 3
    for row, line in enumerate(paper.figures, start=3):
        _text(sheet, row, 1, line.label, font=BOLD if line.is_heading else None)
        if line.is_heading:
            continue
        _number(sheet, row, 2, line)
        _text(sheet, row, 3, line.shown_unit)
        _text(sheet, row, 4, line.definition)
    _foot(sheet, paper, row + 2)


def _ranking(sheet: Worksheet, paper: Paper, ranking: Ranking) -> None:
    _head(sheet, paper, [(head, 14) for head in ranking.heads])
    row = 3
    for row, cells in enumerate(ranking.rows, start=3):
        for column, cell in enumerate(cells, start=1):
            _number(sheet, row, column, cell)
    _text(sheet, row + 1, 1, ranking.note)
    _foot(sheet, paper, row + 3)


def _number(sheet: Worksheet, row: int, column: int, line: FigureLine | Cell) -> None:
    """The number itself, in its format; the words where there is none."""
    if line.value is None:
        _text(sheet, row, column, line.text)
        return
    cell = sheet.cell(row, column, line.value)
    cell.number_format = RATE if line.is_rate else MONEY if line.is_money else "#,##0"


def _head(sheet: Worksheet, paper: Paper, heads: list[tuple[str, int]]) -> None:
    _text(sheet, 1, 1, paper.title, font=Font(bold=True, size=14))
    for column, (label, width) in enumerate(heads, start=1):
        _text(sheet, 2, column, label, font=BOLD)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "B3"


def _foot(sheet: Worksheet, paper: Paper, row: int) -> None:
    as_of = _("统计截至 %(day)s，%(made)s 生成，第%(version)s版，数据摘要 SHA-256 %(digest)s") % {
        "day": paper.cut_off.isoformat(),
        "made": f"{paper.made_at:%Y-%m-%d %H:%M}",
        "version": paper.version_no,
        "digest": paper.sha256,
    }
    for offset, note in enumerate([as_of, *paper.notes]):
        _text(sheet, row + offset, 1, note)


def _text(sheet: Worksheet, row: int, column: int, text: object, *, font: Font | None = None) -> PlainCell:
    cell = sheet.cell(row, column, harmless(str(text).translate(BAD)))
    cell.data_type = "s"
    cell.alignment = Alignment(vertical="top", wrap_text=column == 4)
    if font is not None:
        cell.font = font
    return cell
