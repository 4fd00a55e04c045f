"""What a line tells of summary reports: of which campaign, and whether they came back."""

from collections.abc import Collection

from casework.kinds import Brief
from reports.models import Summary


def of(keys: Collection[int]) -> dict[int, Brief]:
    rows = Summary.objects.filter(pk__in=keys).order_by()
    found = rows.values_list("pk", "campaign__title", "submitted_by__name")
    return {pk: Brief(what=title, who=sender or "") for pk, title, sender in found}
