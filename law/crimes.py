"""Whether wages not paid are a matter for the police: 拒不支付劳动报酬, 刑法 276之一 with 法释〔2013〕3号 3 and 4. Pure.

Two things are asked: an order to pay that ran out (posted with pictures when the person hides), and the amount. Which
amount the province has fixed is not known: two pairs of local values stand for it. Above the upper pair the transfer is
due; between them the police are asked, and a transfer is never refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from law import policy
from law.assessment import ZERO, yuan
from law.clock import today
from law.wage_base import money
from law.wages import Arrears

LEAST_MONTHS = 3
LEAST_WORKERS = 10
ARTICLES = "《刑法》第二百七十六条之一、法释〔2013〕3号第三条、第四条"


class Verdict(StrEnum):
    """What follows from the facts."""

    NONE = "none"
    ASK_POLICE = "ask_police"
    TRANSFER_DUE = "transfer_due"


@dataclass(frozen=True)
class WageCrimeFacts:
    """Unpaid wages, yuan: of all `workers` together, and the most owed to one worker for `months_of_one` months or more.

    `order_expired`: a served order to pay ran out unfulfilled. `was_posted`: the person hides and the order was posted with
    pictures, which counts as served. `on` is the day whose local values count; today if left out.
    """

    workers: int = 0
    amount: Decimal = ZERO
    amount_of_one: Decimal = ZERO
    months_of_one: int = 0
    order_expired: bool = False
    was_posted: bool = False
    on: date | None = None


@dataclass(frozen=True)
class WageCrime:
    """The verdict, and why, in Chinese sentences."""

    verdict: Verdict
    explanation: tuple[str, ...]
    articles: str = ARTICLES


def facts_of(
    arrears: Arrears, *, order_expired: bool, was_posted: bool = False, on: date | None = None
) -> WageCrimeFacts:
    """The facts that a table of wages shows: the worker with most owed among those of three months and more."""
    each_one = [arrears.of(worker) for worker in arrears.workers]
    owing = [part for part in each_one if part.missing]
    long_owed = [part for part in owing if part.months_missing >= LEAST_MONTHS]
    worst = max(long_owed or owing, key=lambda part: part.missing, default=Arrears(()))
    return WageCrimeFacts(
        len(owing), arrears.missing, worst.missing, worst.months_missing, order_expired, was_posted, on
    )


def wages_crime(facts: WageCrimeFacts) -> WageCrime:
    """none, ask_police or transfer_due, with the reasons. Raises `WagesInvalid` for sums that are none.

    One worker: three months and more, and the amount of the first of a pair; ten workers and more together: the second.
    """
    money(facts.amount)
    money(facts.amount_of_one)
    if not (facts.order_expired or facts.was_posted):
        return WageCrime(Verdict.NONE, (_no_order(),))
    day = facts.on or today()
    if reached := [*_reached(facts, "crime.arrears_one", "crime.arrears_many", day)]:
        return WageCrime(
            Verdict.TRANSFER_DUE,
            (*reached, _("涉嫌拒不支付劳动报酬罪，应当移送公安机关，不得以处罚代替移送。")),
        )
    if reached := [*_reached(facts, "crime.arrears_one_lower", "crime.arrears_many_lower", day)]:
        return WageCrime(
            Verdict.ASK_POLICE,
            (*reached, _("达到司法解释下限，省定数额未核实，请与公安会商；要求移送的不得拒绝。")),
        )
    return WageCrime(Verdict.NONE, tuple(_below(facts, day)))


def _no_order() -> str:
    return _(
        "须经责令支付、期满仍不支付：请先送达限期改正指令书或者行政处理决定书并复查；负责人逃匿的，张贴文书并拍照、录像。"
    )


def _reached(facts: WageCrimeFacts, one: str, many: str, day: date) -> Iterator[str]:
    least_one, least_many = policy.amount(one, day), policy.amount(many, day)
    if facts.months_of_one >= LEAST_MONTHS and facts.amount_of_one >= least_one:
        told = {"months": facts.months_of_one, "sum": yuan(facts.amount_of_one), "least": yuan(least_one)}
        yield _("拖欠一名劳动者 %(months)s 个月、%(sum)s，达到 %(least)s。") % told
    if facts.workers >= LEAST_WORKERS and facts.amount >= least_many:
        told = {"workers": facts.workers, "sum": yuan(facts.amount), "least": yuan(least_many)}
        yield _("拖欠 %(workers)s 名劳动者合计 %(sum)s，达到 %(least)s。") % told


def _below(facts: WageCrimeFacts, day: date) -> Iterator[str]:
    told = {
        "months": LEAST_MONTHS, "workers": LEAST_WORKERS,
        "one": yuan(policy.amount("crime.arrears_one_lower", day)), "many": yuan(policy.amount("crime.arrears_many_lower", day)),
        "had_months": facts.months_of_one, "had_one": yuan(facts.amount_of_one),
        "had_workers": facts.workers, "had": yuan(facts.amount),
    }  # fmt: skip
    yield _("一名劳动者须 %(months)s 个月以上且 %(one)s以上，现为 %(had_months)s 个月、%(had_one)s。") % told
    yield _("%(workers)s 名以上劳动者须合计 %(many)s以上，现为 %(had_workers)s 人、%(had)s。") % told
    yield _("没有达到司法解释规定的下限，不能以拒不支付劳动报酬移送。")
