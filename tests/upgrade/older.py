"""Makes a site as a release before left it: its migrations, its rows, its files. `python -m tests.upgrade.older BACKUP`."""

import sys
from pathlib import Path

import django
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor


def make(folder: Path) -> None:
    """In the empty database and store of the settings."""
    from config.backup import restoring
    from config.backup.archive import Manifest

    manifest = Manifest.read(folder)
    last = dict(step.split(".", 1) for step in sorted(manifest.migrations))
    state = MigrationExecutor(connection).migrate(list(last.items()))
    there = {table.table for table in manifest.tables}
    stored = [
        model for model in state.apps.get_models(include_auto_created=True) if model._meta.db_table in there
    ]
    restoring.put_files_back(folder)
    with transaction.atomic():
        restoring.put_rows_back(folder, manifest, stored)


if __name__ == "__main__":
    django.setup()
    make(Path(sys.argv[1]))
