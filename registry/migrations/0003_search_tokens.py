from django.db import migrations

from registry import search


def install(apps, schema_editor):
    search.install(schema_editor.connection)


def remove(apps, schema_editor):
    search.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_seed_categories")]

    operations = [migrations.RunPython(install, remove)]
