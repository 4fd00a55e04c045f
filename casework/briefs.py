"""What a line tells of papers: which record each is about, and whom it is addressed to."""

from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType

from casework import kinds
from casework.kinds import Brief
from casework.models import Paper


def of_papers(keys: Collection[int]) -> dict[int, Brief]:
    """A query for the papers, one more for each kind of record they are about, and what that kind tells of itself."""
    rows = Paper.objects.filter(pk__in=keys).order_by()
    found = list(rows.values_list("pk", "content_type", "object_id", "party", "drafted_by__name"))
    about: dict[tuple[int, int], tuple[str, Brief]] = {}
    for type_of in dict.fromkeys(row[1] for row in found):
        about |= _told(type_of, {row[2] for row in found if row[1] == type_of})
    return {
        pk: Brief(
            what="，".join(filter(None, (name, brief.what, party if party != name else ""))),
            people=brief.people,
            amount=brief.amount,
            who=drafter or "",
        )
        for pk, type_of, object_id, party, drafter in found
        for name, brief in [about.get((type_of, object_id), ("", Brief()))]
    }


def _told(type_of: int, keys: set[int]) -> dict[tuple[int, int], tuple[str, Brief]]:
    """By type and key of a record its name, and what its kind tells of it."""
    model = ContentType.objects.get_for_id(type_of).model_class()
    kind = kinds.find(model) if model else None
    if kind is None:
        return {}
    briefs = kind.briefs(keys)
    named = kind.rows.filter(pk__in=keys).order_by().values_list("pk", kind.titled_by)
    return {(type_of, pk): (name or "", briefs.get(pk, Brief())) for pk, name in named}
