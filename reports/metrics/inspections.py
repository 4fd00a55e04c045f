"""Figures of the special inspections (方案四（三）)."""

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from inspections.cases.models import Case, Visit, VisitFinding
from inspections.draws.models import Inspection
from inspections.draws.models.inspection import Source
from registry.models import Employer
from reports.metrics.figure import INSPECTION, figure, total
from reports.metrics.window import Window

SOURCE = "DOMAIN 6; 方案四（三）"


def visits_in(window: Window) -> QuerySet:
    """Formal visits by two inspectors."""
    return Visit.objects.filter(window.events("visited_on"))


def inspected_in(window: Window) -> QuerySet:
    """Lines of the inspection list that were visited."""
    return Inspection.objects.filter(window.events("visited_on"))


def employers_of(inspections: QuerySet) -> QuerySet:
    """Employers of these inspections or visits, each once."""
    return Employer.objects.filter(Exists(inspections.filter(employer=OuterRef("pk")).order_by()))


def _unvisited(window: Window) -> QuerySet:
    return Inspection.objects.filter(window.events("listed_on")).exclude(visited_on__lte=window.cut_off)


MISSED = ((_("已列入名单、截止日前未到户检查（含已取消）"), _unvisited),)


def _visits_outside(window: Window) -> QuerySet:
    return Visit.objects.filter(window.late("visited_on") | window.early("visited_on"))


@figure(
    _("专项检查户次"),
    _("户次"),
    INSPECTION,
    _("两名监察员到户检查并制作笔录的次数"),
    source=SOURCE,
    missed=((_("检查日期不在统计期间"), _visits_outside),),
)
def visits(window: Window) -> QuerySet:
    """Formal visits."""
    return visits_in(window)


@figure(
    _("专项检查出动人次"),
    _("人次"),
    INSPECTION,
    _("每次到户检查的监察员人数之和"),
    source=SOURCE,
    value=Count("seats"),
)
def visit_person_times(window: Window) -> QuerySet:
    """Inspectors summed over visits."""
    return visits_in(window)


@figure(
    _("双随机抽查户数"),
    _("户"),
    INSPECTION,
    _("双随机抽中并已到户检查的用人单位，每户计一次"),
    source=SOURCE,
    missed=MISSED,
)
def drawn_employers(window: Window) -> QuerySet:
    """Distinct employers drawn at random and visited."""
    return employers_of(inspected_in(window).filter(source=Source.DRAWN))


@figure(
    _("重点检查户数"),
    _("户"),
    INSPECTION,
    _("镇街上报、行业预警、投诉举报或大队列入并已到户检查的用人单位，每户计一次"),
    source=SOURCE,
    missed=MISSED,
)
def focus_employers(window: Window) -> QuerySet:
    """Distinct employers in focus that were visited; never counted as drawn."""
    return employers_of(inspected_in(window).exclude(source=Source.DRAWN))


@figure(
    _("专项检查发现问题户数"),
    _("户"),
    INSPECTION,
    _("检查笔录登记了问题的用人单位，每户计一次"),
    source=SOURCE,
)
def visit_problem_employers(window: Window) -> QuerySet:
    """Distinct employers with a problem found on a visit."""
    found = visits_in(window).filter(Exists(VisitFinding.objects.filter(visit=OuterRef("pk"))))
    return employers_of(found)


@figure(
    _("专项检查发现问题条数"),
    _("条"),
    INSPECTION,
    _("检查笔录登记的问题条数"),
    source=SOURCE,
    town="visit__town",
)
def visit_problems(window: Window) -> QuerySet:
    """Problems written down on visits."""
    return VisitFinding.objects.filter(window.events("visited_on", "visit__"))


@figure(
    _("专项检查责令改正"),
    _("件"),
    INSPECTION,
    _("检查后发出的限期改正指令书，按检查日期"),
    source="DOMAIN 6: 限期改正指令书",
)
def inspection_corrections(window: Window) -> QuerySet:
    """Orders to correct given after an inspection; the order carries no day of its own, so the visit's counts."""
    return inspected_in(window).exclude(correction_number="")


@figure(
    _("案件责令改正"),
    _("件"),
    INSPECTION,
    _("案件中发出的限期改正指令书，按责令日期"),
    source="DOMAIN 6: 限期改正指令书",
)
def case_corrections(window: Window) -> QuerySet:
    """Orders to correct given in a case."""
    return Case.objects.filter(window.events("correction_ordered_on"))


total(
    "corrections",
    _("责令改正件数"),
    _("件"),
    INSPECTION,
    _("专项检查与案件的限期改正指令书之和"),
    source="DOMAIN 6",
    parts=("inspection_corrections", "case_corrections"),
)
