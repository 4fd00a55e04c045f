"""Whether a site is what a backup holds: counts, digests, files, keys, the trail and its anchors. Changes nothing."""

from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import connection

from casework import anchors, audit, keys
from casework.anchors import Anchor
from config.backup import tables
from config.backup.archive import Counted, Kept, Manifest, Table, faults, index
from config.backup.restoring import differing_migrations, missing_keys


def differences(folder: Path) -> Iterator[str]:
    """What the backup has and the site has not, or has otherwise; nothing when both are the same."""
    manifest = Manifest.read(folder)
    yield from (f"file {name}: was missing already when the backup was made" for name in manifest.missing)
    yield from faults(folder, manifest)
    if manifest.engine == connection.vendor:
        yield from _of_rows(manifest)
    else:
        yield f"database: the backup was made on {manifest.engine}, this site runs on {connection.vendor}"
    yield from _of_files(folder)
    yield from _of_keys(manifest)
    yield from _of_trail(folder, manifest)


def _of_rows(manifest: Manifest) -> Iterator[str]:
    if differing := differing_migrations(manifest):
        yield f"migrations: {differing}"
    models = {model._meta.db_table: model for model in tables.stored_models()}
    with tables.snapshot() as snapshot:
        for table in manifest.tables:
            if table.table not in models:
                yield f"table {table.table}: missing here, {table.rows} rows in the backup"
                continue
            counted = Counted()
            snapshot.dump(models[table.table], counted)
            yield from _of_table(table, counted)


def _of_table(table: Table, here: Counted) -> Iterator[str]:
    if here.rows != table.rows:
        less = f", {table.rows - here.rows} missing" if here.rows < table.rows else ""
        yield f"table {table.table}: {table.rows} rows in the backup, {here.rows} here{less}"
    elif here.sha256 != table.sha256:
        yield f"table {table.table}: as many rows, but not the same"


def _of_files(folder: Path) -> Iterator[str]:
    for kept in index(folder):
        if told := _of_file(kept):
            yield f"file {kept.name}: {told}"


def _of_file(kept: Kept) -> str:
    counted = Counted()
    try:
        with default_storage.open(kept.name, "rb") as stream:
            for piece in stream.chunks():
                counted.write(piece)
    except FileNotFoundError:
        return "missing in the store"
    return "" if counted.sha256 == kept.sha256 else "not what was backed up"


def _of_keys(manifest: Manifest) -> Iterator[str]:
    if lacking := missing_keys(manifest):
        yield f"keys: FIELD_KEYS lacks {', '.join(lacking)}; what they sealed cannot be read"
    yield from (
        f"sealed column {column}: {count} values open with no key" for column, count in keys.unread().items()
    )


def _of_trail(folder: Path, manifest: Manifest) -> Iterator[str]:
    kept = folder / "anchors"
    try:
        told = [
            *anchors.known(),
            *anchors.read_file(kept / anchors.KEPT),
            *anchors.read_file(kept / anchors.NEWEST),
        ]
    except anchors.BadAnchor as bad:
        yield f"anchors: {bad}"
        told = []
    end = Anchor(manifest.trail_seq, manifest.trail_hash, manifest.made_at)
    if broken := audit.verify([*told, end]):
        yield f"audit trail: {broken}"
