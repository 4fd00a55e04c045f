"""How often an employer may be inspected in a year (山东条例第十三条), and what lifts the limit."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count

from campaign.models import Campaign
from complaints.services.repeats import accepted_counts
from findings.models import Escalation
from inspections.checks.models import Inspection
from law import policy
from registry.models import Warning


def suspected(
    campaign: Campaign | None, on: date, employers: Iterable[int] | None = None, *, openly: bool = False
) -> set[int]:
    """Employers with an open warning, an accepted complaint in the window or a town's report the brigade owes a visit for.

    These lift the frequency limit: 山东条例第十三条 leaves «有违法嫌疑» out of it. `openly`: without complaints labelled
    举报保密, for what many read.
    """
    warned = Warning.objects.open()
    escalated = Escalation.objects.unlisted().filter(campaign=campaign)
    if employers is not None:
        employers = list(employers)
        warned, escalated = warned.filter(employer__in=employers), escalated.filter(employer__in=employers)
    found = set(warned.values_list("employer_id", flat=True)) | set(
        escalated.values_list("employer_id", flat=True)
    )
    return found | set(accepted_counts(on, employers, openly=openly))


def at_limit(on: date, employers: Iterable[int] | None = None) -> set[int]:
    """Employers that have had as many special inspections this year as 山东条例第十三条 allows (policy, 1 by default).

    A confidential one was made on suspicion, which the limit leaves out.
    """
    visits = Inspection.objects.told_openly().visited().of_year(on.year)
    if employers is not None:
        visits = visits.filter(employer__in=list(employers))
    limit = policy.integer("draw.frequency.special", on)
    often = visits.order_by().values("employer_id").annotate(number=Count("pk")).filter(number__gte=limit)
    return {row["employer_id"] for row in often}
