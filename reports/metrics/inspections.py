"""Figures of the special inspections (方案四（三）)."""

from functools import partial

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from findings.kinds import Origin
from findings.outcomes import What
from inspections.checks.models import Outcome, Source, Visit
from reports.metrics import tables
from reports.metrics.figure import INSPECTION, RESULTS, figure, total
from reports.metrics.patrols import VENUE_MATTERS
from reports.metrics.recovered import PAID, recovered, summed
from reports.metrics.window import Window

SOURCE = "统计口径; 方案四（三）"
CORRECTED = (Outcome.CORRECTED, Outcome.ON_SITE)


def visits_in(window: Window) -> Q:
    """Formal visits by two inspectors."""
    return window.events("visited_on")


def inspected_in(window: Window) -> Q:
    """Lines of the inspection list that were visited."""
    return window.events("visited_on")


def findings_in(window: Window) -> Q:
    """Problems found on formal visits in the window."""
    return window.events("found_on") & Q(origin=Origin.INSPECTION)


def _unvisited(window: Window) -> QuerySet:
    unvisited = window.events("listed_on") & ~Q(visited_on__lte=window.cut_off)
    return tables.INSPECTIONS.where(unvisited, window)


MISSED = ((_("已列入名单、截止日前未到户检查（含已取消）"), _unvisited),)


def _visits_outside(window: Window) -> QuerySet:
    return tables.VISITS.where(window.late("visited_on") | window.early("visited_on"), window)


@figure(
    _("专项检查户次"),
    _("户次"),
    INSPECTION,
    _("两名监察员到户检查并制作笔录的次数"),
    source=SOURCE,
    table=tables.VISITS,
    missed=((_("检查日期不在统计期间"), _visits_outside),),
)
def visits(window: Window) -> Q:
    """Formal visits."""
    return visits_in(window)


@figure(
    _("专项检查出动人次"),
    _("人次"),
    INSPECTION,
    _("每次到户检查的监察员人数之和"),
    source=SOURCE,
    table=tables.VISITS.of("seats"),
    value=partial(Count, "seats"),
)
def visit_person_times(window: Window) -> Q:
    """Inspectors summed over visits."""
    return visits_in(window)


@figure(
    _("双随机抽查户数"),
    _("户"),
    INSPECTION,
    _("双随机抽中并已到户检查的用人单位，每户计一次"),
    source=SOURCE,
    table=tables.INSPECTIONS.employers,
    missed=MISSED,
)
def drawn_employers(window: Window) -> Q:
    """Distinct employers drawn at random and visited."""
    return inspected_in(window) & Q(source=Source.DRAWN)


@figure(
    _("重点检查户数"),
    _("户"),
    INSPECTION,
    _("镇街上报、行业预警、投诉举报或大队列入并已到户检查的用人单位，每户计一次"),
    source=SOURCE,
    table=tables.INSPECTIONS.employers,
    missed=MISSED,
)
def focus_employers(window: Window) -> Q:
    """Distinct employers in focus that were visited; never counted as drawn."""
    return inspected_in(window) & ~Q(source=Source.DRAWN)


@figure(
    _("专项检查发现问题户数"),
    _("户"),
    INSPECTION,
    _("检查笔录登记了问题的用人单位，每户计一次"),
    source=SOURCE,
    table=tables.FINDINGS.employers,
)
def visit_problem_employers(window: Window) -> Q:
    """Distinct employers with a problem found on a visit."""
    return findings_in(window)


@figure(
    _("专项检查发现问题条数"),
    _("条"),
    INSPECTION,
    _("检查笔录登记的问题条数"),
    source=SOURCE,
    table=tables.FINDINGS,
    seen_with=Visit,
)
def visit_problems(window: Window) -> Q:
    """Problems written down on visits."""
    return findings_in(window)


@figure(
    _("专项检查责令改正"),
    _("件"),
    INSPECTION,
    _("检查后发出的限期改正指令书，按责令日期"),
    source="统计口径: 限期改正指令书",
    table=tables.INSPECTIONS,
)
def inspection_corrections(window: Window) -> Q:
    """Orders to correct given after an inspection, at most one each."""
    return window.events("correction_ordered_on")


@figure(
    _("案件责令改正"),
    _("件"),
    INSPECTION,
    _("案件中发出的限期改正指令书，按责令日期；一案几次责令的，每次计一件"),
    source="统计口径: 限期改正指令书",
    table=tables.CASES.of("corrections"),
    value=partial(Count, "corrections"),
)
def case_corrections(window: Window) -> Q:
    """Orders to correct given in a case, each counted."""
    return window.dated("corrections__ordered_on") & window.own()


total(
    "corrections",
    _("责令改正件数"),
    _("件"),
    INSPECTION,
    _("专项检查与案件的限期改正指令书之和"),
    source="统计口径",
    parts=("inspection_corrections", "case_corrections"),
)


@figure(
    _("专项检查已改正问题条数"),
    _("条"),
    RESULTS,
    _("当场改正或责令改正后复查到位的检查，其笔录登记的问题条数，按办结日期"),
    source=SOURCE,
    table=tables.INSPECTIONS,
    value=partial(Sum, "problems"),
)
def inspection_problems_fixed(window: Window) -> Q:
    """Problems found on visits and corrected without a case, by the day the correction was confirmed."""
    return window.events("concluded_on") & Q(outcome__in=CORRECTED, problems__gt=0)


@figure(
    _("专项检查补签劳动合同户数"),
    _("户"),
    RESULTS,
    _("专项检查后补签了劳动合同的用人单位，每户计一次"),
    source="统计口径: 复查确认",
    table=tables.RECOVERIES.employers,
)
def inspection_contract_employers(window: Window) -> Q:
    """Distinct employers that made up for missing contracts after an inspection."""
    return recovered(window, Origin.INSPECTION, What.CONTRACTS)


@figure(
    _("专项检查补签劳动合同人数"),
    _("人"),
    RESULTS,
    _("专项检查办结时登记补签的劳动合同份数"),
    source="统计口径: 复查确认",
    **summed(Origin.INSPECTION, What.CONTRACTS),
)
def inspection_contracts_signed(window: Window) -> Q:
    """Contracts made up for after an inspection."""
    return recovered(window, Origin.INSPECTION, What.CONTRACTS)


@figure(
    _("专项检查督促补发工资人数"),
    _("人"),
    RESULTS,
    _("专项检查办结时登记已实际补发工资的人数"),
    source=PAID,
    **summed(Origin.INSPECTION, What.WAGES),
)
def inspection_wages_people(window: Window) -> Q:
    """Workers paid in fact after an inspection, without a case."""
    return recovered(window, Origin.INSPECTION, What.WAGES)


@figure(
    _("专项检查督促补发工资金额"),
    _("元"),
    RESULTS,
    _("专项检查办结时登记已实际补发的工资，不含加付赔偿金和责令未付的"),
    source=PAID,
    **summed(Origin.INSPECTION, What.WAGES, "amount"),
)
def inspection_wages_amount(window: Window) -> Q:
    """Wages paid in fact after an inspection, without a case, in yuan."""
    return recovered(window, Origin.INSPECTION, What.WAGES, "amount")


@figure(
    _("专项检查督促参保人数"),
    _("人"),
    RESULTS,
    _("专项检查办结时登记补办社会保险的人数"),
    source="统计口径",
    **summed(Origin.INSPECTION, What.INSURANCE),
)
def inspection_insured_people(window: Window) -> Q:
    """Workers insured after an inspection."""
    return recovered(window, Origin.INSPECTION, What.INSURANCE)


@figure(
    _("专项检查清退童工人数"),
    _("人"),
    RESULTS,
    _("专项检查办结时登记已送回监护人的不满16周岁人员"),
    source="统计口径",
    **summed(Origin.INSPECTION, What.CHILDREN),
)
def inspection_children_sent_home(window: Window) -> Q:
    """Children handed to their guardians after an inspection."""
    return recovered(window, Origin.INSPECTION, What.CHILDREN)


def venue_findings_in(window: Window) -> Q:
    """Problems of visits: venues that employ people under 18."""
    return findings_in(window) & Q(matter__in=VENUE_MATTERS)


@figure(
    _("专项检查查出娱乐场所使用未成年人户数"),
    _("户"),
    RESULTS,
    _("专项检查发现使用未成年人的歌舞、酒吧、游艺等场所，每户计一次"),
    source="统计口径",
    table=tables.FINDINGS.employers,
)
def visit_venue_minor_employers(window: Window) -> Q:
    """Distinct venues found by a visit to employ people under 18."""
    return venue_findings_in(window)


@figure(
    _("专项检查查出娱乐场所使用未成年人人数"),
    _("人"),
    RESULTS,
    _("上述场所检查笔录登记的涉及人数"),
    source="统计口径",
    table=tables.FINDINGS,
    value=partial(Sum, "people"),
    seen_with=Visit,
)
def visit_venue_minors(window: Window) -> Q:
    """People under 18 found in venues by a visit, as the problem says; a problem without a number counts nought."""
    return venue_findings_in(window)
