"""What a case says of wages not paid, as the crime of not paying them asks for it (law.crimes)."""

from datetime import date
from decimal import Decimal

from inspections.cases import assessing
from inspections.cases.kinds import Paid
from inspections.cases.models import Case, WorkerLine
from law.clock import today
from law.crimes import LEAST_MONTHS, LEAST_WORKERS, WageCrimeFacts

NOTHING = Decimal(0)


def wage_facts(case: Case) -> WageCrimeFacts:
    """What is owed to whom, by the wage table; without one as it was written down, or as the decision orders it."""
    owing = [line for line in case.workers.all() if line.missing]
    amount, people = assessing.arrears(case), len(owing) or case.people_count or 0
    if case.decision is not None:
        amount, people = (
            amount or case.decision.back_pay or NOTHING,
            people or case.decision.back_pay_people or 0,
        )
    worst, months = _worst(owing) if owing else _unlisted(amount, people)
    return WageCrimeFacts(
        workers=people,
        amount=amount,
        amount_of_one=worst,
        months_of_one=months,
        order_expired=assessing.order_ran_out(case, today()) or stayed_unpaid(case),
        on=today(),
    )


def stayed_unpaid(case: Case) -> bool:
    """Served in time with a decision to pay, and not paid in full by its day, while nobody suspended it."""
    decision = case.decision
    if decision is None or not (case.is_handling and decision.served_on and decision.pay_by):
        return False
    due = case.wages_due_on or decision.pay_by
    is_over = decision.served_on <= decision.pay_by and due < today() and not case.is_suspended
    return is_over and bool(decision.owed(Paid.WAGES))


def _worst(owing: list[WorkerLine]) -> tuple[Decimal, int]:
    """The worker with most owed among those of three months and more, and for how many months."""
    each_one = [(line.missing or NOTHING, _months(line.starts_on, line.ends_on)) for line in owing]
    return max([part for part in each_one if part[1] >= LEAST_MONTHS] or each_one)


def _unlisted(amount: Decimal, people: int) -> tuple[Decimal, int]:
    """Of a few workers nobody has listed all may be owed to one, for months: what is unknown refuses no transfer."""
    return (amount, LEAST_MONTHS) if people < LEAST_WORKERS else (NOTHING, 0)


def _months(since: date | None, until: date | None) -> int:
    """The calendar months of a line of the wage table; where it does not say, as many as the law asks for."""
    if since is None or until is None:
        return LEAST_MONTHS
    return (until.year - since.year) * 12 + until.month - since.month + 1
