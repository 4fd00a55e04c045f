"""What hangs on an employer, and its moving to another: the register of models is walked, so that nothing is forgotten.

A row that cannot move because the other employer has one like it already is either joined by its room (`employers_merged`) or
stops the merge with a sentence. What a draw has frozen stays where it is (`stays_with_employer`): its rows have the code as text.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db.models import Field, ManyToOneRel, Model, UniqueConstraint
from django.utils.translation import gettext as _

from casework.workflow import Refused
from registry.models import Employer, FormerName, Merge

Moved = dict[str, list[Any]]
Stays = dict[str, list[Any]]


def columns() -> Iterator[tuple[type[Model], Field]]:
    """Every column of every model that leads to an employer and is carried."""
    for relation in Employer._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            model = relation.related_model
            if not model._meta.auto_created and model is not Merge and model._meta.label not in frozen():
                yield model, relation.field


def frozen() -> set[str]:
    """Models whose rows stay with the employer they were made of."""
    return {label for room in apps.get_app_configs() for label in getattr(room, "stays_with_employer", ())}


def carry(absorbed: Employer, kept: Employer, stays: Stays) -> Moved:
    """Move all rows of `absorbed` to `kept`, but those that stay; returns what was moved. Raises `Refused` (collision)."""
    moved: Moved = {}
    for name, (model, field) in _named().items():
        left = {*stays.get(model._meta.label, ()), *_known_already(model, absorbed, kept)}
        _refuse(model, _colliding(model, field, absorbed, kept) - left)
        rows = model._base_manager.filter(**{field.name: absorbed}).exclude(pk__in=left)
        moved[name] = list(rows.values_list("pk", flat=True))
    for name, pks in moved.items():
        _move(name, pks, kept)
    return moved | _carry_generic(absorbed, kept)


def carry_back(moved: Moved, absorbed: Employer, kept: Employer) -> None:
    """Give rows back that are still with `kept`."""
    named, generic = _named(), _generic()
    for name, pks in moved.items():
        if name in generic:
            generic[name]._base_manager.filter(pk__in=pks, object_id=kept.pk).update(object_id=absorbed.pk)
        else:
            model, field = named[name]
            here = model._base_manager.filter(pk__in=pks, **{field.name: kept}).values_list("pk", flat=True)
            _move(name, list(here), absorbed)


def _named() -> dict[str, tuple[type[Model], Field]]:
    """The carried columns by the names that a merge keeps them under."""
    return {f"{model._meta.label}.{field.name}": (model, field) for model, field in columns()}


def _move(name: str, pks: list[Any], to: Employer) -> None:
    model, field = _named()[name]
    model._base_manager.filter(pk__in=pks).update(**{field.name: to})


def _generic() -> dict[str, type[Model]]:
    """Files and the like, which name their record by kind and number."""
    related = [
        field.related_model for field in Employer._meta.private_fields if isinstance(field, GenericRelation)
    ]
    return {f"{model._meta.label}.object_id": model for model in related}


def _carry_generic(absorbed: Employer, kept: Employer) -> Moved:
    kind, moved = ContentType.objects.get_for_model(Employer), {}
    for name, model in _generic().items():
        rows = model._base_manager.filter(content_type=kind, object_id=absorbed.pk)
        moved[name] = [str(pk) for pk in rows.values_list("pk", flat=True)]
        rows.update(object_id=kept.pk)
    return moved


def _colliding(model: type[Model], field: Field, absorbed: Employer, kept: Employer) -> set[Any]:
    """Rows of `absorbed` that would break a rule of uniqueness beside those of `kept`."""
    found = set()
    for rule in model._meta.constraints:
        if isinstance(rule, UniqueConstraint) and field.name in rule.fields:
            others = [name for name in rule.fields if name != field.name]
            rows = model._base_manager.filter(*([rule.condition] if rule.condition else []))
            theirs = set(rows.filter(**{field.name: kept}).values_list(*others))
            mine = rows.filter(**{field.name: absorbed}).values_list("pk", *others)
            found |= {pk for pk, *values in mine if tuple(values) in theirs}
    return found


def _known_already(model: type[Model], absorbed: Employer, kept: Employer) -> set[Any]:
    """Former names both have."""
    if model is not FormerName:
        return set()
    return _colliding(model, FormerName._meta.get_field("employer"), absorbed, kept)


def _refuse(model: type[Model], colliding: set[Any]) -> None:
    if colliding:
        raise Refused(
            "collision",
            _("两家都有不能并存的“%(kind)s”（%(count)s 条），请先办结或撤下其中一条，再合并。")
            % {"kind": model._meta.verbose_name, "count": len(colliding)},
        )
