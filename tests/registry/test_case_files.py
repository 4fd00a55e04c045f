"""REG-01 to REG-17: the lists kept with the faults, where they are at hand, and others of their kinds made here."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.management.base import CommandError

from registry.models import Employer
from registry.services.towns import load_towns
from tests.factories import registry as make
from tests.registry import lists
from tests.registry.lists import counted, take

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
SHORT = ["企业名称", "统一社会信用代码", "地址", "镇街"]
pytestmark = pytest.mark.django_db
at_hand = pytest.mark.skipif(not CASES.exists(), reason="the case files ../shared/cases are not here")


@pytest.fixture(autouse=True)
def with_towns(today: date, db: Any) -> None:
    load_towns()


def firm(serial: int, **changes: Any) -> list[Any]:
    good = {
        "name": f"海风{serial}号厂",
        "code": make.credit_code(),
        "address": f"样例路{serial}号",
        "town": "泊里镇",
    }
    return list((good | changes).values())


def column(name: str) -> list[Any]:
    return list(Employer.objects.order_by("pk").values_list(name, flat=True))


# By file: rows, created, rejected, questioned, remarks.
COUNTS = {
    "own-export-sent-back.xlsx": (1, 1, 0, 0, 0),
    "total-and-footer-rows.xlsx": (2, 2, 0, 0, 0),
    "merged-town-short-list.xlsx": (6, 6, 0, 0, 0),
    "one-sheet-per-town.xlsx": (4, 4, 0, 0, 0),
    "two-row-head.xlsx": (1, 1, 0, 0, 0),
    "two-heads-for-representative.xlsx": (1, 1, 0, 0, 0),
    "same-name-other-address-spelling.xlsx": (3, 1, 0, 2, 0),
    "status-as-registers-write.xlsx": (9, 9, 0, 0, 2),
    "towns-as-people-write.xlsx": (9, 9, 0, 0, 0),
    "headcounts-as-people-write.xlsx": (6, 6, 0, 0, 2),
    "dates-as-text.xlsx": (11, 11, 0, 0, 5),
    "codes-as-people-write.xlsx": (18, 11, 7, 0, 0),
    "code-number-cell.xlsx": (5, 0, 5, 0, 0),
    "csv-excel-formula-quotes.csv": (2, 2, 0, 0, 0),
    "leading-apostrophe.xlsx": (4, 4, 0, 0, 0),
    "invisible-characters.xlsx": (2, 2, 0, 0, 0),
    "csv-title-line-first.csv": (1, 1, 0, 0, 0),
    "csv-semicolon-title-line-with-comma.csv": (1, 1, 0, 0, 0),
    "csv-fullwidth-commas.csv": (1, 1, 0, 0, 0),
    "names-of-signs-only.xlsx": (2, 0, 2, 0, 0),
    "one-code-two-sites.xlsx": (2, 1, 1, 0, 0),
}
ON_5_MARCH = date(2021, 3, 5)
# By file: a column of the employers that came in, in the order of the list.
STANDS: dict[str, tuple[str, list[Any]]] = {
    "own-export-sent-back.xlsx": ("contact_phone", [""]),
    "merged-town-short-list.xlsx": ("town__name", ["泊里镇"] * 3 + ["大场镇"] * 3),
    "status-as-registers-write.xlsx": (
        "status",
        ["active"] * 5 + ["revoked", "active", "closed", "active"],
    ),
    "towns-as-people-write.xlsx": (
        "town__name",
        ["隐珠街道"] * 4 + ["泊里镇"] * 2 + ["灵山岛省级自然保护区"] * 2 + ["隐珠街道"],
    ),
    "headcounts-as-people-write.xlsx": ("headcount", [12, 1200, None, None, 12, 0]),
    "dates-as-text.xlsx": ("founded_on", [ON_5_MARCH] * 5 + [None, ON_5_MARCH, None, None, None, None]),
    "leading-apostrophe.xlsx": ("name", [f"海风样例{number}号厂" for number in (71, 72, 73, 74)]),
    "invisible-characters.xlsx": ("name", ["海风样例150号厂", "海风样例151号厂"]),
}
NOT_READ = {
    "total-and-footer-rows.xlsx": ("合计", "注：", "填报人："),
    "two-heads-for-representative.xlsx": ("列“联系人电话”",),
    "own-export-sent-back.xlsx": ("导出人",),
}


@at_hand
@pytest.mark.parametrize("name", COUNTS)
def test_a_case_file_comes_in_as_its_readme_says(name: str) -> None:
    answer = take(CASES / name)
    assert (
        tuple(answer[each] for each in ("rows", "created", "rejected", "questioned", "remarks"))
        == COUNTS[name]
    )
    if name in STANDS:
        field, values = STANDS[name]
        assert column(field) == values
    told = "\n".join(answer["not_read"])
    assert all(words in told for words in NOT_READ.get(name, ()))


@at_hand
def test_REG_08_the_head_of_two_rows_is_read_with_its_parts() -> None:
    take(CASES / "two-row-head.xlsx")
    one = Employer.objects.get()
    assert (one.headcount, one.headcount_female, one.headcount_migrant) == (30, 12, 9)


@at_hand
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("employer-without-licence.xlsx", "employer-got-its-licence.xlsx"),
        ("employer-old-code.xlsx", "employer-new-code.xlsx"),
    ],
)
def test_REG_09_the_second_of_a_pair_is_asked_about(before: str, after: str) -> None:
    assert take(CASES / before)["created"] == 1
    answer = take(CASES / after)
    assert (answer["created"], answer["questioned"]) == (0, 1)


@at_hand
def test_REG_01_the_far_cell_is_named() -> None:
    with pytest.raises(CommandError, match="XFD1048576"):
        take(CASES / "far-cell-XFD1048576.xlsx")


# --- others of the same kinds -----------------------------------------------------------------------------------------


def test_REG_08_a_head_of_three_rows_with_a_group_that_only_says_of_which(tmp_path: Path) -> None:
    title = "2021年泊里镇用工情况统计表"
    heads = [
        [title, *[""] * 7],
        ["序号", *SHORT[:3], "所属镇（街道）", "用工情况", "", ""],
        [*[""] * 5, "总数", "其中", ""],
        [*[""] * 6, "女", "农民工"],
    ]
    merges = {"A1:H1": title, "F2:H2": "用工情况", "F3:F4": "总数", "G3:H3": "其中"} | {
        f"{letter}2:{letter}4": heads[1][place] for place, letter in enumerate("ABCDE")
    }
    cells = [*heads, [1, *firm(1), 30, 12, 9]]
    answer = take(lists.book(tmp_path / "a.xlsx", {"表": cells}, merges={"表": merges}))
    assert counted(answer) == (1, 1, 0, 0, 0)
    one = Employer.objects.get()
    assert (one.headcount, one.headcount_female, one.headcount_migrant) == (30, 12, 9)
    assert answer["not_read"] == [f"第 1 行（表头以上）：{title}", "列“序号”"]


def test_REG_08_heads_with_line_breaks_stars_and_units(tmp_path: Path) -> None:
    heads = [
        "*企业\n名称",
        "统一社会\n信用代码（18位）",
        "经营地址(详细)",
        "所属镇（街道）",
        "职工人数（人）",
    ]
    assert counted(take(lists.workbook(tmp_path / "a.xlsx", [heads, [*firm(1), 6]]))) == (1, 1, 0, 0, 0)
    assert column("headcount") == [6]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8", "utf-8-sig"])
def test_REG_14_characters_outside_the_common_plane_come_in_from_any_encoding(
    encoding: str, tmp_path: Path
) -> None:
    lines = ["2021年名录", ",".join(SHORT), ",".join(firm(1, name="青岛㐂羙𠮷饭店")), "合计,1,,"]
    path = tmp_path / "a.csv"
    path.write_text("\r\n".join(lines), encoding=encoding)
    assert counted(take(path)) == (1, 1, 0, 0, 0)
    assert column("name") == ["青岛㐂羙𠮷饭店"]


def test_REG_12_full_width_digits_in_code_number_and_day(tmp_path: Path) -> None:
    code = make.credit_code()
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    cells = [[*SHORT, "职工人数", "成立日期"], [*firm(1, code=wide), "３０人", "２０２１．３．５"]]
    assert counted(take(lists.workbook(tmp_path / "a.xlsx", cells))) == (1, 1, 0, 0, 0)
    assert (column("code"), column("headcount"), column("founded_on")) == ([code], [30], [ON_5_MARCH])


DAYS = {
    "2021.3.5": ON_5_MARCH, "2021. 3. 5": ON_5_MARCH, "2021年3月5号": ON_5_MARCH, "2021/03/05 00:00": ON_5_MARCH,
    "二〇二一年三月": None, "2021年3月": None, "21.3.5": None, "3/5/2021": None, "2021-3-5至长期": None,
}  # fmt: skip


def test_REG_12_a_day_is_read_and_a_month_or_a_guess_is_left_out(tmp_path: Path) -> None:
    rows = [[*firm(serial), told] for serial, told in enumerate(DAYS)]
    answer = take(lists.workbook(tmp_path / "a.xlsx", [[*SHORT, "成立日期"], *rows]))
    assert (answer["created"], answer["remarks"]) == (len(DAYS), list(DAYS.values()).count(None))
    assert column("founded_on") == list(DAYS.values())


FEET = [
    ["单位负责人（签字）：", "", "联系电话：86160000", ""],
    ["审核人（盖章）：", "", "", "2021年6月24日"],
    ["截止日期：2021年6月", "", "", ""],
    ["——以下空白——", "", "", ""],
    ["第1页 共3页", "", "", ""],
    ["主管：", "", "会计：", "泊里镇"],
    ["本页小计", "", "2家", "泊里镇"],
    ["青岛市黄岛区人力资源和社会保障局（章）", "", "", ""],
]


@pytest.mark.parametrize("foot", FEET, ids=lambda foot: foot[0])
def test_REG_05_more_feet_are_no_employers(foot: list[str], tmp_path: Path) -> None:
    answer = take(lists.workbook(tmp_path / "a.xlsx", [SHORT, firm(1), foot]))
    assert counted(answer) == (1, 1, 0, 0, 0)
    assert any("第 3 行" in told for told in answer["not_read"])


def test_REG_07_hidden_sheets_of_both_kinds_are_named_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for serial, name in enumerate(("泊里", "隐", "深隐")):
            sheet = book.add_worksheet(name)
            for y, cells in enumerate([SHORT, firm(serial)]):
                sheet.write_row(y, 0, cells)
        book.get_worksheet_by_name("隐").hide()
        book.get_worksheet_by_name("深隐").very_hidden()
    answer = take(path)
    assert column("name") == ["海风0号厂"]
    assert answer["not_read"] == ["隐藏的工作表“隐”：1 行", "隐藏的工作表“深隐”：1 行"]


def test_REG_13_apostrophes_before_codes_numbers_and_nothing(tmp_path: Path) -> None:
    codes = [make.credit_code() for _mark in "'’‘＇`´′"]
    rows = [
        [*firm(at, code=mark + codes[at]), f"{mark}12", f"{mark}2021-03-05"]
        for at, mark in enumerate("'’‘＇`´′")
    ]
    cells = [[*SHORT, "职工人数", "成立日期"], *rows, [*firm(8, code="'无"), "'", "'"]]
    answer = take(lists.workbook(tmp_path / "a.xlsx", cells))
    assert (counted(answer), answer["remarks"]) == ((8, 8, 0, 0, 0), 0)
    assert column("credit_code") == [*codes, None]
    assert column("headcount") == [12] * 7 + [None]


NO_CODE = [
    "无",
    "无证",
    "办理中",
    "/",
    "——",
    "未领取",
    "N/A",
    "无（个体）",
    "（无）",
    "无营业执照",
    "不详",
    "无。",
]


def test_REG_12_words_for_no_code(tmp_path: Path) -> None:
    rows = [firm(at, code=told) for at, told in enumerate(NO_CODE)]
    assert counted(take(lists.workbook(tmp_path / "a.xlsx", [SHORT, *rows]))) == (
        len(NO_CODE),
        len(NO_CODE),
        0,
        0,
        0,
    )
    assert column("credit_code") == [None] * len(NO_CODE)


def test_REG_12_a_code_in_brackets_behind_a_word_is_not_lost(tmp_path: Path) -> None:
    rows = [firm(1, code=f"无（{make.credit_code()}）")]
    answer = take(lists.workbook(tmp_path / "a.xlsx", [SHORT, *rows]))
    assert None not in column("credit_code")
    assert answer["created"] + answer["rejected"] == 1
