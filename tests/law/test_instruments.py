"""Laws by date: which text is in force on a day, and what the campaign document cites."""

from datetime import date, timedelta

import pytest

from law import instruments
from law.instruments import INSTRUMENTS, NotInForce, in_force


@pytest.mark.parametrize(
    ("code", "last_old", "old", "new"),
    [
        ("minors", date(2021, 5, 31), "2012年修正", "2020年修订"),
        ("penalty", date(2021, 7, 14), "2017年修正", "2021年修订"),
        ("criminal", date(2021, 2, 28), "刑法修正案（十）修正", "刑法修正案（十一）修正"),
        ("reconsideration", date(2023, 12, 31), "2017年修正", "2023年修订"),
    ],
)
def test_the_text_changes_on_its_day(code: str, last_old: date, old: str, new: str) -> None:
    assert in_force(code, last_old).number == old
    assert in_force(code, last_old + timedelta(1)).number == new


def test_the_documents_seven_instruments_and_their_books_are_cited() -> None:
    titles = [text.title.removeprefix("中华人民共和国") for text in instruments.cited_on(date(2021, 3, 25))]
    assert titles == [
        "劳动法", "未成年人保护法", "禁止使用童工规定", "劳动保障监察条例", "娱乐场所管理条例", "劳动合同法",
        "关于进一步加强企业欠薪欠费预警监控工作的意见",
    ]  # fmt: skip


def test_a_text_nobody_found_says_so() -> None:
    assert "未查到" in in_force("warning_2014", date(2021, 3, 25)).doubt


@pytest.mark.parametrize("code", instruments.CODES)
def test_texts_of_one_instrument_follow_each_other_without_gap(code: str) -> None:
    texts = [text for text in INSTRUMENTS if text.code == code]
    for earlier, later in zip(texts, texts[1:], strict=False):
        assert earlier.in_force_until + timedelta(1) == later.in_force_from
        assert earlier.title == later.title


def test_before_a_law_and_without_a_law_there_is_no_text() -> None:
    with pytest.raises(NotInForce):
        in_force("migrant_wages", date(2020, 4, 30))
    with pytest.raises(NotInForce):
        in_force("nonsense", date(2021, 4, 30))


def test_a_quotation_names_title_and_number() -> None:
    assert in_force("supervision", date(2021, 4, 1)).quoted == "《劳动保障监察条例》（国务院令第423号）"
