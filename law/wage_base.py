"""What every computation of wages rests on: 21.75 days, the minimum wage, the wage of a day and of an hour.

Money is Decimal yuan. A month has 21.75 paid days (劳社部发〔2008〕3号); statutory holidays are among them.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_lazy as _

from law import policy
from law.assessment import fen

PAID_DAYS = Decimal("21.75")
HOURS_A_DAY = 8
LEAVE_ON_TOP = 2
_TOWN = re.compile(r"(?P<town>\S+)\s+(?P<sum>\d+(?:\.\d+)?)")


class WagesInvalid(ValueError):
    """Wages that cannot be; the message says in Chinese what to mend."""


def minimum_wage(day: date, town: str | None = "") -> Decimal:
    """The minimum wage of a month in force on `day`, in yuan; of a town with a value of its own, that one.

    Local values by date (not confirmed); a month is judged by the value of that month.
    """
    return _town_values(day).get((town or "").strip(), policy.amount("wage.minimum", day))


def minimum_hour(day: date) -> Decimal:
    """The minimum of an hour for part-time work, in yuan (local value)."""
    return policy.amount("wage.minimum_hour", day)


def minimum_source(day: date) -> str:
    """The number of the provincial notice the minimum rests on, as entered."""
    return policy.text("wage.minimum_notice", day)


def _town_values(day: date) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for part in re.split(r"[;；]", policy.text("wage.minimum_towns", day)):
        if read := _TOWN.fullmatch(part.strip()):
            found[read["town"]] = Decimal(read["sum"])
    return found


def day_wage(month_wage: Decimal) -> Decimal:
    """The wage of a day, exact: month wage ÷ 21.75 (劳社部发〔2008〕3号)."""
    return money(month_wage) / PAID_DAYS


def hour_wage(month_wage: Decimal) -> Decimal:
    """The wage of an hour, exact: month wage ÷ (21.75 × 8)."""
    return money(month_wage) / (PAID_DAYS * HOURS_A_DAY)


def leave_pay(month_wage: Decimal, days: Decimal | int) -> Decimal:
    """What is added for annual leave not taken: 200 % of the day wage, 100 % being paid already (年休假实施办法 10, 11)."""
    return fen(money(month_wage) * money(Decimal(days)) * LEAVE_ON_TOP / PAID_DAYS)


def money(amount: Decimal | int | str) -> Decimal:
    """A sum as a number. Raises `WagesInvalid` for what is none or negative."""
    try:
        read = Decimal(str(amount))
    except InvalidOperation:
        read = Decimal("NaN")
    if not read.is_finite() or read < 0:
        raise WagesInvalid(_("金额须是不小于零的数字，请核对。"))
    return read
