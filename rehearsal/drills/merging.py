"""Drills on employers that are one: two persons merge them at the same time, each in the other direction."""

from collections.abc import Callable
from functools import partial

from django.db import connection

from accounts.models import User
from casework.by import SYSTEM, By
from casework.workflow import Refused
from registry.models import Employer, Merge, Town
from registry.services.employers import create_employer
from registry.services.merges import confirm_merge, propose_merge, undo_merge
from rehearsal.drills.parts import NotHeld, Site, hold
from rehearsal.drills.tally import Tally, fresh_name, hold_trail
from rehearsal.drills.visitor import together

PEOPLE = ("leader01", "leader02")
TURNS = 20


def merged_from_both_sides(site: Site) -> Tally:
    """D-11: A into B and B into A, proposed and confirmed at once; one merge, nothing lost, and they part again."""
    first, second = (By(User.objects.get(username=name)) for name in PEOPLE)
    lost = doubled = 0
    for _turn in range(TURNS):
        one, other = (
            create_employer(by=SYSTEM, name=fresh_name(), town=Town.objects.first()) for _side in PEOPLE
        )
        ours, theirs = _at_once(
            partial(propose_merge, one=one, other=other, reason="同一家", by=first),
            partial(propose_merge, one=other, other=one, reason="同一家", by=second),
        )
        hold(not (ours and theirs), "two proposals stand side by side")
        merge, by = (ours, second) if ours else (theirs, first)
        if merge is None:
            raise NotHeld("neither proposal stands")
        confirmed = [done for done in _at_once(*[partial(_confirm, merge.pk, by)] * 2) if done]
        there = Employer.objects.filter(pk__in=(one.pk, other.pk)).count()
        lost, doubled = lost + (there == 0 or not confirmed), doubled + max(there, len(confirmed)) - 1
        undo_merge(Merge.objects.get(pk=merge.pk), by=first, reason="演练")
        lost += 2 - Employer.objects.filter(pk__in=(one.pk, other.pk)).count()
    hold_trail()
    return Tally(lost=lost, doubled=doubled, said=f"{TURNS} pairs")


def _confirm(number: int, by: By) -> Merge:
    return confirm_merge(Merge.objects.get(pk=number), by=by)


def _at_once(*calls: Callable[[], Merge]) -> list[Merge | None]:
    """What was done by each of these calls; None where it was refused, while an error of the database breaks the drill."""
    return together([partial(_tried, call) for call in calls])


def _tried(call: Callable[[], Merge]) -> Merge | None:
    try:
        return call()
    except Refused:
        return None
    finally:
        connection.close()
