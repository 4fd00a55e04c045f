"""The stored files that hang on a case, found by the models there are: on itself, on any of its rows, on what it came of.

A row that gets a file of its own tomorrow is a row of the case as those of today: nothing lists them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey, Model, QuerySet, Value
from django.utils.translation import gettext as _

from casework.models import Attachment, Paper
from inspections.cases.models import Case
from inspections.checks.models import Inspection, Visit

# What the case came of, by the way there: it stands before what the case itself has.
BEFORE: dict[str, type[Model]] = {"visit": Visit, "inspection": Inspection, "inspection__visits": Visit}
ITSELF = "pk"


@dataclass(frozen=True)
class Enclosed:
    """One stored file, what it is called in the index, and whether it is older than the case."""

    file: Attachment
    title: str
    is_before: bool


def of_case(case: Case) -> list[Enclosed]:
    """Every file once: those of what the case came of, then by the numbers of the evidence, then as they were handed in."""
    found = {file.pk: file for file in _all(case)}
    named = case.evidence.exclude(attachment=None).values_list("attachment_id", "number", "name")
    pieces = {pk: (number, name) for pk, number, name in named}

    def place(file: Any) -> tuple[Any, ...]:
        number, _name = pieces.get(file.pk, (0, ""))
        return (file.way not in BEFORE, file.pk not in pieces, number, file.uploaded_at, file.pk)

    return [
        Enclosed(file, _title(file, pieces.get(file.pk)), is_before=file.way in BEFORE)
        for file in sorted(found.values(), key=place)
    ]


@cache
def ways() -> dict[str, type[Model]]:
    """From a case to each kind of its rows: the look-up, and the model. Rows of rows are rows of the case.

    A case merged into it is no row of it: it has a file of its own.
    """
    found: dict[str, type[Model]] = {ITSELF: Case}
    waiting: list[tuple[str, type[Model]]] = [("", Case)]
    while waiting:
        way, model = waiting.pop(0)
        for name, rows in _rows_of(model):
            if rows not in found.values() and rows not in (Case, Attachment):
                found[way + name] = rows
                waiting.append((f"{way}{name}__", rows))
    return BEFORE | found


def _rows_of(model: type[Model]) -> Iterator[tuple[str, type[Model]]]:
    """What points at a row of this model and is no seat of a many-to-many relation."""
    for field in model._meta.get_fields():
        rows: Any = field.related_model
        if (field.one_to_many or (field.one_to_one and field.auto_created)) and not rows._meta.auto_created:
            yield field.name, rows


def _all(case: Case) -> QuerySet[Any]:
    """In one statement: the files about the rows, and those that a column of a row names."""
    parts, types = [], ContentType.objects.get_for_models(*ways().values())
    for way, model in ways().items():
        if model is not Paper:  # its files stand beside it (`casefile`)
            about = Attachment.objects.filter(content_type=types[model])
            parts.append(about.filter(object_id__in=_ids(case, way)).annotate(way=Value(way)))
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is Attachment:
                named = Attachment.objects.filter(
                    pk__in=_ids(case, field.name if way == ITSELF else f"{way}__{field.name}")
                )
                parts.append(named.annotate(way=Value(way)))
    first, *others = (part.order_by() for part in parts)
    return first.union(*others, all=True)


def _ids(case: Case, way: str) -> QuerySet[Any]:
    return Case.objects.filter(pk=case.pk).order_by().values(way)


def _title(file: Any, piece: tuple[int, str] | None) -> str:
    """Its own words, after the piece of evidence or the kind of row it belongs to."""
    own = str(file.label or file.name.rpartition(".")[0] or file.name)
    if piece is not None:
        number, name = piece
        called = _("证据%(number)s %(name)s") % {"number": number, "name": name}
        return f"{called}：{own}" if own != name else called
    if file.way == ITSELF or file.way in BEFORE:
        return own
    return _("%(row)s：%(own)s") % {"row": ways()[file.way]._meta.verbose_name, "own": own}
