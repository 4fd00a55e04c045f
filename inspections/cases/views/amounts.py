"""What the law computes for a case, matter by matter, and what speaks against the sums proposed: where it is decided."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from casework.calculator.penalty import Result
from inspections.cases import assessing, reviewing, rules
from inspections.cases.assessing import Missing, Priced
from inspections.cases.kinds import DecisionKind
from inspections.cases.models import Case, Decision, PriorNotice
from law.assessment import Assessment, between
from law.clock import today
from law.facts import Facts
from law.penalties import Proposed, Refusal

# The acts whose page shows it: where the sums are reviewed, told, drafted and decided.
ACTS = frozenset({"submit_review", "pass_review", "give_notice", "submit_decision", "decide"})
LISTED = 40
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Amount:
    """One matter: its label, what the law says of it norm by norm, and the calculator with the same facts."""

    label: str
    result: Result
    url: str


@dataclass(frozen=True)
class Objection:
    """What speaks against the sums proposed; `is_passed`: the reviewer has let it stand in writing."""

    refusal: Refusal
    is_passed: bool

    @property
    def sentence(self) -> str:
        return self.refusal.sentence if self.is_passed else rules.objection(self.refusal)


@dataclass(frozen=True)
class Amounts:
    """Everything `cases/_amounts.html` shows of a case."""

    case: Case

    @cached_property
    def matters(self) -> list[Amount]:
        return amounts_of(self.case)

    @cached_property
    def whole(self) -> Assessment | None:
        """All matters in one decision, where there are several."""
        return assessing.whole(self.case) if len(self.matters) > 1 else None

    @cached_property
    def whole_fine(self) -> str:
        return between(self.whole.fine_min, self.whole.fine_max) if self.whole and self.whole.fine_max else ""

    @cached_property
    def missing(self) -> list[Missing]:
        return assessing.missing(self.case)

    @cached_property
    def deviation(self) -> str:
        return reviewing.deviation(self.case)

    @cached_property
    def objections(self) -> list[Objection]:
        """Against the draft decision, or against what was told; none where nothing is proposed yet."""
        case = self.case
        last = case.decision or case.notice
        if last is None:
            return []
        proposed = Proposed(
            fine=last.fine or NOTHING,
            persons=self._persons(last),
            extra=getattr(last, "extra", None) or NOTHING,
            confiscate=last.confiscated or NOTHING,
        )
        found = dict.fromkeys(assessing.objections(case, last.kind, proposed))
        return [Objection(each, each.may_be_reasoned and bool(self.deviation)) for each in found]

    def _persons(self, last: Decision | PriorNotice) -> tuple[Decimal, ...]:
        """What each of those responsible is to be fined, nothing where he is not."""
        if last.kind != DecisionKind.PENALTY:
            return ()
        fines = {each.name: each.amount for each in last.people()}
        return tuple(fines.get(each.name, NOTHING) for each in self.case.responsible)

    @cached_property
    def nobody_named(self) -> str:
        """What the law asks for from each of those responsible, where none of them stands among the parties."""
        made = assessing.whole(self.case)
        if made is None or not made.persons_max or self.case.responsible:
            return ""
        return between(made.persons_min, made.persons_max)


def amounts_of(case: Case) -> list[Amount]:
    """Every matter the law attaches something to, as of today; those the same norms answer are one."""
    alike: dict[object, list[Priced]] = {}
    for each in assessing.priced(case):
        alike.setdefault((each.assessment.lines, each.assessment.waiting), []).append(each)
    return [
        Amount(
            "、".join(each.label for each in same),
            Result(same[0].violation, same[0].facts, same[0].assessment, None),
            _address(same[0]),
        )
        for same in alike.values()
    ]


def _address(each: Priced) -> str:
    """The calculator with these facts filled in; days and numbers only, nobody's name."""
    typed = {name: value for name, value in _typed(each.facts).items() if value}
    return f"{reverse('casework:calculator')}?{urlencode({'tab': 'penalty', 'violation': each.violation} | typed)}"


def _typed(facts: Facts) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    for number, spell in enumerate(facts.workers[:LISTED]):
        rows |= {
            f"w{number}-born": spell.born,
            f"w{number}-start": spell.start,
            f"w{number}-end": spell.end,
            f"w{number}-home": spell.ordered_home_on,
            f"w{number}-still": spell.still_there_on,
        }
    return {
        "on": facts.on or today(),
        "venue": facts.venue,
        "headcount": facts.headcount,
        "amount": facts.money,
        "order": "yes" if facts.order_expired else "no",
        "unlicensed": "" if facts.licensed else "on",
        **rows,
    }
