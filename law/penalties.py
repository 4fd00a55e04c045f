"""What it costs: `assess` says between which sums a decision on one violation may lie, and why.

The norms are data (`law.norms`). Norms of one violation compete: each keeps its own line, they are never added. Outside
venues the special regulation on children leads; elsewhere nothing leads, and the sums run from the greatest minimum to
the greatest maximum. Money to workers is no fine, gains taken away are none, and the fine of the people responsible is
never part of the unit's. Whether a proposed decision lies inside: `refusals`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from law import policy, review
from law.amounts import Counted, Group, count, is_fine
from law.assessment import ZERO, Assessment, Line, fen
from law.charged import is_edge, is_offered, pieces
from law.facts import Facts, FactsInvalid, Spell
from law.norms import VENUES, VIOLATIONS, Form, Norm, Precondition, Segment, norms_for
from law.penalty_words import explain, orders
from law.refusals import Proposed, Refusal, refusals

__all__ = [
    "Assessment", "Facts", "FactsInvalid", "Line", "Proposed", "Refusal", "Spell", "UnknownViolation", "assess", "refusals",
]  # fmt: skip

HIGHER_IS_NAMED = date(2021, 7, 15)
CONFISCATION = "没收违法所得"
CHILD, VENUE = "child_labour", "venue_minor"


class UnknownViolation(FactsInvalid):
    """No norm knows that violation."""


def assess(violation: str, facts: Facts) -> Assessment:
    """What the law allows for `violation` on `facts`: sums in yuan, orders, explanation.

    Raises `UnknownViolation`, or `FactsInvalid` with a Chinese sentence for facts that cannot be. Articles stand in each
    norm; competing norms: 行政处罚法 29; the text in force on the days of the act: 行政处罚法 37.
    """
    if violation not in VIOLATIONS:
        raise UnknownViolation(_("没有名为 %(code)s 的违法行为，请从列表中选择。") % {"code": violation})
    facts = facts.checked()
    in_venue = facts.venue in VENUES
    asked = VENUE if violation == CHILD and in_venue else violation
    counted = _answering(asked, facts, in_venue)
    groups = _groups(counted)
    ruling = _ruling(groups, in_venue)
    made = _assessment(counted, ruling, facts)
    made = replace(
        made,
        higher=_higher(groups, facts) if review.compete(counted) else "",
        edge_day=any(
            is_edge(each.norm, facts, only_known_age=_asks_age(each.norm, asked)) for each in counted
        ),
        orders=orders(made, counted, facts),
        waiting=_waiting(counted, facts, asked),
    )
    return replace(made, explanation=explain(made, counted, facts, asked))


def _answering(asked: str, facts: Facts, in_venue: bool) -> tuple[Counted, ...]:
    """The norms that answer, each with its days and its own sum, in the order of the table."""
    candidates = [*norms_for(asked)]
    if asked == VENUE:
        extra = [each for each in norms_for(CHILD) if each.leads or not in_venue]
        candidates = [*extra, *candidates]
    fitting = [each for each in candidates if not each.venues or facts.venue in each.venues]
    charged = [(each, pieces(each, facts, only_known_age=_asks_age(each, asked))) for each in fitting]
    in_force = [(each, days) for each, days in charged if days]
    offered = _offered([each for each, _days in in_force], facts)
    return tuple(
        count(each, days, facts, rounds_up=_rounds_up(each, facts))
        for each, days in in_force
        if each in offered
    )


def _asks_age(norm: Norm, asked: str) -> bool:
    """Whether a norm speaks only of those whose birthday is known: children beside the minors of a venue."""
    return asked == VENUE and norm.violation == CHILD


def _offered(norms: Sequence[Norm], facts: Facts) -> list[Norm]:
    named_for_it = all(each.precondition == Precondition.ORDER_EXPIRED for each in norms if each.is_ours)
    offered = [each for each in norms if not each.is_ours or is_offered(each, facts, named_for_it)]
    if any(each.precondition == Precondition.NO_GAINS for each in offered):
        offered = [each for each in offered if each.precondition != Precondition.ILLEGAL_GAINS]
    return offered


def _waiting(counted: Sequence[Counted], facts: Facts, asked: str) -> tuple[Norm, ...]:
    """Norms of ours in force on the days of the act that ask for an expired order the facts do not show."""
    answering = {each.norm.code for each in counted}
    first, last = min(start for start, _end in facts.spans), max(end for _start, end in facts.spans)
    return tuple(
        each
        for each in norms_for(asked, first, last)
        if _rests_on_an_order(each) and each.code not in answering
    )


def _rounds_up(norm: Norm, facts: Facts) -> bool:
    """For children 劳社部发〔2003〕9号 says so; for venues it is a local value."""
    is_by_analogy = norm.violation == VENUE and norm.form == Form.FIXED_PER_PERSON_MONTH
    return not is_by_analogy or policy.integer("penalty.venue_part_month", facts.decided_on) == 1


def _groups(counted: Sequence[Counted]) -> list[Group]:
    """The fines of the unit: the two segments of one regulation together, every other norm alone."""
    fines = [each for each in counted if is_fine(each.norm)]
    cut = tuple(each for each in fines if each.norm.segment != Segment.WHOLE)
    alone = [Group((each,)) for each in fines if each.norm.segment == Segment.WHOLE]
    return [Group(cut), *alone] if cut else alone


def _ruling(groups: list[Group], in_venue: bool) -> list[Group]:
    """The bases the sums are taken from."""
    leading = [] if in_venue else [group for group in groups if group.leads]
    return leading or groups


def _assessment(counted: Sequence[Counted], ruling: list[Group], facts: Facts) -> Assessment:
    fine = _span((group.min, group.max) for group in ruling)
    to_workers = _span(each.amounts for each in counted if each.norm.form == Form.PERCENT_TO_WORKER)
    persons = _span(amounts for amounts in map(_of_persons, counted) if amounts)
    most = max((group.max for group in ruling), default=ZERO)
    reviewed = review.reasons(counted, most, facts.decided_on)
    norms = tuple(each.norm for each in counted)
    return Assessment(
        fine_min=fine[0],
        fine_max=fine[1],
        to_workers_min=to_workers[0],
        to_workers_max=to_workers[1],
        optional=bool(ruling) and all(group.is_optional for group in ruling),
        confiscate=_confiscated(norms, facts),
        persons_min=persons[0],
        persons_max=persons[1],
        orders=(),
        lines=tuple(each.line._replace(min=fen(each.line.min), max=fen(each.line.max)) for each in counted),
        norms=norms,
        higher="",
        edge_day=False,
        needs_legal_review=bool(reviewed),
        explanation=(),
        fixed_min=_span((group.min, group.max) for group in ruling if group.is_fixed)[0],
        awaits_order=facts.order_expired is None and any(map(_rests_on_an_order, norms)),
        review_reasons=reviewed,
    )


def _span(amounts: Iterable[tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal]:
    """From the greatest minimum to the greatest maximum, to the fen; nought where nothing answers."""
    listed = [*amounts]
    least, most = (max((pair[index] for pair in listed), default=ZERO) for index in (0, 1))
    return fen(least), fen(most)


def _confiscated(norms: Sequence[Norm], facts: Facts) -> Decimal:
    is_asked = any(each.is_ours and CONFISCATION in each.also for each in norms)
    return fen(facts.money) if is_asked else fen(ZERO)


def _of_persons(each: Counted) -> tuple[Decimal, Decimal] | None:
    """What each of the people responsible may be fined."""
    if each.norm.falls_on_persons:
        return each.amounts
    return (each.norm.persons.min, each.norm.persons.max) if each.norm.persons else None


def _rests_on_an_order(norm: Norm) -> bool:
    is_asked = norm.precondition == Precondition.ORDER_EXPIRED and norm.segment == Segment.WHOLE
    return norm.is_ours and is_asked


def _higher(groups: list[Group], facts: Facts) -> str:
    """Ceiling against ceiling, then floor against floor; how to compare the Act does not say."""
    if facts.decided_on < HIGHER_IS_NAMED or len(groups) < 2:
        return ""
    return max(groups, key=lambda group: (group.max, group.min)).highest
