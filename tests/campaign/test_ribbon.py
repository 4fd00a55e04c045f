"""The arithmetic of the ribbon: the day of the mock-up, gaps, before and after."""

from datetime import date

import pytest
from django.template.loader import render_to_string

from campaign.models import Campaign
from campaign.ribbon import ribbon


def test_the_day_of_the_mock_up(campaign: Campaign) -> None:
    drawn = ribbon(campaign, date(2021, 6, 23))
    bands = [
        (phase.mark, phase.status, phase.x_percent, phase.width_percent, phase.run_percent)
        for phase in drawn.phases
    ]
    assert bands == [
        ("①", "done", 0.0, 13.16, 13.16),
        ("②", "done", 14.47, 30.92, 30.92),
        ("③", "now", 46.71, 40.13, 14.8),
        ("④", "next", 88.16, 11.84, 0.0),
    ]
    assert (drawn.day_number, drawn.day_total, drawn.days_to_next) == (23, 61, 41)
    assert (drawn.now.name, drawn.next.name) == ("专项执法检查", "总结")
    assert (drawn.due_percent, drawn.today_percent) == (97.7, 61.51)


@pytest.mark.parametrize("day", [date(2021, 4, 11), date(2021, 4, 12), date(2021, 5, 31), date(2021, 8, 2)])
def test_in_a_gap_no_phase_runs_but_the_flag_stands(campaign: Campaign, day: date) -> None:
    drawn = ribbon(campaign, day)
    assert (drawn.now, drawn.day_number, drawn.day_total) == (None, None, None)
    assert drawn.days_to_next == (drawn.next.starts_on - day).days
    assert 0 < drawn.today_percent < 100


def test_before_and_after_there_is_no_flag(campaign: Campaign) -> None:
    early, late = ribbon(campaign, date(2021, 3, 21)), ribbon(campaign, date(2021, 8, 21))
    assert (early.today_percent, early.days_to_next, early.now) == (None, 1, None)
    assert (late.today_percent, late.next, late.now) == (None, None, None)
    assert {phase.status for phase in late.phases} == {"done"}


def test_first_and_last_day_stay_on_the_ribbon(campaign: Campaign) -> None:
    first, last = ribbon(campaign, date(2021, 3, 22)), ribbon(campaign, date(2021, 8, 20))
    assert (first.today_percent, first.day_number) == (0.33, 1)
    assert (last.today_percent, last.day_number, last.day_total) == (99.67, 18, 18)


def test_it_costs_no_query_once_the_phases_are_there(campaign: Campaign, django_assert_num_queries) -> None:
    current = Campaign.objects.current()
    with django_assert_num_queries(0):
        ribbon(current, date(2021, 6, 23))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (
            date(2021, 6, 23),
            ["③ 专项执法检查", "第 23 天，共 61 天", "接下来 ④ 总结", 'x="46.71%"', 'x1="61.51%"'],
        ),
        (date(2021, 4, 12), ["阶段间隙", "接下来 ② 镇街巡视整改"]),
        (date(2021, 3, 1), ["尚未开始"]),
        (date(2021, 9, 1), ["行动已结束"]),
    ],
)
def test_the_component_draws_it(campaign: Campaign, day: date, words: list[str]) -> None:
    html = render_to_string("components/ribbon.html", {"ribbon": ribbon(campaign, day)})
    for word in words:
        assert word in html
