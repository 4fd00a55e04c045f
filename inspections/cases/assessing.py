"""What the law allows to be decided in a case, by its matters and facts, and what speaks against a proposed decision (ENF-04).

Each matter is priced by itself (`law.penalties.assess`). A decision on several acts lists each and adds them, so it lies
between the least of one and the most of all.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import reduce

from inspections.cases.kinds import DecisionKind
from inspections.cases.models import Case
from law.assessment import Assessment
from law.clock import today
from law.matters import MATTERS
from law.penalties import Facts, FactsInvalid, Proposed, Refusal, assess, refusals

# Kinds of places as the register calls them, by what law.norms calls them.
VENUES = {"karaoke": "ktv", "bar": "bar", "arcade": "arcade"}


@dataclass(frozen=True)
class Priced:
    """One matter of a case with what the law says of it."""

    matter: str
    label: str
    assessment: Assessment


def priced(case: Case, on: date | None = None) -> list[Priced]:
    """Every matter of the case that the law attaches something to, as of `on` (today): for pages and papers."""
    return list(_priced(case, on or today()))


def objections(case: Case, kind: str, proposed: Proposed, on: date | None = None) -> list[Refusal]:
    """What speaks against deciding `proposed` on this case; empty where it lies inside the law, or nothing prices it.

    A penalty is measured by its fine, an order to pay by what goes to the workers (条例 26); a decision not to punish by
    nothing: its ground is for the reviewer.
    """
    found = [each.assessment for each in _priced(case, on or today())]
    if not found or kind == DecisionKind.NONE:
        return []
    whole = reduce(_together, found)
    if kind == DecisionKind.HANDLING:
        proposed, whole = (
            replace(proposed, confiscate=whole.confiscate),
            replace(whole, fine_min=Decimal(0), fixed_min=Decimal(0)),
        )
        return [
            each for each in refusals(whole, proposed) if proposed.extra or not each.code.startswith("extra")
        ]
    return refusals(replace(whole, to_workers_min=Decimal(0)), proposed)


def rejected(found: list[Refusal], *, is_reasoned: bool) -> Refusal | None:
    """The first objection that stands: one no reason leads past, or one the reviewer has not passed in writing."""
    return next((each for each in found if not (each.may_be_reasoned and is_reasoned)), None)


def needs_review(case: Case, on: date | None = None) -> bool:
    """Whether the law or the amounts force a legal review whatever is decided."""
    return any(each.assessment.needs_legal_review for each in _priced(case, on or today()))


def _priced(case: Case, on: date) -> Iterator[Priced]:
    for code in case.matters:
        matter = MATTERS.get(code)
        if matter is None or not matter.violation:
            continue
        try:
            yield Priced(code, matter.label, assess(matter.violation, facts_of(case, on)))
        except FactsInvalid:  # days of workers that contradict each other are told at the worker's line
            continue


def facts_of(case: Case, on: date) -> Facts:
    """The facts of the case as `law.penalties` asks for them."""
    return Facts(
        workers=(),
        headcount=case.people_count or 0,
        amount=case.amount or 0,
        licensed=case.employer.is_licensed,
        venue=venue_of(case),
        on=case.act_ended_on or case.found_on,
        order_expired=order_has_expired(case, on),
    )


def venue_of(case: Case) -> str | None:
    """What kind of place it is, by the categories of the employer."""
    codes = {category.code for category in case.employer.categories.all()}
    return next((venue for code, venue in VENUES.items() if code in codes), None)


def order_has_expired(case: Case, on: date) -> bool:
    """Whether a served order to correct ran out and the re-check found it unfulfilled."""
    return any(order.correct_by < on and not order.is_corrected for order in case.corrections.all())


def _together(one: Assessment, other: Assessment) -> Assessment:
    """Two acts in one decision: the least of either, the most of both; what either asks for, both ask for."""
    return replace(
        one,
        fine_min=min(one.fine_min, other.fine_min),
        fixed_min=min(one.fixed_min, other.fixed_min),
        fine_max=one.fine_max + other.fine_max,
        to_workers_min=min(one.to_workers_min, other.to_workers_min),
        to_workers_max=one.to_workers_max + other.to_workers_max,
        persons_min=min(one.persons_min, other.persons_min),
        persons_max=one.persons_max + other.persons_max,
        confiscate=one.confiscate + other.confiscate,
        optional=one.optional or other.optional,
        awaits_order=one.awaits_order and other.awaits_order,
        needs_legal_review=one.needs_legal_review or other.needs_legal_review,
        review_reasons=(*one.review_reasons, *other.review_reasons),
        norms=(*one.norms, *other.norms),
        waiting=(*one.waiting, *other.waiting),
        lines=(*one.lines, *other.lines),
        explanation=(*one.explanation, *other.explanation),
    )
