"""The picture behind a date: the days of the clock, week by week."""

from datetime import date, timedelta

from casework.templatetags.calendar_picture import (
    BAND_WEEKS,
    LEFT,
    MAX_WEEKS,
    STEP_X,
    STEP_Y,
    TOP,
    cell_class,
    draw,
)
from tests.shell.fakes import Day, days, kind_of


def test_every_day_is_drawn_once_in_the_column_of_its_week_and_the_row_of_its_weekday() -> None:
    drawn = days()
    picture = draw(drawn)
    cells = [cell for band in picture.bands for cell in band.cells]
    assert len(cells) == len(drawn) == 88
    assert (cells[0].x, cells[0].y) == (LEFT, TOP + STEP_Y)  # 2021-03-30 is a Tuesday
    # 2021-06-25 is a Friday, in the thirteenth week.
    assert (cells[-1].x, cells[-1].y) == (LEFT + 12 * STEP_X, TOP + 4 * STEP_Y)
    assert len({(cell.x, cell.y) for cell in cells}) == len(cells)


def test_the_summary_counts_sixty_working_days_two_of_them_made_up_two_to_come() -> None:
    summary = draw(days()).summary
    assert "已计 58 天，还剩 2 天" in summary
    assert "补班 2 天" in summary
    assert "假日 5 天" in summary


def test_a_long_clock_breaks_into_bands_no_wider_than_a_phone() -> None:
    picture = draw(days(due=date(2021, 8, 6)))
    assert [len(band.labels) >= 7 for band in picture.bands] == [True, True]
    assert picture.bands[0].width == LEFT + BAND_WEEKS * STEP_X == 306
    assert picture.bands[1].width < picture.bands[0].width
    assert min(cell.x for cell in picture.bands[1].cells) == LEFT


def test_a_clock_longer_than_a_year_is_told_not_drawn() -> None:
    start = date(2021, 3, 29)
    long = [Day(start + timedelta(days=n), "workday") for n in range(MAX_WEEKS * 7 + 1)]
    assert draw(long) is None
    assert draw(long[:-1]) is not None


def test_each_kind_of_day_has_its_own_look() -> None:
    monday = date(2021, 6, 21)
    looks = {
        "d-none": Day(monday, is_start=True),
        "d-due": Day(monday, is_due=True, is_left=True, is_counted=True),
        "d-left": Day(monday, is_left=True, is_counted=True),
        "d": Day(monday, is_counted=True),
        "d-make": Day(monday, "makeup", is_counted=True),
        "d-rest": Day(monday, "weekend"),
        "d-hol": Day(monday, "holiday"),
        "d-unknown": Day(monday, "unknown", is_counted=True),
        "d-pause": Day(monday),  # a working day that did not count
    }
    assert {cell_class(day): name for name, day in looks.items()} == {name: name for name in looks}


def test_a_term_in_calendar_days_counts_rest_days_too() -> None:
    assert cell_class(Day(date(2021, 6, 26), "weekend", is_counted=True)) == "d"


def test_the_key_names_only_what_the_picture_holds() -> None:
    names = dict(draw(days()).key)
    assert set(names) == {"d", "d-make", "d-hol", "d-rest", "d-left", "d-due"}
    assert kind_of(date(2021, 4, 25)) == "makeup"


def test_the_first_of_a_month_is_labelled() -> None:
    texts = [label.text for label in draw(days()).bands[0].labels]
    assert {"4 月", "5 月", "6 月"} <= set(texts)
