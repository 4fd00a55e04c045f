"""How a cell is read, and the sentence for one that cannot be."""

from datetime import date, datetime
from typing import Any

import pytest

from law import clock
from registry.intake.cells import Known, text_of
from registry.intake.columns import COLUMNS
from registry.intake.layout import layout_of
from tests.factories import registry as make

KNOWN = Known(towns={"黄岛街道": 1, "藏南镇": 2}, categories={"酒吧": 4, "歌舞": 3})
CODE = make.credit_code(54321)


def read(head: str, cell: Any) -> tuple[Any, str]:
    """The value of a cell under a head and what is said against it."""
    layout = layout_of([["企业名称", head, "住所"]])
    with clock.at(date(2021, 6, 23)):
        read = layout.read(["甲厂", cell, "海汀路1号"], KNOWN)
    return read.facts.get(layout.fields[1]), "；".join([*read.wrong, *read.remarks])


@pytest.mark.parametrize(
    ("head", "cell", "value"),
    [
        ("统一社会信用代码", CODE, CODE),
        ("统一社会信用代码", f" {CODE[:8]} {CODE[8:].lower()}", CODE),
        ("统一社会信用代码", "无", None),
        ("统一社会信用代码", "　", None),
        ("成立日期", "2019-07-13", date(2019, 7, 13)),
        ("成立日期", "2019/7/3", date(2019, 7, 3)),
        ("成立日期", "2019.7.3", date(2019, 7, 3)),
        ("成立日期", "2019年7月3日", date(2019, 7, 3)),
        ("成立日期", "20190703", date(2019, 7, 3)),
        ("成立日期", "2019-07-13 00:00:00", date(2019, 7, 13)),
        ("成立日期", datetime(2019, 7, 13), date(2019, 7, 13)),
        ("成立日期", date(2019, 7, 13), date(2019, 7, 13)),
        ("成立日期", "/", None),
        ("登记状态", "存续", "active"),
        ("登记状态", "存续（在营、开业、在册）", "active"),
        ("登记状态", " 吊销 ", "revoked"),
        ("镇街", "黄岛街道", 1),
        ("镇街", "黄岛街道办事处", 1),
        ("镇街", "藏南镇", 2),
        ("类别", "歌舞、酒吧", (3, 4)),
        ("类别", "酒吧；酒吧", (4,)),
        ("联系电话", 13812345678.0, "13812345678"),
        ("职工人数（人）", 12.0, 12),
        ("职工人数", "12人", 12),
        ("守法诚信等级", "B级", "B"),
        ("许可证有效期至", "2030-01-01", date(2030, 1, 1)),
        ("注册资本", "'=1+1", "=1+1"),
        ("注册资本", "'60年代", "60年代"),
    ],
)
def test_a_cell_is_read_as(head: str, cell: Any, value: Any) -> None:
    assert read(head, cell) == (value, "")


@pytest.mark.parametrize(
    ("head", "cell", "said"),
    [
        ("统一社会信用代码", CODE[:-1] + "I", "第18位「I」不会出现"),
        ("统一社会信用代码", CODE[:17] + ("1" if CODE[17] != "1" else "2"), "校验位不符"),
        ("统一社会信用代码", CODE[:12], "应为18位，现为12位"),
        ("统一社会信用代码", 913702110000000000.0, "存成了数字"),
        ("统一社会信用代码", 913702110000000000, "存成了数字"),
        ("统一社会信用代码", "9.1370211E+17", "存成了数字"),
        ("统一社会信用代码", "913702111234567000", "四舍五入"),
        ("成立日期", "去年", "不是日期"),
        ("成立日期", 43659.0, "不是日期"),
        ("成立日期", "2019-02-30", "没有“2019-02-30”这一天"),
        ("成立日期", "2021-06-24", "晚于今天"),
        ("成立日期", "0219-07-13", "早得不合理"),
        ("登记状态", "责令关闭", "登记状态“责令关闭”不能确定"),
        ("镇街", "不存在街道", "没有名为“不存在街道”的镇街"),
        ("类别", "洗浴", "没有“洗浴”这一类"),
        ("联系电话", "王老板", "不是电话号码"),
        ("职工人数", "12.5", "不是人数"),
        ("职工人数", -3.0, "不是人数"),
        ("守法诚信等级", "AAA", "等级“AAA”不认识"),
        ("注册资本", "#N/A", "公式错误"),
        ("法定代表人", "长" * 51, "超过 50 个字"),
    ],
)
def test_a_cell_is_refused_with_what_to_do(head: str, cell: Any, said: str) -> None:
    value, wrong = read(head, cell)
    assert value is None
    assert said in wrong
    assert wrong.startswith(f"{layout_of([[head]]).places[0][1].heads[0]}：")


def test_a_row_tells_everything_that_is_wrong_with_it() -> None:
    layout = layout_of([["企业名称", "统一社会信用代码", "镇街"]])
    assert len(layout.read(["甲厂", "1", "火星"], KNOWN).wrong) == 2


def test_a_row_without_a_name_is_refused() -> None:
    read = layout_of([["企业名称", "地址"]]).read(["", "海汀路1号"], KNOWN)
    assert read.wrong == ["企业名称：没有填写，请补上。"]


def test_a_short_row_states_nothing_for_what_it_lacks() -> None:
    assert layout_of([["企业名称", "地址", "镇街"]]).read(["甲厂", "海汀路"], KNOWN).facts == {
        "name": "甲厂",
        "address": "海汀路",
    }


def test_texts_are_one_line() -> None:
    assert text_of(" 海汀路\n 1号\t") == "海汀路 1号"


def test_every_head_leads_to_one_column() -> None:
    heads = [head for column in COLUMNS for head in column.heads]
    assert len(heads) == len(set(heads))
    for column in COLUMNS:
        for head in column.heads:
            assert layout_of([[f"* {head} "]]).places == [(0, column)]
