"""What upper rooms tell this one, by attributes of their AppConfig: no lower room imports an upper one."""

from typing import Any

from casework import hooks
from casework.by import By
from casework.models import WorkflowRecord


def work_under_way(escalation: WorkflowRecord) -> list[Any]:
    """`work_under_way`, each `(escalation) -> [record]`: what goes on with its employer that it may be joined to."""
    return [each for found in hooks.functions("work_under_way") for each in found(escalation)]


def list_employer(escalation: WorkflowRecord) -> None:
    """`employer_escalated`, each `(escalation)`: puts its employer on the list of what is inspected, and notes it there."""
    for list_escalated in hooks.functions("employer_escalated"):
        list_escalated(escalation)


def tell(escalation: WorkflowRecord, *, by: By) -> None:
    """`escalation_answered`, each `(escalation, by)`: the rooms it came from and led to follow the brigade's answer."""
    for follow_answer in hooks.functions("escalation_answered"):
        follow_answer(escalation, by=by)
