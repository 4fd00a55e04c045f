from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0004_papers_not_issued'),
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='action',
            field=models.CharField(blank=True, max_length=64, verbose_name='操作'),
        ),
        migrations.AddField(
            model_name='notice',
            name='is_last',
            field=models.BooleanField(default=False, verbose_name='最后一条'),
        ),
        migrations.AddField(
            model_name='notice',
            name='over_at',
            field=models.DateTimeField(null=True, verbose_name='了结'),
        ),
        migrations.AddField(
            model_name='notice',
            name='what',
            field=models.CharField(blank=True, max_length=200, verbose_name='发生了什么'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='text',
            field=models.CharField(blank=True, max_length=200, verbose_name='内容'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('over_at', None)), fields=['content_type', 'object_id'], name='notice_standing'),
        ),
    ]
