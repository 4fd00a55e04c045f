"""Two targets of one campaign when their employers turn out to be one: the further tells the way, the other is ruled out."""

from datetime import date
from typing import Any

from campaign.models import Target
from campaign.services.targets import give_reasons
from campaign.workflow import STEPS, day_field
from casework.by import By
from casework.workflow import perform
from registry.models import Employer

DAYS = tuple(day_field(stage) for stage in STEPS)


def join_targets(
    kept: Employer, absorbed: Employer, *, by: By
) -> tuple[list[dict[str, Any]], dict[str, list[int]]]:
    """Give the targets of `kept` what those of `absorbed` in the same campaigns had come to; these are cleared and stay.

    Returns what parting them needs, and the rows that stay.
    """
    mine = {target.campaign_id: target for target in Target.objects.filter(employer=kept)}
    data, stay = [], []
    for other in Target.objects.filter(employer=absorbed, campaign__in=mine):
        target = mine[other.campaign_id]
        stood: dict[str, Any] = {"target": _state_of(target), "other": _state_of(other)}
        new = [
            reason for row in other.reasons.all() for reason in give_reasons(target, [row.reason], row.note)
        ]
        data.append({**stood, "reasons": [str(reason) for reason in new]})
        _join(target, other, by)
        stay.append(other.pk)
    return data, {Target._meta.label: stay}


def part_targets(data: list[dict[str, Any]], *, by: By) -> None:
    """Bring both targets back to where they stood."""
    for one in data:
        for told in (one["target"], one["other"]):
            target = Target.objects.get(pk=told["pk"])
            target.stood_at = told["state"]
            days = {name: day and date.fromisoformat(day) for name, day in told["days"].items()}
            perform(target, "part_target", by=by.plainly(), changes=days)
        Target.objects.get(pk=one["target"]["pk"]).reasons.filter(reason__in=one["reasons"]).delete()


def _join(target: Target, other: Target, by: By) -> None:
    first = {
        name: min(filter(None, (getattr(target, name), getattr(other, name))), default=None) for name in DAYS
    }
    further = max((target, other), key=lambda one: one.rank)
    target.stood_at = further.state
    perform(target, "join_target", by=by.plainly(), changes=first)
    perform(other, "absorb_target", by=by.plainly(), data={"into": target.number})


def _state_of(target: Target) -> dict[str, Any]:
    days = {name: day and day.isoformat() for name in DAYS for day in [getattr(target, name)]}
    return {"pk": target.pk, "state": target.state, "days": days}
