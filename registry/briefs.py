"""What a line tells of employers that are to be joined."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from casework.kinds import Brief
from registry.models import Merge


def of_merges(keys: Collection[int]) -> dict[int, Brief]:
    rows = Merge.objects.filter(pk__in=keys).order_by().values_list("pk", "absorbed__name", "reason")
    return {pk: Brief(what=_("并入%(name)s：%(why)s") % {"name": name, "why": why}) for pk, name, why in rows}
