"""A way back of migrations that would empty a filled table or take a guard off is refused (SEC-21).

What a framework can reverse, the data cannot: to undo a CREATE TABLE is to drop it, and what one room needs takes others with it.
The way back of a site in use is the backup made before the upgrade (docs/operations.md).
"""

from django.apps import apps
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations import Migration

from config import in_use


def refuse(*, plan: list[tuple[Migration, bool]], **kwargs: object) -> None:
    """Receiver of Django's `pre_migrate`, which knows the whole plan before anything is done."""
    back = [migration for migration, is_backwards in plan if is_backwards]
    if back and any(in_use.signs()):
        raise CommandError(
            f"Refused: this would take back {', '.join(map(str, back))}, and with them {_rows(back)}. Nothing was changed. "
            "The way back of a site in use is the backup made before the upgrade: manage.py restore."
        )


def _rows(back: list[Migration]) -> str:
    """The tables with rows of the rooms that would go back."""
    labels, there = {migration.app_label for migration in back}, set(connection.introspection.table_names())
    models = [one for one in apps.get_models(include_auto_created=True) if one._meta.app_label in labels]
    filled = [
        one._meta.db_table for one in models if one._meta.db_table in there and one._base_manager.exists()
    ]
    return f"the rows of {', '.join(filled)}" if filled else "guards of the database"
