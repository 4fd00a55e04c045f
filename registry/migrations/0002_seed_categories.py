from django.db import migrations

CATEGORIES = (
    ("labour_intensive", "劳动密集型"),
    ("service", "服务型"),
    ("karaoke", "歌舞"),
    ("bar", "酒吧"),
    ("live_streaming", "网络直播"),
    ("arcade", "游艺"),
    ("other", "其他"),
)


def seed(apps, schema_editor):
    category = apps.get_model("registry", "Category")
    for order, (code, name) in enumerate(CATEGORIES, start=1):
        category.objects.update_or_create(code=code, defaults={"name": name, "order": order})


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
