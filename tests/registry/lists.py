"""Lists of employers as bureaus send them, made for tests."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import xlsxwriter
from django.core.management import call_command

from tests.factories import registry as make

HEAD = ("企业名称", "统一社会信用代码", "地址", "成立日期", "登记状态", "注册资本", "镇街")


def take(path: Path, **options: Any) -> dict[str, Any]:
    """Run the command; its last line."""
    out = io.StringIO()
    call_command("import_employers", path, stdout=out, stderr=io.StringIO(), **options)
    return json.loads(out.getvalue().splitlines()[-1])


def counted(answer: dict[str, Any]) -> tuple[int, ...]:
    return tuple(answer[name] for name in ("rows", "created", "updated", "unchanged", "rejected"))


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
    return book(path, {"Sheet1": cells}, merges={"Sheet1": {merge: "合并"} if merge else {}})


def book(
    path: Path,
    sheets: dict[str, list[list[Any]]],
    *,
    merges: dict[str, dict[str, str]] | None = None,
    hidden: tuple[str, ...] = (),
) -> Path:
    """A workbook of several sheets; `merges` are by sheet the ranges and what stands in them."""
    made = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    for name, cells in sheets.items():
        sheet = made.add_worksheet(name)
        for y, line in enumerate(cells):
            for x, value in enumerate(line):
                sheet.write(y, x, value)
        for place, content in (merges or {}).get(name, {}).items():
            sheet.merge_range(place, content)
        if name in hidden:
            sheet.hide()
    made.close()
    return path


def cells_of(rows: list[dict[str, Any]]) -> list[list[Any]]:
    return [list(rows[0]), *(list(line.values()) for line in rows)]
