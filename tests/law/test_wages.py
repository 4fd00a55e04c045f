"""Wages: arrears by worker and month, the minimum, overtime by kind of day, part months, the crime, fees for paying late."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import policy, services, wages, workdays
from law.calendars import PUBLISHED, CalendarUnknown
from law.crimes import Verdict, WageCrimeFacts, facts_of, wages_crime
from law.facts import FactsInvalid
from law.late_fees import late_fee
from law.overtime import Overtime, PayKind, overtime_pay, pay_kind
from law.statutory_days import DOUBTFUL, STATUTORY, is_statutory
from law.wages import WageRow, WagesInvalid, arrears, day_wage, hour_wage, leave_pay, minimum_wage, part_month
from tests.factories.accounts import user

MAY, JUNE = date(2021, 5, 1), date(2021, 6, 1)


def row(worker: str, month: date, owed: str, paid: str = "0", **more) -> WageRow:
    return WageRow(worker, month, Decimal(owed), Decimal(paid), **more)


def test_arrears_are_kept_by_worker_and_month_and_summed() -> None:
    found = arrears(
        [row("甲", JUNE, "3000", "1000"), row("甲", MAY, "3000", "3000"), row("乙", MAY, "2500.50")]
    )
    assert [(each.worker, each.month, each.missing) for each in found.months] == [
        ("甲", MAY, Decimal(0)),
        ("甲", JUNE, Decimal(2000)),
        ("乙", MAY, Decimal("2500.50")),
    ]
    assert (found.owed, found.paid, found.missing) == (Decimal("8500.50"), Decimal(4000), Decimal("4500.50"))
    assert found.workers == ("甲", "乙") and found.of("甲").missing == 2000 and found.months_missing == 2


def test_what_is_paid_too_much_in_one_month_pays_no_other() -> None:
    found = arrears([row("甲", MAY, "3000", "4000"), row("甲", JUNE, "3000", "2000")])
    assert found.missing == 1000


def test_several_rows_of_a_month_are_one_month() -> None:
    found = arrears([row("甲", MAY, "2000"), row("甲", date(2021, 5, 20), "500", "100")])
    assert [(each.owed, each.missing) for each in found.months] == [(Decimal(2500), Decimal(2400))]


def test_the_difference_to_the_minimum_is_its_own_sum() -> None:
    """Overtime and allowances are not counted in, a month not fully worked is not compared (最低工资规定 12)."""
    found = arrears(
        [
            row("甲", MAY, "1800", "1800"),
            row("乙", MAY, "2000", "2000", not_counted=Decimal(200)),
            row("丙", MAY, "900", "900", is_full_month=False),
        ]
    )
    assert [each.below_minimum for each in found.months] == [Decimal(110), Decimal(110), Decimal(0)]
    assert (found.missing, found.below_minimum, found.due) == (0, 220, 220)
    assert found.workers == ("甲", "乙")


@pytest.mark.parametrize("amount", ["-1", "NaN", "Infinity"])
def test_a_sum_that_is_none_is_refused(amount: str) -> None:
    with pytest.raises(WagesInvalid, match="甲"):
        arrears([row("甲", MAY, amount)])
    with pytest.raises(WagesInvalid, match="金额"):
        day_wage(Decimal(amount))


def test_a_row_without_a_name_is_refused() -> None:
    with pytest.raises(WagesInvalid, match="姓名"):
        arrears([row(" ", MAY, "1")])


def test_the_minimum_follows_the_month() -> None:
    days = (date(2021, 9, 1), date(2021, 10, 1), date(2023, 9, 30), date(2023, 10, 1))
    assert [minimum_wage(day) for day in days] == [1910, 2100, 2100, 2200]
    assert [wages.minimum_hour(day) for day in days] == [Decimal("19.1"), 21, 21, 22]
    assert wages.minimum_source(MAY) == "待填"


@pytest.mark.django_db
def test_a_town_may_have_a_minimum_of_its_own() -> None:
    services.set_policy(
        code="wage.minimum_towns",
        value="海青镇 1730；宝山镇 1700.5;大村镇",
        reason="会议纪要",
        in_force_from=date(2021, 6, 1),
        actor=user("brigade_leader"),
    )
    policy.reload()
    assert minimum_wage(MAY, "海青镇") == 1910
    assert (minimum_wage(JUNE, "海青镇"), minimum_wage(JUNE, "宝山镇")) == (1730, Decimal("1700.5"))
    assert minimum_wage(JUNE, "大村镇") == minimum_wage(JUNE) == 1910
    assert arrears([row("甲", JUNE, "1720", "1720", town="海青镇")]).below_minimum == 10


def test_day_hour_and_leave_are_taken_from_21_75_days() -> None:
    assert (day_wage(Decimal(3480)), hour_wage(Decimal(3480))) == (160, 20)
    assert leave_pay(Decimal(3480), 5) == 1600


def test_every_statutory_table_has_eleven_or_thirteen_days() -> None:
    """In 2020 the Mid-Autumn Festival fell on the National Day; the eleventh day is a doubt."""
    assert {year: len(days) for year, days in STATUTORY.items()} == {
        **dict.fromkeys(range(2019, 2025), 11),
        2020: 10,
        **dict.fromkeys(range(2025, 2028), 13),
    }
    assert date(2020, 10, 4) in DOUBTFUL
    with pytest.raises(CalendarUnknown):
        is_statutory(date(2018, 1, 1))


def test_statutory_days_are_days_off_in_the_announced_calendar() -> None:
    days = [day for year, days in STATUTORY.items() for day in days if PUBLISHED.knows(year)]
    assert days and not [day for day in days if workdays.is_workday(day)]


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2021, 5, 1), PayKind.STATUTORY),
        (date(2021, 5, 3), PayKind.REST),
        (date(2021, 5, 8), PayKind.ORDINARY),
        (date(2021, 5, 9), PayKind.REST),
        (date(2021, 5, 10), PayKind.ORDINARY),
        (date(2025, 5, 2), PayKind.STATUTORY),
        (date(2024, 5, 2), PayKind.REST),
    ],
)
def test_what_a_day_is_when_its_hours_are_paid(day: date, kind: PayKind) -> None:
    assert pay_kind(day) == kind


def test_a_year_nobody_announced_is_not_guessed() -> None:
    with pytest.raises(CalendarUnknown):
        pay_kind(date(2027, 3, 6))
    assert pay_kind(date(2027, 1, 1)) == PayKind.STATUTORY


def test_fen_are_rounded_once_over_all_days() -> None:
    """Three times 0.005 are 0.02, not 0.03."""
    found = overtime_pay(
        Decimal(1910), [Overtime(date(2021, 6, day), Decimal("0.01")) for day in (21, 22, 23)]
    )
    exact = Decimal(1910) / Decimal("21.75") / 8 * Decimal("0.03") * Decimal("1.5")
    assert (
        found.total == exact.quantize(Decimal("0.01"))
        and sum(line.pay for line in found.lines) != found.total
    )


def test_overtime_is_told_day_by_day() -> None:
    worked = [Overtime(date(2021, 6, 14), Decimal(8)), Overtime(date(2021, 6, 19), Decimal(4), True)]
    found = overtime_pay(Decimal(3480), worked)
    assert (
        "2021-06-14 周一（法定节假日）：3,480 元 ÷ 21.75 ÷ 8 × 8 小时 × 300% = 480 元。" in found.explanation
    )
    assert "补休" in found.explanation[1] and found.explanation[-1] == "加班费合计 480 元。"
    assert "待核" in overtime_pay(Decimal(3480), [Overtime(date(2020, 10, 4), Decimal(8))]).explanation[0]


@pytest.mark.parametrize("hours", ["25", "-1", "NaN"])
def test_hours_that_cannot_be_are_refused(hours: str) -> None:
    with pytest.raises(WagesInvalid):
        overtime_pay(Decimal(3480), [Overtime(date(2021, 6, 21), Decimal(hours))])


def test_a_day_of_absence_is_not_paid_but_a_statutory_day_is() -> None:
    found = part_month(Decimal(3480), JUNE, date(2021, 6, 30), absent=[date(2021, 6, 14), date(2021, 6, 15)])
    assert (found.paid_days, found.all_days, found.by_days_worked) == (21, 22, Decimal(3360))
    assert found.by_days_missed == 3320


@pytest.mark.parametrize(("first", "last"), [(JUNE, date(2021, 7, 1)), (date(2021, 6, 2), JUNE)])
def test_a_part_month_lies_in_one_month(first: date, last: date) -> None:
    with pytest.raises(WagesInvalid, match="同一个月"):
        part_month(Decimal(3480), first, last)


@given(st.dates(date(2020, 1, 1), date(2025, 11, 30)), st.integers(0, 30), st.decimals(0, 10**6, places=2))
def test_a_part_month_never_pays_more_than_the_month(first: date, days: int, wage: Decimal) -> None:
    last = min(first + timedelta(days), (first.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1))
    found = part_month(wage, first, last)
    assert all(0 <= paid <= wage for paid in (found.by_days_worked, found.by_days_missed, found.by_share))


def test_the_facts_of_the_crime_are_read_from_the_table_of_wages() -> None:
    rows = [row("甲", date(2021, month, 1), "4000") for month in (3, 4, 5)]
    rows += [row(name, MAY, "5000") for name in "乙丙丁"]
    facts = facts_of(arrears(rows), order_expired=True, on=JUNE)
    assert (facts.workers, facts.amount, facts.amount_of_one, facts.months_of_one) == (4, 27_000, 12_000, 3)
    assert wages_crime(facts).verdict == Verdict.TRANSFER_DUE
    assert facts_of(arrears([]), order_expired=True).workers == 0


def test_between_the_pairs_the_police_are_asked() -> None:
    found = wages_crime(WageCrimeFacts(1, Decimal(6000), Decimal(6000), 3, order_expired=True, on=JUNE))
    assert found.verdict == Verdict.ASK_POLICE and "省定数额未核实" in "".join(found.explanation)


def test_a_fine_paid_in_time_costs_nothing_more() -> None:
    found = late_fee(Decimal(10_000), date(2021, 8, 4), date(2021, 8, 4))
    assert (found.amount, found.days) == (0, 0)


def test_a_rate_that_was_not_told_is_not_charged() -> None:
    found = late_fee(Decimal(10_000), date(2021, 8, 4), date(2021, 8, 14), is_told=False)
    assert found.amount == 0 and "没有告知" in found.explanation[0]


def test_the_cap_holds_since_2012() -> None:
    due_on, days = date(2011, 10, 1), timedelta(40)
    assert late_fee(Decimal(1000), due_on, due_on + days).amount == 1200
    assert late_fee(Decimal(1000), date(2012, 1, 1), date(2012, 1, 1) + days).amount == 1000


def test_a_pause_counts_only_from_2021_07_15() -> None:
    paused = [(date(2021, 7, 10), date(2021, 7, 20))]
    found = late_fee(Decimal(10_000), date(2021, 7, 9), date(2021, 7, 20), paused=paused)
    assert found.days == 5


def test_sums_of_a_fee_must_be_sums() -> None:
    with pytest.raises(FactsInvalid):
        late_fee(Decimal(-1), JUNE, JUNE)
