"""Overtime of a month of which only the hours by kind of day are known."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from law.overtime import Overtime, PayKind, days_by_kind, month_overtime, overtime_pay
from law.wages import WagesInvalid

MAY = date(2021, 5, 1)
WAGE = Decimal(3480)


def test_the_same_hours_cost_the_same_day_by_day_and_by_kind() -> None:
    by_kind = {PayKind.ORDINARY: Decimal(22), PayKind.REST: Decimal(16), PayKind.STATUTORY: Decimal(8)}
    days = [
        Overtime(MAY, Decimal(8)),
        Overtime(MAY + timedelta(1), Decimal(16)),
        Overtime(MAY + timedelta(5), Decimal(22)),
    ]
    assert month_overtime(WAGE, MAY, by_kind).total == overtime_pay(WAGE, days).total


def test_the_days_of_a_month_by_kind() -> None:
    """1 May is the statutory day; 2 to 5 and the week-ends rest; Saturday 8 May is worked."""
    assert days_by_kind(MAY) == {PayKind.ORDINARY: 19, PayKind.REST: 11, PayKind.STATUTORY: 1}
    assert days_by_kind(date(2099, 5, 1)) == {}


def test_hours_on_days_the_month_does_not_have() -> None:
    with pytest.raises(WagesInvalid, match="法定节假日只有 0 天"):
        month_overtime(WAGE, date(2021, 7, 1), {PayKind.STATUTORY: Decimal(8)})
    month_overtime(WAGE, date(2099, 7, 1), {PayKind.STATUTORY: Decimal(8)})


def test_the_base_is_never_below_the_minimum() -> None:
    assert month_overtime(Decimal(1500), MAY, {}).base == Decimal(1910)
    with pytest.raises(WagesInvalid):
        month_overtime(WAGE, MAY, {PayKind.REST: Decimal(-1)})
