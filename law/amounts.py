"""The amount of one norm, from its form. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from law.assessment import ZERO, Line
from law.charged import Piece
from law.facts import Facts
from law.norms import FIXED_FORMS, Form, Norm, Precondition

TWICE = 2
NO_FINES = (Form.ORDER_ONLY, Form.REFERRAL_TO, Form.PERCENT_TO_WORKER)


@dataclass(frozen=True)
class Counted:
    """One norm that answers, with the days it charges and what comes out; `line` is exact, not yet rounded to the fen.

    `rounds_up`: whether a started month counts whole.
    """

    norm: Norm
    pieces: tuple[Piece, ...]
    line: Line
    people: int
    is_doubled: bool
    rounds_up: bool = True

    @property
    def amounts(self) -> tuple[Decimal, Decimal]:
        """The least and the most its line names."""
        return self.line.min, self.line.max


@dataclass(frozen=True)
class Group:
    """One basis of a fine: a norm alone, or the two parts an order cut one in; only those are added."""

    counted: tuple[Counted, ...]

    @property
    def min(self) -> Decimal:
        """The least this basis asks for."""
        return sum((each.line.min for each in self.counted), start=ZERO)

    @property
    def max(self) -> Decimal:
        """The most this basis allows."""
        return sum((each.line.max for each in self.counted), start=ZERO)

    @property
    def is_fixed(self) -> bool:
        """Whether the text names one sum and no span."""
        return all(each.norm.form in FIXED_FORMS for each in self.counted)

    @property
    def is_optional(self) -> bool:
        """Whether the text leaves it open to fine at all."""
        return all(each.norm.is_optional for each in self.counted)

    @property
    def leads(self) -> bool:
        """Whether, outside venues, the sum is this one's."""
        return any(each.norm.leads for each in self.counted)

    @property
    def highest(self) -> str:
        """The code of its greatest part."""
        return max(self.counted, key=lambda each: each.line.max).norm.code


def is_fine(norm: Norm) -> bool:
    """Whether it is a fine of ours on the unit."""
    return norm.is_ours and norm.form not in NO_FINES and not norm.falls_on_persons


def count(norm: Norm, pieces: tuple[Piece, ...], facts: Facts, *, rounds_up: bool = True) -> Counted:
    """What `norm` says for these pieces. Per worker, then summed, then doubled for a unit without licence."""
    people = max(facts.headcount, sum(piece.spell is not None for piece in pieces))
    months = _months(norm, pieces, facts, rounds_up)
    base = _Base(norm, people, months, facts.money, sum(piece.days for piece in pieces if piece.spell))
    least, most = (ZERO, ZERO) if is_without_money(norm, facts) else _READERS[norm.form](base)
    is_doubled = norm.doubled_if == "unlicensed" and not facts.licensed
    if is_doubled:
        least, most = least * TWICE, most * TWICE
    return Counted(norm, pieces, Line(norm.code, months, least, most), people, is_doubled, rounds_up)


def is_without_money(norm: Norm, facts: Facts) -> bool:
    """Whether no sum of ours follows: another office's, or a fine that asks for gains where there are none."""
    return not norm.is_ours or (norm.precondition == Precondition.ILLEGAL_GAINS and not facts.money)


def months_of(piece: Piece, rounds_up: bool) -> int | Decimal:
    """The months of one piece as they are charged."""
    return piece.months if rounds_up else piece.exact_months


def _months(norm: Norm, pieces: tuple[Piece, ...], facts: Facts, rounds_up: bool) -> int | Decimal:
    if norm.form not in (Form.FIXED_PER_PERSON_MONTH, Form.ALTERNATIVE):
        return 0
    if any(piece.spell is None for piece in pieces):
        return facts.headcount
    return sum((months_of(piece, rounds_up) for piece in pieces), start=0)


Amounts = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class _Base:
    """What an amount is multiplied from."""

    norm: Norm
    people: int
    months: int | Decimal
    money: Decimal
    days: int

    def times(self, name: str, factor: int | Decimal) -> Decimal:
        """A figure of the norm times `factor`; the figure is there, `law.norms` has seen to it."""
        value: Decimal | None = getattr(self.norm, name)
        return ZERO if value is None else value * factor


def _per_month(base: _Base) -> Amounts:
    amount = base.times("rate", base.months)
    return amount, amount


def _per_person(base: _Base) -> Amounts:
    amount = base.times("rate", max(base.people, base.days) if base.norm.is_per_day else base.people)
    return amount, amount


def _range_per_person(base: _Base) -> Amounts:
    return base.times("low", base.people), base.times("high", base.people)


def _fixed(base: _Base) -> Amounts:
    return base.times("rate", 1), base.times("rate", 1)


def _flat(base: _Base) -> Amounts:
    return base.times("min", 1), base.times("max", 1)


def _of_amount(base: _Base) -> Amounts:
    return base.times("low", base.money), base.times("high", base.money)


def _nothing(base: _Base) -> Amounts:
    return ZERO, ZERO


def _either(base: _Base) -> Amounts:
    """Two scales in one sentence: from the smaller beginning to the greater end."""
    by_month = base.times("rate", base.months)
    return min(by_month, base.times("min", 1)), max(by_month, base.times("max", 1))


_READERS: Mapping[Form, Callable[[_Base], Amounts]] = {
    Form.FIXED_PER_PERSON_MONTH: _per_month,
    Form.FIXED_PER_PERSON: _per_person,
    Form.RANGE_PER_PERSON: _range_per_person,
    Form.FIXED: _fixed,
    Form.FLAT_RANGE: _flat,
    Form.UPPER_LIMIT: _flat,
    Form.RANGE_OF_AMOUNT: _of_amount,
    Form.PERCENT_TO_WORKER: _of_amount,
    Form.ALTERNATIVE: _either,
    Form.ORDER_ONLY: _nothing,
    Form.REFERRAL_TO: _nothing,
}
