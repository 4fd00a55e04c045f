"""What a line tells of cases: the matter, and the people and the money of its lists or, without them, as it was reported."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Count, Sum

from casework.kinds import Brief
from inspections.cases.models import Case
from inspections.cases.models.people import Minor, WorkerLine
from law import matters

COLUMNS = ("pk", "matters", "people_count", "amount", "lead__name", "second__name", "employer__address")


def of(keys: Collection[int]) -> dict[int, Brief]:
    """Three queries."""
    cases = Case.objects.filter(pk__in=keys).order_by()
    listed = _listed(keys)
    minors = dict(_of(Minor, keys).values_list("case").annotate(Count("pk")))
    return {
        row.pk: Brief(
            what=matters.told(row.matters),
            people=max(listed.get(row.pk, (0, None))[0], minors.get(row.pk, 0)) or row.people_count,
            amount=listed[row.pk][1] if row.pk in listed else row.amount,
            where=row.employer__address,
            who="、".join(filter(None, (row.lead__name, row.second__name))),
        )
        for row in cases.values_list(*COLUMNS, named=True)
    }


def _listed(keys: Collection[int]) -> Mapping[int, tuple[int, Any]]:
    """Of each case that lists its workers how many they are, whoever has several lines once, and what they miss."""
    rows = _of(WorkerLine, keys).values_list("case").annotate(Count("name", distinct=True), Sum("missing"))
    return {pk: (people, missing) for pk, people, missing in rows}


def _of(model: Any, keys: Collection[int]) -> Any:
    return model.objects.filter(case__in=keys).order_by()
