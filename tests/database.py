"""The empty database every test process starts from: migrated once, then kept and copied until a migration changes.

SQLite only. Nine of the ten seconds a process needs before its first test went into migrating.
"""

import ast
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings


def kept(folder: Path) -> Path:
    """Where the migrated database of the present migrations lies, or will lie."""
    told = hashlib.sha256(f"{django.VERSION} {sqlite3.sqlite_version}".encode())
    for path in sorted(_migrations()):
        told.update(path.read_bytes())
    return folder / f"{told.hexdigest()[:16]}.sqlite3"


def keep(made: Path, at: Path) -> None:
    """Keep what was just migrated instead of all older ones; whoever comes second changes nothing."""
    part = at.with_suffix(f".{os.getpid()}")
    part.unlink(missing_ok=True)
    with sqlite3.connect(made) as connection:
        connection.execute("VACUUM INTO ?", [str(part)])
    connection.close()
    for old in at.parent.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    part.replace(at)


def take(at: Path, to: Path) -> bool:
    """Copy what is kept; False where there is none."""
    try:
        shutil.copyfile(at, to)
    except FileNotFoundError:
        return False
    return True


def _migrations() -> Iterator[Path]:
    """The migrations of the rooms, and the modules of the rooms they import."""
    for config in apps.get_app_configs():
        for path in Path(config.path, "migrations").glob("*.py"):
            if path.is_relative_to(settings.BASE_DIR):
                yield path
                yield from _imported(path)


def _imported(path: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            folder = Path(settings.BASE_DIR, *node.module.split("."))
            modules = (folder, *(folder / alias.name for alias in node.names))
            yield from (found for each in modules if (found := each.with_suffix(".py")).exists())
