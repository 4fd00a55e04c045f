"""What Celery calls at night."""

import logging

from celery import shared_task

from campaign.models import Campaign
from campaign.services.boundaries import advance
from law.clock import today

logger = logging.getLogger(__name__)


@shared_task
def advance_all() -> None:
    """Boundary work of every campaign that runs today; what failed is tried again the next night and logged
    here.
    """
    on = today()
    for campaign in Campaign.objects.advancing(on):
        failed = [run for run in advance(campaign, on) if run.error]
        if failed:
            logger.error(
                "campaign %s: %s pieces of boundary work failed on %s", campaign.code, len(failed), on
            )
