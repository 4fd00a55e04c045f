"""Figures of complaints and reports (方案五（一）: 受理举报投诉)."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casework.models import Deadline
from complaints.kinds import Kind
from complaints.models import Complaint
from findings.kinds import Origin
from findings.outcomes import What
from reports.metrics import tables
from reports.metrics.figure import COMPLAINTS, figure, rate, total
from reports.metrics.recovered import recovered, summed
from reports.metrics.window import Window

SOURCE = "统计口径; 关于实施《劳动保障监察条例》若干规定 18"
# Whether a complaint was dealt with in time: accepted in five working days, concluded (or made a case) in sixty, and by
# the platform's day where it set one.
CLOCKS = ("complaint.acceptance", "complaint.investigation", "complaint.external")


def accepted_in(window: Window) -> Q:
    """Complaints and reports accepted in the window (25号令 18)."""
    return window.events("accepted_on")


def _not_accepted(window: Window) -> QuerySet:
    left = complaints_received(window) & ~Q(accepted_on__lte=window.cut_off)
    return tables.COMPLAINTS.where(left, window)


MISSED = ((_("期间收到、截止日前没有受理（不予受理、转办、并入原件、待补正、待受理）"), _not_accepted),)


@figure(
    _("收到投诉举报"),
    _("件"),
    COMPLAINTS,
    _("期间登记的投诉和举报，含不予受理、转办和并入原件的"),
    source=SOURCE,
    table=tables.COMPLAINTS,
)
def complaints_received(window: Window) -> Q:
    """Complaints and reports that came in."""
    return window.timed("received_at") & window.own()


@figure(
    _("受理投诉"),
    _("件"),
    COMPLAINTS,
    _("受理日期在期间的投诉"),
    source=SOURCE,
    table=tables.COMPLAINTS,
    missed=MISSED,
)
def complaints_accepted(window: Window) -> Q:
    """Complaints by name that were accepted."""
    return accepted_in(window) & Q(kind=Kind.COMPLAINT)


@figure(
    _("受理举报"),
    _("件"),
    COMPLAINTS,
    _("受理日期在期间的举报"),
    source=SOURCE,
    table=tables.COMPLAINTS,
    missed=MISSED,
)
def reports_accepted(window: Window) -> Q:
    """Reports by anybody that were accepted."""
    return accepted_in(window) & Q(kind=Kind.REPORT)


total(
    "accepted",
    _("受理投诉举报合计"),
    _("件"),
    COMPLAINTS,
    _("受理投诉与受理举报之和"),
    source=SOURCE,
    parts=("complaints_accepted", "reports_accepted"),
)


def _concluded(window: Window) -> Q:
    return Q(concluded_on__lte=window.cut_off)


def _open(window: Window) -> QuerySet:
    return tables.COMPLAINTS.where(accepted_in(window) & ~_concluded(window), window)


@figure(
    _("办结投诉举报"),
    _("件"),
    COMPLAINTS,
    _("期间受理的投诉举报中，截止日前办结的"),
    source=SOURCE,
    table=tables.COMPLAINTS,
    missed=((_("已受理、截止日前未办结"), _open),),
)
def complaints_concluded(window: Window) -> Q:
    """Of those accepted in the window, concluded by the cut-off; so never more than accepted."""
    return accepted_in(window) & _concluded(window)


rate(
    "conclusion_rate",
    _("办结率"),
    COMPLAINTS,
    _("办结投诉举报 ÷ 受理投诉举报合计"),
    source=SOURCE,
    quotient=("complaints_concluded", "accepted"),
)


def _late(window: Window) -> QuerySet:
    return tables.COMPLAINTS.where(complaints_concluded(window) & _was_late(), window)


def _was_late() -> Q:
    late = Deadline.objects.of_model(Complaint).filter(clock__in=CLOCKS).met_late()
    return Q(Exists(late.filter(object_id=OuterRef("pk"))))


@figure(
    _("按期办结投诉举报"),
    _("件"),
    COMPLAINTS,
    _("办结的投诉举报中，受理决定、查处办结和来件平台要求的期限都没有超期的"),
    source=SOURCE,
    table=tables.COMPLAINTS,
    missed=((_("办结但超过期限"), _late),),
)
def complaints_in_time(window: Window) -> Q:
    """Concluded with none of these clocks met late."""
    return complaints_concluded(window) & ~_was_late()


rate(
    "in_time_rate",
    _("按期办结率"),
    COMPLAINTS,
    _("按期办结投诉举报 ÷ 办结投诉举报"),
    source=SOURCE,
    quotient=("complaints_in_time", "complaints_concluded"),
)


@figure(
    _("投诉举报追发工资人数"),
    _("人"),
    COMPLAINTS,
    _("期间办结的投诉举报中登记的追回涉及人数；与案件、检查、巡查是同一笔的不计"),
    source="统计口径: 实际支付",
    **summed(Origin.COMPLAINT, What.WAGES),
)
def complaint_wages_people(window: Window) -> Q:
    """Workers paid in fact after a complaint."""
    return recovered(window, Origin.COMPLAINT, What.WAGES)


@figure(
    _("投诉举报追发工资金额"),
    _("元"),
    COMPLAINTS,
    _("期间办结的投诉举报中登记的追回金额；与案件、检查、巡查是同一笔的不计"),
    source="统计口径: 实际支付",
    **summed(Origin.COMPLAINT, What.WAGES, "amount"),
)
def complaint_wages_amount(window: Window) -> Q:
    """Money paid in fact after a complaint, in yuan."""
    return recovered(window, Origin.COMPLAINT, What.WAGES, "amount")
