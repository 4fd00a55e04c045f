"""Phases are dates, and dates are data (DESIGN 2.1)."""

from datetime import date, timedelta
from typing import Any

import pytest

from campaign.models import Campaign
from campaign.phases import Phase, Window, window_errors

LINE = [
    (date(2021, 3, 21), None),
    (date(2021, 3, 22), "publicity"),
    (date(2021, 4, 10), "publicity"),
    (date(2021, 4, 11), None),
    (date(2021, 4, 12), None),
    (date(2021, 4, 13), "patrol"),
    (date(2021, 5, 29), "patrol"),
    (date(2021, 5, 30), None),
    (date(2021, 5, 31), None),
    (date(2021, 6, 1), "inspection"),
    (date(2021, 7, 31), "inspection"),
    (date(2021, 8, 1), None),
    (date(2021, 8, 2), None),
    (date(2021, 8, 3), "summary"),
    (date(2021, 8, 20), "summary"),
    (date(2021, 8, 21), None),
]


@pytest.mark.parametrize(("day", "phase"), LINE)
def test_phase_on_every_boundary_and_gap_day(campaign: Campaign, day: date, phase: str | None) -> None:
    assert campaign.phase_on(day) == phase


def test_every_other_day_belongs_to_the_phase_around_it(campaign: Campaign) -> None:
    days = [campaign.starts_on + timedelta(days=number) for number in range(campaign.day_total)]
    gaps = [day for day in days if campaign.phase_on(day) is None]
    assert gaps == [
        date(2021, 4, 11),
        date(2021, 4, 12),
        date(2021, 5, 30),
        date(2021, 5, 31),
        date(2021, 8, 1),
        date(2021, 8, 2),
    ]
    assert campaign.day_total == 152


def test_phase_label_and_opening_day(campaign: Campaign) -> None:
    assert campaign.opens_on("inspection") == date(2021, 6, 1)
    assert campaign.phase_label("inspection") == "专项执法检查"
    assert [phase.mark for phase in Phase] == ["①", "②", "③", "④"]


def test_day_number_counts_gaps(campaign: Campaign) -> None:
    assert campaign.day_number(date(2021, 3, 22)) == 1
    assert campaign.day_number(date(2021, 4, 13)) == 23
    assert campaign.day_number(date(2021, 8, 20)) == 152


def windows(*days: tuple[str, str]) -> list[Window]:
    return [
        Window(phase, date.fromisoformat(first), date.fromisoformat(last))
        for phase, (first, last) in zip(Phase.values, days, strict=False)
    ]


@pytest.mark.parametrize(
    ("days", "where", "word"),
    [
        ([("2022-04-01", "2022-03-31")], ("publicity", "ends_on"), "不能早于开始日期"),
        (
            [("2022-03-01", "2022-04-01"), ("2022-04-01", "2022-05-01")],
            ("patrol", "starts_on"),
            "2022-04-02 或以后",
        ),
        ([("2022-03-01", "2022-06-01"), ("2022-04-01", "2022-05-01")], ("patrol", "starts_on"), "重叠"),
        ([("2022-05-01", "2022-06-01"), ("2022-03-01", "2022-04-01")], ("patrol", "starts_on"), "①宣传动员"),
    ],
)
def test_bad_windows_get_a_sentence_at_the_field(
    days: list[tuple[str, str]], where: tuple[str, str], word: str
) -> None:
    errors = window_errors(windows(*days))
    assert list(errors) == [where]
    assert word in errors[where]


def test_windows_may_touch_and_may_leave_gaps() -> None:
    assert (
        window_errors(
            windows(("2022-03-01", "2022-03-31"), ("2022-04-01", "2022-04-30"), ("2022-06-01", "2022-06-01"))
        )
        == {}
    )


@pytest.mark.parametrize(
    ("day", "is_inside"),
    [
        (date(2021, 3, 21), False),
        (date(2021, 3, 22), True),
        (date(2021, 4, 12), True),
        (date(2021, 8, 20), True),
        (date(2021, 8, 21), False),
    ],
)
def test_the_current_campaign_on_a_day_with_its_gaps(campaign: Campaign, day: date, is_inside: bool) -> None:
    assert Campaign.objects.current_on(day) == (campaign if is_inside else None)


def test_without_a_campaign_there_is_none_on_any_day(db: Any) -> None:
    assert Campaign.objects.current_on(date(2021, 4, 13)) is None
