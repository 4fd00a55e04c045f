"""What follows from nothing but complaints labelled 举报保密 is counted for the district and for no town (条例 9、12).

The models it may follow in say so by `secret` of their queryset; a window that `is_open` reads the others only.
"""

from typing import Any

from django.db.models import Case, Exists, Expression, IntegerField, Model, OuterRef, Q, QuerySet, Value, When


def secret_of(model: Any) -> Q | None:
    """Which rows of this model no town counts; None where there are none such."""
    rows = model._default_manager.all()
    return rows.secret() if hasattr(rows, "secret") else None


def flag(secret: Q | None) -> Expression:
    """1 for the rows that no town counts, 0 for the others."""
    if secret is None:
        return Value(0, IntegerField())
    return Case(When(secret, then=Value(1)), default=Value(0), output_field=IntegerField())


def told_openly(rows: QuerySet) -> QuerySet:
    """The rows without those."""
    if secret_of(rows.model) is None:
        return rows
    return rows.exclude(Exists(hidden(rows.model).filter(pk=OuterRef("pk"))))


def hidden(model: type[Model]) -> QuerySet:
    """Those rows: few, however many there are."""
    secret = secret_of(model)
    rows = model._default_manager.order_by()
    return rows.none() if secret is None else rows.filter(secret)
