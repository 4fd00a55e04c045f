"""What a town may write down as set right, and how far it may extend a rectification."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from findings.outcomes import OUTCOMES, Totals
from inspections.patrols.deadlines import RECTIFICATION
from inspections.patrols.models import Patrol
from law import policy, workdays


def outcome_errors(
    found: Any, outcomes: Mapping[str, int | Decimal | None], *, before: Totals
) -> dict[str, str]:
    """A sentence for each outcome that cannot be, by its name; empty when all may be so.

    `found` has `people` and `amount` (yuan) of the problem, None where not counted; `before` are the totals so far.
    """
    errors = {}
    for name, value in outcomes.items():
        is_money = OUTCOMES[name].is_money
        limit, told = found.amount if is_money else found.people, before.get(name, 0)
        if value is not None and limit is not None and value > limit:
            facts = {"limit": f"{limit:,}", "unit": _("元") if is_money else _("人")}
            errors[name] = (
                _("问题里只有 %(limit)s %(unit)s，请核对；确实更多的，在复查情况里写明原因。") % facts
            )
        elif value is not None and value < told:
            facts = {"told": f"{told:,}"}
            errors[name] = (
                _("这里填累计数，不能少于上次登记的 %(told)s；上次登记错了的，在复查情况里写明。") % facts
            )
    return errors


def last_day(patrol: Patrol) -> date | None:
    """The last day to which a town may extend: so many working days beyond the first one (policy); None without one."""
    clock = patrol.deadlines.filter(clock=RECTIFICATION).order_by("-pk").first()
    if clock is None:
        return None
    days = policy.integer("patrol.longest_extension")
    return workdays.add_workdays(clock.first_due_on or clock.due_on, days, provisional=True)


def extension_error(patrol: Patrol, day: date) -> str:
    """Why the town may not give time until `day`; empty when it may."""
    last = last_day(patrol)
    if last is None or day <= last:
        return ""
    return _("镇街最多延长到 %(day)s；还不能整改到位的，请上报大队。") % {"day": last.isoformat()}
