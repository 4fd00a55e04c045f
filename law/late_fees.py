"""What a fine paid late costs besides: 3 % a day (加处罚款), never more than the fine. Pure.

行政处罚法 72(1), 51(1) before 2021-07-15; the cap is 行政强制法 45 and holds since 2012-01-01. The rate must have been told.
Days of 复议 and 诉讼 are not counted (行政处罚法 73(3), since 2021-07-15).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from law.assessment import ZERO, fen, yuan
from law.facts import FactsInvalid

PERCENT_A_DAY = Decimal(3)
CAPPED_FROM = date(2012, 1, 1)
PAUSED_FROM = date(2021, 7, 15)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class LateFee:
    """What is added to a fine, in yuan; `days` are those counted, `is_capped` whether the fine itself was the limit."""

    amount: Decimal
    days: int
    is_capped: bool
    explanation: tuple[str, ...]


def late_fee(
    fine: Decimal,
    due_on: date,
    paid_on: date,
    *,
    payments: Iterable[tuple[date, Decimal]] = (),
    paused: Iterable[tuple[date, date]] = (),
    instalments: Iterable[tuple[date, Decimal]] = (),
    is_told: bool = True,
) -> LateFee:
    """The fee for every day after `due_on` up to and including `paid_on`, on what was unpaid that day.

    `payments` are parts paid (day, yuan): a part counts as paid from the next day on. `paused` are spans, both ends
    included, of 复议 or 诉讼. `instalments` are the parts agreed (last day, yuan), which sum up to the fine: each is late
    from its own day on (行政处罚法 66, 72), and what is paid counts for the earliest first. Raises `FactsInvalid` for sums or
    days that cannot be.
    """
    parts, dues = sorted(payments), sorted(instalments) or [(due_on, fine)]
    _check(fine, [*parts, *dues], dues)
    if not is_told:
        return LateFee(
            ZERO, 0, False, (_("决定书没有告知加处罚款的标准，不得加处（《行政强制法》第四十五条）。"),)
        )
    amount, days, is_capped = _sum(fine, dues, parts, paused, paid_on)
    told = _told(fine, dues[0][0], paid_on, days, amount, is_capped)
    return LateFee(amount, days, is_capped, tuple(told))


def _sum(
    fine: Decimal,
    dues: list[tuple[date, Decimal]],
    parts: list[tuple[date, Decimal]],
    paused: Iterable[tuple[date, date]],
    paid_on: date,
) -> tuple[Decimal, int, bool]:
    """The fee, the days counted, and whether the fine itself was the limit."""
    spans = [(first, last) for first, last in paused if last >= PAUSED_FROM]
    behind = {day: _behind(dues, parts, day) for day in _days_after(dues[0][0], paid_on)}
    late = [day for day in behind if not _is_paused(day, spans)]
    counted = late if len(dues) == 1 else [day for day in late if behind[day]]
    exact = sum((behind[day] * PERCENT_A_DAY / 100 for day in counted), start=ZERO)
    is_capped = exact > fine and paid_on >= CAPPED_FROM
    return fen(min(exact, fine) if is_capped else exact), len(counted), is_capped


def _check(fine: Decimal, parts: list[tuple[date, Decimal]], dues: list[tuple[date, Decimal]]) -> None:
    for amount in (fine, *(part for _day, part in parts)):
        if not amount.is_finite() or amount < 0:
            raise FactsInvalid(_("金额须是不小于零的数字，请核对。"))
    if sum(amount for _day, amount in dues) != fine:
        raise FactsInvalid(_("各期金额之和须等于罚款数额，请核对。"))


def _days_after(due_on: date, paid_on: date) -> list[date]:
    return [due_on + n * DAY for n in range(1, max(0, (paid_on - due_on).days) + 1)]


def _is_paused(day: date, spans: list[tuple[date, date]]) -> bool:
    return any(max(first, PAUSED_FROM) <= day <= last for first, last in spans)


def _behind(dues: list[tuple[date, Decimal]], parts: list[tuple[date, Decimal]], day: date) -> Decimal:
    """What was due before `day` and not paid before it."""
    due = sum((amount for due_on, amount in dues if due_on < day), start=ZERO)
    return max(ZERO, due - sum((amount for paid_on, amount in parts if paid_on < day), start=ZERO))


def _told(
    fine: Decimal, due_on: date, paid_on: date, days: int, amount: Decimal, is_capped: bool
) -> list[str]:
    told = {
        "due": f"{due_on:%Y-%m-%d}", "paid": f"{paid_on:%Y-%m-%d}", "days": days, "percent": PERCENT_A_DAY,
        "fine": yuan(fine), "sum": yuan(amount),
    }  # fmt: skip
    article = _("《行政处罚法》第七十二条") if paid_on >= PAUSED_FROM else _("《行政处罚法》第五十一条")
    if not days:
        return [_("罚款在 %(due)s 以前缴纳，不加处罚款。") % told]
    lines = [
        _("%(due)s 期满，至 %(paid)s 计 %(days)s 天，每日按未缴数额的 %(percent)s%% 加处（%(article)s）。")
        % {**told, "article": article}
    ]
    if is_capped:
        lines.append(_("加处罚款不得超过罚款本身 %(fine)s（《行政强制法》第四十五条）。") % told)
    return [*lines, _("加处罚款 %(sum)s。") % told]
