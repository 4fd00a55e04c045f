"""Employers that something happened to, each counted once."""

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from registry.models import Employer
from reports.metrics.secrecy import hidden, told_openly


def employers_of(*rows: QuerySet) -> QuerySet:
    """Employers with at least one of these rows (patrols, visits, problems, recoveries …).

    `is_told` says whether a row is among them that follows from more than complaints labelled 举报保密. Give all rows at once:
    two such querysets joined by `|` keep what the first one tells.
    """
    found = Employer.objects.filter(reduce(or_, map(_here, rows)))
    if all(hidden(each) is None for each in rows):
        return found
    return found.alias(is_told=reduce(or_, (_here(told_openly(each)) for each in rows)))


def _here(rows: QuerySet) -> Q:
    return Q(Exists(rows.filter(employer=OuterRef("pk")).order_by()))
