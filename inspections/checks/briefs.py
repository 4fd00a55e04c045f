"""What a line tells of inspections: why the employer is on the list, what is looked at, how many work there, and where it is."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from casework.kinds import Brief
from inspections.checks.models import Inspection, Source
from inspections.checks.workflow import InspectionState
from law import matters

COLUMNS = (
    "pk", "state", "source", "matters", "problems", "employer__headcount", "employer__address", "lead__name", "second__name",
)  # fmt: skip


def of(keys: Collection[int]) -> dict[int, Brief]:
    rows = Inspection.objects.filter(pk__in=keys).order_by().values_list(*COLUMNS, named=True)
    return {
        row.pk: Brief(
            what="，".join(
                filter(None, (str(Source(row.source).label), matters.told(row.matters), _found(row.problems)))
            ),
            people=row.employer__headcount,
            where=row.employer__address,
            who="、".join(filter(None, (row.lead__name, row.second__name))),
            # Until what was found is dealt with it cannot be concluded.
            act="order_correction" if row.state == InspectionState.VISITED and row.problems else "",
        )
        for row in rows
    }


def _found(problems: int) -> str:
    return _("发现问题 %(n)s 条") % {"n": problems} if problems else ""
