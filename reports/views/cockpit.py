"""The cockpit and the list behind its numbers of clocks."""

from dataclasses import dataclass
from typing import Any

import django_filters
from django.core.cache import cache
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from campaign import funnel
from campaign.models import Campaign
from casework.by import Reader
from casework.models import Deadline
from casework.urgency import URGENCIES, ending
from casework.views import Permitted, RecordListView
from law.clock import now, today
from reports import cockpit, tiles
from reports.tiles import Share

KEPT_SECONDS = 60


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

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        user, campaign = self.request.user, Campaign.objects.current()
        kept = f"cockpit-{user.pk}-{campaign.pk if campaign else 0}-{today()}"
        numbers: dict[str, Any] = cache.get_or_set(kept, lambda: counted(user, campaign), KEPT_SECONDS) or {}
        by = self.request.GET.get("by", "")
        towns = sorted(numbers["towns"], key=RANKS[by], reverse=True) if by in RANKS else numbers["towns"]
        return super().get_context_data(
            **numbers | {"towns": towns, "by": by, "campaign": campaign, "urgencies": URGENCIES},
            **kwargs,
        )


def counted(user: Reader, campaign: Campaign | None) -> dict[str, Any]:
    """Everything the cockpit shows, with the moment it was counted."""
    clocks = cockpit.clock_lines(user)
    sums = cockpit.clock_sums(clocks)
    shown = {"clocks": clocks, "clock_sums": sums, "as_of": now(), "towns": [], "tiles": []}
    if campaign is None:
        return shown
    figures, codes = tiles.count(user, campaign), tiles.town_codes(user)
    lines = funnel.by_town(campaign, user)
    whole = next((line for line in lines if line.is_sum), lines[0] if lines else None)
    return shown | {
        "tiles": [*figures.tiles(), cockpit.late_tile(user, clocks, sums)],
        "towns": [
            TownRow(line, figures.shares(codes.get(str(line.name), ""))) for line in lines if not line.is_sum
        ],
        "whole": TownRow(whole, figures.shares(None)) if whole else None,
        "steps": cockpit.steps(whole),
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
    template_name = "reports/clock_list.html"
    title = _("运行中的时限")
    parents = ((_("驾驶舱"), reverse_lazy("reports:cockpit")),)

    def rows(self) -> QuerySet:
        return cockpit.with_records(cockpit.running_clocks(self.request.user))
