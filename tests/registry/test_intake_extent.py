"""REG-01: what a small workbook would make its reader hold is told before it is read; refused with a sentence, or read."""

import resource
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from casework.attachments import FileRefused
from registry.intake import extent
from registry.intake.sheet import open_list

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = ("企业名称", "统一社会信用代码", "地址", "镇街")
FIRM = ("海润食品厂", "", "海汀路1号", "泊里镇")
BLANK = '<is><t xml:space="preserve"> </t></is>'
TOO_FAR, ODD, TOO_MUCH = "有一格在很远处", "内部结构异常", "内容太多"


def cell(name: str, text: str = " ") -> str:
    return f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


LIST = row(1, *(cell(f"{column}1", text) for column, text in zip("ABCD", HEAD, strict=True))) + row(
    2, *(cell(f"{column}2", text) for column, text in zip("ABCD", FIRM, strict=True))
)


def book(
    path: Path, *sheets: str, before: str = "", after: str = "", parts: dict[str, str] | None = None
) -> Path:
    """A workbook with these rows in its sheets; `before` and `after` stand around the rows of the first."""
    made = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{OFFICE}"><sheets>'
        + "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, len(sheets) + 1))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        + "".join(
            f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(sheets) + 1)
        )
        + "</Relationships>",
    }
    for number, rows in enumerate(sheets, start=1):
        around = (before, after) if number == 1 else ("", "")
        made[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{SHEETS}">{around[0]}<sheetData>{rows}</sheetData>{around[1]}</worksheet>'
        )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (made | (parts or {})).items():
            archive.writestr(name, text)
    return path


def table(texts: list[str], count: int | None = None) -> dict[str, str]:
    """A table of shared texts that says it holds `count`."""
    held = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return {
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEETS}" uniqueCount="{len(texts) if count is None else count}">{held}</sst>'
    }


FAR = {
    "both": row(1048576, cell("XFD1048576")),
    "down in some columns": row(1048576, cell("M1048576")),
    "right in many rows": row(900, cell("XFD900")),
    "not in its own row": row(3, cell("XFD1048576")),
    "in small letters and other quotes": "<row r='1048576'><c r = 'xfd1048576' t='inlineStr'>" + BLANK + "</c></row>",
    "under a prefix": f'<x:row xmlns:x="{SHEETS}" r="900000"><x:c r="XFD900000" t="inlineStr">{BLANK}</x:c></x:row>',
    "behind another name": '<row r="1048576"><c note=" r=\'A1\' >" r="XFD1048576" t="inlineStr">' + BLANK + "</c></row>",
    "without a name": '<row r="1048570"><c r="XFC5"/>' + f'<c t="inlineStr">{BLANK}</c></row>',
    "above the list": "far above",
    "in rows that never end": '<row r="900000">' + "<c/>" * 300 + "<row><c><v>1</v></c></row>",
    "past the last row there can be": row(9999999, cell("C9999999")),
}  # fmt: skip


@pytest.mark.parametrize("rows", FAR.values(), ids=FAR)
def test_REG_01_a_cell_far_away_is_refused_and_named(rows: str, tmp_path: Path) -> None:
    rows = row(1048576, cell("XFD1048576")) + LIST if rows == "far above" else LIST + rows
    with pytest.raises(FileRefused, match=TOO_FAR):
        open_list(book(tmp_path / "a.xlsx", rows))


def test_REG_01_the_sentence_says_which_cell(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="很远处：XFD1048576。"):
        open_list(book(tmp_path / "a.xlsx", LIST + row(1048576, cell("XFD1048576"))))
    with pytest.raises(FileRefused, match="很远处：M1048576。"):
        open_list(book(tmp_path / "a.xlsx", LIST + row(1048576, cell("M1048576"))))


def test_REG_01_a_sheet_that_stands_behind_is_looked_at_too(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=TOO_FAR):
        open_list(book(tmp_path / "a.xlsx", LIST, row(1048576, cell("XFD1048576"))))


HARMLESS = {
    "a blank far down in few columns": {"rows": row(300_000, cell("A300000"))},
    "a blank far right in few rows": {"rows": row(3, cell("XFD3"))},
    "far cells that only have a colour": {
        "rows": row(1048576, '<c r="XFD1048576" s="1"/>', '<c r="XFC1048576" s="1"></c>')
    },
    "a far row that is only named": {"rows": '<row r="1048576"/>'},
    "a dimension that says too much": {"before": '<dimension ref="A1:XFD1048576"/>'},
    "a dimension turned round": {"before": '<dimension ref="D9:A1"/>'},
    "whole columns that are coloured": {"before": '<cols><col min="1" max="16384" width="9"/></cols>'},
    "two merged cells far away": {
        "after": '<mergeCells count="4000000000"><mergeCell ref="A1:B1"/></mergeCells>'
    },
}


@pytest.mark.parametrize("given", HARMLESS.values(), ids=HARMLESS)
def test_REG_01_what_is_harmless_is_read(given: dict[str, str], tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", LIST + given.pop("rows", ""), **given)
    sheet = open_list(path).sheets[0]
    first = next(sheet.rows)
    assert first[1][:4] == list(FIRM)
    assert [line for line in sheet.rows if line[1][0] not in ("", " ")] == []


def test_REG_01_rows_and_cells_without_names_are_read(tmp_path: Path) -> None:
    nameless = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts) + "</row>"
        for texts in (HEAD, FIRM)
    )
    assert next(open_list(book(tmp_path / "a.xlsx", nameless)).sheets[0].rows) == (2, list(FIRM))


def sheet(rows: str = "", after: str = "") -> dict[str, str]:
    part = f'<worksheet xmlns="{SHEETS}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    return {"xl/worksheets/sheet1.xml": part}


MANY_SHEETS = '<sheet name="a" sheetId="1" r:id="r1"/>' * 1001
ODD_PARTS = {
    "texts declared": table(["x"], count=4_000_000_000),
    "a name that is none": sheet('<row r="1"><c r="A99999999999"/></row>'),
    "merged cells": sheet(after='<mergeCell ref="A1:A2"/>' * 200_001),
    "sheets": {"xl/workbook.xml": f'<workbook xmlns:r="{OFFICE}"><sheets>{MANY_SHEETS}</sheets></workbook>'},
}


@pytest.mark.parametrize("parts", ODD_PARTS.values(), ids=ODD_PARTS)
def test_REG_01_counts_nobody_needs_are_refused(parts: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=ODD):
        extent.check(book(tmp_path / "a.xlsx", LIST, parts=parts))


@pytest.mark.parametrize("mark", [' t="s"', " t='s' "], ids=["usual", "other"])
def test_REG_01_a_long_text_in_very_many_cells_is_refused(mark: str, tmp_path: Path) -> None:
    """The reader would hold a copy of it for each."""
    cells = "".join(row(n, f'<c r="A{n}"{mark}><v>1</v></c>') for n in range(3, 20_003))
    with pytest.raises(FileRefused, match=TOO_MUCH):
        extent.check(book(tmp_path / "a.xlsx", LIST + cells, parts=table(["短", "长" * 10_000])))


def test_REG_01_a_long_text_in_one_cell_is_read(tmp_path: Path) -> None:
    cells = "".join(row(n, f'<c r="A{n}" t="s"><v>1</v></c>') for n in range(3, 20_003))
    extent.check(book(tmp_path / "a.xlsx", LIST + cells, parts=table(["长" * 10_000, "短"])))


def test_REG_01_the_worker_lives(tmp_path: Path) -> None:
    """As it happened: the reader alone dies of this file under a limit of memory; with the check before it a sentence comes."""
    path = book(tmp_path / "a.xlsx", LIST + row(1048576, cell("XFD1048576")))
    assert path.stat().st_size < 2000
    limit = 4 << 30
    alone = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import python_calamine as p; p.CalamineWorkbook.from_path({str(path)!r}).get_sheet_by_index(0)",
        ],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
        capture_output=True,
        check=False,
    )
    assert alone.returncode != 0
    started = time.monotonic()
    with pytest.raises(FileRefused):
        open_list(path)
    assert time.monotonic() - started < 1
