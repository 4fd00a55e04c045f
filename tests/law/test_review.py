"""Why legal review is asked for, and what a violation is called where somebody chooses one."""

from datetime import date

import pytest

from law import policy, violations
from law.facts import Facts, Spell
from law.norms import VIOLATIONS
from law.penalties import assess

ON = date(2021, 6, 23)


def test_every_reason_is_named() -> None:
    child = Spell(date(2021, 6, 2), date(2021, 6, 20), born=date(2006, 1, 10))
    reasons = assess("child_labour", Facts((child,), venue="ktv", on=ON)).review_reasons
    assert [part in " ".join(reasons) for part in ("哪一条", "职责分工", "罚款上限")] == [True] * 3


def test_months_the_texts_leave_open_are_a_reason() -> None:
    spell = Spell(date(2021, 1, 31), date(2021, 2, 28))
    assert any("月份怎么计算" in reason for reason in assess("child_labour", Facts((spell,))).review_reasons)


@pytest.mark.parametrize("violation", VIOLATIONS)
def test_review_is_asked_for_exactly_where_there_is_a_reason(violation: str) -> None:
    made = assess(violation, Facts(headcount=2, amount=1000, on=ON, order_expired=True))
    assert made.needs_legal_review == bool(made.review_reasons)


def test_the_sum_comes_from_the_local_value() -> None:
    least = policy.amount("review.fine", ON)
    for people, is_reason in ((9, False), (10, True)):
        made = assess("dispatch_overdue", Facts(headcount=people, on=ON))
        assert any(f"达到 {least:,.0f} 元" in reason for reason in made.review_reasons) == is_reason


def test_competing_norms_and_segments_are_not_named_twice() -> None:
    assert violations.label("child_labour") == "使用童工（招用不满16周岁）"
    assert violations.label("venue_minor_serious") == "娱乐场所招用未成年人，拒不改正或者情节严重"
    assert violations.label("women_minor_protection").count("；") == 4
    assert violations.label("nothing") == ""


def test_every_violation_stands_in_one_group_and_has_a_name() -> None:
    listed = [code for codes in violations.GROUPS.values() for code in codes]
    assert sorted(listed) == sorted(VIOLATIONS)
    assert all(map(violations.label, VIOLATIONS))
