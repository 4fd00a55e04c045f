"""What papers read of the decision and of what came of it: sums, days, payments. Fine and wages never in one sum."""

from datetime import date

from django.utils.translation import gettext as _

from casework.paper_kinds import Facts
from inspections.cases.kinds import DecisionKind, Paid
from inspections.cases.papers import issued, responsible, spans
from inspections.cases.papers.sources import column, given, money, words
from law.late_fees import LateFee
from law.money import both

DECISIONS = ("penalty_decision", "handling_decision", "no_penalty_decision")


def is_penalty(case: object) -> bool:
    return bool(column(case, "decision_kind") == DecisionKind.PENALTY)


def is_handling(case: object) -> bool:
    return bool(column(case, "decision_kind") == DecisionKind.HANDLING)


def is_no_penalty(case: object) -> bool:
    return bool(column(case, "decision_kind") == DecisionKind.NONE)


decision_text = words("decision_text")
fine = money("fine_amount")
back_pay = money("back_pay_amount")
extra = money("extra_compensation_amount")
confiscated = money("confiscated_amount")


def back_pay_people(facts: Facts) -> str:
    count = given(facts, "back_pay_people")
    return _("%(count)s人") % {"count": count} if count else ""


def pay_term(facts: Facts) -> str:
    """Until when the workers are to be paid: the day, and how long it is from the day of issue."""
    day_due = pay_by(facts)
    if day_due is None:
        return ""
    told = {"day": spans.day(day_due), "count": (day_due - facts.on).days}
    return _("%(day)s前（自签发之日起%(count)s日内）") % told


def fine_due(facts: Facts) -> date | None:
    """The last day to pay the fine, as its clock says: from service, deferred, or waiting while execution was suspended."""
    return column(facts.record, "fine_due_on") or None


def fine_now(facts: Facts) -> str:
    """The unit's fine as a remedy left it."""
    decision = facts.record.decision
    left = decision.ordered(Paid.FINE) if decision is not None else None
    return both(left) if left else ""


def _late(facts: Facts) -> LateFee | None:
    decision, due = facts.record.decision, fine_due(facts)
    return (
        decision.late(due, facts.on) if due and decision is not None and decision.ordered(Paid.FINE) else None
    )


def days_late(facts: Facts) -> int:
    late = _late(facts)
    return late.days if late else 0


def late_fee(facts: Facts) -> str:
    """What is added to the fine as of the day of issue, never more than the fine (law.late_fees)."""
    late = _late(facts)
    return both(late.amount) if late and late.amount else ""


def pay_by(facts: Facts) -> date | None:
    return given(facts, "pay_by") or None


def decision_number(facts: Facts) -> str:
    return issued.number_of(facts, *DECISIONS) or str(column(facts.record, "decision_number"))


def decision_day(facts: Facts) -> date | None:
    return column(facts.record, "decided_on") or None


def decision_served(facts: Facts) -> date | None:
    paper = issued.newest(facts, *DECISIONS)
    return (paper.delivered_on if paper else None) or column(facts.record, "served_on") or None


def decision_said(facts: Facts) -> str:
    """What was decided, in one line for registers: the kind and its sums."""
    kind = column(facts.record, "decision_kind")
    if not kind:
        return ""
    sums = ((_("罚款"), fine), (_("没收"), confiscated), (_("责令支付"), back_pay), (_("加付赔偿金"), extra))
    told = [f"{label}{value(facts)}" for label, value in sums if value(facts)]
    return "，".join([str(DecisionKind(kind).label), *told, *responsible.sums(facts)])


def outcome(facts: Facts) -> str:
    """How the case ended."""
    return decision_said(facts) or str(facts.record.state_label)
