"""The cockpit's tiles. Each number is counted by the very filter of the list it opens, so it equals that list's rows."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign
from casework.models import WorkflowRecord
from complaints.filters import ComplaintFilter
from complaints.models import Complaint
from inspections.cases.filters import CaseFilter
from inspections.cases.models import Case
from inspections.draws.filters import InspectionFilter
from inspections.draws.models import Inspection
from inspections.patrols.filters import PatrolFilter
from inspections.patrols.models import Patrol


@dataclass(frozen=True)
class Counted:
    """One line of the table of tiles: a list with a query in its address."""

    label: Any
    unit: Any
    model: type[WorkflowRecord]
    filterset: Any
    route: str
    permission: str
    query: dict[str, str]
    note: Any


@dataclass(frozen=True)
class Tile:
    label: Any
    unit: Any
    value: int
    url: str
    note: Any


PATROLS = (Patrol, PatrolFilter, "patrols:patrol_list", "patrols.view_patrol")
COMPLAINTS = (Complaint, ComplaintFilter, "complaints:complaint_list", "complaints.view_complaint")
INSPECTIONS = (Inspection, InspectionFilter, "draws:inspection_list", "draws.view_inspection")
CASES = (Case, CaseFilter, "cases:case_list", "cases.view_case")

TILES = (
    Counted(_("巡查户次"), _("户次"), *PATROLS, {}, _("本次行动开始以来")),
    Counted(_("发现问题"), _("户次"), *PATROLS, {"alert": "problems"}, _("巡查中发现问题的")),
    Counted(_("到期未整改"), _("户次"), *PATROLS, {"alert": "overdue"}, _("应复查或上报")),
    Counted(_("投诉举报"), _("件"), *COMPLAINTS, {}, _("全部收到的")),
    Counted(_("投诉超期"), _("件"), *COMPLAINTS, {"late": "1"}, _("受理或反馈时限已过")),
    Counted(_("专项检查名单"), _("户"), *INSPECTIONS, {}, _("双随机抽取和重点名单")),
    Counted(_("待检查"), _("户"), *INSPECTIONS, {"state": "assigned"}, _("已派人，未到现场")),
    Counted(_("案件"), _("件"), *CASES, {}, _("线索和已立案的")),
)


def tiles(user: Any, campaign: Campaign) -> list[Tile]:
    """The tiles this user may open, each counted in the user's own scope."""
    return [_tile(line, user, campaign) for line in TILES if user.has_perm(line.permission)]


def _tile(line: Counted, user: Any, campaign: Campaign) -> Tile:
    query = dict(line.query)
    if line.model is Patrol and not query:
        query = {"since": campaign.starts_on.isoformat()}
    rows = line.model._default_manager.visible_to(user)
    found = line.filterset(query, queryset=rows, request=SimpleNamespace(user=user, GET=query)).qs
    url = reverse(line.route)
    return Tile(
        line.label, line.unit, found.count(), f"{url}?{urlencode(query)}" if query else url, line.note
    )
