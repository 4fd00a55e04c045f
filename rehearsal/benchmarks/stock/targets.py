"""Every active employer as a target of the campaign, at the stage its work has brought it to."""

from campaign.models import Target, TargetReason
from campaign.reasons import REASON_OF_CATEGORY
from campaign.workflow import Stage as Reached
from law.clock import now
from rehearsal.benchmarks.stock.rows import in_sets, write
from rehearsal.stage import Stage


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
            )
            for employer in employers
        ]
        write(targets)
        write(
            TargetReason(target=target, reason=REASON_OF_CATEGORY[category.code])
            for target, employer in zip(targets, employers, strict=True)
            for category in employer.categories.all()
        )
