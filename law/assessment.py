"""What the law allows for one violation: the answer of `law.penalties.assess`. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from law.norms import Norm

ZERO = Decimal(0)
FEN = Decimal("0.01")
NO_NORM = "没有可以适用的处罚规定"


class Line(NamedTuple):
    """What one norm says for itself, in yuan: `norm` is its code, `months` are summed over workers (0 where none count)."""

    norm: str
    months: int | Decimal
    min: Decimal
    max: Decimal


@dataclass(frozen=True)
class Assessment:
    """Between which sums a decision may lie, in yuan.

    `fine_*` is of the unit; `to_workers_*` is paid to the workers and is no fine; `persons_*` is for each of the people
    responsible; `confiscate` are gains taken away, no fine either. `optional`: no fine is lawful too. `orders` are the
    measures beside the money, `lines` one per norm that answers, `norms` those norms. `higher` is the code of the
    competing norm with the higher fine (行政处罚法 29, from 2021-07-15), empty if none. `edge_day`: a person has to confirm
    a birthday. `explanation` are Chinese sentences, amount by amount.
    `fixed_min`: below it no reason leads. `awaits_order`: the sums rest on an expired order nobody has told of.
    `waiting`: norms that would answer once an order has run out. `review_reasons`: why legal review is asked for.
    """

    fine_min: Decimal
    fine_max: Decimal
    to_workers_min: Decimal
    to_workers_max: Decimal
    optional: bool
    confiscate: Decimal
    persons_min: Decimal
    persons_max: Decimal
    orders: tuple[str, ...]
    lines: tuple[Line, ...]
    norms: tuple[Norm, ...]
    higher: str
    edge_day: bool
    needs_legal_review: bool
    explanation: tuple[str, ...]
    fixed_min: Decimal = ZERO
    awaits_order: bool = False
    waiting: tuple[Norm, ...] = ()
    review_reasons: tuple[str, ...] = ()

    @property
    def citations(self) -> str:
        """The articles of the norms that answer, as papers print them."""
        norms = self.norms or self.waiting
        return "、".join(dict.fromkeys(each.citation for each in norms)) or NO_NORM


def fen(amount: Decimal) -> Decimal:
    """Yuan to the fen, half up: once, at the end of a computation."""
    return amount.quantize(FEN, ROUND_HALF_UP)


def yuan(amount: Decimal) -> str:
    """A sum in words of a sentence: «5,000 元», «12.50 元»."""
    exact = fen(amount)
    return f"{int(exact):,} 元" if exact == int(exact) else f"{exact:,} 元"


def between(least: Decimal, most: Decimal) -> str:
    """Two sums in words; one when they are the same."""
    return yuan(least) if least == most else f"{yuan(least)}至 {yuan(most)}"
