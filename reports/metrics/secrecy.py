"""What follows from nothing but complaints labelled 举报保密 is counted for the district and for no town (条例 9、12)."""

from django.db.models import Q, QuerySet

from casework import kinds
from casework.by import Reader
from registry.scoping import sees_all_towns, town_scope


def hidden(rows: QuerySet) -> Q | None:
    """The condition on rows of a figure that no town may count; None for rows of which none ever is.

    Employers are told of by the rows they were found by (`is_told` of `employers_of`), others by `hidden` of their queryset.
    """
    if "is_told" in rows.query.annotations:
        return Q(is_told=False)
    everything = rows.model._default_manager.all()
    if not hasattr(everything, "hidden"):
        return None
    return Q(pk__in=everything.hidden().order_by().values("pk"))


def told_openly(rows: QuerySet) -> QuerySet:
    """Rows of a figure without those."""
    secret = hidden(rows)
    return rows if secret is None else rows.exclude(secret)


def counted_for(rows: QuerySet, user: Reader) -> QuerySet:
    """Rows of a figure that this user's number counts: of the towns they see."""
    scoped = rows.filter(town_scope(user, kinds.of(rows.model).town))
    return scoped if sees_all_towns(user) else told_openly(scoped)
