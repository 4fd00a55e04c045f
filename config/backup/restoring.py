"""Putting a backup back into an empty site."""

import gzip
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection, models, transaction

from casework import anchors, append_only, sealing
from config import in_use
from config.backup import tables
from config.backup.archive import Counted, Manifest, NoBackup, faults, file_path, index, table_path
from config.backup.making import applied
from law.clock import machine_now


def restore(folder: Path, *, tell: Callable[[str], object]) -> None:
    """Files first, then all rows in one transaction: broken off, it may be run again. Raises `NoBackup`."""
    manifest = Manifest.read(folder)
    refusals = [*_unfit(manifest), *_used(), *faults(folder, manifest)]
    if refusals:
        raise NoBackup("Nothing was restored.\n" + "\n".join(refusals))
    tell(f"{put_files_back(folder)} files")
    with transaction.atomic():
        put_rows_back(folder, manifest, tables.stored_models())
    tell(f"{sum(table.rows for table in manifest.tables)} rows in {len(manifest.tables)} tables")
    for line in _put_anchors_back(folder, manifest):
        tell(line)


def missing_keys(manifest: Manifest) -> list[str]:
    def opens(key: str) -> bool:
        try:
            return bool(sealing.sealer_of(key))
        except sealing.SealBroken:
            return False

    return [key for key in manifest.keys if not opens(key)]


def differing_migrations(manifest: Manifest) -> str:
    """ "" when this database has the migrations of the backup."""
    here, there = set(applied()), set(manifest.migrations)
    lacking, more = sorted(there - here), sorted(here - there)
    if not lacking and not more:
        return ""
    return (
        f"The backup was made by version {manifest.version} with other migrations than this site has"
        f" (only in the backup: {', '.join(lacking) or 'none'}; only here: {', '.join(more) or 'none'})."
        " Check out the version that made it, migrate an empty database, restore, and upgrade then."
    )


def _unfit(manifest: Manifest) -> Iterator[str]:
    if manifest.engine != connection.vendor:
        yield f"The backup was made on {manifest.engine}; this site runs on {connection.vendor}."
    if differing := differing_migrations(manifest):
        yield differing
    if keys := missing_keys(manifest):
        yield (
            f"FIELD_KEYS lacks the keys {', '.join(keys)}. They are kept apart from backups: put them back, behind the current "
            "one. Without them nobody ever reads the sealed names, numbers and files of this backup."
        )


def _used() -> Iterator[str]:
    if signs := list(in_use.signs()):
        yield f"This site is not empty: there are {', '.join(signs)}. Restore into a new database."


def put_files_back(folder: Path) -> int:
    """Returns how many there are."""
    count = 0
    for kept in index(folder):
        path = file_path(folder, kept.name)
        if default_storage.exists(kept.name):
            if _stored_digest(kept.name) != kept.sha256:
                raise NoBackup(
                    f"The store holds another file called {kept.name}. Point STORAGE_URL at an empty one."
                )
        else:
            with path.open("rb") as stream:
                stored = default_storage.save(kept.name, File(stream, kept.name))
            if stored != kept.name:
                raise NoBackup(f"The store kept {kept.name} as {stored}.")
        count += 1
    return count


def _stored_digest(name: str) -> str:
    counted = Counted()
    with default_storage.open(name, "rb") as stream:
        for piece in stream.chunks():
            counted.write(piece)
    return counted.sha256


def put_rows_back(folder: Path, manifest: Manifest, stored: list[type[models.Model]]) -> None:
    """Within the transaction under way; `stored` are the models of the tables, as the migrations of the backup made them."""
    head = [guard for guard in append_only.GUARDS if guard.table == append_only.HEAD]
    by_table = {model._meta.db_table: model for model in stored}
    tables.prepare()
    append_only.remove(connection, head)
    tables.clear(stored)
    for table in manifest.tables:
        with gzip.open(table_path(folder, table.table), "rb") as lines:
            tables.load(by_table[table.table], table.columns, lines)
    tables.reset_sequences(stored)
    append_only.install(connection, head)
    ContentType.objects.clear_cache()


def _put_anchors_back(folder: Path, manifest: Manifest) -> Iterator[str]:
    """The anchors of the backup; what this machine kept itself is set aside, not thrown away: it may tell of more."""
    there = anchors.folder()
    own = anchors.known() if there.is_dir() else []
    if own:
        aside = there.with_name(f"{there.name}-before-restore-{machine_now():%Y%m%dT%H%M%S}")
        there.rename(aside)
        yield f"the anchors that were here are now in {aside}"
        if (beyond := max(own).seq - manifest.trail_seq) > 0:
            yield f"LOST: they tell of {beyond} entries of the trail that came after this backup"
    if (folder / "anchors").is_dir():
        shutil.copytree(folder / "anchors", there, dirs_exist_ok=True)
        yield f"{len(anchors.known())} anchors of the audit trail"
