"""What visits found and what that brought; who witnessed a draw, where it was held and by whom."""

from typing import Any

from django.conf import settings
from django.db import migrations, models

from inspections.draws import written_once


def install(apps: Any, schema_editor: Any) -> None:
    """SQLite makes a table anew to add a column, and so loses what guards it."""
    written_once.install(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('campaign', '0001_initial'),
        ('draws', '0002_write_once'),
        ('registry', '0003_search_tokens'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, install),  # the last step on the way back
        migrations.AddField(
            model_name='inspection',
            name='children_sent_home',
            field=models.PositiveIntegerField(default=0, verbose_name='清退童工（人）'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='contracts_signed',
            field=models.PositiveIntegerField(default=0, verbose_name='补签劳动合同（人）'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='correction_ordered_on',
            field=models.DateField(null=True, verbose_name='责令改正日期'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='found_on',
            field=models.DateField(null=True, verbose_name='发现问题日期'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='insured_people',
            field=models.PositiveIntegerField(default=0, verbose_name='补办参保（人）'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='problems',
            field=models.PositiveIntegerField(default=0, verbose_name='发现问题（条）'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='wages_paid_amount',
            field=models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='补发工资（元）'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='wages_paid_people',
            field=models.PositiveIntegerField(default=0, verbose_name='补发工资（人）'),
        ),
        migrations.AddField(
            model_name='round',
            name='host',
            field=models.CharField(blank=True, max_length=40, verbose_name='主持人'),
        ),
        migrations.AddField(
            model_name='round',
            name='place',
            field=models.CharField(blank=True, max_length=60, verbose_name='抽取地点'),
        ),
        migrations.AddField(
            model_name='witnesstext',
            name='kind',
            field=models.CharField(choices=[('legal', '法规（法制审核）人员'), ('discipline', '纪检人员'), ('outside', '外部人士'), ('other', '其他')], default='other', max_length=10, verbose_name='见证身份'),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='inspection',
            name='outcome',
            field=models.CharField(blank=True, choices=[('clean', '未发现问题'), ('corrected', '发现问题，已责令改正'), ('on_site', '发现问题，当场改正'), ('case', '发现问题，待后续处理'), ('uncooperative', '不配合检查，情节严重'), ('not_found', '查无下落'), ('shut', '已停业')], max_length=16, verbose_name='检查结果'),
        ),
        migrations.AlterField(
            model_name='witnesstext',
            name='capacity',
            field=models.CharField(blank=True, max_length=60, verbose_name='单位和职务'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('found_on__isnull', True), ('problems', 0)), models.Q(('found_on__isnull', False), ('problems__gt', 0)), _connector='OR'), name='draws_inspection_problems_have_day'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(('wages_paid_amount__gte', 0)), name='draws_inspection_wages_not_negative'),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
