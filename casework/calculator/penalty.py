"""The penalty of the calculator: what `law.penalties` says of the facts, laid out norm by norm for a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from law.assessment import Assessment, Line, between, yuan
from law.facts import Facts, Spell
from law.norms import NORMS, Form, Norm, norms_for
from law.penalties import CHILD, HIGHER_IS_NAMED, VENUE, Proposed, Refusal, assess, refusals
from law.penalty_words import CRIMES_FIRST

DAY = timedelta(days=1)
NEAR = timedelta(days=1100)
ORDERS = {"yes": True, "no": False}


@dataclass(frozen=True)
class NormLine:
    """One norm that answers, and what it says for itself."""

    norm: Norm
    line: Line
    on: date

    @property
    def amount(self) -> str:
        """The sum in words, or what stands in its place."""
        if not self.norm.is_ours:
            return _("不是本机关的罚款")
        if self.norm.form == Form.ORDER_ONLY:
            return _("没有罚款")
        return between(self.line.min, self.line.max)

    @property
    def kind(self) -> str:
        """What the sum is: of the unit, of the people responsible, or the workers'."""
        if not self.norm.is_ours or self.norm.form == Form.ORDER_ONLY:
            return ""
        if self.norm.form == Form.PERCENT_TO_WORKER:
            return _("付给劳动者，不是罚款")
        return _("对每名责任人员") if self.norm.falls_on_persons else _("对单位")

    @property
    def is_in_force(self) -> bool:
        return self.norm.touches(self.on, self.on)

    @property
    def months(self) -> str:
        """The months counted, summed over all; empty where none count."""
        return f"{Decimal(self.line.months).normalize():f}" if self.line.months else ""


@dataclass(frozen=True)
class OtherDay:
    """The same question for another day."""

    day: date
    changes: dict[str, str]
    is_current: bool = False


@dataclass(frozen=True)
class Result:
    """What the page shows. `proposed` is None where nobody typed a decision."""

    violation: str
    facts: Facts
    made: Assessment
    proposed: Proposed | None

    @property
    def on(self) -> date:
        return self.facts.decided_on

    @property
    def lines(self) -> list[NormLine]:
        return [NormLine(NORMS[line.norm], line, self.on) for line in self.made.lines]

    @property
    def absent(self) -> list[Norm]:
        """Norms of the same act that do not answer for these days or this place."""
        there = {each.code for each in (*self.made.norms, *self.made.waiting)}
        asked = VENUE if self.violation == CHILD and self.facts.venue else self.violation
        return [each for each in norms_for(asked) if each.code not in there]

    @property
    def is_several(self) -> bool:
        """Whether more than one sum stands there, which are never added."""
        return sum(bool(line.max) for line in self.made.lines) > 1

    @property
    def is_crime_first(self) -> bool:
        return bool({self.violation, *(each.violation for each in self.made.norms)} & CRIMES_FIRST)

    @property
    def fine(self) -> str:
        return between(self.made.fine_min, self.made.fine_max) if self.made.fine_max else ""

    @property
    def higher(self) -> Norm | None:
        return NORMS[self.made.higher] if self.made.higher else None

    @property
    def sums(self) -> list[tuple[str, str]]:
        """What else is in the decision, each apart from the fine."""
        made = self.made
        rows = [
            (
                _("付给劳动者，不是罚款"),
                made.to_workers_max and between(made.to_workers_min, made.to_workers_max),
            ),
            (_("对每名责任人员，另行处罚"), made.persons_max and between(made.persons_min, made.persons_max)),
            (_("没收违法所得，另列"), made.confiscate and yuan(made.confiscate)),
        ]
        return [(label, str(said)) for label, said in rows if said]

    @cached_property
    def refusals(self) -> list[Refusal]:
        return refusals(self.made, self.proposed) if self.proposed else []


def facts_of(data: dict[str, Any], workers: Sequence[Spell]) -> Facts:
    """The facts a valid `PenaltyForm` tells."""
    return Facts(
        workers=tuple(workers),
        headcount=data["headcount"] or 0,
        amount=data["amount"] or Decimal(0),
        licensed=not data["unlicensed"],
        venue=data["venue"] or None,
        on=data["on"],
        order_expired=ORDERS.get(data["order"]),
    )


def result_of(data: dict[str, Any], workers: Sequence[Spell]) -> Result:
    """What the law says of it. Raises `law.facts.FactsInvalid`."""
    facts = facts_of(data, workers).checked()
    facts = replace(facts, on=facts.decided_on)
    made = assess(data["violation"], facts)
    return Result(data["violation"], facts, made, _proposed(data, made))


def _proposed(data: dict[str, Any], made: Assessment) -> Proposed | None:
    """The decision typed; what was left out is taken as the least the law asks for, so that only what was typed is judged."""
    typed = {name: data[name] for name in ("fine", "persons", "extra", "taken") if data[name] is not None}
    if not typed:
        return None
    return Proposed(
        fine=typed.get("fine", made.fine_min),
        persons=(typed["persons"],) if "persons" in typed else (),
        extra=typed.get("extra", made.to_workers_min),
        confiscate=typed.get("taken", made.confiscate),
    )


def turning_days(violation: str, around: date) -> list[date]:
    """`around`, and the days near it on which the law of a violation changes, each with the day before it.

    The Act on penalties of 2021-07-15 is always among them.
    """
    asked = {violation, CHILD, VENUE} if violation in (CHILD, VENUE) else {violation}
    norms = [each for code in asked for each in norms_for(code)]
    changes = {each.in_force_from for each in norms}
    changes |= {each.in_force_until + DAY for each in norms if each.in_force_until}
    near = {HIGHER_IS_NAMED, *(day for day in changes if abs(day - around) < NEAR)}
    return sorted({around, *near, *(day - DAY for day in near)})


def other_days(result: Result) -> list[OtherDay]:
    """The same facts decided on another day."""
    return [
        OtherDay(day, {"on": day.isoformat()}, day == result.on)
        for day in turning_days(result.violation, result.on)
    ]


def moved_days(result: Result) -> list[OtherDay]:
    """The same stretches of work, all moved by as many days, the last of them ending on a turning day."""
    if not result.facts.workers:
        return []
    last = max(spell.last for spell in result.facts.workers)
    return [
        OtherDay(day, dict(_moved(result.facts.workers, day - last)), day == last)
        for day in turning_days(result.violation, last)
    ]


def _moved(spells: Sequence[Spell], by: timedelta) -> Iterator[tuple[str, str]]:
    for number, spell in enumerate(spells):
        days = {
            "start": spell.start,
            "end": spell.end,
            "home": spell.ordered_home_on,
            "still": spell.still_there_on,
        }
        for name, day in days.items():
            if day is not None:
                yield f"w{number}-{name}", (day + by).isoformat()
