"""Earlier cases like this one, with what came of them: for whoever decides on it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from casework.by import Reader
from inspections.cases.models import Case
from inspections.cases.views.decided import yuan
from inspections.cases.views.facts import people as people_told

# The newest decided cases that are looked at; the matters lie in JSON, which no index knows.
LOOKED_AT = 300
SHOWN = 3
# The larger of two sizes is at most so many times the smaller.
ALIKE = 2


@dataclass(frozen=True)
class Earlier:
    case: Case
    facts: str
    sum: str
    outcome: str


def similar_to(case: Case, user: Reader) -> list[Earlier]:
    """The newest decided cases of the same first matter and about the same size; two queries."""
    if not case.matters:
        return []
    decided = Case.objects.visible_to(user).decided().exclude(pk=case.pk).order_by("-pk")
    rows = decided.values_list("pk", "matters", "people_count", "amount")[:LOOKED_AT]
    alike = [
        pk
        for pk, matters, people, amount in rows
        if case.matters[0] in matters and _is_near(case, people, amount)
    ][:SHOWN]
    if not alike:
        return []
    found = (
        Case.objects.visible_to(user).filter(pk__in=alike).select_related("employer", "decision", "appeal")
    )
    return [_told(each) for each in found.order_by("-pk")]


def _is_near(case: Case, people: int | None, amount: Decimal | None) -> bool:
    """By the people or, where they are not known of both, by the money; of unknown size every case is."""
    for one, other in ((case.people_count, people), (case.amount, amount)):
        if one and other:
            return max(one, other) <= ALIKE * min(one, other)
    return True


def _told(case: Case) -> Earlier:
    decision: Any = case.decision
    people = str(people_told(case.people_count)) if case.people_count else ""
    paid = decision.fine or decision.back_pay
    outcome = [str(case.appeal.get_result_display())] if case.appeal and case.appeal.result else []
    return Earlier(
        case,
        "，".join(filter(None, (people, yuan(case.amount)))),
        yuan(paid) if paid else str(decision.get_kind_display()),
        "，".join([case.state_label, *outcome]),
    )
