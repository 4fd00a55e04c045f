"""UX-17: a day, an hour and a moment as people type them."""

from datetime import date, datetime, time

import pytest

from law.typed_days import day_typed, hour_typed, moment_typed, told

TODAY = date(2021, 6, 24)  # a Thursday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021-06-24", date(2021, 6, 24)),
        ("２０２１－０６－２４", date(2021, 6, 24)),
        ("2021/6/4", date(2021, 6, 4)),
        ("2021.6.4", date(2021, 6, 4)),
        ("2021年6月4日", date(2021, 6, 4)),
        ("20210604", date(2021, 6, 4)),
        ("210604", date(2021, 6, 4)),
        ("21-6-4", date(2021, 6, 4)),
        ("0624", date(2021, 6, 24)),
        ("０６２４", date(2021, 6, 24)),
        ("624", date(2021, 6, 24)),
        ("6.24", date(2021, 6, 24)),
        ("6。24", date(2021, 6, 24)),
        ("6-24", date(2021, 6, 24)),
        ("6/24", date(2021, 6, 24)),
        ("6月24", date(2021, 6, 24)),
        (" 6 月 24 日 ", date(2021, 6, 24)),
        ("6月24号", date(2021, 6, 24)),
        ("21日", date(2021, 6, 21)),
        ("今天", TODAY),
        ("昨天", date(2021, 6, 23)),
        ("前天", date(2021, 6, 22)),
        ("大前天", date(2021, 6, 21)),
        ("明天", date(2021, 6, 25)),
        ("后天", date(2021, 6, 26)),
        ("周三", date(2021, 6, 23)),
        ("星期五", date(2021, 6, 25)),
        ("礼拜天", date(2021, 6, 27)),
        ("上周五", date(2021, 6, 18)),
        ("上个星期五", date(2021, 6, 18)),
        ("下周一", date(2021, 6, 28)),
        ("2021-06-24 周四", date(2021, 6, 24)),
        ("6月24日（星期四）", date(2021, 6, 24)),
    ],
)
def test_UX_17_a_day_in_every_spelling(text: str, day: date) -> None:
    assert day_typed(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "瑞凯",
        "0631",
        "1324",
        "2021-02-30",
        "6月24日 周五",
        "17",
        "2021",
        "12345",
        "9" * 40,
        "31日",
        "周八",
    ],
)
def test_UX_17_what_names_no_day_is_not_guessed(text: str) -> None:
    assert day_typed(text, TODAY) is None


def test_UX_17_a_day_without_a_year_is_the_nearest_one() -> None:
    assert day_typed("1230", date(2022, 1, 4)) == date(2021, 12, 30)
    assert day_typed("0104", date(2021, 12, 30)) == date(2022, 1, 4)
    assert day_typed("0229", date(2021, 6, 24)) == date(2020, 2, 29)


def test_UX_17_every_day_is_read_as_it_is_shown() -> None:
    for number in range(0, 4000, 7):
        day = date.fromordinal(TODAY.toordinal() - 2000 + number)
        assert day_typed(day.isoformat(), TODAY) == day == day_typed(f"{day:%Y年%m月%d日}", TODAY)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("0930", time(9, 30)), ("9:30", time(9, 30)), ("９：３０", time(9, 30)), ("9点半", time(9, 30)), ("9点", time(9)),
        ("9时5分", time(9, 5)), ("下午3点", time(15)), ("15:00", time(15)), ("2561", None), ("24:00", None), ("9", None),
        ("", None), ("下午", None),
    ],
)  # fmt: skip
def test_UX_17_an_hour(text: str, hour: time | None) -> None:
    assert hour_typed(text) == hour


@pytest.mark.parametrize(
    "text",
    [
        "2021-06-23 09:30",
        "2021-06-23T09:30",
        "昨天 9:30",
        "0623 0930",
        "6月23日9点半",
        "昨天上午9点半",
        "周三 9:30",
    ],
)
def test_UX_17_a_moment(text: str) -> None:
    assert moment_typed(text, TODAY) == datetime(2021, 6, 23, 9, 30)


@pytest.mark.parametrize("text", ["", "昨天", "9:30", "2021-06-31 09:30"])
def test_UX_17_half_a_moment_is_none(text: str) -> None:
    assert moment_typed(text, TODAY) is None


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2021, 6, 24), "周四"),
        (date(2021, 6, 26), "周六 休"),
        (date(2021, 6, 14), "周一 休 端午节"),
        (date(2021, 9, 18), "周六 班 中秋节"),
    ],
)
def test_UX_17_a_day_is_told_with_its_weekday_and_whether_one_rests(day: date, words: str) -> None:
    assert told(day) == words
