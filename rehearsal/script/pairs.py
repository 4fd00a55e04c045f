"""Which two inspectors: certified, and without a conflict with the employer."""

from random import Random
from typing import Any

from law.clock import today
from registry import eligibility
from registry.models import Employer
from rehearsal.stage import Stage


def free_pair(stage: Stage, employer: Employer, random: Random) -> list[Any] | None:
    """Two of them in the order lead, second; None when there are not enough."""
    barred = eligibility.conflicted(employer, today())
    free = [user for user in stage.people.certified if user.pk not in barred]
    return random.sample(free, 2) if len(free) >= 2 else None
