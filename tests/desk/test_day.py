"""The day that plans itself: a pure function, and what must hold of it whatever lies on somebody's desk."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk import day
from desk.day import CAPACITY, Item, Sort, Verdict, plan, shift, street_of

ON = date(2021, 6, 23)
DAYS = [each for each in (ON + timedelta(days=n) for n in range(40)) if each.weekday() < 5]
TOWNS, STREETS = ("泊里镇", "六汪镇"), ("港前路", "驻地街", "")

items = st.builds(
    Item,
    key=st.text("abcdefgh", min_size=1, max_size=6),
    sort=st.sampled_from(Sort),
    town=st.sampled_from(TOWNS),
    street=st.sampled_from(STREETS),
    due_on=st.none() | st.dates(ON - timedelta(days=10), ON + timedelta(days=30)),
    since=st.dates(ON - timedelta(days=60), ON),
    day=st.none() | st.sampled_from(DAYS[:8]),
)
desks = st.lists(items, max_size=16, unique_by=lambda item: item.key)


def planned(found: list[Item], **more: Any) -> day.Plan:
    return plan(found, on=ON, days=DAYS, **more)


def item(key: str, **facts: Any) -> Item:
    return Item(**{"key": key, "sort": Sort.DESK, **facts})


def keys(told: day.Plan) -> list[str]:
    return [step.item.key for step in told.steps]


@settings(max_examples=60)
@given(desks, st.booleans())
def test_nothing_is_lost_and_nothing_stands_twice(found: list[Item], leads: bool) -> None:
    told = planned(found, leads=leads)
    listed = [*keys(told), *(each.key for each, _by in told.later)]
    assert sorted(listed) == sorted(each.key for each in found)


@settings(max_examples=60)
@given(desks)
def test_what_is_late_or_due_today_is_on_the_sheet_unless_its_person_put_it_off(found: list[Item]) -> None:
    told = planned(found)
    due = {
        each.key for each in found if each.due_on and each.due_on <= ON and not (each.day and each.day > ON)
    }
    assert due <= set(keys(told))


@settings(max_examples=60)
@given(desks)
def test_what_can_wait_has_a_last_safe_day_that_is_in_time(found: list[Item]) -> None:
    for each, by in planned(found).later:
        if each.day is None or each.day <= ON:
            assert (by is None) is (each.due_on is None)
            assert by is None or (ON < by <= (each.due_on or by))


@settings(max_examples=60)
@given(desks)
def test_the_days_left_have_room_for_what_waits(found: list[Item]) -> None:
    """Everything that waits can still be done in time: no day holds more than a day."""
    load: dict[date, int] = {}
    for each, by in planned(found).later:
        if by is not None and (each.day is None or each.day <= ON):
            load[by] = load.get(by, 0) + each.minutes
    assert all(minutes <= CAPACITY for minutes in load.values())


@settings(max_examples=60)
@given(desks)
def test_a_day_is_only_overfull_with_what_must_be_done(found: list[Item]) -> None:
    told = planned(found)
    if told.over:
        assert all(
            each.due_on is not None and (by is None or by > ON)
            for each, by in told.later
            if each.due_on is not None
        )
    else:
        assert sum(step.item.minutes for step in told.steps) <= CAPACITY


@settings(max_examples=60)
@given(desks)
def test_what_is_put_off_too_far_is_told_with_the_day_it_breaks(found: list[Item]) -> None:
    told = planned(found)
    off = {
        each.key for each in found if each.day and each.day > ON and each.due_on and each.day > each.due_on
    }
    assert {each.key for each in told.broken} == off
    assert all(each.days == (each.on - each.due_on).days > 0 for each in told.broken)


@settings(max_examples=60)
@given(desks)
def test_who_decides_for_others_does_that_first(found: list[Item]) -> None:
    told = planned(found, leads=True)
    sorts = [step.item.sort == Sort.DECISION for step in told.steps]
    assert sorts == sorted(sorts, reverse=True)
    waiting = {each.key for each in found if each.sort == Sort.DECISION and not (each.day and each.day > ON)}
    assert waiting <= set(keys(told))


@settings(max_examples=60)
@given(desks)
def test_visits_of_one_street_stand_together(found: list[Item]) -> None:
    hourless = [step.item for step in planned(found).steps if step.item.sort == Sort.VISIT]
    spots = [each.spot for each in hourless]
    changes = sum(one != other for one, other in zip(spots, spots[1:], strict=False))
    assert changes == max(0, len(set(spots)) - 1)


@settings(max_examples=60)
@given(desks)
def test_times_follow_one_another_and_leave_room_for_the_way(found: list[Item]) -> None:
    told = planned(found)
    for before, step in zip(told.steps, told.steps[1:], strict=False):
        assert step.starts >= before.ends + step.way


@settings(max_examples=60)
@given(desks, st.randoms(use_true_random=False))
def test_the_order_of_the_desk_does_not_matter(found: list[Item], random: Any) -> None:
    mixed = list(found)
    random.shuffle(mixed)
    assert planned(mixed).steps == planned(found).steps


@settings(max_examples=60)
@given(desks, st.permutations(range(6)))
def test_the_order_its_person_made_stands(found: list[Item], places: list[int]) -> None:
    told = keys(planned(found))
    own = [told[place] for place in places if place < len(told)]
    again = keys(planned(found, order=own))
    assert [key for key in again if key in own] == own
    assert sorted(again) == sorted(told)


def test_a_newcomer_stands_behind_what_goes_before_it_by_rule() -> None:
    first, second = item("a", due_on=ON - timedelta(days=3)), item("b", due_on=ON - timedelta(days=1))
    new = item("c", due_on=ON - timedelta(days=2))
    assert keys(planned([first, second, new], order=["b", "a"])) == ["b", "a", "c"]


def test_what_can_wait_waits_until_the_days_before_it_are_full() -> None:
    far = [item(f"far{n}", due_on=DAYS[9], guess=120) for n in range(2)]
    assert keys(planned(far)) == ["far0", "far1"], "a free day takes what there is"
    full = [item(f"now{n}", due_on=ON, guess=100) for n in range(4)]
    told = planned([*full, *far])
    assert keys(told) == ["now0", "now1", "now2", "now3"]
    assert [by for _each, by in told.later] == [DAYS[9], DAYS[9]]


def test_what_finds_room_only_today_is_on_the_sheet() -> None:
    """Eight half days due on the third day: the last two find no room but today."""
    heavy = [item(f"h{n}", due_on=DAYS[2], guess=CAPACITY // 2) for n in range(6)]
    assert len(planned(heavy).steps) == 2 and not planned(heavy).over


def test_a_visit_in_a_street_one_goes_to_anyhow_is_taken_along() -> None:
    due = item("due", sort=Sort.VISIT, town="泊里镇", street="港前路", due_on=ON)
    near = item("near", sort=Sort.VISIT, town="泊里镇", street="港前路", due_on=DAYS[20], guess=60)
    other = item("other", sort=Sort.DESK, due_on=DAYS[10], guess=CAPACITY - 60)
    told = planned([due, near, other])
    assert keys(told) == ["due", "near"] and told.steps[1].way == day.WAY_IN_STREET


def test_an_hour_that_cannot_be_kept_is_told() -> None:
    hour = item("h", due_on=ON, due_at=time(10, 0))
    assert planned([hour]).missed_hours == ()
    assert planned([hour], begins=9 * 60 + 45).missed_hours == ("h",)


def test_a_rest_day_of_one_who_works_all_the_same() -> None:
    saturday = date(2021, 6, 26)
    told = plan([item("a", due_on=saturday)], on=saturday, days=[saturday, date(2021, 6, 28)])
    assert keys(told) == ["a"]


def test_moving_a_day_says_what_becomes_of_the_lawful_day() -> None:
    told = shift(date(2021, 6, 25), DAYS[:4])
    assert [verdict for _day, verdict, _late in told] == [
        Verdict.IN_TIME, Verdict.IN_TIME, Verdict.LAST_DAY, Verdict.LATE,
    ]  # fmt: skip
    assert [late for _day, _verdict, late in told] == [0, 0, 0, 3]
    assert {verdict for _day, verdict, _late in shift(None, DAYS[:4])} == {Verdict.IN_TIME}
    sunday = date(2021, 6, 27)
    assert [verdict for _day, verdict, _late in shift(sunday, DAYS[:4])][2] == Verdict.LAST_DAY


def test_moved_up_and_down_and_not_beyond_an_end() -> None:
    assert day.moved(["a", "b", "c"], "c", -1) == ["a", "c", "b"]
    assert day.moved(["a", "b", "c"], "a", -1) == ["a", "b", "c"]
    assert day.moved(["a", "b", "c"], "a", 1) == ["b", "a", "c"]
    assert day.moved(["a", "b"], "x", 1) == ["a", "b"]


@pytest.mark.parametrize(
    ("address", "town", "street"),
    [
        ("泊里镇港前路21号", "泊里镇", "港前路"),
        ("青岛市黄岛区六汪镇 驻地街 7 号", "六汪镇", "驻地街"),
        ("长江路街道 井冈山路 658 号", "长江路街道", "井冈山路"),
        ("长江东路 12 号", "", "长江东路"),
        ("", "", ""),
        ("无门牌", "泊里镇", ""),
    ],
)
def test_the_street_of_an_address(address: str, town: str, street: str) -> None:
    assert street_of(address, town) == street
