"""What a penalty is computed from: who worked from when to when, how many people, which sum, licensed or not, where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_lazy as _

from law import clock
from law.identity import birthday_in

MOST_MONEY = Decimal(10) ** 13
MOST_PEOPLE = 10**7
YEARS = range(1900, 2200)


class FactsInvalid(ValueError):
    """Facts no amount can be computed from; the message says in Chinese what to mend."""


@dataclass(frozen=True)
class Spell:
    """The days one person worked, both included.

    `ordered_home_on` is the day the unit was ordered to send a child home, `still_there_on` the last day the child was
    found there after it. Without `born` every day counts.
    """

    start: date
    end: date
    born: date | None = None
    ordered_home_on: date | None = None
    still_there_on: date | None = None

    @property
    def last(self) -> date:
        """The last day the person was there, as far as is known."""
        return max(self.end, self.still_there_on or self.end)

    def younger_until(self, years: int) -> date | None:
        """The last day on which the person is younger than `years`: that birthday itself (full years begin the day after)."""
        return birthday_in(self.born, self.born.year + years) if self.born else None


@dataclass(frozen=True)
class Facts:
    """The facts of one violation.

    `amount` is the sum in yuan the norm speaks of (wages unpaid, gains, contributions). `venue` is a kind of place
    (`law.norms.VENUES`). `on` is the day the question is asked for; without spells it is also the day of the act, and
    left out it is the last day of the act, or today. `order_expired` says whether a served order ran out unfulfilled:
    None means nobody said, and then only a violation that is by its name one of an expired order is taken to be so.
    """

    workers: Sequence[Spell] = ()
    headcount: int = 0
    amount: Decimal | int | str = 0
    licensed: bool = True
    venue: str | None = None
    on: date | None = None
    order_expired: bool | None = None

    @property
    def money(self) -> Decimal:
        """The amount as a number. Raises `FactsInvalid`."""
        try:
            money = Decimal(str(self.amount))
        except InvalidOperation:
            money = Decimal("NaN")
        if not money.is_finite() or isinstance(self.amount, bool):
            raise FactsInvalid(_("金额不是数字，请核对。"))
        if not 0 <= money <= MOST_MONEY:
            raise FactsInvalid(_("金额不能是负数，也不能过大，请核对。"))
        return money

    @property
    def spans(self) -> tuple[tuple[date, date], ...]:
        """The days of the act, spell by spell; the day asked for where there is no spell."""
        if not self.workers:
            day = self.on or clock.today()
            return ((day, day),)
        return tuple((spell.start, spell.last) for spell in self.workers)

    @property
    def decided_on(self) -> date:
        """The day whose law on competing norms is asked (行政处罚法 29)."""
        return self.on or max(last for _first, last in self.spans)

    def checked(self) -> Facts:
        """The same facts, dates as plain days, after all that cannot be was refused. Raises `FactsInvalid`."""
        spells = tuple(_checked(spell) for spell in self.workers)
        for problem in self._problems():
            raise FactsInvalid(problem)
        on = None if self.on is None else _day(self.on)
        return replace(self, workers=spells, amount=self.money, on=on)

    def _problems(self) -> Iterator[str]:
        is_number = isinstance(self.headcount, int) and not isinstance(self.headcount, bool)
        if not is_number or not 0 <= self.headcount <= MOST_PEOPLE:
            yield str(_("人数须是不小于零的整数，请核对。"))


def _checked(spell: Spell) -> Spell:
    made = Spell(
        _day(spell.start), _day(spell.end), _day_or_none(spell.born),
        _day_or_none(spell.ordered_home_on), _day_or_none(spell.still_there_on),
    )  # fmt: skip
    for problem in _contradictions(made):
        raise FactsInvalid(problem)
    return made


def _contradictions(spell: Spell) -> Iterator[str]:
    if spell.end < spell.start:
        yield str(_("结束日期早于开始日期，请核对。"))
    if spell.born and spell.born > spell.start:
        yield str(_("出生日期晚于开始日期，请核对。"))
    ordered, still = spell.ordered_home_on, spell.still_there_on
    if still and not ordered:
        yield str(_("填写了责令后仍在岗的日期，请同时填写责令送回的日期。"))
    if ordered and ordered < spell.start:
        yield str(_("责令送回的日期早于用工开始日期，请核对。"))
    if ordered and still and still < ordered:
        yield str(_("责令后仍在岗的日期早于责令日期，请核对。"))
    if ordered and still and spell.end < ordered:
        yield str(_("用工在责令送回以前已经结束，又填写了责令后仍在岗，请核对。"))


def _day_or_none(value: object) -> date | None:
    return None if value is None else _day(value)


def _day(value: object) -> date:
    if isinstance(value, datetime):
        return clock.day_of(value)
    if not isinstance(value, date) or value.year not in YEARS:
        raise FactsInvalid(_("日期不正确，请核对。"))
    return value
