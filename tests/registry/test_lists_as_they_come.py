"""REG-05 to REG-08, REG-14: lists as bureaus make them come in whole, and what is not read is named."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from registry.models import Employer
from registry.services.towns import load_towns
from tests.factories import registry as make
from tests.registry import lists
from tests.registry.lists import HEAD, counted, take

pytestmark = pytest.mark.django_db
SHORT = ["企业名称", "统一社会信用代码", "地址", "镇街"]


@pytest.fixture(autouse=True)
def with_towns(today: date, db: Any) -> None:
    load_towns()


def firm(name: str, town: str = "泊里镇", code: str | None = None) -> list[Any]:
    return [name, make.credit_code() if code is None else code, f"样例路{name[-3:-1]}号", town]


def towns() -> dict[str, str]:
    return dict(Employer.objects.values_list("name", "town__name"))


FEET = [
    "合计",
    "合 计：",
    "总计",
    "泊里镇小计",
    "注：以上数据截至五月底",
    "备注1 本表由社区上报",
    "填报人：甲　审核人：乙",
    "（盖章）：",
    "共计 12 家",
    "随便一句说明",
]


@pytest.mark.parametrize("told", FEET)
def test_REG_05_what_is_no_employer_is_told_and_not_taken(told: str, tmp_path: Path) -> None:
    cells = [["2021年名录"], SHORT, firm("海风21号厂"), [told, "", "", ""], firm("海风22号厂")]
    answer = take(lists.workbook(tmp_path / "a.xlsx", cells))
    assert counted(answer) == (2, 2, 0, 0, 0)
    assert any("第 4 行" in line and told[:2] in line for line in answer["not_read"])
    assert any("第 1 行" in line and "2021年名录" in line for line in answer["not_read"])


def test_REG_05_a_line_to_be_signed_that_fills_other_cells_is_none_either(tmp_path: Path) -> None:
    cells = [
        SHORT,
        firm("海风21号厂"),
        ["填报人：甲", "审核人：乙", "", "2021年6月"],
        ["", "制表：丙", "", ""],
        ["泊里镇小计", "", "共2家", "泊里镇"],
        SHORT,
    ]
    answer = take(lists.workbook(tmp_path / "a.xlsx", cells))
    assert counted(answer) == (1, 1, 0, 0, 0)
    assert len(answer["not_read"]) == 4


@pytest.mark.parametrize(
    "name", ["合计烧烤店", "注册会计师事务所", "备注图文店", "填报人咖啡馆", "总计财务公司"]
)
def test_REG_05_a_real_employer_may_be_called_like_a_foot(name: str, tmp_path: Path) -> None:
    cells = [SHORT, [name, "", "样例路3号", ""], ["某厂", make.credit_code(), "", ""]]
    assert counted(take(lists.workbook(tmp_path / "a.xlsx", cells))) == (2, 2, 0, 0, 0)


def test_REG_05_somebody_may_say_that_it_is_an_employer(tmp_path: Path) -> None:
    cells = [[*SHORT, "同一单位"], ["只知其名作坊", "", "", "", "否"], ["另一个", "", "", "", ""]]
    answer = take(lists.workbook(tmp_path / "a.xlsx", cells))
    assert counted(answer) == (1, 1, 0, 0, 0)
    assert towns() == {"只知其名作坊": None}


def test_REG_05_a_row_of_blanks_is_no_row(tmp_path: Path) -> None:
    cells = [SHORT, firm("海风21号厂"), [" ", "　", "\u200b", ""], ["", "", "", ""]]
    answer = take(lists.workbook(tmp_path / "a.xlsx", cells))
    assert counted(answer) == (1, 1, 0, 0, 0)
    assert answer["not_read"] == []


@pytest.mark.parametrize("above", [0, 3, 12])
def test_REG_06_merged_towns_are_filled_down_wherever_they_stand(above: int, tmp_path: Path) -> None:
    cells = [SHORT, *(firm(f"海风{n:02d}号厂", "大场镇" if n < above else "") for n in range(above + 5))]
    merges = {f"D{above + 2}:D{above + 4}": "泊里镇", f"D{above + 5}:D{above + 6}": "大村镇"}
    answer = take(lists.book(tmp_path / "a.xlsx", {"名录": cells}, merges={"名录": merges}))
    assert counted(answer) == (above + 5, above + 5, 0, 0, 0)
    assert sorted(towns().values()) == sorted(["大场镇"] * above + ["泊里镇"] * 3 + ["大村镇"] * 2)


def test_REG_06_a_number_merged_over_several_rows_is_nobodys(tmp_path: Path) -> None:
    cells = [[*SHORT, "职工人数"], *([*firm(f"海风{n}1号厂"), 30 if n == 1 else ""] for n in range(1, 4))]
    answer = take(lists.book(tmp_path / "a.xlsx", {"名录": cells}, merges={"名录": {"E2:E3": "30"}}))
    assert counted(answer) == (3, 3, 0, 0, 0)
    assert answer["remarks"] == 2
    assert set(Employer.objects.values_list("headcount", flat=True)) == {None}


def test_REG_06_cells_merged_across_columns_cost_the_row_its_taking(tmp_path: Path) -> None:
    cells = [SHORT, firm("海风21号厂"), firm("海风22号厂")]
    answer = take(
        lists.book(tmp_path / "a.xlsx", {"名录": cells}, merges={"名录": {"C2:D2": "样例路 泊里镇"}})
    )
    assert counted(answer) == (2, 1, 0, 0, 1)


SHEETS = {
    "说明": [["填表说明"], ["一、……"]],
    "泊里": [SHORT, firm("海风11号厂")],
    "大场": [
        ["大场镇名录"],
        ["镇街", *SHORT[:3], "备注"],
        ["大场镇", "海风12号厂", "", "样例路2号", "x"],
        ["大场镇", "海风13号厂", "", "样例路3号", ""],
    ],
    "旧": [SHORT, firm("海风14号厂")],
}


def test_REG_07_every_sheet_with_a_head_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    answer = take(lists.book(tmp_path / "a.xlsx", SHEETS, hidden=("旧",)))
    assert counted(answer) == (3, 3, 0, 0, 0)
    assert sorted(towns()) == ["海风11号厂", "海风12号厂", "海风13号厂"]
    told = "\n".join(answer["not_read"])
    assert "隐藏的工作表“旧”：1 行" in told
    assert "工作表“说明”" in told and "列“备注”" in told


def test_REG_07_which_sheets_are_read_may_be_said(tmp_path: Path) -> None:
    answer = take(lists.book(tmp_path / "a.xlsx", SHEETS, hidden=("旧",)), sheet=["旧"])
    assert list(towns()) == ["海风14号厂"]
    assert "工作表“大场”：2 行" in answer["not_read"]


def test_REG_07_rejected_rows_of_several_sheets_come_back_under_one_head(tmp_path: Path) -> None:
    sheets = {
        "甲": [SHORT, ["一厂", "1", "样例路1号", "泊里镇"]],
        "乙": [
            ["住所", "单位名称", "社会信用代码", "街道", "备注"],
            ["样例路2号", "二厂", "2", "大场镇", "记"],
        ],
    }
    answer = take(lists.book(tmp_path / "a.xlsx", sheets))
    assert counted(answer) == (2, 0, 0, 0, 2)
    again = take(Path(answer["errors_file"]))
    assert counted(again) == (2, 0, 0, 0, 2)


@pytest.mark.parametrize("is_merged", [True, False], ids=["merged", "as a table has it"])
def test_REG_08_a_head_of_two_rows_is_read_as_one(is_merged: bool, tmp_path: Path) -> None:
    heads = [
        [*SHORT, "职工人数", "", "", "联系人", ""],
        ["", "", "", "", "总数", "其中：女", "农民工", "姓名", "电话"],
    ]
    cells = [*heads, [*firm("海风60号厂"), 30, 12, 9, "乙", "86160000"]]
    merges = {"A1:A2": "企业名称", "E1:G1": "职工人数", "H1:I1": "联系人"} if is_merged else {}
    if is_merged:
        path = lists.book(tmp_path / "a.xlsx", {"名录": cells}, merges={"名录": merges})
    else:
        path = tmp_path / "a.csv"
        path.write_text("\n".join(",".join(map(str, line)) for line in cells), encoding="utf-8")
    answer = take(path)
    assert counted(answer) == (1, 1, 0, 0, 0)
    assert answer["not_read"] == []
    one = Employer.objects.get()
    assert (one.headcount, one.headcount_female, one.headcount_migrant) == (30, 12, 9)
    assert (one.contact_name, one.contact_phone) == ("乙", "86160000")


def test_REG_08_a_telephone_below_a_persons_name_is_not_the_contacts(tmp_path: Path) -> None:
    cells = [
        [*SHORT, "法定代表人", ""],
        ["", "", "", "", "姓名", "电话"],
        [*firm("海风61号厂"), "甲", "86160000"],
    ]
    answer = take(lists.book(tmp_path / "a.xlsx", {"名录": cells}, merges={"名录": {"E1:F1": "法定代表人"}}))
    one = Employer.objects.get()
    assert (one.legal_representative, one.contact_phone) == ("甲", "")
    assert answer["not_read"] == ["列“法定代表人 电话”"]


def test_REG_08_every_column_that_is_not_read_is_named(tmp_path: Path) -> None:
    cells = [
        ["序号", *SHORT, "联系电话", "联系人电话", "经营地址", ""],
        [1, *firm("海风62号厂"), "86160000", "138", "别处", "记"],
    ]
    answer = take(lists.workbook(tmp_path / "a.xlsx", cells))
    told = "\n".join(answer["not_read"])
    assert all(f"列“{head}”" in told for head in ("序号", "联系人电话", "经营地址"))
    assert "第 9 列（没有列名）" in told
    assert Employer.objects.get().contact_phone == "86160000"


def test_REG_08_the_row_of_the_head_may_be_said(tmp_path: Path) -> None:
    cells = [SHORT, ["x"], [*SHORT[:3], "所属镇街"], firm("海风63号厂")]
    assert counted(take(lists.workbook(tmp_path / "a.xlsx", cells), head=3)) == (1, 1, 0, 0, 0)


@pytest.mark.parametrize(
    ("title", "mark"),
    [("2021年名录\n", "\t"), ("名录（甲,乙）,2021\n", ";"), ("", "，"), ("名录;甲\n\n", ","), ("说明，如下，共3列\n", "|")],
)  # fmt: skip
def test_REG_14_the_line_of_the_head_says_what_parts_the_columns(
    title: str, mark: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    lines = [mark.join(SHORT), mark.join(firm("海风25号厂"))]
    path.write_text(title + "\n".join(lines), encoding="gb18030")
    assert counted(take(path)) == (1, 1, 0, 0, 0)
    assert towns() == {"海风25号厂": "泊里镇"}


def test_REG_14_a_row_with_more_cells_than_the_head_is_not_taken_shifted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        f"{','.join(HEAD[:3])},镇街\n甲厂,{make.credit_code()},样例路1号,2楼,泊里镇\n", encoding="utf-8"
    )
    assert counted(take(path)) == (1, 0, 0, 0, 1)
    path.write_text(
        f"镇街,{','.join(HEAD[:3])}\n泊里镇,甲厂,{make.credit_code()},样例路1号,2楼\n", encoding="utf-8"
    )
    answer = take(path)
    assert counted(answer) == (1, 0, 0, 0, 1)
