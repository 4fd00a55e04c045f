"""Lists of employers as bureaus send them, made for tests."""

import csv
import io
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.factories import registry as make

HEAD = ("企业名称", "统一社会信用代码", "地址", "成立日期", "登记状态", "注册资本", "镇街")


def row(name: str = "", **changes: Any) -> dict[str, Any]:
    """A good row of the seven usual columns; `changes` by head."""
    good = {
        "企业名称": name or f"青岛名录{make.credit_code()[-7:]}厂", "统一社会信用代码": make.credit_code(), "地址": "海汀路1号",
        "成立日期": "2019-07-13", "登记状态": "存续", "注册资本": "100万元人民币", "镇街": "黄岛街道",
    }  # fmt: skip
    return {**good, **changes}


def table(path: Path, rows: list[dict[str, Any]], encoding: str = "utf-8-sig") -> Path:
    """A CSV whose columns are those of the first row."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]) if rows else HEAD)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def workbook(path: Path, cells: list[list[Any]], merge: str = "") -> Path:
    """A workbook with one sheet; texts stay texts, numbers numbers, dates dates, «=…» a formula."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    for y, line in enumerate(cells):
        for x, value in enumerate(line):
            sheet.write(y, x, value)
    if merge:
        sheet.merge_range(merge, "合并")
    book.close()
    return path


def cells_of(rows: list[dict[str, Any]]) -> list[list[Any]]:
    return [list(rows[0]), *(list(line.values()) for line in rows)]
