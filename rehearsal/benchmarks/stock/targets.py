"""Every active employer as a target of the campaign, at the stage its work has brought it to."""

from datetime import date

from campaign.models import Target, TargetReason
from campaign.reasons import REASON_OF_CATEGORY
from campaign.workflow import Stage as Reached
from campaign.workflow import day_field
from law.clock import now
from rehearsal.benchmarks.stock.rows import in_sets, write
from rehearsal.stage import Stage

# The steps that happened to an employer which got so far.
WAYS = {
    Reached.PATROLLED: (Reached.PATROLLED,),
    Reached.RECTIFYING: (Reached.PATROLLED, Reached.RECTIFYING),
    Reached.RECTIFIED: (Reached.PATROLLED, Reached.RECTIFYING, Reached.RECTIFIED),
    Reached.ESCALATED: (Reached.PATROLLED, Reached.ESCALATED),
    Reached.INSPECTED: (Reached.INSPECTION_LISTED, Reached.INSPECTED),
    Reached.CASE: (Reached.INSPECTION_LISTED, Reached.INSPECTED, Reached.CASE),
    Reached.CONCLUDED: (Reached.INSPECTION_LISTED, Reached.INSPECTED, Reached.CONCLUDED),
}


def write_targets(stage: Stage, reached: dict[int, str]) -> None:
    """Write the list of targets; `reached` is the stage of employers (by id) beyond being listed."""
    campaign, moment = stage.campaign, now()
    for employers in in_sets(each for each in stage.employers if each.is_active):
        targets = [
            Target(
                number=f"{campaign.code}-{employer.code}",
                campaign=campaign,
                employer=employer,
                town_id=employer.town_id,
                listed_on=campaign.starts_on,
                state=reached.get(employer.pk, Reached.LISTED),
                state_since=moment,
                **_days(reached.get(employer.pk, Reached.LISTED), campaign.starts_on),
            )
            for employer in employers
        ]
        write(targets)
        write(
            TargetReason(target=target, reason=REASON_OF_CATEGORY[category.code])
            for target, employer in zip(targets, employers, strict=True)
            for category in employer.categories.all()
        )


def _days(stage: str, day: date) -> dict[str, date]:
    return {day_field(step): day for step in WAYS.get(Reached(stage), ())}
