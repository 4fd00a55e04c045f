"""Every active employer as a target of its campaign, at the stage its work has brought it to."""

from datetime import date
from typing import Any

from campaign.models import Target, TargetReason
from campaign.reasons import REASON_OF_CATEGORY
from campaign.workflow import Stage, day_field
from rehearsal.benchmarks.stock.district import District
from rehearsal.benchmarks.stock.trail import instant

# The steps that happened to an employer which got so far.
WAYS = {
    Stage.PATROLLED: (Stage.PATROLLED,),
    Stage.RECTIFYING: (Stage.PATROLLED, Stage.RECTIFYING),
    Stage.RECTIFIED: (Stage.PATROLLED, Stage.RECTIFYING, Stage.RECTIFIED),
    Stage.ESCALATED: (Stage.PATROLLED, Stage.ESCALATED),
    Stage.INSPECTION_LISTED: (Stage.INSPECTION_LISTED,),
    Stage.INSPECTED: (Stage.INSPECTION_LISTED, Stage.INSPECTED),
    Stage.CASE: (Stage.INSPECTION_LISTED, Stage.INSPECTED, Stage.CASE),
    Stage.CONCLUDED: (Stage.INSPECTION_LISTED, Stage.INSPECTED, Stage.CONCLUDED),
}
STEPS = tuple(day_field(stage) for stage in Stage if stage not in (Stage.LISTED, Stage.CLEARED))
NEVER = dict.fromkeys(STEPS)


def write_targets(district: District, reached: dict[int, Stage]) -> None:
    """Write the lists of targets; `reached` is the stage of employers (by id) beyond being listed."""
    for year in district.years:
        for firm in year.firms:
            stage = reached.get(firm.pk, Stage.LISTED)
            pk = district.shelf.add(
                Target,
                number=f"{year.code}-{firm.code}",
                campaign_id=year.campaign,
                employer_id=firm.pk,
                town_id=firm.town,
                listed_on=year.starts_on,
                state=stage,
                state_since=instant(year.starts_on),
                **_days(stage, year.starts_on),
            )
            reason = REASON_OF_CATEGORY[firm.category]
            district.shelf.add(TargetReason, target_id=pk, reason=reason)


def _days(stage: Stage, day: date) -> dict[str, Any]:
    return NEVER | {day_field(step): day for step in WAYS.get(stage, ())}
