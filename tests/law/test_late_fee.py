"""加处罚款: three per cent a day, never above the fine."""

from datetime import date
from decimal import Decimal

from law.late_fee import late_fee

DUE = date(2021, 7, 5)


def test_three_per_cent_a_day_after_the_last_day() -> None:
    assert late_fee(Decimal(20_000), DUE, DUE) == 0
    assert late_fee(Decimal(20_000), DUE, date(2021, 7, 6)) == 600
    assert late_fee(Decimal(20_000), DUE, date(2021, 7, 15), less_days=4) == 3_600


def test_never_above_the_fine() -> None:
    assert late_fee(Decimal(20_000), DUE, date(2021, 8, 7)) == Decimal("19800.00")
    assert late_fee(Decimal(20_000), DUE, date(2021, 8, 8)) == 20_000
    assert late_fee(Decimal(20_000), DUE, date(2023, 1, 1)) == 20_000
