"""What is added to a fine that is not paid in time (加处罚款): 行政处罚法 51(1), since 2021-07-15 72(1); 行政强制法 45."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from law.money import rounded

PER_DAY = Decimal("0.03")


def days_late(due_on: date, on: date) -> int:
    """How many days after the last day of payment `on` lies; none before it."""
    return max(0, (on - due_on).days)


def late_fee(fine: Decimal, due_on: date, on: date, *, less_days: int = 0) -> Decimal:
    """In yuan: 3 % of the fine a day after `due_on`, never more than the fine (行政强制法 45, since 2012-01-01).

    `less_days` are those of a reconsideration or a suit, which do not count (行政处罚法 73).
    """
    days = max(0, days_late(due_on, on) - less_days)
    return min(rounded(fine * PER_DAY * days), rounded(fine))
