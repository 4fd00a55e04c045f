"""What was brought back for workers (方案五（二）), by whose work: the same money once, however many wrote it down."""

from functools import partial
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from complaints.models import Complaint
from findings.kinds import Origin
from findings.outcomes import What
from inspections.cases.models import Case
from inspections.checks.models import Inspection
from inspections.patrols.models import Patrol
from reports.metrics import tables
from reports.metrics.window import Window

PAID = "统计口径: 实际支付（凭证），不含加付赔偿金"
# On whose page the recoveries of each kind of work stand.
RECORDS = {
    Origin.PATROL: Patrol,
    Origin.INSPECTION: Inspection,
    Origin.COMPLAINT: Complaint,
    Origin.CASE: Case,
}


def recovered(window: Window, origin: str, what: str, number: str = "people") -> Q:
    """What was brought back in the window by work of one origin, but for what another record counts by the cut-off.

    The event is the day of the re-check, of the visit for what was set right on the spot, of the conclusion or the payment.
    """
    return _told(window, origin, what, number) & ~_repeated(window)


def summed(origin: Origin, what: What, number: str = "people") -> dict[str, Any]:
    """How a figure of `recovered` rows is made: its sum, and the rows that are the same money as another record's."""

    def repeats(window: Window) -> QuerySet:
        return tables.RECOVERIES.where(_told(window, origin, what, number) & _repeated(window), window)

    def unclear(window: Window) -> QuerySet:
        return tables.RECOVERIES.where(recovered(window, origin, what, number) & Q(is_unclear=True), window)

    options = {
        "table": tables.RECOVERIES,
        "value": partial(Sum, number),
        "seen_with": RECORDS[origin],
        "is_money": number == "amount",
    }
    if what != What.WAGES:
        return options
    return {
        **options,
        "missed": ((_("与其他记录是同一笔，已计入那条记录"), repeats),),
        "unclear": ((_("可能与其他记录是同一笔，还没有核实；核实前照计"), unclear),),
    }


def _told(window: Window, origin: str, what: str, number: str) -> Q:
    return window.events("paid_on") & Q(origin=origin, what=what) & ~Q(**{number: 0})


def _repeated(window: Window) -> Q:
    """The same money as what another record, paid by the cut-off, counts."""
    return Q(same_as__paid_on__lte=window.cut_off)
