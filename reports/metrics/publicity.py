"""Figures of publicity (方案四（一）)."""

from functools import partial

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from reports.metrics import tables
from reports.metrics.figure import PUBLICITY, figure, total
from reports.metrics.window import Window

SOURCE = "统计口径; 方案四（一）"


def held_in(window: Window) -> Q:
    """Activities of this campaign held in the window."""
    return window.dated("held_on") & Q(campaign=window.campaign)


def _outside(window: Window) -> QuerySet:
    return tables.PUBLICITY.where(Q(campaign=window.campaign) & ~window.dated("held_on"), window)


MISSED = ((_("活动日期不在统计期间"), _outside),)


@figure(
    _("宣传活动场次"),
    _("场"),
    PUBLICITY,
    _("期间举办的宣传活动"),
    source=SOURCE,
    table=tables.PUBLICITY,
    missed=MISSED,
)
def publicity_events(window: Window) -> Q:
    """Activities held; those of the district itself belong to no town."""
    return held_in(window)


@figure(
    _("活动发放宣传资料"),
    _("份"),
    PUBLICITY,
    _("宣传活动发放的资料份数"),
    source=SOURCE,
    table=tables.PUBLICITY,
    value=partial(Sum, "leaflets"),
    missed=MISSED,
)
def event_leaflets(window: Window) -> Q:
    """Leaflets handed out at activities."""
    return held_in(window)


@figure(
    _("巡查发放宣传资料"),
    _("份"),
    PUBLICITY,
    _("巡查时发放的资料份数"),
    source=SOURCE,
    table=tables.PATROLS,
    value=partial(Sum, "leaflets"),
)
def patrol_leaflets(window: Window) -> Q:
    """Leaflets handed out on patrols."""
    return window.events("patrolled_on") & Q(leaflets__gt=0)


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
    table=tables.PUBLICITY,
    value=partial(Sum, "consultations"),
    missed=MISSED,
)
def consultations(window: Window) -> Q:
    """People advised at activities."""
    return held_in(window)


@figure(
    _("培训用人单位"),
    _("户"),
    PUBLICITY,
    _("宣传活动培训的用人单位户数"),
    source=SOURCE,
    table=tables.PUBLICITY,
    value=partial(Sum, "trained_employers"),
    missed=MISSED,
)
def trained_employers(window: Window) -> Q:
    """Employers trained at activities, as each activity says; the same employer at two activities counts twice."""
    return held_in(window)
