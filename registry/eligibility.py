"""Who may be named to inspect an employer or to handle its case, and whom they must keep away from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from casework import hooks
from casework.workflow import Refused
from registry.models import Conflict, Employer, Posting


def inspectors() -> QuerySet:
    """Active users who inspect, certified or not."""
    return get_user_model().objects.with_permission("registry.inspect")


def certified(on: date) -> QuerySet:
    """Inspectors with a certificate that is valid on `on` (a certificate without an end date has none)."""
    return inspectors().filter(
        Q(certificate_until__isnull=True) | Q(certificate_until__gte=on), certificate__isnull=False
    )


def declared(employer: Employer, users: Iterable[int]) -> set[int]:
    """Which of `users` have said that they have a conflict of interest with the employer."""
    rows = Conflict.objects.open().filter(employer=employer, inspector__in=list(users))
    return set(rows.values_list("inspector_id", flat=True))


def conflicts(users: Iterable[int], employers: dict[int, Any], on: date) -> dict[int, set[int]]:
    """Which of `employers` (employer id -> town id) each of `users` must not inspect: user id -> employer ids.

    Declared ones; those that other rooms know of (`conflicts_of_interest` of their AppConfig, such as the employer of a
    complaint one handles); employers of a town they serve (方案 leaves the last two open; house rule). A fixed number
    of queries, whatever the size of the pool.
    """
    users, found = list(users), defaultdict(set)
    pairs = list(
        Conflict.objects.open().filter(inspector__in=users).values_list("inspector_id", "employer_id")
    )
    for known in hooks.functions("conflicts_of_interest"):
        pairs += known(users, on)
    for user, employer in pairs:
        if employer in employers:
            found[user].add(employer)
    of_town = defaultdict(set)
    for employer, town in employers.items():
        of_town[town].add(employer)
    for user, town in Posting.objects.current(on).filter(user__in=users).values_list("user", "town"):
        found[user] |= of_town.get(town, set())
    return found


def conflicted(employer: Employer, on: date) -> set[int]:
    """Ids of the certified inspectors who must not inspect this employer."""
    users = certified(on).values_list("pk", flat=True)
    return {user for user, codes in conflicts(users, {employer.pk: employer.town_id}, on).items() if codes}


def require_fit(people: Sequence[User], employer: Employer, on: date) -> None:
    """Two or more different inspectors, certified on `on`, none with a declared conflict (条例 16).

    Raises `Refused` (too_few_inspectors, not_certified, conflicted).
    """
    ids = {person.pk for person in people if person is not None}
    if len(ids) < 2:
        raise Refused("too_few_inspectors", _("须有两名以上不同的监察员（条例第十六条），请再选一人。"))
    valid = set(certified(on).filter(pk__in=ids).values_list("pk", flat=True))
    barred = declared(employer, ids)
    for person in people:
        if person.pk not in valid:
            raise Refused(
                "not_certified",
                _("%(name)s在 %(day)s 没有有效的执法证，请另选一人。")
                % {"name": person.name, "day": on.isoformat()},
            )
        if person.pk in barred:
            raise Refused(
                "conflicted", _("%(name)s与这家单位有利害关系，须回避，请另选一人。") % {"name": person.name}
            )
