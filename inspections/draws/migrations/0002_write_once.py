"""Frozen pools, witnesses' texts and rounds refuse every change from here on."""

from typing import Any

from django.db import migrations

from casework import append_only
from inspections.draws.written_once import GUARDS


def install(apps: Any, schema_editor: Any) -> None:
    append_only.install(schema_editor.connection, GUARDS)


def remove(apps: Any, schema_editor: Any) -> None:
    append_only.remove(schema_editor.connection, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("draws", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
