"""Figures of cases (方案五（二）: 对违法行为作出行政处理或处罚).

Decided and paid are always two figures; 加付赔偿金 goes to the workers and stands in no column of fines.
"""

from datetime import date
from decimal import Decimal
from functools import partial, reduce
from operator import or_

from django.db.models import DecimalField, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from casework.models import Deadline
from findings.kinds import Origin
from findings.outcomes import What
from inspections.cases.kinds import DecisionKind, Paid, PoliceAnswer
from inspections.cases.models import Case, Payment, Repayment
from law.clock import end_of_day
from reports.metrics import tables
from reports.metrics.figure import CASES, WAGES, figure, total
from reports.metrics.recovered import recovered, summed
from reports.metrics.window import Window

SOURCE = "统计口径; 方案五（二）"
MONEY = {"is_money": True}
# The clocks that run while a transfer to the police waits (inspections.cases.deadlines).
TRANSFER = ("transfer.approval", "transfer.handover")


def _unfiled(window: Window) -> QuerySet:
    unfiled = window.events("found_on") & ~Q(filed_on__lte=window.cut_off)
    return tables.CASES.where(unfiled, window)


@figure(
    _("立案"),
    _("件"),
    CASES,
    _("立案日期在期间的案件"),
    source=SOURCE,
    table=tables.CASES,
    missed=((_("截止日前没有立案的线索（待审批、不予立案）"), _unfiled),),
)
def cases_filed(window: Window) -> Q:
    """Cases filed."""
    return window.events("filed_on")


@figure(
    _("结转在办"),
    _("件"),
    CASES,
    _("行动开始前立案、开始时尚未结案的案件"),
    source="统计口径: 结案 ≤ 立案 + 结转",
    table=tables.CASES,
)
def cases_carried_in(window: Window) -> Q:
    """Filed before the campaign and not ended before it."""
    first = window.starts_on
    ended = Q(closed_on__lt=first) | Q(withdrawn_on__lt=first) | _gone(transferred_on__lt=first)
    return window.own() & Q(filed_on__lt=first) & ~ended


def _gone(**handed_over: date) -> Q:
    """Handed over to the police, who have not sent it back."""
    return Q(**handed_over) & (Q(transfer=None) | ~Q(transfer__answer=PoliceAnswer.REFUSED))


def _running(window: Window) -> QuerySet:
    ended = (
        Q(closed_on__lte=window.cut_off)
        | Q(withdrawn_on__lte=window.cut_off)
        | _gone(transferred_on__lte=window.cut_off)
    )
    return tables.CASES.where(window.own() & Q(filed_on__lte=window.cut_off) & ~ended, window)


@figure(
    _("结案"),
    _("件"),
    CASES,
    _("批准结案日期在期间的案件；撤案和移送公安的另计，不在其内"),
    source=SOURCE,
    table=tables.CASES,
    missed=((_("截止日仍在办理"), _running),),
)
def cases_closed(window: Window) -> Q:
    """Cases whose closing was approved; at most those filed and carried in."""
    return window.events("closed_on") & Q(withdrawn_on=None) & ~Q(transfer__answer=PoliceAnswer.ACCEPTED)


@figure(_("撤案"), _("件"), CASES, _("撤销立案日期在期间的案件"), source=SOURCE, table=tables.CASES)
def cases_withdrawn(window: Window) -> Q:
    """Cases withdrawn."""
    return window.events("withdrawn_on")


def _decided(window: Window, kind: str) -> Q:
    return _in_window(window) & Q(decision__kind=kind)


def _in_window(window: Window) -> Q:
    return window.dated("decision__decided_on") & window.own()


@figure(_("行政处理决定"), _("件"), CASES, _("期间作出的行政处理决定"), source=SOURCE, table=tables.CASES)
def handling_decisions(window: Window) -> Q:
    """Decisions to handle (责令支付等)."""
    return _decided(window, DecisionKind.HANDLING)


@figure(
    _("责令支付金额"),
    _("元"),
    CASES,
    _("期间决定书责令支付的工资等，不论是否已付"),
    source=SOURCE,
    table=tables.CASES,
    value=partial(Sum, "decision__back_pay"),
    **MONEY,
)
def back_pay_ordered(window: Window) -> Q:
    """Wages ordered to be paid, in yuan; what was paid in fact is another figure."""
    return _in_window(window) & Q(decision__back_pay__gt=0)


@figure(_("行政处罚决定"), _("件"), CASES, _("期间作出的行政处罚决定"), source=SOURCE, table=tables.CASES)
def penalty_decisions(window: Window) -> Q:
    """Decisions to punish."""
    return _decided(window, DecisionKind.PENALTY)


@figure(
    _("罚款金额（决定）"),
    _("元"),
    CASES,
    _("期间处罚决定书对单位的罚款；对责任人员的另列"),
    source=SOURCE,
    table=tables.CASES,
    value=partial(Sum, "decision__fine"),
    **MONEY,
)
def fines_decided(window: Window) -> Q:
    """Fines of units decided, in yuan; those of the persons responsible stand apart (`person_fines_decided`)."""
    return _decided(window, DecisionKind.PENALTY) & Q(decision__fine__gt=0)


def _moved(window: Window) -> tuple[QuerySet, QuerySet]:
    """What came in and what went back, each by its own day."""
    paid = Payment.objects.filter(window.dated("paid_on"))
    return paid, Repayment.objects.filter(window.dated("repaid_on"))


def _settled(rows: QuerySet, window: Window) -> QuerySet:
    """Cases with what came in of each fine less what went back: what was given back was not collected."""
    paid, back = _moved(window)
    moved = Q(pk__in=paid.values("decision__case")) | Q(pk__in=back.values("decision__case"))
    sums = {
        f"collected_{what}": _of_case(paid.filter(what=what)) - _of_case(back.filter(what=what))
        for what in (Paid.FINE, Paid.PERSON_FINE)
    }
    return rows.filter(window.own(), moved).alias(**sums)


def _of_case(rows: QuerySet) -> Coalesce:
    """What the rows of one case come to, in yuan."""
    of_one = rows.filter(decision__case=OuterRef("pk")).order_by().values("decision__case")
    summed_up = Subquery(of_one.annotate(sum=Sum("amount")).values("sum"))
    return Coalesce(summed_up, Decimal(0), output_field=DecimalField(max_digits=14, decimal_places=2))


SETTLED = tables.Table(Case, made=lambda window: _settled(tables.CASES.read(window), window))


@figure(
    _("罚款金额（实收）"),
    _("元"),
    CASES,
    _("缴款日期在期间的单位罚款，减去退还日期在期间的，不含加处罚款和没收；责任人员缴的另列"),
    source=SOURCE,
    table=SETTLED,
    value=partial(Sum, "collected_fine"),
    **MONEY,
)
def fines_collected(window: Window) -> Q:
    """Fines of units collected, in yuan, by the day of each payment, less what went back, by its day."""
    return _collected(window, Paid.FINE)


@figure(
    _("责任人员罚款金额（决定）"),
    _("元"),
    CASES,
    _("期间处罚决定书对责任人员的罚款，不计入单位罚款"),
    source=SOURCE,
    table=tables.CASES,
    value=partial(Sum, "decision__persons_fine"),
    **MONEY,
)
def person_fines_decided(window: Window) -> Q:
    """Fines of persons responsible decided, in yuan; no part of their unit's fine."""
    return _decided(window, DecisionKind.PENALTY) & Q(decision__persons_fine__gt=0)


@figure(
    _("责任人员罚款金额（实收）"),
    _("元"),
    CASES,
    _("缴款日期在期间的责任人员罚款，减去退还日期在期间的，不含加处罚款"),
    source=SOURCE,
    table=SETTLED,
    value=partial(Sum, "collected_person_fine"),
    **MONEY,
)
def person_fines_collected(window: Window) -> Q:
    """Fines of persons responsible collected, in yuan, by the day of each payment, less what went back, by its day."""
    return _collected(window, Paid.PERSON_FINE)


def _collected(window: Window, what: str) -> Q:
    moved = (rows.filter(what=what, decision__case=OuterRef("pk")) for rows in _moved(window))
    return reduce(or_, (Q(Exists(rows)) for rows in moved))


PAID = "统计口径: 给劳动者，不计入罚款"


@figure(
    _("加付赔偿金（决定）"),
    _("元"),
    CASES,
    _("期间决定书责令加付的赔偿金"),
    source=PAID,
    table=tables.CASES,
    value=partial(Sum, "decision__extra"),
    **MONEY,
)
def extra_compensation_decided(window: Window) -> Q:
    """Extra compensation decided, in yuan, to the workers."""
    return _in_window(window) & Q(decision__extra__gt=0)


@figure(
    _("加付赔偿金（实付）"),
    _("元"),
    CASES,
    _("期间执行完毕的案件实际支付的加付赔偿金"),
    source=PAID,
    **summed(Origin.CASE, What.COMPENSATION, "amount"),
)
def extra_compensation_paid(window: Window) -> Q:
    """Extra compensation paid in fact, in yuan."""
    return recovered(window, Origin.CASE, What.COMPENSATION, "amount")


@figure(
    _("案件追发工资人数"),
    _("人"),
    CASES,
    _("期间执行完毕的案件实际支付的人数"),
    source="统计口径: 实际支付",
    **summed(Origin.CASE, What.WAGES),
)
def case_wages_people(window: Window) -> Q:
    """Workers paid in fact in a case."""
    return recovered(window, Origin.CASE, What.WAGES)


@figure(
    _("案件追发工资金额"),
    _("元"),
    CASES,
    _("期间执行完毕的案件实际支付的工资等，不含加付赔偿金"),
    source="统计口径: 实际支付",
    **summed(Origin.CASE, What.WAGES, "amount"),
)
def case_wages_amount(window: Window) -> Q:
    """Wages paid in fact in a case, in yuan."""
    return recovered(window, Origin.CASE, What.WAGES, "amount")


def _pending(window: Window) -> QuerySet:
    """Where the clocks of a transfer ran at the end of the cut-off: one from the request, the next from the approval."""
    running = (
        Deadline.objects.of_model(Case).filter(clock__in=TRANSFER).running_at(end_of_day(window.cut_off))
    )
    return tables.CASES.where(window.own() & Q(pk__in=running.values("object_id")), window)


@figure(
    _("移送公安件数"),
    _("件"),
    CASES,
    _("期间移交公安机关的案件"),
    source=SOURCE,
    table=tables.CASES,
    missed=((_("截止日前报请移送、截止日尚未移交"), _pending),),
)
def cases_transferred(window: Window) -> Q:
    """Cases handed over to the police."""
    return window.events("transferred_on")


@figure(
    _("移送公安人数"),
    _("人"),
    CASES,
    _("移送案件的涉嫌人数"),
    source=SOURCE,
    table=tables.CASES,
    value=partial(Sum, "transfer__suspects"),
)
def suspects_transferred(window: Window) -> Q:
    """Suspects in the cases handed over."""
    return window.events("transferred_on")


WAGE_SOURCES = ("patrol_wages", "inspection_wages", "complaint_wages", "case_wages")
total(
    "wages_people",
    _("追发工资等待遇人数"),
    _("人"),
    WAGES,
    _("镇街督促补发、专项检查督促补发、投诉举报追发、案件追发的人数之和"),
    source="统计口径: 实际支付",
    parts=tuple(f"{name}_people" for name in WAGE_SOURCES),
)
total(
    "wages_amount",
    _("追发工资等待遇金额"),
    _("元"),
    WAGES,
    _("镇街督促补发、专项检查督促补发、投诉举报追发、案件追发的金额之和，不含加付赔偿金和责令未付的"),
    source="统计口径: 实际支付",
    parts=tuple(f"{name}_amount" for name in WAGE_SOURCES),
    is_money=True,
)
