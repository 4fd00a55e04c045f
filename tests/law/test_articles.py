"""The article a paper quotes is the one of its day (PAPERS 1.6)."""

from datetime import date

import pytest

from law.articles import ARTICLES, TITLES, article, articles, found
from law.instruments import INSTRUMENTS, NotInForce

BEFORE, SINCE = date(2021, 7, 14), date(2021, 7, 15)


@pytest.mark.parametrize(
    ("code", "before", "since"),
    [
        ("penalty.notice", "第三十一条", "第四十四条"),
        ("penalty.preservation", "第三十七条第二款", "第五十六条"),
        ("penalty.hearing", "第四十二条第一款", "第六十四条"),
        ("penalty.late_fee", "第五十一条第一项", "第七十二条第一款第一项"),
    ],
)
def test_the_penalty_law_is_quoted_by_the_day_of_issue(code: str, before: str, since: str) -> None:
    assert article(code, BEFORE) == f"《中华人民共和国行政处罚法》{before}"
    assert article(code, SINCE) == f"《中华人民共和国行政处罚法》{since}"


def test_other_days_of_change() -> None:
    assert article("reconsideration.term", date(2023, 12, 31)).endswith("第九条")
    assert article("reconsideration.term", date(2024, 1, 1)).endswith("第二十条")
    assert article("service.left", date(2021, 12, 31)).endswith("第八十六条")
    assert article("service.left", date(2022, 1, 1)).endswith("第八十九条")


def test_what_was_no_rule_yet_is_not_quoted() -> None:
    with pytest.raises(NotInForce):
        found("minors.penalty", date(2021, 5, 31))
    assert article("minors.penalty", date(2021, 6, 1)).endswith("第一百二十五条")
    assert articles(("supervision.source", "penalty.filing"), BEFORE) == "《劳动保障监察条例》第十四条"
    assert articles(("supervision.source", "penalty.filing"), SINCE).endswith("第五十四条")
    with pytest.raises(KeyError):
        articles(("penalty.nothing",), SINCE)


def test_one_law_is_named_once() -> None:
    told = articles(("penalty.notice", "penalty.statement", "supervision.statement"), SINCE)
    assert told == "《中华人民共和国行政处罚法》第四十四条、第四十五条、《劳动保障监察条例》第十九条"


def test_no_day_has_two_texts_and_every_instrument_a_title() -> None:
    days = [
        date(2012, 1, 1),
        date(2021, 5, 31),
        BEFORE,
        SINCE,
        date(2022, 1, 1),
        date(2024, 1, 1),
        date(2030, 1, 1),
    ]
    for day in days:
        codes = [row.code for row in ARTICLES if row.applies_on(day)]
        assert len(codes) == len(set(codes)), day
    assert {row.instrument for row in ARTICLES} <= set(TITLES)
    assert all(TITLES[text.code] == text.title for text in INSTRUMENTS)
