"""What follows from nothing but complaints labelled 举报保密 is counted for the district and for no town (条例 9、12).

The models it may follow in say so by `hidden` of their queryset; a window that `is_open` reads the others only.
"""

from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet


def keeps_secrets(model: type[Model]) -> bool:
    """Whether there may be rows of this model that no town counts."""
    return hasattr(model._default_manager.all(), "hidden")


def told_openly(rows: QuerySet) -> QuerySet:
    """The rows without those."""
    if not keeps_secrets(rows.model):
        return rows
    return rows.exclude(Exists(hidden(rows.model).filter(pk=OuterRef("pk"))))


def hidden(model: Any) -> QuerySet:
    """Those rows: few, however many there are."""
    return model._default_manager.all().hidden().order_by()
