"""Whether the keys at hand open what is stored, and sealing everything anew with the current one.

What is sealed is found from the models, never listed: every `SealedTextField` and every `SealedFileField`. A row of `KeyCanary`
stands for each key that something stored may still need; it goes only when everything is sealed with the current key.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, models, transaction
from django.db.models import F, Field, QuerySet, TextField
from django.db.models.functions import Cast

from casework import hooks, sealing
from casework.models import KeyCanary
from casework.sealed_files import SealedFileField, SealedStorage
from casework.sealing import SealBroken, SealedTextField

PROOF, CONTEXT = "canary", "casework.keys"
BATCH = 500


@dataclass
class Done:
    """What became of one sealed column: `unread` are the values no key here opens."""

    column: str
    resealed: int = 0
    kept: int = 0
    unread: int = 0


@dataclass
class Turn:
    """One walk over the rows of a model."""

    model: type[models.Model]
    fields: list[Any]
    done: dict[str, Done] = field(init=False)

    def __post_init__(self) -> None:
        self.done = {one.name: Done(f"{self.model._meta.label_lower}.{one.name}") for one in self.fields}


def columns(kind: type[Field]) -> Iterator[tuple[type[models.Model], list[Any]]]:
    """Every model with its columns of this kind."""
    for model in apps.get_models(include_auto_created=True):
        found = [one for one in model._meta.local_concrete_fields if isinstance(one, kind)]
        if found and model._meta.managed and not model._meta.proxy:
            yield model, found


def witness() -> None:
    """Leave a canary of the current key; from now on the site does not start without it."""
    key = sealing.current().reference
    if not KeyCanary.objects.filter(pk=key).exists():
        sealed = sealing.seal(PROOF, context=CONTEXT)
        KeyCanary.objects.bulk_create([KeyCanary(key=key, sealed=sealed)], ignore_conflicts=True)


def missing() -> dict[str, str]:
    """The keys that something stored needs and that are not here, each with where it was met; {} when all is well.

    Asks the canaries, and the first and the last value of each sealed column, so that a site that never left a canary tells too.
    """
    lacking = {key: where for key, where in needed().items() if not _opens(key)}
    changed = {} if lacking else {f"{key} (changed)": KeyCanary._meta.db_table for key in _unproven()}
    return {**lacking, **changed}


def needed() -> dict[str, str]:
    """Every key something stored needs, as far as canaries and samples tell, with where it was met."""
    return dict(_needed())


def _needed() -> Iterator[tuple[str, str]]:
    tables = set(connection.introspection.table_names())
    if KeyCanary._meta.db_table in tables:
        yield from ((key, KeyCanary._meta.db_table) for key in KeyCanary.objects.values_list("pk", flat=True))
    for model, fields in columns(SealedTextField):
        if model._meta.db_table in tables:
            yield from (
                (key, f"{model._meta.label_lower}.{one.name}") for one in fields for key in _met(model, one)
            )


def _met(model: type[models.Model], column: Field) -> set[str]:
    """The keys of the first and the last value of a column."""
    rows = _raw(model, [column]).exclude(**{_alias(column): ""}).exclude(**{_alias(column): None})
    try:
        with transaction.atomic():
            values = [
                rows.order_by(order).values_list(_alias(column), flat=True).first() for order in ("pk", "-pk")
            ]
    except DatabaseError:  # a column this database does not have yet
        return set()
    return {sealing.reference_of(value) for value in values if value}


def _opens(key: str) -> bool:
    try:
        sealing.sealer_of(key)
    except (SealBroken, ImproperlyConfigured):
        return False
    return True


def _unproven() -> list[str]:
    """Canaries that were changed, though their key is here."""
    if KeyCanary._meta.db_table not in connection.introspection.table_names():
        return []
    return [canary.key for canary in KeyCanary.objects.all() if not _proves(canary)]


def _proves(canary: KeyCanary) -> bool:
    try:
        return sealing.open_sealed(canary.sealed, context=CONTEXT) == PROOF
    except SealBroken:
        return False


def reseal() -> Iterator[Done]:
    """Seal with the current key whatever was sealed with another, column by column. May be broken off and run again.

    Rows are rewritten in short transactions. A file is written under a new name, then its row is moved, then the old one goes:
    wherever it is broken off, the row names a whole file.
    """
    witness()
    for kind, walk in ((SealedTextField, _reseal_texts), (SealedFileField, _reseal_files)):
        for model, fields in columns(kind):
            turn = Turn(model, fields)
            walk(turn)
            yield from turn.done.values()


def unread() -> dict[str, int]:
    """Sealed columns with values that no key here opens, and how many; every value is tried."""
    turns = [Turn(model, fields) for model, fields in columns(SealedTextField)]
    for turn in turns:
        for batch in _batches(turn, lock=False):
            for row in batch:
                _opened(turn, row)
    return {done.column: done.unread for turn in turns for done in turn.done.values() if done.unread}


def release() -> list[str]:
    """After a `reseal` that left nothing: the keys that nothing needs any more; their canaries go."""
    old = KeyCanary.objects.exclude(pk=sealing.current().reference)
    keys = list(old.values_list("pk", flat=True))
    old.delete()
    return keys


def _alias(column: Field) -> str:
    return f"raw_{column.name}"


def _raw(model: type[models.Model], fields: list[Any]) -> QuerySet:
    """Rows with their columns as stored, unopened."""
    return model._base_manager.annotate(**{_alias(one): Cast(F(one.name), TextField()) for one in fields})


def _batches(turn: Turn, *, lock: bool) -> Iterator[list[dict[str, Any]]]:
    """The rows as stored, in the order of their keys; with `lock` each batch is a transaction that holds them."""
    last: Any = None
    while True:
        with transaction.atomic() if lock else nullcontext():
            rows = _raw(turn.model, turn.fields).order_by("pk").values("pk", *map(_alias, turn.fields))
            rows = rows if last is None else rows.filter(pk__gt=last)
            batch = list((rows.select_for_update() if lock else rows)[:BATCH])
            yield batch
        if not batch:
            return
        last = batch[-1]["pk"]


def _reseal_texts(turn: Turn) -> None:
    for batch in _batches(turn, lock=True):
        for row in batch:
            plain, is_due = _opened(turn, row)
            if not is_due:
                continue
            whole = len(plain) == len(turn.fields)
            beside = [made(turn.model, plain) for made in hooks.functions("beside_sealed")] if whole else []
            values = {name: value for part in beside for name, value in part.items()}
            turn.model._base_manager.filter(pk=row["pk"]).update(**plain, **values)


def _opened(turn: Turn, row: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """What can be opened of a row, and whether any of it was sealed with another key."""
    plain, is_due = {}, False
    for one in turn.fields:
        sealed, done = row[_alias(one)], turn.done[one.name]
        try:
            plain[one.name] = sealing.open_sealed(sealed, context=one.context) if sealed else sealed
        except SealBroken:
            done.unread += 1
            continue
        is_current = not sealed or sealing.is_current(sealed)
        is_due = is_due or not is_current
        done.resealed += not is_current
        done.kept += bool(sealed) and is_current
    return plain, is_due


def _reseal_files(turn: Turn) -> None:
    for batch in _batches(turn, lock=False):
        for row in batch:
            for one in turn.fields:
                if name := row[_alias(one)]:
                    _reseal_file(turn, row["pk"], one.name, name)


def _reseal_file(turn: Turn, pk: object, column: str, name: str) -> None:
    storage, done = SealedStorage(), turn.done[column]
    try:
        if storage.key_of(name) == sealing.current().reference:
            done.kept += 1
            return
        with storage.open(name) as plain:
            new = storage.save(name, plain)
    except (SealBroken, FileNotFoundError):
        done.unread += 1
        return
    moved = turn.model._base_manager.filter(pk=pk, **{column: name}).update(**{column: new})
    storage.delete(name if moved else new)
    done.resealed += moved
