from django.db import migrations
from django.db.models import Exists, OuterRef

from law.clock import now


def only_the_newest(apps, schema_editor):
    """One line for each record: of those told of before, the newest of each reader stands."""
    notices = apps.get_model("casework", "Notice").objects
    same = {"user": OuterRef("user"), "content_type": OuterRef("content_type"), "object_id": OuterRef("object_id")}
    newer = notices.filter(**same, pk__gt=OuterRef("pk"))
    notices.exclude(content_type=None).filter(Exists(newer)).update(over_at=now())


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_notices_end")]

    operations = [migrations.RunPython(only_the_newest, migrations.RunPython.noop)]
