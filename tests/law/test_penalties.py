"""What holds of every penalty: bounds, growth, competition, refusals; and facts that cannot be."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import clock, policy, services
from law.charged import started_months
from law.norms import NORMS, VENUES, VIOLATIONS, Form, Norm, Precondition
from law.penalties import Facts, FactsInvalid, Proposed, Spell, UnknownViolation, assess, refusals
from tests.factories.accounts import user

ON = date(2021, 6, 24)
DAYS = st.dates(date(2019, 1, 1), date(2024, 12, 31))
VIOLATION = st.sampled_from(VIOLATIONS)
# With gains the fine follows the gains, without them the text names a span of its own (劳动合同法 92(1)).
BY_GAINS = {each.violation for each in NORMS.values() if each.precondition == Precondition.NO_GAINS}


@st.composite
def spells(draw) -> Spell:
    start = draw(DAYS)
    end = start + timedelta(draw(st.integers(0, 400)))
    born = draw(st.none() | st.dates(date(2000, 1, 1), date(2010, 1, 1)))
    if draw(st.booleans()):
        ordered = start + timedelta(draw(st.integers(0, (end - start).days)))
        return Spell(start, end, born, ordered, ordered + timedelta(draw(st.integers(0, 90))))
    return Spell(start, end, born)


FACTS = st.builds(
    Facts,
    workers=st.lists(spells(), max_size=4),
    headcount=st.integers(0, 500),
    amount=st.decimals(0, 10**7, places=2),
    licensed=st.booleans(),
    venue=st.none() | st.sampled_from([*VENUES, "hotel"]),
    on=st.none() | DAYS,
    order_expired=st.none() | st.booleans(),
)


@given(VIOLATION, FACTS)
def test_min_is_never_more_than_max(violation: str, facts: Facts) -> None:
    found = assess(violation, facts)
    assert 0 <= found.fixed_min <= found.fine_max and 0 <= found.fine_min <= found.fine_max
    assert 0 <= found.to_workers_min <= found.to_workers_max and 0 <= found.persons_min <= found.persons_max
    assert all(line.min <= line.max for line in found.lines)
    assert found.explanation and all(found.explanation)


@given(VIOLATION, FACTS)
def test_competing_norms_are_never_added(violation: str, facts: Facts) -> None:
    """The sum is one basis's: the two segments of the regulation on children together, or one norm alone."""
    found = assess(violation, facts)
    fines = [line for line in found.lines if NORMS[line.norm].form != Form.PERCENT_TO_WORKER]
    segments = sum(line.max for line in fines if NORMS[line.norm].segment)
    alone = [line.max for line in fines if not NORMS[line.norm].segment]
    assert found.fine_max <= max([segments, *alone], default=0)


@given(VIOLATION, FACTS, spells())
def test_one_worker_more_never_costs_less(violation: str, facts: Facts, more: Spell) -> None:
    """With a day of its own the question stays the same; without one it would move to the last day of the act."""
    facts = replace(facts, on=facts.on or ON, workers=facts.workers or [more])
    less, now = assess(violation, facts), assess(violation, replace(facts, workers=[*facts.workers, more]))
    assert now.fine_max >= less.fine_max and now.to_workers_max >= less.to_workers_max
    assert now.fine_min >= less.fine_min and now.persons_max >= less.persons_max


@given(VIOLATION, FACTS, st.integers(1, 300))
def test_a_longer_spell_never_costs_less(violation: str, facts: Facts, days: int) -> None:
    facts = replace(facts, on=facts.on or ON)
    longer = [replace(each, end=each.end + timedelta(days)) for each in facts.workers]
    less, now = assess(violation, facts), assess(violation, replace(facts, workers=longer))
    assert now.fine_max >= less.fine_max and now.fine_min >= less.fine_min


@given(VIOLATION, FACTS, st.integers(0, 50), st.decimals(0, 1000, places=2))
def test_more_people_or_money_never_cost_less(
    violation: str, facts: Facts, people: int, money: Decimal
) -> None:
    more = replace(facts, headcount=facts.headcount + people, amount=Decimal(facts.amount) + money)
    if violation in BY_GAINS and not facts.amount:
        return
    less, now = assess(violation, facts), assess(violation, more)
    assert now.fine_max >= less.fine_max and now.fine_min >= less.fine_min
    assert now.to_workers_max >= less.to_workers_max and now.confiscate >= less.confiscate


@given(VIOLATION, FACTS)
def test_without_licence_it_is_never_cheaper(violation: str, facts: Facts) -> None:
    with_licence, without = (assess(violation, replace(facts, licensed=each)) for each in (True, False))
    assert without.fine_max >= with_licence.fine_max and without.fine_min >= with_licence.fine_min


@given(VIOLATION, FACTS, st.integers(0, 10**6))
def test_a_decision_inside_is_not_refused_and_one_above_never_passes(
    violation: str, facts: Facts, over: int
) -> None:
    found = assess(violation, replace(facts, order_expired=True))
    persons = (found.persons_min,) if found.persons_max else ()
    inside = Proposed(found.fine_min, persons, found.to_workers_min, found.confiscate)
    assert refusals(found, inside) == []
    above = refusals(found, replace(inside, fine=found.fine_max + 1 + over))
    assert [each.may_be_reasoned for each in above] == [False]


@given(DAYS, st.integers(0, 800))
def test_months_are_whole_and_grow_by_at_most_one_a_day(start: date, days: int) -> None:
    last = start + timedelta(days)
    mild, severe = started_months(start, last), started_months(start, last, is_clamped=True)
    assert 1 <= mild <= severe <= mild + 1
    assert mild <= started_months(start, last + timedelta(1)) <= mild + 1
    assert start.day > 28 or mild == severe


def test_a_month_runs_to_the_day_before_its_day() -> None:
    start = date(2021, 3, 1)
    assert (started_months(start, date(2021, 5, 31)), started_months(start, date(2021, 6, 1))) == (3, 4)


@pytest.mark.parametrize(
    ("violation", "facts", "message"),
    [
        ("nonsense", Facts(), "没有名为 nonsense"),
        ("obstruction", Facts(amount=Decimal(-1)), "负数"),
        ("obstruction", Facts(amount=Decimal("NaN")), "不是数字"),
        ("obstruction", Facts(amount=Decimal("Infinity")), "不是数字"),
        ("obstruction", Facts(amount="many"), "不是数字"),
        ("obstruction", Facts(amount=Decimal(10) ** 30), "过大"),
        ("obstruction", Facts(headcount=-1), "人数"),
        ("child_labour", Facts([Spell(ON, ON - timedelta(1))]), "结束日期早于"),
        ("child_labour", Facts([Spell(ON, ON, born=ON + timedelta(1))]), "出生日期"),
        ("child_labour", Facts([Spell(ON, ON, still_there_on=ON)]), "责令送回的日期"),
        ("child_labour", Facts([Spell(ON, ON, ordered_home_on=ON - timedelta(1))]), "早于用工开始"),
        ("child_labour", Facts([Spell(ON, ON + timedelta(9), None, ON + timedelta(5), ON)]), "早于责令日期"),
        ("child_labour", Facts([Spell(ON, ON, None, ON + timedelta(5), ON + timedelta(6))]), "已经结束"),
        ("child_labour", Facts([Spell(date(1, 1, 1), ON)]), "日期不正确"),
    ],
)
def test_facts_that_cannot_be_are_refused_with_a_reason(violation: str, facts: Facts, message: str) -> None:
    with pytest.raises(FactsInvalid, match=message):
        assess(violation, facts)
    assert issubclass(UnknownViolation, FactsInvalid) and issubclass(FactsInvalid, ValueError)


def test_a_decision_of_no_sum_is_refused() -> None:
    with pytest.raises(FactsInvalid, match="有效数字"):
        refusals(assess("obstruction", Facts(on=ON)), Proposed(fine=Decimal("NaN")))


def test_an_instant_counts_as_its_day() -> None:
    at = datetime(2021, 5, 1, 23, 0, tzinfo=clock.SHANGHAI)
    found = assess("child_labour", Facts([Spell(at, date(2021, 5, 31))]))
    assert found.lines[0].months == 1


def test_without_a_day_the_act_is_of_today() -> None:
    with clock.at(date(2021, 5, 31)):
        assert [each.code for each in assess("child_labour", Facts(headcount=1)).norms] == [
            "child_labour.basic"
        ]
    with clock.at(date(2021, 6, 1)):
        assert len(assess("child_labour", Facts(headcount=1)).norms) == 2


def test_fen_are_rounded_half_up_at_the_end() -> None:
    found = assess("overdue_pay_order", Facts(amount=Decimal("0.01"), on=ON))
    assert (found.to_workers_min, found.to_workers_max) == (Decimal("0.01"), Decimal("0.01"))


def test_the_law_of_the_act_answers_and_before_it_nothing() -> None:
    """女职工: the special regulation starts on 2012-04-28."""
    assert len(assess("women_minor_protection", Facts(headcount=1, on=date(2012, 4, 27))).norms) == 2
    assert len(assess("women_minor_protection", Facts(headcount=1, on=date(2012, 4, 28))).norms) == 5
    none = assess("wage_ledger_overdue", Facts(on=date(2020, 4, 30)))
    assert not none.norms and none.fine_max == 0 and "没有可以适用" in "".join(none.explanation)


def test_a_replaced_norm_names_what_replaced_it() -> None:
    found = assess("dispatch_user_serious", Facts(headcount=3, on=ON))
    assert not found.fine_max and "第九十二条" in "".join(found.explanation)


def test_review_is_forced_by_competing_fines_and_not_by_a_referral_beside_an_order() -> None:
    assert not assess("retained_id", Facts(headcount=3, on=ON)).needs_legal_review
    child = [Spell(date(2021, 6, 1), date(2021, 6, 30))]
    assert assess("child_labour", Facts(child)).needs_legal_review


def test_a_large_fine_is_reviewed_from_a_local_value_on() -> None:
    reviewed = [assess("dispatch_overdue", Facts(headcount=n, on=ON)).needs_legal_review for n in (9, 10)]
    assert reviewed == [False, True]


def test_the_higher_norm_is_named_from_2021_07_15() -> None:
    child = [Spell(date(2021, 6, 1), date(2021, 6, 30))]
    assert assess("child_labour", Facts(child, on=date(2021, 7, 14))).higher == ""
    after = assess("child_labour", Facts(child, on=date(2021, 7, 15)))
    assert after.higher == "child_labour.minors_act" and after.fine_max == 5000


def test_both_sums_are_shown_where_the_month_of_an_order_counts_twice() -> None:
    worker = Spell(date(2021, 4, 10), date(2021, 7, 25), None, date(2021, 6, 15), date(2021, 7, 25))
    found = assess("child_labour", Facts([worker]))
    assert (found.fine_max, [line.months for line in found.lines]) == (35_000, [3, 2, 0])
    assert "责令前一段为 2 个月、10,000 元" in "".join(found.explanation)
    whole = replace(worker, ordered_home_on=date(2021, 6, 10))
    assert "责令前一段为" not in "".join(assess("child_labour", Facts([whole])).explanation)


def test_an_order_that_ran_out_is_asked_for_before_its_norm_is_offered() -> None:
    told = {
        each: assess("wage_ledger_overdue", Facts(on=ON, order_expired=each)) for each in (None, True, False)
    }
    assert told[None].awaits_order and not told[True].awaits_order
    assert told[True].fine_max == told[None].fine_max == 50_000
    assert told[False].fine_max == 0 and [each.code for each in told[False].waiting] == [
        "wage_ledger_overdue.basic"
    ]


@pytest.mark.django_db
def test_part_months_in_venues_follow_the_local_value_and_both_sums_are_shown() -> None:
    workers = [Spell(date(2021, 3, 1), date(2021, 5, 15))] * 2
    whole = assess("venue_minor", Facts(workers, venue="ktv"))
    services.set_policy(
        code="penalty.venue_part_month",
        value="0",
        reason="会议纪要",
        in_force_from=date(2021, 1, 1),
        actor=user("brigade_leader"),
    )
    policy.reload()
    parts = assess("venue_minor", Facts(workers, venue="ktv"))
    assert (whole.fine_max, parts.fine_max, parts.lines[0].months) == (30_000, 25_000, 5)
    assert "25,000 元" in "".join(whole.explanation) and "30,000 元" in "".join(parts.explanation)
    assert assess("child_labour", Facts(workers)).fine_max == 30_000


@pytest.mark.parametrize("each", NORMS.values(), ids=lambda each: each.code)
def test_every_norm_can_be_assessed_on_its_last_day(each: Norm) -> None:
    day = min(each.in_force_until or date(2025, 1, 2), date(2025, 1, 2))
    child = day.replace(year=day.year - 14)
    workers = [Spell(day, day, child), Spell(day, day, child, day, day)]
    gains = 0 if each.precondition == Precondition.NO_GAINS else 1000
    venue = each.venues[0] if each.venues else None
    found = assess(each.violation, Facts(workers, 3, gains, venue=venue, on=day, order_expired=True))
    assert each.code in {line.norm for line in found.lines}


def test_a_hundred_workers_are_listed_only_in_part() -> None:
    workers = [Spell(date(2021, 3, 1), date(2021, 3, 2))] * 100
    found = assess("child_labour", Facts(workers))
    assert found.fine_max == 500_000 and len(found.explanation) < 80
    assert "其余 40 人" in "".join(found.explanation)
