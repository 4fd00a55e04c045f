"""The cockpit and the list behind its numbers of clocks."""

from typing import Any

import django_filters
from django.core.cache import cache
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from campaign import funnel
from campaign.models import Campaign
from casework.models import Deadline
from casework.views import Permitted, RecordListView
from law.clock import now, today
from reports import cockpit
from reports.tiles import tiles

KEPT_SECONDS = 60


class CockpitView(Permitted, TemplateView):
    permission = "reports.view_cockpit"
    template_name = "reports/cockpit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, campaign = self.request.user, Campaign.objects.current()
        kept = f"cockpit-{user.pk}-{campaign.pk if campaign else 0}-{today()}"
        numbers = cache.get_or_set(kept, lambda: counted(user, campaign), KEPT_SECONDS)
        return super().get_context_data(campaign=campaign, urgencies=cockpit.URGENCIES, **numbers, **kwargs)


def counted(user: Any, campaign: Campaign | None) -> dict[str, Any]:
    """Everything the cockpit shows, with the moment it was counted."""
    lines = funnel.by_town(campaign, user) if campaign else []
    clocks = cockpit.clock_lines(user)
    whole = next((line for line in reversed(lines) if line.is_sum), lines[0] if lines else None)
    return {
        "tiles": tiles(user, campaign) if campaign else [],
        "towns": [line for line in lines if not line.is_sum],
        "whole": whole,
        "bars": _bars(whole),
        "clocks": clocks,
        "clock_sums": cockpit.clock_sums(clocks),
        "as_of": now(),
    }


def _bars(whole: Any) -> list[dict[str, Any]]:
    total = whole.total.number if whole else 0
    share = (lambda cell: 100 * cell.number / total) if total else (lambda cell: 0)
    return [{"cell": cell, "percent": share(cell)} for cell in (whole.cells if whole else [])]


class ClockFilter(django_filters.FilterSet):
    clock = django_filters.CharFilter(label=_("时限代码"), lookup_expr="exact")
    urgency = django_filters.ChoiceFilter(
        label=_("紧急程度"),
        choices=[(name, label) for name, label, _bound in cockpit.URGENCIES],
        method="within",
    )

    class Meta:
        model = Deadline
        fields: tuple[str, ...] = ()

    def within(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return cockpit.days_of(value, rows)


class ClockListView(RecordListView):
    """The running clocks behind a number of the cockpit, the most urgent first."""

    permission = "reports.view_cockpit"
    model = Deadline
    filterset_class = ClockFilter
    keys = ("due_on", "pk")
    template_name = "reports/clock_list.html"
    title = _("运行中的时限")

    def rows(self) -> QuerySet:
        return cockpit.with_records(cockpit.running_clocks(self.request.user))
