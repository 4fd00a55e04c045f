"""The employers of a campaign: the list of each town, and one target's way."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.dossier import is_told
from campaign.filters import TargetFilter
from campaign.models import Campaign, Target
from campaign.views.campaigns import HOME
from campaign.workflow import RANK, TABLE, Stage
from casework.models import Told
from casework.views.detail import RecordDetailView, TimelineEntry
from casework.views.listing import Column, RecordListView
from casework.views.steps import steps
from casework.views.transition import TransitionView
from law.clock import instant_of
from law.words import Sentence

LIST = (gettext_lazy("专项行动对象"), reverse_lazy("campaign:target_list"))


def of_campaign(rows: QuerySet, request: HttpRequest) -> QuerySet:
    """Rows of the campaign the address names (the filter does that); without one, of the current campaign."""
    return rows if request.GET.get("campaign") else rows.filter(campaign=Campaign.objects.current())


class TargetListView(RecordListView):
    permission = "campaign.view_target"
    model = Target
    filterset_class = TargetFilter
    template_name = "campaign/target_list.html"
    parents = (HOME,)
    title = LIST[0]
    shown = ("state", "state_since", "employer__name", "employer__code", "town__name")
    columns = (
        Column(gettext_lazy("编号"), lambda row: row.number, 26),
        Column(gettext_lazy("单位"), lambda row: row.employer.name, 32),
        Column(gettext_lazy("代码"), lambda row: row.employer.code, 22),
        Column(gettext_lazy("镇街"), lambda row: row.town.name if row.town else "", 16),
        Column(
            gettext_lazy("列入原因"),
            lambda row: "、".join(each.get_reason_display() for each in row.listed_reasons),
            28,
        ),
        Column(gettext_lazy("进展"), lambda row: row.state_label, 12),
        Column(gettext_lazy("列入日期"), lambda row: row.listed_on, 12),
    )

    def rows(self) -> QuerySet:
        return of_campaign(Target.objects.visible_to(self.request.user).for_list(), self.request)


class TargetDetailView(RecordDetailView):
    permission = "campaign.view_target"
    model = Target
    parents = (HOME, LIST)
    template_name = "campaign/target_detail.html"

    def get_queryset(self) -> QuerySet:
        return Target.objects.visible_to(self.request.user).for_page()

    def entries(self) -> list[Told]:
        held = {row.reason for row in self.object.reasons.all()}
        return [entry for entry in super().entries() if is_told(entry, held)]

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["steps"] = _steps(self.object)
        listed = TABLE.rows_of("list_target")[0]
        if not any(entry.action == listed.action for entry in context["log"]):
            at = instant_of(self.object.listed_on)
            entry = TimelineEntry(
                at=at, who="", text=str(listed.label), kind="system", detail=_("随全镇街对象名单一次列入")
            )
            context["timeline"] = [*context["timeline"], entry]
        return context


class TargetActView(TransitionView):
    parents = (HOME, LIST)
    model = Target


def _steps(target: Target) -> list[dict[str, Any]]:
    """The line from 已列入 to 已办结, each step with the day on which it first happened.

    The three stages that stand side by side are one step; steps jumped over did not happen.
    """
    rank = RANK[Stage(target.state)]
    sides = {
        place: [stage for stage in Stage if RANK[stage] == place] for place in sorted({*RANK.values()} - {0})
    }
    line = [(_label(target, stages), _first_day(target, stages)) for stages in sides.values()]
    if target.state == Stage.CLEARED:
        return steps([(Stage.CLEARED.label, ""), *line], 0)
    at = list(sides).index(rank)
    skipped = {place for place, (_label_, day) in enumerate(line) if day is None}
    return steps(line, at, is_over=target.state == Stage.CONCLUDED, skipped=skipped)


def _label(target: Target, stages: list[Stage]) -> Sentence:
    """Of stages side by side the one at which the target stands, else all of them in a word."""
    here = next((stage for stage in stages if stage == target.state), None)
    return here.label if here else _("整改或上报") if len(stages) > 1 else stages[0].label


def _first_day(target: Target, stages: list[Stage]) -> date | None:
    days = [day for stage in stages if (day := target.day_of(stage))]
    return min(days) if days else None
