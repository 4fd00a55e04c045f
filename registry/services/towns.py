"""The table of towns, brought into the database."""

from django.db import transaction
from django.db.models import Q

from casework import audit
from casework.by import SYSTEM, By
from registry.models import Town
from registry.towns import REUSED, TOWNS, TownLine, former_names


@transaction.atomic
def load_towns(*, by: By = SYSTEM) -> dict[str, int]:
    """Bring the towns to what `registry.towns` says; a second run changes nothing.

    A town is known by its name, an earlier name, or else by its code, and keeps its row when name or code change.
    Returns `{"created", "changed", "unchanged"}`.
    """
    audit.lock()
    counts = {"created": 0, "changed": 0, "unchanged": 0}
    for code, name in REUSED.items():
        Town.objects.filter(code=code, name=name).update(code=f"{code}-20")
    for order, line in enumerate(TOWNS, start=1):
        counts[_load(line, order)] += 1
    if counts["created"] or counts["changed"]:
        audit.record("load_towns", by=by, label="镇街", data=counts)
    return counts


def town_names() -> dict[str, int]:
    """Present and earlier names of all towns → their ids, for lists that come in."""
    names = dict(Town.objects.values_list("name", "pk"))
    return names | {
        old: names[new] for old, new in former_names().items() if new in names and old not in names
    }


def _load(line: TownLine, order: int) -> str:
    wanted = {"code": line.code, "name": line.name, "kind": line.kind, "order": order}
    town = _known(line)
    if town is None:
        Town.objects.create(**wanted)
        return "created"
    if all(getattr(town, field) == value for field, value in wanted.items()):
        return "unchanged"
    Town.objects.filter(pk=town.pk).update(**wanted)
    return "changed"


def _known(line: TownLine) -> Town | None:
    named = Town.objects.filter(Q(name=line.name) | Q(name__in=line.former)).first()
    return named or Town.objects.filter(code=line.code).first()
