"""Reports as background work; the claim on the job makes each of them exactly once. And the numbers of the cockpit."""

from typing import Any

from celery import shared_task

from campaign.models import Campaign
from casework.jobs import JobRun, handler
from reports.services import cockpits
from reports.services.making import make_run


@handler("reports.town_reports")
def town_reports(job: JobRun) -> dict[str, Any]:
    """A report for each of the towns, as one numbered run."""
    return make_run(job)


@handler("reports.district_report")
def district_report(job: JobRun) -> dict[str, Any]:
    """The district's report, as one numbered run."""
    return make_run(job)


@shared_task
def keep_cockpit() -> None:
    """While somebody looks at the cockpit, and when somebody asks for its numbers."""
    campaign = Campaign.objects.current()
    if campaign is not None:
        cockpits.keep_fresh(campaign)
