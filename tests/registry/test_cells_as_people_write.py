"""REG-12, REG-13, REG-16: what everybody can read is read; what could mean several things is left out and said."""

import sys
import unicodedata
from datetime import date
from typing import Any

import pytest

from law import clock
from registry.codes import read_code
from registry.intake.cells import Known
from registry.intake.layout import Read, layout_of
from registry.spelling import cleaned
from registry.towns import TOWNS
from tests.factories import registry as make

TOWN_IDS = {line.name: number for number, line in enumerate(TOWNS, start=1)}
KNOWN = Known(
    TOWN_IDS | {old: TOWN_IDS[line.name] for line in TOWNS for old in line.former},
    {"歌舞": 3, "酒吧": 4, "服务型": 2},
)
CODE = make.credit_code(54321)
IN_DOUBT = "91350203M00012AB17"


def row(head: str, cell: Any, **more: Any) -> Read:
    layout = layout_of([["企业名称", "住所", head, *more]])
    with clock.at(date(2021, 6, 23)):
        read = layout.read(["甲厂", "海汀路1号", cell, *more.values()], KNOWN)
    assert read is not None
    return read


def value(head: str, cell: Any) -> Any:
    read = row(head, cell)
    assert (read.wrong, read.remarks) == ([], []), (head, cell)
    return next((fact for name, fact in read.facts.items() if name not in ("name", "address")), None)


@pytest.mark.parametrize(
    ("status", "words"),
    {
        "active": "存续(在营、开业、在册) 存续（在营,开业,在册） 在营（开业）企业 存续（在营） 开业/正常经营 "
        "在业 在营 正常 存续状态 已开业 营业中 ﻿存续",
        "revoked": "吊销,未注销 吊销，未注销 吊销未注销 已吊销 吊销(未注销) 吊销企业",
        "closed": "已注销 注销 注销企业 迁出 已迁出 吊销，已注销",
        "suspended": "停业 歇业 已停业 停业中 停产",
    }.items(),
)  # fmt: skip
def test_REG_12_states_of_registration_as_registers_write_them(status: str, words: str) -> None:
    assert {word: value("登记状态", word) for word in words.split()} == dict.fromkeys(words.split(), status)


@pytest.mark.parametrize(
    "word", ["责令关闭", "经营异常", "存续/注销", "撤销", "清算中", "未注销", "注销中", "别的"]
)
def test_REG_12_a_state_that_is_not_clear_costs_a_remark_and_not_the_row(word: str) -> None:
    read = row("登记状态", word)
    assert read.wrong == [] and word in read.remarks[0] and "status" not in read.facts


@pytest.mark.parametrize(
    ("town", "names"),
    {
        "隐珠街道": "隐珠 黄岛区隐珠街道 青岛西海岸新区隐珠街道办事处 隐珠街道办事处（本级） 隐珠街道\u200b "
        "隐珠办事处 隐珠街办 山东省青岛市黄岛区隐珠 隐珠镇",
        "泊里镇": "泊里 泊里镇人民政府 青岛市泊里镇 泊里镇政府 西海岸新区-泊里镇 泊里镇东村",
        "灵山岛省级自然保护区": "灵山岛 灵山岛保护区管委 灵山岛自然保护区管委会 灵山岛省级自然保护区管委",
        "黄岛街道": "黄岛街道 黄岛区黄岛街道 黄岛街道办事处 黄岛街办",
        "藏马镇": "藏马 藏南镇 藏南 黄岛区藏南镇",
        "王台街道": "王台镇 王台",
    }.items(),
)  # fmt: skip
def test_REG_12_towns_as_people_write_them(town: str, names: str) -> None:
    assert {name: value("镇街", name) for name in names.split()} == dict.fromkeys(
        names.split(), TOWN_IDS[town]
    )


@pytest.mark.parametrize(
    "name",
    ["黄岛", "黄岛区", "西海岸新区", "胶南", "胶南市", "青岛市", "灵山", "珠山", "不存在街道", "街道", "大"],
)
def test_REG_12_a_town_that_fits_none_or_several_is_not_guessed(name: str) -> None:
    assert "没有名为" in row("镇街", name).wrong[0]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("１２", 12),
        (" 12 人", 12),
        ("1,200", 1200),
        ("1，200人", 1200),
        ("0", 0),
        (0.0, 0),
        ("12.0", 12),
        ("12名", 12),
        ("'12", 12),
        ('="12"', 12),
        ("无", None),
        ("—", None),
    ],
)
def test_REG_12_numbers_as_people_write_them(cell: Any, number: int | None) -> None:
    assert value("职工人数", cell) == number


@pytest.mark.parametrize(
    "cell", ["50余人", "十二", "约50", "50-60", "50+", "1.2万", "12.5", "-3", "1,20", "12人左右", "9999999"]
)
def test_REG_12_about_a_number_is_no_number(cell: str) -> None:
    read = row("职工人数", cell)
    assert read.wrong == [] and len(read.remarks) == 1 and "headcount" not in read.facts


@pytest.mark.parametrize(
    "cell",
    [
        "2021.3.5",
        "2021年3月5日",
        "2021-3-5 0:00:00.0",
        "2021-03-05T00:00:00",
        "2021-03-05T00:00:00.000Z",
        "２０２１年３月５日",
        "2021-03-05T00:00:00+08:00",
        "2021/3/5 星期五",
        "2021/3/5(周五)",
        "2021/03/05 08:30",
        "20210305",
        "'2021-03-05",
        "2021 年 3 月 5 日",
    ],
)
def test_REG_12_days_as_people_write_them(cell: str) -> None:
    assert value("成立日期", cell) == date(2021, 3, 5)


@pytest.mark.parametrize("cell", ["2021年03月", "2021", "44260", 44260.0, "二〇二一年三月五日", "3/5/2021", "2021-03",
    "2021、3、5", "长期", "2021-3-5至2022-3-5"])  # fmt: skip
def test_REG_12_a_day_that_is_not_clear_costs_a_remark_and_not_the_row(cell: Any) -> None:
    read = row("成立日期", cell)
    assert read.wrong == [] and len(read.remarks) == 1 and "founded_on" not in read.facts


@pytest.mark.parametrize("cell", ["长期", "永久有效", "长 期", "无固定期限"])
def test_REG_12_a_licence_without_an_end_says_so(cell: str) -> None:
    assert row("许可证有效期至", cell.replace(" ", "")).facts["licence_until"] is None


@pytest.mark.parametrize(
    "cell",
    ["无", "待办", "暂无", "null", "NULL", "0", "/", "——", "N/A", "无证", "办理中", "没有", "'无", "－"],
)
def test_REG_12_words_for_no_code(cell: str) -> None:
    read = row("统一社会信用代码", cell)
    assert (read.wrong, read.remarks, "credit_code" in read.facts) == ([], [], False)


@pytest.mark.parametrize(
    "written",
    [
        "统一社会信用代码：{}",
        "信用代码:{}",
        "代码 {}",
        "统一社会信用代码（18位）：{}",
        "信用代码(18位数字或字母) {}",
        "代码（三证合一）{}",
        "代码（{}）",
        "{}（18位）",
        "{}（三证合一）",
        "{}（1-1）",
        "{}（副本）",
        "\u202d{}\u202c",
        "\ufeff{}",
        "{}\u200b",
        "\xa0{}\u3000",
        "'{}",
        "’{}",
        "＇{}",
        '="{}"',
        '= "{}"',
        "{0:.4} {0:.18}",
    ],
)
def test_REG_13_a_code_is_taken_out_of_what_surrounds_it(written: str) -> None:
    told = f"{CODE[:4]} {CODE[4:8]} {CODE[8:]}" if "{0" in written else written.format(CODE)
    assert value("统一社会信用代码", told) == CODE


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("3702113000123", "13位的旧注册号"), ("370211600123456", "15位的旧注册号"), ("12345678-9", "组织机构代码"),
        (f"{CODE}/{make.credit_code(12345)}", "不止一个代码"), (f"{CODE}、{make.credit_code(12345)}", "不止一个代码"),
        ("9l" + CODE[2:], f"是不是 {CODE}"), (CODE.replace("0", "O", 1), f"是不是 {CODE}"),
        ("9.13702E17", "存成了数字"), ("9.13702e+17 ", "存成了数字"), (9.13702e17, "存成了数字"), ("#N/A", "公式错误"),
        (IN_DOUBT, "代码核对人"), (f"{CODE}/01", "从 02 起"),
    ],
)  # fmt: skip
def test_REG_12_a_code_that_is_none_is_refused_with_what_to_do(cell: Any, said: str) -> None:
    wrong = row("统一社会信用代码", cell).wrong
    assert len(wrong) == 1 and said in wrong[0]
    assert "注册号一栏" not in wrong[0]


def test_REG_17_a_code_somebody_has_vouched_for_and_that_of_a_further_site_are_taken() -> None:
    read = row("统一社会信用代码", IN_DOUBT, 代码核对人="王某")
    assert (read.wrong, read.facts["credit_code"], read.facts["vouched_by"]) == ([], IN_DOUBT, "王某")
    assert value("统一社会信用代码", f"{CODE}/2") == f"{CODE}/02" == read_code(f" {CODE} ／ 02")


@pytest.mark.parametrize("name", ["※※※", "！！！", "——", "。", "【】"])
def test_REG_16_a_name_needs_a_letter_a_digit_or_a_character(name: str) -> None:
    read = layout_of([["企业名称", "镇街"]]).read([name, "泊里镇"], KNOWN)
    assert read is not None and "没有字" in read.wrong[0]


def test_REG_16_an_address_of_signs_states_nothing() -> None:
    read = layout_of([["企业名称", "地址", "镇街"]]).read(["甲厂", "——", "泊里镇"], KNOWN)
    assert read is not None and "address" not in read.facts


def test_REG_13_everything_invisible_is_dropped_everywhere() -> None:
    invisible = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Cf"]
    assert [char for char in invisible if cleaned(f"甲{char}厂") != "甲厂"] == []
    assert cleaned("\ufeff海风\u200b厂\xa0\n 二部 ") == "海风厂 二部"
    layout = layout_of([["\ufeff企业\u200b名称", "地\u00ad址", "'镇街"]])
    assert layout.fields == ["name", "address", "town_id"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'=1+1", "=1+1"),
        ("‘老地方’小馆", "‘老地方’小馆"),
        ("'60年代", "60年代"),
        ("ＡＢＣ１２（店）", "ABC12（店）"),
        ('="=a"', "=a"),
    ],
)
def test_REG_13_quotes_and_apostrophes_of_spreadsheets_are_dropped(cell: str, text: str) -> None:
    assert cleaned(cell) == text


@pytest.mark.parametrize(
    ("head", "cell", "read"),
    [("等级", "Ｂ级", "B"), ("等级", "a 级", "A"), ("类别", "KTV、酒吧", (3, 4)), ("类别", "服务业", (2,))],
)
def test_REG_12_choices_have_synonyms(head: str, cell: str, read: Any) -> None:
    assert value(head, cell) == read


@pytest.mark.parametrize("cell", ["138****0000", "138xxxx0000", "0532-****0000", "＊＊＊"])
def test_REG_04_what_is_masked_states_nothing(cell: str) -> None:
    assert value("联系电话", cell) is None
    assert value("联系人", "王*") is None
