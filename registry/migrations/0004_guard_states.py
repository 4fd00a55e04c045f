"""A state changes only through the workflow engine: the database refuses any other way."""

from typing import Any

from django.db import migrations

from casework import state_guard

TABLES = ("registry_merge",)


def install(apps: Any, schema_editor: Any) -> None:
    for table in TABLES:
        state_guard.install(schema_editor.connection, table)


def remove(apps: Any, schema_editor: Any) -> None:
    for table in TABLES:
        state_guard.remove(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("registry", "0003_search_tokens")]
    operations = [migrations.RunPython(install, remove)]
