"""Sums of money: exact on pages, short where many are summed up."""

from decimal import Decimal

import pytest

from law import money


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("81600.00", "81,600 元"),
        ("2497.5", "2,497.50 元"),
        ("0", "0 元"),
        ("1864000.05", "1,864,000.05 元"),
        ("999.995", "1,000 元"),
    ],
)
def test_UX_34_a_sum_is_grouped_exact_and_without_empty_decimals(amount: str, told: str) -> None:
    assert money.told(Decimal(amount)) == told


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("99999.50", ("99,999.50", "元")),
        ("100000", ("10", "万元")),
        ("703700", ("70.37", "万元")),
        ("895728", ("89.57", "万元")),
        ("123456789", ("12,345.68", "万元")),
    ],
)
def test_UX_34_a_summary_tells_ten_thousands_from_a_hundred_thousand_on(
    amount: str, told: tuple[str, str]
) -> None:
    assert money.summed_up(Decimal(amount)) == told
