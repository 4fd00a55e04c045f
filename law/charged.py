"""Which days of a spell a norm charges, and how many months they are. Pure.

A started month counts whole: 劳社部发〔2003〕9号 三(三) for children, by analogy for venues (local value). A month runs from
its day to the day before the same day of the next; what a month is that begins on a day the next month lacks no text
says, and the milder count is taken until a reviewer says otherwise.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from law.facts import Facts, Spell
from law.norms import Norm, Precondition, Segment

DAY = timedelta(days=1)
MONTH_DAYS = 30


@dataclass(frozen=True)
class Piece:
    """An unbroken run of charged days of one person, both ends included."""

    spell: Spell | None
    first: date
    last: date

    @property
    def months(self) -> int:
        """Calendar months, a started one counted whole, in the milder count."""
        return started_months(self.first, self.last)

    @property
    def most_months(self) -> int:
        """The same in the severer count: a month ends with the last day of a month too short for it."""
        return started_months(self.first, self.last, is_clamped=True)

    @property
    def exact_months(self) -> Decimal:
        """Whole months and the rest as a part of thirty days, for whoever does not round up."""
        whole = self.months - 1
        rest = (self.last - month_end(self.first, whole)).days if whole else (self.last - self.first).days + 1
        return whole + min(Decimal(1), Decimal(rest) / MONTH_DAYS)

    @property
    def days(self) -> int:
        """Days, both ends counted."""
        return (self.last - self.first).days + 1


def started_months(first: date, last: date, *, is_clamped: bool = False) -> int:
    """The least n >= 1 with first + n months > last: 03-01…05-31 are 3, 03-01…06-01 are 4."""
    count = max(1, (last.year - first.year) * 12 + last.month - first.month)
    while count > 1 and _after(first, count - 1, is_clamped) > last:
        count -= 1
    while _after(first, count, is_clamped) <= last:
        count += 1
    return count


def month_end(first: date, count: int) -> date:
    """The last day of the count-th month that began on `first`."""
    return _after(first, count, is_clamped=False) - DAY


def _after(start: date, count: int, is_clamped: bool) -> date:
    """The first day after `count` months; on a day the month lacks its last day if clamped, else the first of the next."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    length = calendar.monthrange(year, month + 1)[1]
    if start.day <= length:
        return date(year, month + 1, start.day)
    last = date(year, month + 1, length)
    return last if is_clamped else last + DAY


def pieces(norm: Norm, facts: Facts, *, only_known_age: bool = False) -> tuple[Piece, ...]:
    """What a norm charges of each spell: its segment, cut to its age and to its time in force. Empty: it does not answer.

    Without spells the act lies on the day asked for, one day for each person counted.
    """
    if not facts.workers:
        day = facts.spans[0][0]
        is_open = norm.touches(day, day) and norm.segment != Segment.FROM_ORDER and not only_known_age
        return (Piece(None, day, day),) if is_open else ()
    spells = (spell for spell in facts.workers if spell.born or not only_known_age)
    found = (_cut(norm, spell, facts) for spell in spells)
    return tuple(piece for piece in found if piece is not None)


def _cut(norm: Norm, spell: Spell, facts: Facts) -> Piece | None:
    span = _segment(norm, spell, facts)
    if span is None:
        return None
    first, last = span
    if norm.under is not None and (limit := spell.younger_until(norm.under)):
        last = min(last, limit)
    first = max(first, norm.in_force_from)
    last = min(last, norm.in_force_until or last)
    return Piece(spell, first, last) if first <= last else None


def _segment(norm: Norm, spell: Spell, facts: Facts) -> tuple[date, date] | None:
    is_cut = bool(spell.ordered_home_on and spell.still_there_on) and facts.order_expired is not False
    if norm.segment == Segment.WHOLE or not (is_cut and spell.ordered_home_on and spell.still_there_on):
        return None if norm.segment == Segment.FROM_ORDER else (spell.start, spell.last)
    if norm.segment == Segment.FROM_ORDER:
        return spell.ordered_home_on, spell.still_there_on
    return spell.start, min(spell.end, spell.ordered_home_on - DAY)


def is_edge(norm: Norm, facts: Facts, *, only_known_age: bool = False) -> bool:
    """Whether the birthday that ends the age lies among the days of a spell: a person confirms it."""
    if norm.under is None:
        return False
    return any(
        limit is not None and spell.start <= limit <= spell.last
        for spell in facts.workers
        if spell.born or not only_known_age
        for limit in (spell.younger_until(norm.under),)
    )


def is_offered(norm: Norm, facts: Facts, is_named_for_it: bool) -> bool:
    """Whether the precondition of a norm lets it be used: an expired order, gains, or none.

    `is_named_for_it`: the violation is by its name one of an expired order, so that silence does not speak against it.
    """
    if norm.precondition == Precondition.NO_GAINS:
        return not facts.money
    if norm.precondition != Precondition.ORDER_EXPIRED or norm.segment == Segment.FROM_ORDER:
        return True
    return is_named_for_it if facts.order_expired is None else facts.order_expired
