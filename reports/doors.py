"""Where a number leads: the page of the rows it counted, for those who may see such rows."""

from datetime import date
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from campaign.models import Campaign
from casework import kinds
from casework.by import Reader
from findings.querysets import OfRecordQuerySet
from registry.scoping import sees_all_towns
from reports.metrics import FIGURES, Figure


def may_open(user: Reader, figure: Figure) -> bool:
    """Whether this user may see the rows of a figure; those of the complaints only who sees all towns."""
    if not figure.group.is_for_towns and not sees_all_towns(user):
        return False
    if figure.table is None:
        parts = figure.parts or figure.quotient or ()
        return all(may_open(user, FIGURES[part]) for part in parts)
    return user.has_perm(kinds.of(figure.seen_with or figure.table.listed).permission)


def door(user: Reader, figure: Figure, campaign: Campaign, cut_off: date, town_code: str = "") -> str:
    """The address of the rows behind a number, empty for those who may not see them."""
    if not may_open(user, figure):
        return ""
    query = {"campaign": campaign.code, "until": cut_off.isoformat(), "town": town_code}
    return (
        f"{reverse('reports:figure', args=[figure.code])}?{urlencode({k: v for k, v in query.items() if v})}"
    )


def visible(rows: QuerySet, user: Reader) -> QuerySet:
    """Those of the rows the user may see, with what names them."""
    seen = rows.model._default_manager.visible_to(user).order_by().values("pk")
    found = rows.filter(pk__in=seen).select_related(*kinds.of(rows.model).joined)
    return found.with_records() if isinstance(found, OfRecordQuerySet) else found
