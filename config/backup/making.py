"""Making a backup of the site as it is at one moment."""

import gzip
import os
import shutil
from collections.abc import Generator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from casework import anchors, audit, keys
from casework.models import AuditHead
from casework.sealed_files import SealedFileField
from config.backup import tables
from config.backup.archive import (
    Counted,
    Kept,
    Manifest,
    NoBackup,
    Table,
    digest_of,
    file_path,
    pieces,
    table_path,
)
from law.clock import machine_now

TOLD = """\
劳动监察专项行动系统 备份

还原：在装好同一版本（见 manifest.json 的 version 和 migrations）的空站点上
  1. 把密钥放回：环境变量 FIELD_KEYS（本备份不含密钥；manifest.json 的 keys 列出需要哪几把）
  2. manage.py migrate
  3. manage.py restore <本文件夹>
  4. manage.py restore <本文件夹> --check
密钥丢失，则已加密的姓名、证件号、电话和全部附件无人能再读出。

To restore: on an empty site of the same version with FIELD_KEYS put back: migrate, restore DIR, restore DIR --check.
Without the keys nobody ever reads the sealed names, numbers and files again. docs/operations.md tells the rest.
"""


def make(folder: Path, *, previous: Path | None = None) -> Manifest:
    """Write a backup into a new folder. Files that `previous`, another backup, holds already take no space again.

    Raises `NoBackup`, or OSError when the disk is full; then nothing is left behind.
    """
    if folder.exists() and any(folder.iterdir()):
        raise NoBackup(f"{folder} is not empty; a backup goes into a new folder.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        return _written(folder, previous)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def applied() -> list[str]:
    return sorted(".".join(step) for step in MigrationRecorder(connection).applied_migrations())


def stored_names(snapshot: tables.Snapshot) -> Generator[str, None, None]:
    """Every file a row names."""
    for model, fields in keys.columns(SealedFileField):
        for one in fields:
            column, table = map(connection.ops.quote_name, (one.column, model._meta.db_table))
            yield from (
                name for (name,) in snapshot.rows(f"SELECT {column} FROM {table} WHERE {column} <> ''")
            )


def _written(folder: Path, previous: Path | None) -> Manifest:
    keys.witness()
    audit.seal_waiting()
    (folder / "tables").mkdir()
    # Before the snapshot: an anchor moved meanwhile would tell of entries that are not in it.
    if anchors.folder().is_dir():
        shutil.copytree(anchors.folder(), folder / "anchors")
    with tables.snapshot() as snapshot:
        ((seq, digest),) = snapshot.rows(f"SELECT seq, hash FROM {AuditHead._meta.db_table} WHERE id = 1")
        manifest = Manifest(
            made_at=machine_now().isoformat(timespec="seconds"),
            version=settings.VERSION,
            engine=connection.vendor,
            migrations=applied(),
            keys=sorted(keys.needed()),
            trail_seq=seq,
            trail_hash=digest,
        )
        for model in tables.stored_models():
            manifest.tables.append(_dump(snapshot, model, folder))
        _keep_files(stored_names(snapshot), manifest, folder, previous)
    (folder / "README.txt").write_text(TOLD, encoding="utf-8")
    manifest.write(folder)
    return manifest


def _dump(snapshot: tables.Snapshot, model: type[Model], folder: Path) -> Table:
    name = model._meta.db_table
    with gzip.open(table_path(folder, name), "wb", compresslevel=5) as file:
        counted = Counted(file)
        snapshot.dump(model, counted)
    return Table(name, tables.columns_of(model), counted.rows, counted.sha256)


def _keep_files(
    names: Generator[str, None, None], manifest: Manifest, folder: Path, previous: Path | None
) -> None:
    listed = sha256()
    with closing(names), gzip.open(folder / "files.tsv.gz", "wt", encoding="utf-8", newline="\n") as index:
        for name in names:
            try:
                kept = _keep(name, folder, previous)
            except FileNotFoundError:
                manifest.missing.append(name)
                continue
            index.write(kept.line)
            listed.update(kept.line.encode())
            manifest.files += 1
            manifest.files_bytes += kept.size
    manifest.files_sha256 = listed.hexdigest()


def _keep(name: str, folder: Path, previous: Path | None) -> Kept:
    """Copy one file as it is stored; where the backup before holds the same bytes, a link to those is enough."""
    target, digest, size = file_path(folder, name), sha256(), 0
    with default_storage.open(name, "rb") as source:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            for piece in pieces(source):
                digest.update(piece)
                size += len(piece)
                file.write(piece)
    kept = Kept(digest.hexdigest(), size, name)
    older = file_path(previous, name) if previous else None
    if older and digest_of(older) == kept.sha256:
        part = target.with_name(f"{target.name}.link")
        try:
            os.link(older, part)
        except OSError:  # another disk: the copy stays
            return kept
        part.replace(target)
    return kept
