"""A state changes only through the workflow engine: the database refuses any other way."""

from typing import Any

from django.db import migrations

from casework import state_guard

TABLES = ("casework_paper",)


def install(apps: Any, schema_editor: Any) -> None:
    for table in TABLES:
        state_guard.install(schema_editor.connection, table)


def remove(apps: Any, schema_editor: Any) -> None:
    for table in TABLES:
        state_guard.remove(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_append_only_audit")]
    operations = [migrations.RunPython(install, remove)]
