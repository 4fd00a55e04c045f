"""Local policy values: defaults with reasons, typed reading, dated overrides, refusals."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from law import clock, policy, services
from law.models import PolicyValue
from law.policies import POLICIES, Kind, Policy, PolicyInvalid
from law.terms import due
from tests.factories.accounts import user

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("draw.weight.a", 1),
        ("draw.weight.ungraded", 2),
        ("draw.weight.b", 3),
        ("draw.weight.c", 6),
        ("draw.ratio", Decimal(5)),
        ("draw.frequency.daily", 2),
        ("draw.frequency.special", 1),
        ("repeat.complaints", 3),
        ("repeat.workers", 10),
        ("red_flag.arrears_amount", Decimal(50_000)),
        ("escalation.red_flag_hours", 24),
        ("hearing.unit_fine", Decimal(10_000)),
        ("crime.arrears_one", Decimal(10_000)),
        ("patrol.days_to_rectify", 10),
        ("patrol.good_accuracy", 50),
        ("document.number_prefix", "青西新人社监"),
    ],
)
def test_defaults(code: str, value: object) -> None:
    assert policy.value(code) == value


@pytest.mark.parametrize("row", POLICIES.values(), ids=lambda row: row.code)
def test_every_policy_gives_a_reason_and_a_default_its_own_rule_accepts(row) -> None:
    types = {Kind.INT: int, Kind.DECIMAL: Decimal, Kind.TEXT: str}
    assert row.reason and row.label
    assert type(row.default) is types[row.kind]
    assert row.parse(str(row.default)) == row.default


def test_reading_as_the_wrong_type_or_an_unknown_code_is_a_programming_error() -> None:
    with pytest.raises(TypeError, match="draw.ratio"):
        policy.integer("draw.ratio")
    with pytest.raises(KeyError):
        policy.value("draw.nonsense")
    assert (policy.amount("draw.ratio"), policy.integer("lamp.near_days")) == (Decimal(5), 3)


@pytest.mark.parametrize(
    ("code", "text", "message"),
    [
        ("draw.weight.a", "0", "1 到"),
        ("draw.weight.a", "1.5", "不带小数"),
        ("draw.weight.a", "-1", "不带小数"),
        ("draw.weight.a", "９９９９９９９９９９９９９９", "不带小数"),
        ("draw.ratio", "101", "0 到 100"),
        ("draw.ratio", "NaN", "请填写数字"),
        ("draw.ratio", "百分之五", "请填写数字"),
        ("document.number_prefix", "  ", "请填写内容"),
    ],
)
def test_a_bad_value_is_refused_with_what_to_enter(code: str, text: str, message: str) -> None:
    with pytest.raises(PolicyInvalid, match=message):
        POLICIES[code].parse(text)


@given(st.sampled_from(list(POLICIES.values())), st.text(max_size=40))
def test_any_text_is_a_value_or_policy_invalid(row, text: str) -> None:
    try:
        assert row.parse(text) is not None
    except PolicyInvalid as refused:
        assert str(refused)


def change(code: str, value: str, since: date) -> PolicyValue:
    return services.set_policy(
        code=code, value=value, reason="会议纪要", in_force_from=since, actor=user("brigade_leader")
    )


@pytest.mark.django_db
def test_a_local_value_holds_from_its_day_on() -> None:
    change("draw.ratio", "8", date(2021, 6, 1))
    policy.reload()
    assert policy.amount("draw.ratio", date(2021, 5, 31)) == 5
    assert policy.amount("draw.ratio", date(2021, 6, 1)) == 8
    with clock.at(date(2021, 5, 31)):
        assert policy.amount("draw.ratio") == 5


def test_a_default_that_is_known_to_change_is_dated_itself() -> None:
    """Minimum wage of the district: 1,910 until 2021-09-30, then 2,100."""
    assert policy.amount("wage.minimum", date(2021, 9, 30)) == 1910
    assert policy.amount("wage.minimum", date(2021, 10, 1)) == 2100


@pytest.mark.django_db
def test_a_local_value_comes_before_a_dated_default() -> None:
    change("wage.minimum", "2000", date(2021, 7, 1))
    policy.reload()
    days = (date(2021, 6, 30), date(2021, 7, 1), date(2021, 10, 1))
    assert [policy.amount("wage.minimum", day) for day in days] == [1910, 2000, 2000]


SOURCES = [
    path
    for room in (
        "law",
        "casework",
        "accounts",
        "registry",
        "campaign",
        "complaints",
        "inspections",
        "reports",
    )
    for path in (ROOT / room).rglob("*.py")
    if path != ROOT / "law/policies.py"
]


def test_every_policy_is_read_by_something() -> None:
    """A value that nothing reads would be changed by a leader to no effect."""
    written = "".join(path.read_text() for path in SOURCES)
    assert [code for code in POLICIES if f'"{code}"' not in written] == []


@pytest.mark.django_db
def test_of_two_values_of_one_day_the_later_entered_wins_and_both_stay() -> None:
    change("lamp.near_days", "5", date(2021, 4, 1))
    change("lamp.near_days", "4", date(2021, 4, 1))
    policy.reload()
    assert policy.integer("lamp.near_days", date(2021, 4, 2)) == 4
    assert PolicyValue.objects.count() == 2


@pytest.mark.django_db
def test_a_local_value_changes_the_term_that_is_built_on_it() -> None:
    change("escalation.days", "1", date(2021, 5, 1))
    policy.reload()
    before = due("escalation.report", date(2021, 4, 30))
    after = due("escalation.report", date(2021, 5, 6))
    assert (before.on, before.term.length) == (date(2021, 5, 8), "3 个工作日")
    assert (after.on, after.term.length) == (date(2021, 5, 7), "1 个工作日")


@pytest.mark.django_db
def test_a_committed_value_is_in_force_at_once(django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        change("lamp.near_days", "5", date(2021, 4, 1))
    assert policy.integer("lamp.near_days") == 5


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "value", "reason", "message"),
    [
        ("nonsense", "1", "x", "没有这个参数"),
        ("lamp.near_days", "1", "  ", "理由和依据"),
        ("lamp.near_days", "many", "x", "不带小数"),
    ],
)
def test_a_value_without_reason_or_sense_is_not_stored(
    code: str, value: str, reason: str, message: str
) -> None:
    with pytest.raises(PolicyInvalid, match=message):
        services.set_policy(
            code=code,
            value=value,
            reason=reason,
            in_force_from=date(2021, 4, 1),
            actor=user("brigade_leader"),
        )
    assert not PolicyValue.objects.exists()


@pytest.mark.django_db
def test_the_database_refuses_a_value_without_reason() -> None:
    with pytest.raises(IntegrityError):
        PolicyValue.objects.create(
            code="lamp.near_days", value="5", reason="", in_force_from=date(2021, 4, 1)
        )


@pytest.mark.django_db
def test_reading_costs_no_query() -> None:
    policy.reload()
    with CaptureQueriesContext(connection) as queries:
        for code in POLICIES:
            policy.value(code)
    assert len(queries) == 0


@pytest.mark.django_db
def test_a_row_of_a_policy_that_no_longer_exists_is_ignored() -> None:
    PolicyValue.objects.create(code="gone", value="5", reason="x", in_force_from=date(2021, 4, 1))
    assert policy.reload() == {}


@pytest.mark.parametrize("row", POLICIES.values(), ids=lambda row: row.code)
def test_a_value_is_shown_in_the_words_it_is_typed_in(row: Policy) -> None:
    assert row.parse(row.shown(row.default)) == row.default


def test_a_default_nobody_confirmed_says_so_until_the_bureau_sets_its_own() -> None:
    assert policy.unconfirmed("hearing.unit_fine", date(2021, 6, 1)) == "听证标准未核实，按较低值告知"
    assert policy.unconfirmed("lamp.near_days", date(2021, 6, 1)) == ""
