"""Reports as background work; the claim on the job makes each of them exactly once."""

from typing import Any

from casework.jobs import JobRun, handler
from reports.services.making import make_run


@handler("reports.town_reports")
def town_reports(job: JobRun) -> dict[str, Any]:
    """A report for each of the towns, as one numbered run."""
    return make_run(job)


@handler("reports.district_report")
def district_report(job: JobRun) -> dict[str, Any]:
    """The district's report, as one numbered run."""
    return make_run(job)
