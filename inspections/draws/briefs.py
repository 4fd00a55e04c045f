"""What a line tells of draws: what is looked at, and why it is to be drawn anew."""

from collections.abc import Collection

from casework.kinds import Brief
from inspections.draws.models import Draw
from law import matters


def of(keys: Collection[int]) -> dict[int, Brief]:
    rows = Draw.objects.filter(pk__in=keys).order_by()
    found = rows.values_list("pk", "matters", "redraw_reason", "prepared_by__name")
    return {pk: Brief(what=why or matters.told(codes), who=name or "") for pk, codes, why, name in found}
