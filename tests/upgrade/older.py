"""Makes a site as a release before left it: its migrations, its rows, its files."""

from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from config.backup import restoring
from config.backup.archive import Manifest


def make(folder: str) -> None:
    """Out of a backup, in the empty database and store of the settings."""
    backup = Path(folder)
    manifest = Manifest.read(backup)
    last = dict(step.split(".", 1) for step in sorted(manifest.migrations))
    state = MigrationExecutor(connection).migrate(list(last.items()))
    there = {table.table for table in manifest.tables}
    every = state.apps.get_models(include_auto_created=True)
    restoring.put_files_back(backup)
    with transaction.atomic():
        restoring.put_rows_back(backup, manifest, [model for model in every if model._meta.db_table in there])
