"""Reports of towns to the brigade for tests, made by the services the pages use."""

from datetime import date
from typing import Any

from findings.models import Escalation
from findings.services import escalating
from law import clock
from tests.factories import patrols
from tests.factories.accounts import doer


def sent(*, on: date = patrols.PATROL_DAY, **facts: Any) -> Escalation:
    """A report of a town about a child found on `on`, sent the same day."""
    return Escalation.objects.get(pk=patrols.escalated(on=on, **facts).reports[0].pk)


def answered(
    action: str, *, on: date = patrols.PATROL_DAY, answer_on: date | None = None, **facts: Any
) -> Escalation:
    """The same, answered by the brigade with `accept_escalation` or `return_escalation`."""
    escalation = sent(on=on, **facts)
    given = {"reason": "情况不属实，请镇街核实"} if action == "return_escalation" else {}
    with clock.at(answer_on or on):
        getattr(escalating, action)(escalation, by=doer(escalation, action), **given)
    return escalation
