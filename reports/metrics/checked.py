"""Figures over patrols and inspections together."""

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from findings.kinds import Origin
from findings.models import Finding
from findings.outcomes import What
from inspections.checks.models import Visit
from inspections.patrols.models import Patrol
from registry.models import Category, Employer
from reports.metrics.employers import employers_of
from reports.metrics.figure import CHECKED, RESULTS, figure, total
from reports.metrics.inspections import (
    inspected_in,
    visit_venue_minors,
    visits_in,
)
from reports.metrics.patrols import (
    patrol_venue_minors,
    patrols_in,
)
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
    """Distinct employers with at least one patrol, visit or visited line of the inspection list."""
    return employers_of(patrols_in(window), visits_in(window), inspected_in(window))


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
    missed=LEFT,
)
def checked_employers(window: Window) -> QuerySet:
    """Distinct employers patrolled or inspected; each has one town, so towns add up to the district."""
    return checked(window)


def _of(window: Window, codes: tuple[str, ...]) -> QuerySet:
    kinds = Category.objects.filter(code__in=codes, employers=OuterRef("pk"))
    return checked(window).filter(Exists(kinds))


@figure(
    _("其中劳动密集型、服务型"),
    _("户"),
    CHECKED,
    _("检查户数中属于劳动密集型或服务型的"),
    source="方案三（一）1",
)
def checked_work(window: Window) -> QuerySet:
    """Of the employers checked, the labour-intensive and service ones."""
    return _of(window, WORK)


@figure(
    _("其中歌舞、酒吧、网络直播、游艺场所"),
    _("户"),
    CHECKED,
    _("检查户数中属于歌舞、酒吧、网络直播或游艺场所的"),
    source="方案三（一）3",
)
def checked_venues(window: Window) -> QuerySet:
    """Of the employers checked, the venues; an employer of both kinds is in both."""
    return _of(window, VENUES)


@figure(
    _("涉及劳动者人数"),
    _("人"),
    CHECKED,
    _("检查户数中每户最近一次登记的职工人数之和"),
    source=SOURCE,
    value=Sum("latest_headcount"),
)
def workers(window: Window) -> QuerySet:
    """Headcounts of the employers checked: by the newest visit or patrol of the window that counted, else the register.

    Of a visit and a patrol on one day the visit holds: two inspectors counted. A visit that only complaints labelled 举报保密
    led to does not speak: towns read the sum.
    """
    newest: dict[str, Subquery] = {}
    looks = ((Visit.objects.told_openly(), "visited_on"), (Patrol.objects.all(), "patrolled_on"))
    for rows, field in looks:
        dated = rows.filter(window.events(field), employer=OuterRef("pk"), headcount__isnull=False)
        dated = dated.order_by(f"-{field}", "-pk")
        newest[f"last_{field}"] = Subquery(dated.values(field)[:1])
        newest[f"headcount_{field}"] = Subquery(dated.values("headcount")[:1])
    latest = Case(
        When(last_patrolled_on__gt=F("last_visited_on"), then=F("headcount_patrolled_on")),
        default=Coalesce("headcount_visited_on", "headcount_patrolled_on", "headcount", 0),
    )
    return checked(window).alias(**newest).annotate(latest_headcount=latest)


@figure(
    _("发现问题户数"),
    _("户"),
    CHECKED,
    _("巡查或专项检查发现至少一条问题的用人单位，每户计一次"),
    source=SOURCE,
)
def found_employers(window: Window) -> QuerySet:
    """Distinct employers with a problem, whoever found it."""
    problems = Finding.objects.filter(
        window.events("found_on"), origin__in=(Origin.PATROL, Origin.INSPECTION)
    )
    return employers_of(problems)


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
)
def contract_employers(window: Window) -> QuerySet:
    """Distinct employers that made up for missing contracts, whoever asked for it."""
    return employers_of(
        *(recovered(window, origin, What.CONTRACTS) for origin in (Origin.PATROL, Origin.INSPECTION))
    )


@figure(
    _("查出娱乐场所使用未成年人户数"),
    _("户"),
    RESULTS,
    _("巡查或专项检查发现使用未成年人的歌舞、酒吧、游艺等场所，每户计一次"),
    source=SOURCE,
)
def venue_minor_employers(window: Window) -> QuerySet:
    """Distinct venues found to employ people under 18, whoever found it."""
    return employers_of(patrol_venue_minors(window), visit_venue_minors(window))


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
