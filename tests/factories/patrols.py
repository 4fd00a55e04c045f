"""Patrols for tests, made by the services the pages use."""

from datetime import date, timedelta
from typing import Any

from casework.by import By
from findings.entries import Problem
from findings.kinds import Result
from inspections.patrols.entries import Checked, Companion
from inspections.patrols.models import Patrol
from inspections.patrols.services import escalation, recording, rectification
from law import clock
from tests.factories import registry
from tests.factories.accounts import doer

PATROL_DAY = date(2021, 4, 20)
TWO = (Companion("李某"), Companion("赵某"))
NO_CONTRACT = Problem("no_written_contract", "5人未签书面劳动合同", people=5, measure="补签并交复印件")
ARREARS = Problem("wage_arrears", "3月工资未发", people=3, amount=9000)
CHILD = Problem("child_labour", "后厨1人自称15岁", people=1)


def patrol(
    *findings: Problem,
    on: date = PATROL_DAY,
    actor: Any = None,
    employer: Any = None,
    due: date | None = None,
    off_plan: str = "",
    **facts: Any,
) -> Patrol:
    """A patrol made on `on`; with findings and `due` rectification is ordered, without findings it is
    closed.
    """
    facts = {"patrolled_on": on, "patrollers": TWO, **facts}
    with clock.at(on):
        return recording.record_patrol(
            by=By(actor, off_plan=off_plan),
            employer=employer or registry.employer(),
            findings=findings,
            rectify_by=due,
            **facts,
        )


def rectifying(*findings: Problem, on: date = PATROL_DAY, days: int = 15, **facts: Any) -> Patrol:
    """A patrol whose problems are to be rectified `days` days after `on`."""
    return patrol(*(findings or (NO_CONTRACT,)), on=on, due=on + timedelta(days=days), **facts)


def recheck(
    patrol: Patrol, result: str = Result.FIXED, *, on: date, actor: Any = None, **outcomes: Any
) -> None:
    """Look again at every problem of `patrol`, with the same result for each."""
    with clock.at(on):
        rectification.record_recheck(
            patrol,
            by=By(actor),
            rechecked_on=on,
            rechecked_by="李某、赵某",
            results=[Checked(finding.pk, result, outcomes) for finding in patrol.findings.all()],
        )


def escalated(*findings: Problem, on: date = PATROL_DAY, **facts: Any) -> Patrol:
    """A patrol with a red flag, reported the same day."""
    made = patrol(*(findings or (CHILD,)), on=on, **facts)
    with clock.at(on):
        escalation.escalate(made, by=doer(made, "escalate"), trigger=made.triggers[0])
    return made
