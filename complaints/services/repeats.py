"""Complaints that come again: one person about the same thing, or many people about one employer."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from complaints.models import Complaint
from complaints.querysets import ComplaintQuerySet
from law import policy
from registry.models import Employer


def window_start(on: date) -> date:
    """The day before the window of `repeat.months` (12) months that ends on `on`."""
    year, month = divmod(on.year * 12 + on.month - 1 - policy.integer("repeat.months", on), 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def repeated_employers(on: date, *, openly: bool = False) -> dict[int, int]:
    """The «被群众多次举报、反响强烈» employers on `on`: employer id -> accepted complaints in the window.

    Three or more accepted complaints from two or more people, or one about ten or more workers: the campaign
    document gives no number, these are policy values (`repeat.*`). All anonymous reports about an employer
    count as one person. `openly`: as far as towns may know, without what is labelled 举报保密.
    One query.
    """
    return {row["employer_id"]: row["count"] for row in _often(on, openly)}


def repeated_since(on: date, employer: Employer | None = None, *, openly: bool = False) -> dict[int, date]:
    """The same employers, or `employer` if it is one, with the day on which the latest of these complaints was accepted."""
    rows = _often(on, openly)
    rows = rows.filter(employer=employer) if employer else rows
    return {row["employer_id"]: row["last"] for row in rows}


def _often(on: date, openly: bool) -> QuerySet:
    least, people = policy.integer("repeat.complaints", on), policy.integer("repeat.people", on)
    workers = policy.integer("repeat.workers", on)
    tally = _accepted(on, openly).tally_by_employer()
    return tally.filter(Q(count__gte=least, people__gte=people) | Q(workers__gte=workers))


def accepted_counts(
    on: date, employers: Iterable[int] | None = None, *, openly: bool = False
) -> dict[int, int]:
    """Employer id -> complaints accepted in the window ending on `on`, where there are any; `openly` as above. One query."""
    rows = _accepted(on, openly)
    if employers is not None:
        rows = rows.filter(employer__in=employers)
    return {row["employer_id"]: row["count"] for row in rows.tally_by_employer()}


def handled_employers(users: Iterable[int], on: date) -> list[tuple[int, int]]:
    """(user, employer): about whom these users handle a complaint that is open or was accepted in the window.

    Not of what is labelled 举报保密: conflicts stand in the pools of a draw, which many read.
    """
    counting = Complaint.objects.open() | Complaint.objects.accepted_within(window_start(on), on)
    handled = counting.told_openly().filter(handler__in=users, employer__isnull=False).order_by()
    return list(handled.values_list("handler_id", "employer_id").distinct())


def _accepted(on: date, openly: bool) -> ComplaintQuerySet:
    rows = Complaint.objects.accepted_within(window_start(on), on)
    return rows.told_openly() if openly else rows


def likely_repeats(complaint: Complaint) -> list[Complaint]:
    """Others by the same person about the same employer with a matter in common, newest first, at most 20."""
    same = Complaint.objects.same_claim_as(complaint).select_related("employer")
    return list(same.order_by("-pk")[:20])
