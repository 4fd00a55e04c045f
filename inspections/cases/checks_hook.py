"""What cases tell the app of checks below them (hooks of its visits)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from casework.by import By
from findings.entries import Problem
from inspections.cases.kinds import Source
from inspections.cases.models import Case
from inspections.cases.services.clues import register_clue
from inspections.checks.models import Visit
from registry.models import Employer


def has_open_case(employer: Employer) -> bool:
    """Whether a case against the employer goes on: it may be visited as often as the case needs."""
    return Case.objects.under_way().filter(employer=employer).exists()


def register(visit: Visit, people: Sequence[Any], problems: Sequence[Problem], *, by: By) -> Case:
    """The clue of a visit whose result is a case, for the two who were there first."""
    counted = [problem.people for problem in problems if problem.people is not None]
    amounts = [problem.amount for problem in problems if problem.amount is not None]
    return register_clue(
        by=by,
        employer=visit.employer,
        inspection=visit.inspection,
        visit=visit,
        origin=Source.INSPECTION,
        matters=[problem.matter for problem in problems],
        cause="\n".join(problem.fact for problem in problems),
        people_count=max(counted) if counted else None,
        amount=sum(amounts, Decimal(0)) if amounts else None,
        found_on=visit.visited_on,
        despite=_("现场检查 %(number)s 发现") % {"number": visit.number},
        lead=people[0],
        second=people[1],
    )
