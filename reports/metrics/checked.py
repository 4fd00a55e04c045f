"""Figures over patrols and inspections together."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from findings.kinds import Origin
from findings.outcomes import What
from inspections.checks.models import Visit
from inspections.patrols.models import Patrol
from registry.models import Employer
from reports.metrics import tables
from reports.metrics.figure import CHECKED, RESULTS, figure, total
from reports.metrics.inspections import inspected_in, visits_in
from reports.metrics.inspections import venue_findings_in as of_visits
from reports.metrics.patrols import patrols_in
from reports.metrics.patrols import venue_findings_in as of_patrols
from reports.metrics.recovered import recovered
from reports.metrics.window import Window

SOURCE = "统计口径"
WORK = ("labour_intensive", "service")
VENUES = ("karaoke", "bar", "live_streaming", "arcade")

total(
    "person_times",
    _("出动人次"),
    _("人次"),
    CHECKED,
    _("巡查与专项检查的出动人次之和"),
    source=SOURCE,
    parts=("patrol_person_times", "visit_person_times"),
)
total(
    "check_times",
    _("检查户次"),
    _("户次"),
    CHECKED,
    _("巡查户次与专项检查户次之和"),
    source=SOURCE,
    parts=("patrols", "visits"),
)


def checked(window: Window) -> QuerySet:
    """Distinct employers with at least one patrol, visit or visited line of the inspection list.

    `latest_headcount` is that of the newest visit or patrol of the window that counted, else that of the register. Of a visit
    and a patrol on one day the visit holds: two inspectors counted. A visit that only complaints labelled 举报保密 led to does
    not speak: towns read the sum.
    """
    found = Employer.objects.filter(pk__in=_employers(window))
    return found.alias(latest_headcount=Coalesce(*_headcounts(window), "headcount", 0))


def _employers(window: Window) -> QuerySet:
    """The keys of those that were patrolled or inspected."""
    looks = ((tables.PATROLS, patrols_in), (tables.VISITS, visits_in), (tables.INSPECTIONS, inspected_in))
    first, *others = (
        table.where(looked(window), window).order_by().values("employer") for table, looked in looks
    )
    # Not ALL: PostgreSQL knows then that each employer is there once, and joins by hash.
    return first.union(*others)


def _checked_in_secret(window: Window) -> Q:
    """Those whose looks all follow from nothing but complaints labelled 举报保密."""
    return ~Q(pk__in=_employers(replace(window, is_open=True)))


def _headcounts(window: Window) -> tuple[Subquery, Subquery]:
    """Of the employer outside: of its newest visit unless somebody patrolled later, and of its newest patrol."""
    counted = Q(headcount__isnull=False)
    visits = Visit.objects.told_openly().filter(counted & visits_in(window))
    patrols = Patrol.objects.filter(counted & patrols_in(window))
    later = patrols.filter(employer=OuterRef("employer"), patrolled_on__gt=OuterRef("visited_on"))
    looks = ((visits.exclude(Exists(later)), "visited_on"), (patrols, "patrolled_on"))
    of_visit, of_patrol = (
        Subquery(rows.filter(employer=OuterRef("pk")).order_by(f"-{day}", "-pk").values("headcount")[:1])
        for rows, day in looks
    )
    return of_visit, of_patrol


TABLE = tables.Table(Employer, made=checked, secret=_checked_in_secret)
OF_KINDS: dict[str, Any] = {"table": TABLE.of("categories"), "value": partial(Count, "pk", distinct=True)}


def _targets_left(window: Window) -> QuerySet:
    targets = window.campaign.targets.filter(
        employer=OuterRef("pk"), listed_on__lte=window.cut_off
    ).order_by()
    return Employer.objects.filter(Exists(targets)).exclude(pk__in=checked(window).values("pk"))


LEFT = ((_("列为行动对象，期间没有巡查和检查"), _targets_left),)


@figure(
    _("检查用人单位户数"),
    _("户"),
    CHECKED,
    _("至少巡查或检查过一次的用人单位，每户计一次"),
    source=SOURCE,
    table=TABLE,
    missed=LEFT,
)
def checked_employers(window: Window) -> Q:
    """Distinct employers patrolled or inspected; each has one town, so towns add up to the district."""
    return Q()


@figure(
    _("其中劳动密集型、服务型"),
    _("户"),
    CHECKED,
    _("检查户数中属于劳动密集型或服务型的"),
    source="方案三（一）1",
    **OF_KINDS,
)
def checked_work(window: Window) -> Q:
    """Of the employers checked, the labour-intensive and service ones."""
    return Q(categories__code__in=WORK)


@figure(
    _("其中歌舞、酒吧、网络直播、游艺场所"),
    _("户"),
    CHECKED,
    _("检查户数中属于歌舞、酒吧、网络直播或游艺场所的"),
    source="方案三（一）3",
    **OF_KINDS,
)
def checked_venues(window: Window) -> Q:
    """Of the employers checked, the venues; an employer of both kinds is in both."""
    return Q(categories__code__in=VENUES)


@figure(
    _("涉及劳动者人数"),
    _("人"),
    CHECKED,
    _("检查户数中每户最近一次登记的职工人数之和"),
    source=SOURCE,
    table=TABLE,
    value=partial(Sum, "latest_headcount"),
)
def workers(window: Window) -> Q:
    """Headcounts of the employers checked, the newest of each that was counted (`checked`)."""
    return Q()


@figure(
    _("发现问题户数"),
    _("户"),
    CHECKED,
    _("巡查或专项检查发现至少一条问题的用人单位，每户计一次"),
    source=SOURCE,
    table=tables.FINDINGS.employers,
)
def found_employers(window: Window) -> Q:
    """Distinct employers with a problem, whoever found it."""
    return window.events("found_on") & Q(origin__in=(Origin.PATROL, Origin.INSPECTION))


total(
    "found_problems",
    _("发现问题条数"),
    _("条"),
    CHECKED,
    _("巡查与专项检查发现的问题条数之和"),
    source=SOURCE,
    parts=("problems", "visit_problems"),
)
total(
    "found_problems_fixed",
    _("发现问题已整改条数"),
    _("条"),
    CHECKED,
    _("巡查复查整改到位的和专项检查改正到位的问题条数之和；转案件的由案件办理，不计"),
    source=SOURCE,
    parts=("problems_fixed", "inspection_problems_fixed"),
)


@figure(
    _("补签劳动合同户数"),
    _("户"),
    RESULTS,
    _("巡查或专项检查后补签了劳动合同的用人单位，每户计一次"),
    source=SOURCE,
    table=tables.RECOVERIES.employers,
)
def contract_employers(window: Window) -> Q:
    """Distinct employers that made up for missing contracts, whoever asked for it."""
    patrols, inspections = (
        recovered(window, origin, What.CONTRACTS) for origin in (Origin.PATROL, Origin.INSPECTION)
    )
    return patrols | inspections


@figure(
    _("查出娱乐场所使用未成年人户数"),
    _("户"),
    RESULTS,
    _("巡查或专项检查发现使用未成年人的歌舞、酒吧、游艺等场所，每户计一次"),
    source=SOURCE,
    table=tables.FINDINGS.employers,
)
def venue_minor_employers(window: Window) -> Q:
    """Distinct venues found to employ people under 18, whoever found it."""
    return of_patrols(window) | of_visits(window)


# What towns and the brigade brought the workers: code, label, and where the second part is counted.
SUMS = (
    ("contracts_signed", _("补签劳动合同人数"), "inspection"),
    ("insured_people", _("督促参保人数"), "inspection"),
    ("children_sent_home", _("清退童工人数"), "inspection"),
    ("venue_minors", _("查出娱乐场所使用未成年人人数"), "visit"),
)
for code, label, second in SUMS:
    total(
        code,
        label,
        _("人"),
        RESULTS,
        _("镇街巡查与专项检查的人数之和"),
        source=SOURCE,
        parts=(f"patrol_{code}", f"{second}_{code}"),
    )
