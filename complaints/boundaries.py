"""What the campaign's calendar makes this room do."""

from datetime import date

from campaign.models import Campaign
from campaign.services.targets import move_target
from casework.by import SYSTEM
from complaints.services.repeats import repeated_employers
from registry.models import Employer


def list_repeated(campaign: Campaign, on: date) -> dict[str, int]:
    """Make «被群众多次举报、反响强烈» employers targets (方案二（二）). Safe to run twice or late.

    Towns read their targets: what is labelled 举报保密 does not count, and its employers wait for the brigade's focus list.
    """
    repeated = repeated_employers(on, openly=True)
    for employer in Employer.objects.filter(pk__in=repeated).order_by("pk"):
        note = f"近期受理 {repeated[employer.pk]} 件"
        move_target(
            campaign=campaign,
            employer=employer,
            stage="listed",
            by=SYSTEM,
            reason_code="repeated_complaints",
            note=note,
        )
    return {"employers": len(repeated)}
