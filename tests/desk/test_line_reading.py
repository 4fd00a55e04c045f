"""The grammar of the line: how it cuts what people type, without a database."""

from datetime import date

import pytest

from desk.line.reading import Lexicon, Sort, read

TODAY = date(2021, 6, 24)
KNOWN = Lexicon(
    words=frozenset(["巡查", "没问题", "送达", "超期", "谁看过", "复查", "受理", "责令改正", "检查"]),
    towns={"泊里镇": "b", "泊里": "b", "bl": "b"},
    matters={"欠薪": "wage_arrears", "童工": "child_labour"},
    series=frozenset(f"青西新人社监{mark}" for mark in ("立", "案", "投", "罚告")),
    short={"xc": "巡查", "sd": "送达", "cq": "超期"},
    short_marks={"lz": "立", "tz": "投"},
    fillers=frozenset(["的", "了", "在"]),
)
NUMBER, DAY, WORD, TOWN, MATTER, NAME = (
    Sort.NUMBER, Sort.DAY, Sort.WORD, Sort.TOWN, Sort.MATTER, Sort.NAME,
)  # fmt: skip


def cut(line: str) -> list[tuple[str, Sort]]:
    return [(token.text, token.sort) for token in read(line, KNOWN, TODAY) if token.sort != Sort.FILLER]


@pytest.mark.parametrize(
    ("line", "tokens"),
    [
        ("瑞凯 巡查 没问题", [("瑞凯", NAME), ("巡查", WORD), ("没问题", WORD)]),
        ("瑞凯巡查没问题", [("瑞凯", NAME), ("巡查", WORD), ("没问题", WORD)]),
        ("瑞凯，巡查，没问题。", [("瑞凯", NAME), ("巡查", WORD), ("没问题", WORD)]),
        ("rk xc", [("rk", NAME), ("xc", WORD)]),
        ("立字17 送达 昨天", [("立字17", NUMBER), ("送达", WORD), ("昨天", DAY)]),
        ("立字17送达昨天", [("立字17", NUMBER), ("送达", WORD), ("昨天", DAY)]),
        ("立字 17 送达 0623", [("立字17", NUMBER), ("送达", WORD), ("0623", DAY)]),
        ("立字17 0623 送达", [("立字17", NUMBER), ("0623", DAY), ("送达", WORD)]),
        ("立字17 送达 23号", [("立字17", NUMBER), ("送达", WORD), ("23号", DAY)]),
        ("立字17 送达 6月23日", [("立字17", NUMBER), ("送达", WORD), ("6月23日", DAY)]),
        ("17 送达 昨天", [("17", NUMBER), ("送达", WORD), ("昨天", DAY)]),
        ("泊里 超期", [("泊里", TOWN), ("超期", WORD)]),
        ("泊里超期", [("泊里", TOWN), ("超期", WORD)]),
        ("泊里童工", [("泊里", TOWN), ("童工", MATTER)]),
        ("bl cq", [("bl", TOWN), ("cq", WORD)]),
        ("谁看过 立字17", [("谁看过", WORD), ("立字17", NUMBER)]),
        ("谁看过立字17号", [("谁看过", WORD), ("立字17号", NUMBER)]),
        ("泊里建材", [("泊里建材", NAME)]),
        ("青岛巡查服务公司", [("青岛巡查服务公司", NAME)]),
        ("91370211QX0000595E", [("91370211QX0000595E", NAME)]),
        ("瑞凯 0623 巡查", [("瑞凯", NAME), ("0623", DAY), ("巡查", WORD)]),
        ("邵刚玉 超期", [("邵刚玉", NAME), ("超期", WORD)]),
        ("鲁公立字[2021]0045号 受理", [("鲁公立字[2021]0045号", NUMBER), ("受理", WORD)]),
        ("", []),
        ("  的 ", []),
    ],
)
def test_a_line_is_cut_into_what_it_names(line: str, tokens: list[tuple[str, Sort]]) -> None:
    assert cut(line) == tokens


@pytest.mark.parametrize(
    "line",
    [
        "立字17", "立字17号", "监立字17号", "立字 17", "立字第17", "立字 第 17 号", "立字 17 号", "立17", "监立字17",
        "立字〔2021〕17号",
        "立字[2021]第17号", "立字２０２１第１７号", "青西新人社监立字〔2021〕第17号", "17号", "第17号", "17",
    ],
)  # fmt: skip
def test_UX_04_a_number_in_every_spelling_is_one_number(line: str) -> None:
    assert [sort for _text, sort in cut(line)] == [NUMBER]


def test_UX_04_initials_of_a_series_stand_for_it() -> None:
    assert cut("lz17") == [("立字17", NUMBER)]


def test_a_day_on_the_line_is_read_as_a_date_field_reads_it() -> None:
    assert [token.day for token in read("立字17 送达 昨天", KNOWN, TODAY)][-1] == date(2021, 6, 23)
    assert [token.day for token in read("瑞凯 巡查 周三", KNOWN, TODAY)][-1] == date(2021, 6, 23)


def test_a_very_long_line_is_cut_off_and_read() -> None:
    assert cut("好" * 5000) == [("好" * 60, NAME)]
