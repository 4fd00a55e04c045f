"""What papers say of fines that were not paid by their day: who owes what, of the unit and of each person responsible."""

from decimal import Decimal

from django.utils.translation import gettext as _

from casework.paper_kinds import Facts
from inspections.cases.kinds import OF_PERSONS, Paid
from inspections.cases.models import PersonFine
from inspections.cases.papers import outcome
from inspections.cases.papers.responsible import addressees, people
from law.money import both
from registry import party


def debtors(facts: Facts) -> list[str]:
    """Whom a demand must reach: whoever still owes something by the decision."""
    decision = facts.record.decision
    if decision is None:
        return addressees(facts)
    is_unit = any(decision.owed(what) for what in Paid if what not in OF_PERSONS)
    return _named(facts, [each.name for each in people(facts) if each.owed], is_unit=is_unit)


def late_payers(facts: Facts) -> list[str]:
    """Whom a notice of the late fee must reach: whoever's own fine has grown by one."""
    names = [each.name for each in people(facts) if _fee(facts, each)]
    return _named(facts, names, is_unit=bool(outcome.late_fee(facts)))


def _named(facts: Facts, names: list[str], *, is_unit: bool) -> list[str]:
    return [party.name(facts), *names] if is_unit or not names else names


def owed(facts: Facts) -> list[str]:
    """What each person still owes, the late fee apart."""
    lines = []
    for each in people(facts):
        if each.owed:
            lines.append(_("责任人员%(name)s罚款%(sum)s") % {"name": each.name, "sum": both(each.owed)})
        if fee := _fee(facts, each):
            lines.append(_("责任人员%(name)s加处罚款%(sum)s") % {"name": each.name, "sum": both(fee)})
    return lines


def fees(facts: Facts) -> str:
    """What the unit's fine has grown by and that of each person, who stands with his days and his limit (行政处罚法 72)."""
    due, lines = outcome.fine_due(facts), []
    for each in people(facts):
        if due is not None and (late := each.late(due, facts.on)).amount:
            told = {"name": each.name, "days": late.days, "sum": both(late.amount), "cap": both(each.ordered)}
            lines.append(_("责任人员%(name)s：逾期%(days)s日，%(sum)s，不超出罚款数额%(cap)s") % told)
    return "\n".join(filter(None, (outcome.late_fee(facts), *lines)))


def _fee(facts: Facts, fine: PersonFine) -> Decimal:
    return fine.fee_owed(outcome.fine_due(facts), facts.on)
