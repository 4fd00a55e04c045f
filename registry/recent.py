"""The employers somebody worked on last: what a picker offers before anything is typed."""

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType

from casework.by import Reader
from casework.kinds import find
from casework.models import AuditEntry
from registry.models import Employer

READ, SHOWN = 60, 6


def employers(user: Reader, *, shown: int = SHOWN) -> list[Employer]:
    """Those of the reader's last deeds, the latest first, of whom he may see; read off the trail, so nothing is stored for it.

    One query for the deeds, one for each kind of record among them, one for the employers.
    """
    deeds = list(
        AuditEntry.objects.filter(actor=user.pk, is_success=True, content_type__isnull=False)
        .order_by("-seq")
        .values_list("content_type", "object_id")[:READ]
    )
    of_kind: defaultdict[int, set[int]] = defaultdict(set)
    for type_id, object_id in deeds:
        of_kind[int(type_id or 0)].add(int(object_id or 0))
    homes = {type_id: _homes(type_id, ids) for type_id, ids in of_kind.items()}
    found_at = (homes[type_id or 0].get(object_id) for type_id, object_id in deeds)
    latest = list(dict.fromkeys(pk for pk in found_at if pk))
    rows = Employer.objects.visible_to(user).filter(pk__in=latest[: shown * 2]).select_related("town")
    found = rows.defer("search_text").in_bulk()
    return [found[pk] for pk in latest if pk in found][:shown]


def _homes(type_id: int, ids: set[int]) -> dict[Any, Any]:
    """The employer each record of a kind belongs to; records of other kinds have none."""
    model = ContentType.objects.get_for_id(type_id).model_class()
    if model is None:
        return {}
    if model is Employer:
        return {pk: pk for pk in ids}
    kind = find(model)
    if kind is None or not kind.dossier:
        return {}
    return dict(kind.rows.filter(pk__in=ids).values_list("pk", kind.dossier))
