"""Where a number leads: the page of the rows it counted, for those who may see such rows."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.urls import reverse

from campaign.models import Campaign, Publicity
from complaints.models import Complaint
from inspections.cases.models import Case, Visit, VisitFinding
from inspections.draws.models import Inspection
from inspections.patrols.models import Finding, Patrol
from registry.models import Employer
from registry.scoping import sees_all_towns
from reports.metrics import FIGURES, Figure, Window

# The permission to see rows of a kind, and what is joined to name them.
KINDS: dict[type[Model], tuple[str, tuple[str, ...]]] = {
    Case: ("cases.view_case", ("employer", "town")),
    Complaint: ("complaints.view_complaint", ("employer", "town")),
    Employer: ("registry.view_employer", ("town",)),
    Finding: ("patrols.view_patrol", ("patrol__employer", "patrol__town")),
    Inspection: ("draws.view_inspection", ("employer", "town")),
    Patrol: ("patrols.view_patrol", ("employer", "town")),
    Publicity: ("campaign.view_publicity", ("town",)),
    Visit: ("cases.view_visit", ("employer", "town")),
    VisitFinding: ("cases.view_visit", ("visit__employer", "visit__town")),
}


def may_open(user: Any, figure: Figure, campaign: Campaign) -> bool:
    """Whether this user may see the rows of a figure; those of the complaints only who sees all towns."""
    if not figure.group.is_for_towns and not sees_all_towns(user):
        return False
    if figure.rows is None:
        parts = figure.parts or figure.quotient or ()
        return all(may_open(user, FIGURES[part], campaign) for part in parts)
    return user.has_perm(KINDS[figure.rows(Window(campaign, campaign.starts_on)).model][0])


def door(user: Any, figure: Figure, campaign: Campaign, cut_off: date, town_code: str = "") -> str:
    """The address of the rows behind a number, empty for those who may not see them."""
    if not may_open(user, figure, campaign):
        return ""
    query = {"campaign": campaign.code, "until": cut_off.isoformat(), "town": town_code}
    return (
        f"{reverse('reports:figure', args=[figure.code])}?{urlencode({k: v for k, v in query.items() if v})}"
    )


def visible(rows: QuerySet, user: Any) -> QuerySet:
    """Those of the rows the user may see, with what names them."""
    seen = rows.model._default_manager.visible_to(user).order_by().values("pk")
    return rows.filter(pk__in=seen).select_related(*KINDS[rows.model][1])


def town_of(model: type[Model]) -> str:
    """Where rows of this kind keep their town."""
    return KINDS[model][1][-1]


def record_of(row: Any) -> Any:
    """The record whose page shows the row: a problem is shown by its patrol or visit."""
    if isinstance(row, Finding):
        return row.patrol
    return row.visit if isinstance(row, VisitFinding) else row
