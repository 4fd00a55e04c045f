"""What a line tells of patrols: the problems not set right yet, and which act they call for."""

from collections.abc import Collection
from decimal import Decimal

from casework.kinds import Brief
from casework.table import ONWARD, Act
from findings.models import Finding
from inspections.patrols.models import Patrol
from inspections.patrols.workflow import TABLE
from law.clock import today

SHOWN = 2


def of(keys: Collection[int]) -> dict[int, Brief]:
    """Three queries: the patrols, their problems and their reports, which is all the guards of the table look at."""
    rows = Patrol.objects.filter(pk__in=keys).order_by().select_related("employer", "recorded_by")
    return {row.pk: _brief(row) for row in rows.prefetch_related("findings", "escalations")}


def _brief(row: Patrol) -> Brief:
    left = [finding for finding in row.findings.all() if not finding.fixed_on]
    amounts = [finding.amount for finding in left if finding.amount]
    return Brief(
        what=_named(left),
        people=max((finding.people for finding in left if finding.people), default=None),
        amount=sum(amounts, Decimal(0)) if amounts else None,
        where=row.employer.address,
        who=row.recorded_by.name if row.recorded_by else "",
        act=_called_for(row),
    )


def _named(left: list[Finding]) -> str:
    labels = list(dict.fromkeys(finding.label for finding in left))
    named = "、".join(labels[:SHOWN])
    return f"{named}等 {len(labels)} 项" if len(labels) > SHOWN else named


def _called_for(row: Patrol) -> str:
    """The first act onward whose guards hold, whoever does it."""
    act = Act(row, None, today())
    able = (
        each.action
        for each in TABLE.rows_from(row.state)
        if each.kind == ONWARD and each.permission and not any(guard(act) for guard in each.guards)
    )
    return next(able, "")
