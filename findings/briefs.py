"""What a line tells of reports to the brigade: on what ground, and who sent it."""

from collections.abc import Collection

from casework.kinds import Brief
from findings.models import Escalation
from findings.triggers import Trigger


def of(keys: Collection[int]) -> dict[int, Brief]:
    rows = Escalation.objects.filter(pk__in=keys).order_by()
    found = rows.values_list("pk", "trigger", "employer__address", "sent_by__name")
    return {
        pk: Brief(what=str(Trigger(trigger).label), where=address, who=sender or "")
        for pk, trigger, address, sender in found
    }
