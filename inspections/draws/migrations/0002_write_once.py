"""Frozen pools, witnesses' texts and rounds refuse UPDATE from here on."""

from typing import Any

from django.db import migrations

from inspections.draws import written_once


def install(apps: Any, schema_editor: Any) -> None:
    written_once.install(schema_editor.connection)


def remove(apps: Any, schema_editor: Any) -> None:
    written_once.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("draws", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
