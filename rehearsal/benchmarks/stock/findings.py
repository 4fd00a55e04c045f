"""What patrols and visits found, and what setting it right brought the workers."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Model

from findings.entries import Problem
from findings.models import Finding, Recovery
from findings.outcomes import OUTCOMES, What, outcomes_of
from law import matters
from rehearsal.benchmarks.stock.district import Firm
from rehearsal.benchmarks.stock.shelf import Shelf
from rehearsal.benchmarks.stock.trail import type_of


class Place(NamedTuple):
    """The record something was found in or brought by, and what is kept of it there."""

    model: type[Model]
    pk: int
    origin: str
    firm: Firm
    campaign: int

    def facts(self) -> dict[str, Any]:
        return {
            "content_type_id": type_of(self.model),
            "object_id": self.pk,
            "origin": self.origin,
            "employer_id": self.firm.pk,
            "town_id": self.firm.town,
            "campaign_id": self.campaign,
        }


def write_finding(
    shelf: Shelf, place: Place, problem: Problem, on: date, *, rectify_by: date | None, fixed_on: date | None
) -> int:
    """Write one problem, with the words of today's law, whenever it was."""
    return shelf.add(
        Finding,
        **place.facts(),
        found_on=on,
        act_from=on,
        act_until=on,
        law_on=on,
        rectify_by=rectify_by,
        matter=problem.matter,
        fact=problem.fact,
        severity=problem.severity,
        people=problem.people,
        amount=problem.amount,
        measure=problem.measure,
        result="fixed" if fixed_on else "",
        rechecked_on=fixed_on,
        fixed_on=fixed_on,
        **_text(problem.matter, on.replace(year=2021)),
    )


@cache
def _text(matter: str, day: date) -> dict[str, Any]:
    text = matters.finding_text(matter, day)
    named = {name: str(getattr(text, name)) for name in ("label", "citation", "duty", "consequence")}
    return named | {"is_red_flag": matter in matters.red_flags()}


def write_recoveries(shelf: Shelf, place: Place, finding: int, problem: Problem, on: date) -> None:
    """What the workers got: a row for each thing, with its people and yuan."""
    for what, numbers in _brought(problem):
        people, amount = numbers.get("people", 0), numbers.get("amount", 0)
        write_recovery(shelf, place, on, what=what, people=people, amount=amount, finding=finding)


def write_recovery(
    shelf: Shelf,
    place: Place,
    on: date,
    *,
    people: int | None,
    amount: Decimal | int | None,
    what: str = What.WAGES,
    finding: int | None = None,
) -> None:
    if people or amount:
        shelf.add(
            Recovery,
            **place.facts(),
            finding_id=finding,
            what=what,
            paid_on=on,
            people=people or 0,
            amount=amount or 0,
        )


def _brought(problem: Problem) -> Iterator[tuple[str, dict[str, Any]]]:
    brought: dict[str, dict[str, Any]] = {}
    for name in outcomes_of(problem.matter):
        outcome = OUTCOMES[name]
        number = (problem.amount if outcome.is_money else problem.people) or 0
        brought.setdefault(outcome.what, {})[outcome.field] = number
    yield from brought.items()
