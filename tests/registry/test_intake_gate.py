"""T-05, T-06: what is refused before anything parses it, with a sentence, at once."""

import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from casework.attachments import FileRefused
from registry.intake import gate
from registry.intake.sheet import open_list
from tests.registry import lists

MEGABYTE = 1024 * 1024


def bomb(path: Path, megabytes: int) -> Path:
    """A small archive with the parts of a workbook, one of which unpacks to very much."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _number in range(megabytes):
                part.write(b" " * MEGABYTE)
    return path


def test_T_06_a_bomb_of_300_megabytes_is_refused_within_a_second(tmp_path: Path) -> None:
    path = bomb(tmp_path / "名录.xlsx", 300)
    assert path.stat().st_size < MEGABYTE
    tracemalloc.start()
    started = time.monotonic()
    with pytest.raises(FileRefused, match="解压后过大"):
        open_list(path)
    assert time.monotonic() - started < 1
    assert tracemalloc.get_traced_memory()[1] < 50 * MEGABYTE
    tracemalloc.stop()


def test_T_06_an_archive_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = bomb(tmp_path / "名录.xlsx", 60)
    raw, declared = path.read_bytes(), (60 * MEGABYTE).to_bytes(4, "little")
    assert declared in raw
    path.write_bytes(raw.replace(declared, (64 * 1024).to_bytes(4, "little")))
    with pytest.raises(FileRefused):
        open_list(path)


def test_T_06_too_many_parts_and_ways_out_are_refused(tmp_path: Path) -> None:
    for name, parts in {
        "many": [f"xl/{n}.xml" for n in range(2100)],
        "out": ["xl/workbook.xml", "../../evil"],
    }.items():
        path = tmp_path / f"{name}.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            for part in parts:
                archive.writestr(part, "x")
        with pytest.raises(FileRefused):
            gate.check(path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"<html><table><tr><td>x</td></tr></table></html>", "内容却不是工作簿"),
        ("a.xlsx", "企业名称,地址\n".encode(), "内容却不是工作簿"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "旧版 .xls 或加了密码"),
        ("a.xlsx", b"PK\x03\x04" + b"broken" * 99, "已损坏或加密"),
        ("a.xlsx", b"", "空文件"),
        ("a.csv", b"PK\x03\x04" + b"0" * 99, "内容却是工作簿"),
        ("a.csv", b"  <!doctype html><html></html>", "是网页"),
        ("a.csv", b"\x00\x01\x02" * 50, "不是文本表格"),
        ("a.csv", "企业名称".encode() + b"\xff\xff\xff", "文字编码"),
        ("a.xls", b"x", "只能导入"),
        ("a.xlsm", b"x", "只能导入"),
        ("noname", b"x", "只能导入"),
    ],
)  # fmt: skip
def test_T_05_what_is_no_list_is_refused_with_a_sentence(
    name: str, content: bytes, said: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileRefused, match=said):
        open_list(path)


def test_a_document_renamed_to_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(FileRefused, match="打不开"):
        open_list(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_lists_come_in_any_usual_encoding(encoding: str, tmp_path: Path) -> None:
    path = lists.table(tmp_path / "a.csv", [lists.row("海润食品厂")], encoding)
    assert next(open_list(path).sheets[0].rows)[1][0] == "海润食品厂"


@pytest.mark.parametrize("mark", ["\t", ";"])
def test_tabs_and_semicolons_part_columns_too(mark: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        f"企业名称{mark}统一社会信用代码{mark}地址{mark}镇街\n甲厂{mark}{mark}海汀路{mark}\n",
        encoding="utf-8",
    )
    assert next(open_list(path).sheets[0].rows) == (2, ["甲厂", "", "海汀路", ""])


def test_quotes_that_do_not_close_end_in_a_sentence(tmp_path: Path) -> None:
    path = lists.table(tmp_path / "a.csv", [lists.row()])
    path.write_text(path.read_text(encoding="utf-8-sig") + '"' + "长" * 200_000, encoding="utf-8")
    with pytest.raises(FileRefused, match="引号不成对"):
        list(open_list(path).sheets[0].rows)


@pytest.mark.parametrize("row", ["," * 1_500_000, '"\n",' * 400_000], ids=["a line", "lines in quotes"])
def test_REG_01_a_row_without_end_ends_in_a_sentence(row: str, tmp_path: Path) -> None:
    path = lists.table(tmp_path / "a.csv", [lists.row()])
    path.write_text(path.read_text(encoding="utf-8-sig") + row, encoding="utf-8")
    with pytest.raises(FileRefused, match="一行或一格内容过长"):
        list(open_list(path).sheets[0].rows)


@pytest.mark.parametrize("name", ["a.xlsx", "a.XLSX", "list"])
def test_REG_01_no_other_kind_of_workbook_is_read(name: str, tmp_path: Path) -> None:
    """An .ods may say that a row is there a million times; its name decides nothing."""
    path = tmp_path / name
    cell = (
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    with pytest.raises(FileRefused, match="打不开"):
        open_list(path, "名录.xlsx")


def test_a_title_may_stand_above_the_head_and_columns_in_any_order(tmp_path: Path) -> None:
    head = ["镇街", "序号", "* 地址", "统一社会信用代码（18位）", "单位名称"]
    path = lists.workbook(
        tmp_path / "a.xlsx", [["2021年名录"], [], head, ["泊里镇", 1, "海汀路", "", "甲厂"]]
    )
    sheet = open_list(path).sheets[0]
    assert sheet.layout.fields == ["town_id", "address", "credit_code", "name"]
    assert [number for number, _cells in sheet.rows] == [4]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (["企业名称", "地址", "镇街"], "表头缺少：统一社会信用代码"),
        (["甲", "乙"], "表头缺少：企业名称、统一社会信用代码、地址、镇街"),
        ([*lists.HEAD, "单位名称"], "表头重复：企业名称"),
    ],
)  # fmt: skip
def test_a_head_that_lacks_or_repeats_a_column_is_refused(head: list[str], said: str, tmp_path: Path) -> None:
    path = lists.workbook(tmp_path / "a.xlsx", [head, ["x"] * len(head)])
    with pytest.raises(FileRefused, match=said):
        open_list(path)


@pytest.mark.parametrize("merge", ["G2:G4", "G12:G15"])
def test_T_05_merged_rows_are_filled_wherever_they_stand(merge: str, tmp_path: Path) -> None:
    rows = [lists.row() for _number in range(20)]
    path = lists.workbook(tmp_path / "a.xlsx", lists.cells_of(rows), merge=merge)
    first, last = (int(cell[1:]) for cell in merge.split(":"))
    filled = [number for number, cells in open_list(path).sheets[0].rows if cells[6] == "合并"]
    assert filled == list(range(first, last + 1))


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        open_list(lists.workbook(tmp_path / "a.xlsx", []))
