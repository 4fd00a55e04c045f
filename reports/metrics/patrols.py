"""Figures of the towns' patrols (方案四（二）)."""

from functools import partial

from django.db.models import Count, Exists, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from findings.kinds import Origin
from findings.models import Finding
from findings.outcomes import What
from inspections.patrols.models import Patrol
from reports.metrics import tables
from reports.metrics.figure import PATROL, RESULTS, figure, rate
from reports.metrics.recovered import PAID, recovered, summed
from reports.metrics.window import Window

SOURCE = "统计口径; 方案四（二）"
VENUE_MATTERS = ("venue_minor", "bar_minor")


def patrols_in(window: Window) -> Q:
    """Patrols made in the window."""
    return window.events("patrolled_on")


def findings_in(window: Window) -> Q:
    """Problems found by patrols made in the window."""
    return window.events("found_on") & Q(origin=Origin.PATROL)


def venue_findings_in(window: Window) -> Q:
    """Problems of patrols: venues that employ people under 18."""
    return findings_in(window) & Q(matter__in=VENUE_MATTERS)


def fixed_by(window: Window) -> Q:
    """Problems seen to be fixed by the cut-off."""
    return Q(fixed_on__lte=window.cut_off)


def _early(window: Window) -> QuerySet:
    return tables.PATROLS.where(window.early("patrolled_on"), window)


def _late(window: Window) -> QuerySet:
    return tables.PATROLS.where(window.late("patrolled_on"), window)


OUTSIDE = ((_("巡查日期早于行动开始"), _early), (_("巡查日期晚于统计截止日"), _late))


@figure(
    _("巡查户次"),
    _("户次"),
    PATROL,
    _("巡查日期在行动开始至截止日之间的巡查次数，阶段间隙照计"),
    source=SOURCE,
    table=tables.PATROLS,
    missed=OUTSIDE,
)
def patrols(window: Window) -> Q:
    """Visits of towns to employers."""
    return patrols_in(window)


@figure(
    _("巡查户数"),
    _("户"),
    PATROL,
    _("至少巡查过一次的用人单位，每户计一次"),
    source=SOURCE,
    table=tables.PATROLS.employers,
    missed=OUTSIDE,
)
def patrolled_employers(window: Window) -> Q:
    """Distinct employers patrolled; an employer has one town, so towns add up."""
    return patrols_in(window)


@figure(
    _("巡查出动人次"),
    _("人次"),
    PATROL,
    _("每次巡查的到场人数之和"),
    source=SOURCE,
    table=tables.PATROLS.of("patrollers"),
    value=partial(Count, "patrollers"),
    missed=OUTSIDE,
)
def patrol_person_times(window: Window) -> Q:
    """People who were there, summed over patrols."""
    return patrols_in(window)


@figure(
    _("指导自查户数"),
    _("户"),
    PATROL,
    _("收到自查表的用人单位，每户计一次"),
    source="方案四（二）指导用人单位开展自查",
    table=tables.SELF_CHECKS.employers,
)
def self_checked_employers(window: Window) -> Q:
    """Distinct employers whose self-check was received in the window."""
    return window.events("received_on")


def _without_finding(window: Window) -> QuerySet:
    return tables.PATROLS.where(patrols_in(window) & Q(~Exists(Finding.objects.of_outer(Patrol))), window)


@figure(
    _("巡查发现问题户数"),
    _("户"),
    PATROL,
    _("巡查发现至少一条问题的用人单位，每户计一次"),
    source=SOURCE,
    table=tables.FINDINGS.employers,
    missed=((_("巡查没有发现问题"), _without_finding),),
)
def problem_employers(window: Window) -> Q:
    """Distinct employers with a problem found by a patrol."""
    return findings_in(window)


@figure(
    _("巡查发现问题条数"),
    _("条"),
    PATROL,
    _("巡查登记的问题条数"),
    source=SOURCE,
    table=tables.FINDINGS,
    seen_with=Patrol,
)
def problems(window: Window) -> Q:
    """Problems written down by patrols."""
    return findings_in(window)


def _not_fixed(window: Window) -> QuerySet:
    return tables.FINDINGS.where(findings_in(window) & ~fixed_by(window), window)


@figure(
    _("已整改条数"),
    _("条"),
    PATROL,
    _("截止日前经复查确认整改到位的问题条数"),
    source=SOURCE,
    table=tables.FINDINGS,
    missed=((_("截止日前尚未复查到位"), _not_fixed),),
    seen_with=Patrol,
)
def problems_fixed(window: Window) -> Q:
    """Problems fixed by the cut-off, due or not."""
    return findings_in(window) & fixed_by(window)


def _not_due(window: Window) -> QuerySet:
    return tables.FINDINGS.where(findings_in(window) & ~problems_due(window), window)


@figure(
    _("到期应整改条数"),
    _("条"),
    PATROL,
    _("已责令整改、整改到期日不晚于截止日的问题条数"),
    source=SOURCE,
    table=tables.FINDINGS,
    missed=((_("没有责令整改，或者截止日前尚未到期"), _not_due),),
    seen_with=Patrol,
)
def problems_due(window: Window) -> Q:
    """Problems that had to be rectified by the cut-off."""
    return findings_in(window) & Q(rectify_by__lte=window.cut_off)


def _due_not_fixed(window: Window) -> QuerySet:
    return tables.FINDINGS.where(problems_due(window) & ~fixed_by(window), window)


@figure(
    _("到期已整改条数"),
    _("条"),
    PATROL,
    _("到期应整改的问题中，截止日前已整改到位的条数"),
    source=SOURCE,
    table=tables.FINDINGS,
    missed=((_("到期未整改到位"), _due_not_fixed),),
    seen_with=Patrol,
)
def problems_due_fixed(window: Window) -> Q:
    """Due problems that were fixed, in time or late."""
    return problems_due(window) & fixed_by(window)


rate(
    "rectification_rate",
    _("整改率"),
    PATROL,
    _("到期已整改条数 ÷ 到期应整改条数；未到期的不计"),
    source="统计口径: 不除以全部问题",
    quotient=("problems_due_fixed", "problems_due"),
)


@figure(
    _("上报专项检查户数"),
    _("户"),
    PATROL,
    _("整改不到位或存在重大违法、已上报大队的用人单位，每户计一次"),
    source=SOURCE,
    table=tables.ESCALATIONS.employers,
)
def escalated_employers(window: Window) -> Q:
    """Distinct employers reported to the brigade."""
    return window.events("sent_on")


@figure(
    _("发出整改通知"),
    _("份"),
    PATROL,
    _("镇街责令整改的通知份数，按责令日期"),
    source=SOURCE,
    table=tables.PATROLS,
)
def rectification_orders(window: Window) -> Q:
    """Orders of towns to rectify; the brigade's 限期改正指令书 is a figure of its own."""
    return window.events("ordered_on")


@figure(
    _("镇街督促补签劳动合同户数"),
    _("户"),
    RESULTS,
    _("巡查当场或者复查确认补签了劳动合同的用人单位，每户计一次"),
    source="统计口径: 复查确认",
    table=tables.RECOVERIES.employers,
)
def patrol_contract_employers(window: Window) -> Q:
    """Distinct employers that made up for missing contracts."""
    return recovered(window, Origin.PATROL, What.CONTRACTS)


@figure(
    _("镇街督促补签劳动合同人数"),
    _("人"),
    RESULTS,
    _("巡查当场或者复查确认补签的劳动合同份数"),
    source="统计口径: 复查确认",
    **summed(Origin.PATROL, What.CONTRACTS),
)
def patrol_contracts_signed(window: Window) -> Q:
    """Contracts made up for, as confirmed at the latest re-check."""
    return recovered(window, Origin.PATROL, What.CONTRACTS)


@figure(
    _("镇街督促补发工资人数"),
    _("人"),
    RESULTS,
    _("巡查当场或者复查确认已实际补发工资的人数"),
    source=PAID,
    **summed(Origin.PATROL, What.WAGES),
)
def patrol_wages_people(window: Window) -> Q:
    """Workers paid in fact after a patrol."""
    return recovered(window, Origin.PATROL, What.WAGES)


@figure(
    _("镇街督促补发工资金额"),
    _("元"),
    RESULTS,
    _("巡查当场或者复查确认已实际补发的工资，不含加付赔偿金和责令未付的"),
    source=PAID,
    **summed(Origin.PATROL, What.WAGES, "amount"),
)
def patrol_wages_amount(window: Window) -> Q:
    """Wages paid in fact after a patrol, in yuan."""
    return recovered(window, Origin.PATROL, What.WAGES, "amount")


@figure(
    _("镇街督促参保人数"),
    _("人"),
    RESULTS,
    _("巡查当场或者复查确认补办社会保险的人数"),
    source="统计口径",
    **summed(Origin.PATROL, What.INSURANCE),
)
def patrol_insured_people(window: Window) -> Q:
    """Workers insured after a patrol."""
    return recovered(window, Origin.PATROL, What.INSURANCE)


@figure(
    _("镇街清退童工人数"),
    _("人"),
    RESULTS,
    _("巡查当场或者复查时已送回监护人的不满16周岁人员"),
    source="统计口径",
    **summed(Origin.PATROL, What.CHILDREN),
)
def patrol_children_sent_home(window: Window) -> Q:
    """Children handed to their guardians, on the spot as a rule: such a patrol is reported and not re-checked."""
    return recovered(window, Origin.PATROL, What.CHILDREN)


@figure(
    _("镇街查出娱乐场所使用未成年人户数"),
    _("户"),
    RESULTS,
    _("巡查发现使用未成年人的歌舞、酒吧、游艺等场所，每户计一次"),
    source="统计口径",
    table=tables.FINDINGS.employers,
)
def patrol_venue_minor_employers(window: Window) -> Q:
    """Distinct venues found to employ people under 18."""
    return venue_findings_in(window)


@figure(
    _("镇街查出娱乐场所使用未成年人人数"),
    _("人"),
    RESULTS,
    _("上述场所登记的涉及人数"),
    source="统计口径",
    table=tables.FINDINGS,
    value=partial(Sum, "people"),
    seen_with=Patrol,
)
def patrol_venue_minors(window: Window) -> Q:
    """People under 18 found in venues, as the problem says; a problem without a number counts nought."""
    return venue_findings_in(window)
