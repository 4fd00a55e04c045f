"""The frozen content: its digest, and what keeps it from being printed."""

from typing import Any

import pytest

from casework.papers.content import canonical, check, digest, plain
from tests.factories import papers


@pytest.mark.parametrize("make", papers.SHEETS.values(), ids=list(papers.SHEETS))
def test_a_whole_paper_may_be_printed(make: Any) -> None:
    assert check(make()) == []


def test_the_digest_depends_on_what_is_said_and_on_the_template_but_not_on_the_order() -> None:
    said = papers.content()
    turned = dict(reversed(list(said.items())))
    assert digest(said, "1") == digest(turned, "1")  # type: ignore[arg-type]
    assert len({digest(said, "1"), digest(said, "2"), digest(papers.content(copies=3), "1")}) == 3


def test_canonical_json_is_sorted_without_spaces_in_utf_8() -> None:
    assert canonical({"b": "〔2021〕", "a": [1, None]}) == '{"a":[1,null],"b":"〔2021〕"}'.encode()
    with pytest.raises(ValueError):
        canonical({"a": float("nan")})


def test_typed_text_is_kept_but_for_newlines_tabs_and_blanks_at_the_ends() -> None:
    assert plain("\r\n 甲\t乙  \r丙\n\n") == " 甲　乙\n丙"
    assert plain("𠮷{{7*7}}<b>") == "𠮷{{7*7}}<b>"


def field(**changes: Any) -> Any:
    return papers.content(blocks=[{"name": "facts", "label": "违法事实", **changes}])


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (papers.content(sheet="letter"), "版式"),
        (papers.content(title=" "), "名称"),
        (papers.content(blocks=[{"text": ""}]), "固定文字"),
        (papers.content(blocks=[{"text": "处罚款{{ amount }}元。"}]), "占位符"),
        (papers.content(annexes=["{{ annex }}"]), "占位符"),
        (papers.content(date="2021-6-24"), "不是一个日子"),
        (papers.content(date="2021-02-30"), "不是一个日子"),
        (field(value="甲\U0001fffe"), "控制字符"),
        (field(), "没有内容"),
        (field(value="甲", turns=[]), "没有内容"),
        (field(value="None"), "None"),
        (field(value="null "), "null"),
        (field(value="甲\x07"), "控制字符"),
        (field(value="甲\u202e乙"), "控制字符"),
        (field(value="甲\ud800"), "控制字符"),
        (field(label="", value="甲"), "没有名称"),
        (field(table={"columns": ["甲", "乙"], "rows": [["1"]]}), "列数"),
        (field(table={"columns": ["甲"], "rows": [["1"]], "sums": ["1", "2"]}), "列数"),
        (field(turns=[["问"]]), "一问一答"),
        (field(turns=[["问", "甲\x00"]]), "控制字符"),
    ],
)
def test_what_cannot_be_printed_is_told(content: Any, word: str) -> None:
    assert any(word in sentence for sentence in check(content)), check(content)


@pytest.mark.parametrize("value", ["", "{{7*7}}", "甲&乙<b>公司", "𠮷", "一\n二"])
def test_a_value_may_hold_anything_people_write(value: str) -> None:
    assert check(field(value=value)) == []
