"""Approvals given by somebody else than the leader they wait for: passed on (转办), or by a deputy (代理)."""

from datetime import timedelta

from accounts.models import User
from accounts.services import deputies
from casework import passing_on
from casework.by import By
from inspections.cases.models import Case
from law.clock import today
from rehearsal.stage import Stage, fresh


def passed_on(stage: Stage, case: Case, action: str) -> User:
    """The other leader, to whom the first one passes the approval on."""
    people = stage.people
    passing_on.pass_on(
        case, action, by=By(people.leader), to=people.other_leader, reason="外出参加联合检查，请代为审批"
    )
    return people.other_leader


def by_deputy(stage: Stage, case: Case, action: str) -> User:
    """An inspector who stands in for the leader today and tomorrow, and handles nothing of the case."""
    leader = stage.people.leader
    able = deputies.candidates(By(leader)).exclude(pk__in=[person.pk for person in case.handlers()])
    deputy = able.filter(pk__in=[person.pk for person in stage.people.certified]).order_by("pk").first()
    if deputy is None:
        raise LookupError("nobody may stand in for the leader")
    deputies.name_deputy(
        by=By(leader), principal=leader, deputy=deputy, from_on=today(), until_on=today() + timedelta(days=1),
        reason="赴市局开会",
    )  # fmt: skip
    return fresh(deputy)
