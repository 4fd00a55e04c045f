"""The cockpit and the list behind its numbers of clocks."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from campaign import funnel
from campaign.models import Campaign
from casework.by import Reader
from casework.loading import LAMP
from casework.models import Deadline
from casework.urgency import URGENCIES, ending
from casework.views import Permitted, RecordListView
from law.clock import day_of
from registry.models import Town
from reports import cockpit, tiles
from reports.models import CockpitPlace
from reports.services import cockpits
from reports.tiles import Share

# What the towns may be ranked by, best first; without a choice they stand in the register's order.
RANKS = {
    "targets": lambda row: row.line.total.number,
    "coverage": lambda row: row.shares[0].percent or 0,
    "rectification": lambda row: -1 if row.shares[1].percent is None else row.shares[1].percent,
}


@dataclass(frozen=True)
class TownRow:
    """A town's targets by stage, and its rates."""

    line: funnel.TownLine
    shares: list[Share]


class CockpitView(Permitted, TemplateView):
    permission = "reports.view_cockpit"
    template_name = "reports/cockpit.html"

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        """The page with numbers that are renewed asks every few seconds, and is loaded anew once they are there."""
        if "HX-Request" not in self.request.headers:
            return super().render_to_response(context, **options)
        headers = {} if context.get("is_renewed") else {"HX-Refresh": "true"}
        return HttpResponse(status=204, headers=headers)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        user, campaign = self.request.user, Campaign.objects.current()
        board = shown(user, campaign) if campaign else {}
        by = self.request.GET.get("by", "")
        towns = board.get("towns", [])
        towns = sorted(towns, key=RANKS[by], reverse=True) if by in RANKS else towns
        told = board | {"towns": towns, "by": by, "campaign": campaign, "urgencies": URGENCIES}
        return super().get_context_data(**told, **kwargs)


def shown(user: Reader, campaign: Campaign) -> dict[str, Any]:
    """Everything the cockpit shows, with the moment it was counted, where it was; `is_renewed` while new numbers are made."""
    status = cockpits.look(campaign)
    rows = CockpitPlace.objects.visible_to(user).filter(cockpit=status).select_related("cockpit")
    kept = list(rows)
    is_undone = status.is_left_undone
    told = {"is_renewed": not status.is_fresh and not is_undone, "is_undone": is_undone}
    as_of: datetime | None = kept[0].cockpit.as_of if kept else status.as_of
    if as_of is None:
        return told
    places = {code: place for row in kept for code, place in row.numbers.items()}
    towns = list(Town.objects.visible_to(user))
    clocks = cockpit.clock_lines(user, places)
    sums = cockpit.clock_sums(clocks)
    figures = tiles.of_places(user, campaign, day_of(as_of), places)
    lines = funnel.lines_of(campaign, towns, _targets(towns, places))
    whole = next((line for line in lines if line.is_sum), lines[0] if lines else None)
    codes = {town.name: town.code for town in towns}
    return told | {
        "as_of": as_of,
        "clocks": clocks,
        "clock_sums": sums,
        "tiles": [*figures.tiles(), cockpit.late_tile(user, places, clocks, sums)],
        "towns": [
            TownRow(line, figures.shares(codes.get(str(line.name), ""))) for line in lines if not line.is_sum
        ],
        "whole": TownRow(whole, figures.shares(None)) if whole else None,
        "steps": cockpit.steps(whole),
    }


def _targets(towns: list[Town], places: cockpit.Places) -> funnel.Numbers:
    """The funnel's numbers by the key of the town, None for what has none."""
    keys: dict[str, int | None] = {town.code: town.pk for town in towns} | {cockpits.NO_TOWN: None}
    return {
        keys[code]: Counter(place["targets"])
        for code, place in places.items()
        if code in keys and place["targets"]
    }


class ClockFilter(django_filters.FilterSet):
    clock = django_filters.ChoiceFilter(label=_("时限"), choices=cockpit.clock_choices)
    urgency = django_filters.ChoiceFilter(
        label=_("紧急程度"),
        choices=[(each.name, each.label) for each in URGENCIES],
        method="within",
    )

    class Meta:
        model = Deadline
        fields: tuple[str, ...] = ()

    def within(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return ending(value, rows)


class ClockListView(RecordListView):
    """The running clocks behind a number of the cockpit, the most urgent first."""

    permission = "reports.view_cockpit"
    model = Deadline
    filterset_class = ClockFilter
    keys = ("due_on", "pk")
    shown = (*LAMP, "content_type", "object_id")
    template_name = "reports/clock_list.html"
    title = _("运行中的时限")
    parents = ((_("驾驶舱"), reverse_lazy("reports:cockpit")),)

    def rows(self) -> QuerySet:
        return cockpit.with_records(cockpit.running_clocks(self.request.user))
