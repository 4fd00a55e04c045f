"""加处罚款 where the fine may be paid in parts (行政处罚法 66, 72): each part is late for itself."""

from datetime import date
from decimal import Decimal

import pytest

from law.facts import FactsInvalid
from law.late_fees import late_fee

PLAN = [(date(2021, 9, 30), Decimal(3000)), (date(2021, 8, 31), Decimal(2000))]
DUE = date(2021, 8, 4)


def fee(until: date, *paid: tuple[date, int], **told: object) -> Decimal:
    payments = [(day, Decimal(amount)) for day, amount in paid]
    return late_fee(Decimal(5000), DUE, until, payments=payments, instalments=PLAN, **told).amount  # type: ignore[arg-type]


def test_nothing_before_the_first_part_is_due() -> None:
    assert fee(date(2021, 8, 31)) == 0


def test_a_part_is_late_on_its_own_sum_only() -> None:
    assert fee(date(2021, 9, 10)) == Decimal(600)  # 3 % of 2,000, ten days
    assert fee(date(2021, 9, 10), (date(2021, 9, 5), 2000)) == Decimal(300)


def test_what_is_paid_counts_for_the_earliest_part_first() -> None:
    assert fee(date(2021, 10, 1), (date(2021, 8, 31), 2000)) == Decimal(90)
    assert fee(date(2021, 10, 1), (date(2021, 8, 31), 5000)) == 0


def test_days_of_a_remedy_are_not_counted() -> None:
    assert fee(date(2021, 9, 10), paused=[(date(2021, 9, 2), date(2021, 9, 9))]) == Decimal(120)


def test_only_days_on_which_something_was_late_are_told() -> None:
    told = late_fee(
        Decimal(5000), DUE, date(2021, 10, 1), payments=[(date(2021, 9, 5), Decimal(2000))], instalments=PLAN
    )
    assert told.days == 6  # 09-01 … 09-05 and 10-01


def test_parts_make_up_the_fine() -> None:
    with pytest.raises(FactsInvalid):
        late_fee(Decimal(4000), DUE, DUE, instalments=PLAN)
