"""Figures of publicity (方案四（一）)."""

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from campaign.models import Publicity
from inspections.patrols.models import Patrol
from reports.metrics.figure import PUBLICITY, figure, total
from reports.metrics.window import Window

SOURCE = "统计口径; 方案四（一）"


def held_in(window: Window) -> QuerySet:
    """Activities of this campaign held in the window."""
    return Publicity.objects.filter(window.dated("held_on"), campaign=window.campaign)


def _outside(window: Window) -> QuerySet:
    return Publicity.objects.filter(campaign=window.campaign).exclude(window.dated("held_on"))


MISSED = ((_("活动日期不在统计期间"), _outside),)


@figure(_("宣传活动场次"), _("场"), PUBLICITY, _("期间举办的宣传活动"), source=SOURCE, missed=MISSED)
def publicity_events(window: Window) -> QuerySet:
    """Activities held; those of the district itself belong to no town."""
    return held_in(window)


@figure(
    _("活动发放宣传资料"),
    _("份"),
    PUBLICITY,
    _("宣传活动发放的资料份数"),
    source=SOURCE,
    value=Sum("leaflets"),
    missed=MISSED,
)
def event_leaflets(window: Window) -> QuerySet:
    """Leaflets handed out at activities."""
    return held_in(window)


@figure(
    _("巡查发放宣传资料"), _("份"), PUBLICITY, _("巡查时发放的资料份数"), source=SOURCE, value=Sum("leaflets")
)
def patrol_leaflets(window: Window) -> QuerySet:
    """Leaflets handed out on patrols."""
    return Patrol.objects.filter(window.events("patrolled_on"), leaflets__gt=0)


total(
    "leaflets",
    _("宣传资料份数合计"),
    _("份"),
    PUBLICITY,
    _("活动发放与巡查发放之和"),
    source=SOURCE,
    parts=("event_leaflets", "patrol_leaflets"),
)


@figure(
    _("接待咨询人次"),
    _("人次"),
    PUBLICITY,
    _("宣传活动接待咨询的人次"),
    source=SOURCE,
    value=Sum("consultations"),
    missed=MISSED,
)
def consultations(window: Window) -> QuerySet:
    """People advised at activities."""
    return held_in(window)


@figure(
    _("培训用人单位"),
    _("户"),
    PUBLICITY,
    _("宣传活动培训的用人单位户数"),
    source=SOURCE,
    value=Sum("trained_employers"),
    missed=MISSED,
)
def trained_employers(window: Window) -> QuerySet:
    """Employers trained at activities, as each activity says; the same employer at two activities counts twice."""
    return held_in(window)
