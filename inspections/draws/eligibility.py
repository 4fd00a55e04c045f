"""Who may inspect, whom they must not inspect, and which employers have had their inspection this year."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Q, QuerySet

from campaign.models import Target
from campaign.workflow import Stage
from complaints.models import Complaint
from complaints.services import accepted_counts
from complaints.services.repeats import window_start
from inspections.draws.models import Conflict, Inspection
from law import policy
from registry.models import Posting, Warning

INSPECT = "draws.conclude_inspection"


def inspectors() -> QuerySet:
    """Active users who inspect, certified or not."""
    return get_user_model().objects.with_permission(INSPECT)


def certified(on: date) -> QuerySet:
    """Inspectors with a certificate that is valid on `on` (a certificate without an end date has none)."""
    return inspectors().filter(
        Q(certificate_until__isnull=True) | Q(certificate_until__gte=on), certificate__isnull=False
    )


def conflicts(users: Iterable[int], employers: dict[int, Any], on: date) -> dict[int, set[int]]:
    """Which of `employers` (employer id -> town id) each of `users` must not inspect: user id -> employer ids.

    Declared ones; employers about whom they handle a complaint that is open or was accepted in the window (policy
    `repeat.months`); employers of a town they serve (方案 leaves the last two open; house rule). Three queries,
    whatever the size of the pool.
    """
    users, found = list(users), defaultdict(set)
    for user, employer in (
        Conflict.objects.open().filter(inspector__in=users).values_list("inspector", "employer")
    ):
        if employer in employers:
            found[user].add(employer)
    counting = Complaint.objects.open() | Complaint.objects.accepted_within(window_start(on), on)
    handled = counting.filter(handler__in=users, employer__isnull=False).order_by()
    for user, employer in handled.values_list("handler", "employer").distinct():
        if employer in employers:
            found[user].add(employer)
    of_town = defaultdict(set)
    for employer, town in employers.items():
        of_town[town].add(employer)
    for user, town in Posting.objects.current(on).filter(user__in=users).values_list("user", "town"):
        found[user] |= of_town.get(town, set())
    return found


def conflicted(employer: Any, on: date) -> set[int]:
    """Ids of the certified inspectors who must not inspect this employer."""
    users = certified(on).values_list("pk", flat=True)
    return {user for user, codes in conflicts(users, {employer.pk: employer.town_id}, on).items() if codes}


def suspected(campaign: Any, on: date, employers: Iterable[int] | None = None) -> set[int]:
    """Employers with an open warning, an accepted complaint in the window or a patrol escalation in this campaign.

    These lift the frequency limit: 山东条例第十三条 leaves «有违法嫌疑» out of it.
    """
    warned = Warning.objects.open()
    escalated = Target.objects.filter(campaign=campaign, state=Stage.ESCALATED)
    if employers is not None:
        employers = list(employers)
        warned, escalated = warned.filter(employer__in=employers), escalated.filter(employer__in=employers)
    found = set(warned.values_list("employer_id", flat=True)) | set(
        escalated.values_list("employer_id", flat=True)
    )
    return found | set(accepted_counts(on, employers))


def at_limit(on: date, employers: Iterable[int] | None = None) -> set[int]:
    """Employers that have had as many special inspections this year as 山东条例第十三条 allows (policy, 1 by default)."""
    visits = Inspection.objects.visited().of_year(on.year)
    if employers is not None:
        visits = visits.filter(employer__in=list(employers))
    limit = policy.integer("draw.frequency.special", on)
    often = visits.order_by().values("employer_id").annotate(number=Count("pk")).filter(number__gte=limit)
    return {row["employer_id"] for row in often}
