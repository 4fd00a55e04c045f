"""Working days of 2021 as the State Council set them, properties of counting, and unknown years."""

from datetime import date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import clock, workdays
from law.workdays import CalendarUnknown, DayKind, add_workdays, is_workday, workdays_between

KNOWN_DAYS = st.dates(date(2005, 1, 1), date(2025, 12, 31))
ANY_DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
COUNTS = st.integers(1, 120)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2021, 4, 5), False),
        (date(2021, 4, 25), True),
        (date(2021, 5, 1), False),
        (date(2021, 5, 5), False),
        (date(2021, 5, 8), True),
        (date(2021, 6, 14), False),
        (date(2021, 9, 18), True),
        (date(2021, 9, 26), True),
        (date(2021, 10, 9), True),
        (date(2021, 10, 10), False),
        (date(2021, 5, 10), True),
    ],
)
def test_days_of_2021(day: date, worked: bool) -> None:
    assert is_workday(day) is worked


@given(KNOWN_DAYS)
def test_is_workday_agrees_with_the_published_calendar(day: date) -> None:
    assert is_workday(day) == chinese_calendar.is_workday(day)


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        (date(2021, 4, 30), 5, date(2021, 5, 11)),
        (date(2021, 4, 25), 5, date(2021, 4, 30)),
        (date(2021, 6, 7), 60, date(2021, 8, 31)),
        (date(2021, 8, 31), 30, date(2021, 10, 18)),
        (date(2021, 8, 31), 15, date(2021, 9, 22)),
        (date(2021, 5, 1), 1, date(2021, 5, 6)),
        (date(2021, 5, 1), -1, date(2021, 4, 30)),
        (date(2021, 5, 6), -1, date(2021, 4, 30)),
        (date(2020, 12, 31), 1, date(2021, 1, 4)),
        (date(2021, 1, 4), -1, date(2020, 12, 31)),
    ],
)
def test_add_workdays_does_not_count_the_start(start: date, n: int, expected: date) -> None:
    assert add_workdays(start, n) == expected


def test_add_no_workdays_gives_the_start_back() -> None:
    assert add_workdays(date(2021, 5, 2), 0) == date(2021, 5, 2)


@given(KNOWN_DAYS, COUNTS)
def test_workdays_between_undoes_add_workdays(start: date, n: int) -> None:
    assert workdays_between(start, add_workdays(start, n)) == n


@given(KNOWN_DAYS, st.integers(-120, 120).filter(bool))
def test_add_workdays_equals_stepping_day_by_day(start: date, n: int) -> None:
    day, left, step = start, abs(n), timedelta(1 if n > 0 else -1)
    while left:
        day += step
        left -= is_workday(day, provisional=True)
    assert add_workdays(start, n, provisional=True) == day


@given(ANY_DAYS, ANY_DAYS)
def test_workdays_between_changes_sign_with_direction(a: date, b: date) -> None:
    assert workdays_between(a, b, provisional=True) == -workdays_between(b, a, provisional=True)


@given(ANY_DAYS, COUNTS, COUNTS)
def test_working_days_add_up_over_any_year(start: date, n: int, m: int) -> None:
    in_two_steps = add_workdays(add_workdays(start, n, provisional=True), m, provisional=True)
    assert add_workdays(start, n + m, provisional=True) == in_two_steps


@given(ANY_DAYS)
def test_next_and_previous_workday_are_worked_and_stay_if_worked(day: date) -> None:
    after = workdays.next_workday(day, provisional=True)
    before = workdays.previous_workday(day, provisional=True)
    assert before <= day <= after
    assert is_workday(after, provisional=True) and is_workday(before, provisional=True)
    assert (before == day == after) == is_workday(day, provisional=True)


def test_a_datetime_counts_as_its_shanghai_day() -> None:
    assert is_workday(datetime(2021, 5, 8, 23, 59, tzinfo=clock.SHANGHAI))
    assert add_workdays(datetime(2021, 4, 30, 23, 0, tzinfo=clock.SHANGHAI), 5) == date(2021, 5, 11)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: is_workday(date(2027, 3, 1)),
        lambda: add_workdays(date(2026, 11, 23), 60),
        lambda: add_workdays(date(2027, 1, 4), -3),
        lambda: workdays_between(date(2026, 12, 1), date(2027, 1, 5)),
        lambda: workdays.next_workday(date(2027, 1, 2)),
        lambda: workdays.previous_workday(date(2027, 1, 2)),
        lambda: workdays.explain_days(date(2026, 12, 1), date(2027, 1, 5), provisional=False),
        lambda: is_workday(date(2003, 12, 31)),
    ],
)
def test_an_unannounced_year_is_never_guessed(ask) -> None:
    with pytest.raises(CalendarUnknown, match="节假日安排尚未公布"):
        ask()


def test_the_unknown_year_is_named() -> None:
    with pytest.raises(CalendarUnknown) as caught:
        add_workdays(date(2026, 12, 30), 10)
    assert caught.value.year == 2027


def test_a_provisional_answer_rests_on_week_ends_only() -> None:
    assert is_workday(date(2027, 10, 1), provisional=True)
    assert not is_workday(date(2027, 10, 2), provisional=True)


def test_remaining_counts_down_to_zero_and_goes_negative_when_late() -> None:
    due_on = date(2021, 5, 11)
    days = [date(2021, 4, 30), date(2021, 5, 8), date(2021, 5, 11), date(2021, 5, 12), date(2021, 5, 15)]
    assert [workdays.remaining(day, due_on) for day in days] == [5, 2, 0, -1, -3]
    assert workdays.remaining(date(2026, 12, 31), date(2027, 1, 4)) == 2


def test_explain_days_names_every_kind_of_day() -> None:
    marks = {m.day: m for m in workdays.explain_days(date(2021, 4, 30), date(2021, 5, 9))}
    assert [m.kind for m in marks.values()] == (
        [DayKind.WORKDAY] + [DayKind.HOLIDAY] * 5 + [DayKind.WORKDAY] * 2 + [DayKind.MAKEUP, DayKind.WEEKEND]
    )
    assert marks[date(2021, 5, 3)].name == "劳动节"
    assert marks[date(2021, 5, 8)].name == "劳动节" and marks[date(2021, 5, 8)].counts


def test_explain_days_marks_an_unannounced_year_as_unknown() -> None:
    kinds = [m.kind for m in workdays.explain_days(date(2026, 12, 31), date(2027, 1, 3))]
    assert kinds == [DayKind.WORKDAY, DayKind.UNKNOWN, DayKind.WEEKEND, DayKind.WEEKEND]


def test_explain_days_of_a_reversed_span_is_empty() -> None:
    assert workdays.explain_days(date(2021, 5, 9), date(2021, 5, 1)) == []


@given(KNOWN_DAYS, st.integers(0, 400))
def test_explain_days_counts_as_workdays_between_does(start: date, length: int) -> None:
    end = min(start + timedelta(length), date(2025, 12, 31))
    counted = sum(m.counts for m in workdays.explain_days(start, end)[1:])
    assert counted == workdays_between(start, end)


def test_holiday_names_are_chinese() -> None:
    assert workdays.holiday_name(date(2021, 6, 14)) == "端午节"
    assert workdays.holiday_name(date(2021, 6, 15)) == ""
    assert all(name.isascii() is False for name in workdays.current().off.values())
