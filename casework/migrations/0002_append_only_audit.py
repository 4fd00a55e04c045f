"""From here on the trail has a head and is never changed, and a note is not lost before it is sealed."""

from typing import Any

from django.db import migrations

from casework import append_only


def install(apps: Any, schema_editor: Any) -> None:
    append_only.begin(schema_editor.connection)
    append_only.install(schema_editor.connection)


def remove(apps: Any, schema_editor: Any) -> None:
    append_only.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
