import django.db.models.deletion
import law.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PolicyValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(db_index=True, max_length=60, verbose_name='参数')),
                ('value', models.CharField(max_length=500, verbose_name='取值')),
                ('reason', models.CharField(max_length=500, verbose_name='理由和依据')),
                ('in_force_from', models.DateField(verbose_name='生效日期')),
                ('set_at', models.DateTimeField(default=law.clock.now, verbose_name='设置时间')),
                ('set_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='policy_values', to=settings.AUTH_USER_MODEL, verbose_name='设置人')),
            ],
            options={
                'verbose_name': '参数取值',
                'verbose_name_plural': '参数取值',
                'ordering': ['code', 'in_force_from', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='law_policyvalue_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='WorkdayOverride',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='日期')),
                ('is_workday', models.BooleanField(verbose_name='上班')),
                ('kind', models.CharField(choices=[('announced', '国务院放假通知'), ('local', '本地调整')], default='local', max_length=20, verbose_name='性质')),
                ('note', models.CharField(blank=True, max_length=100, verbose_name='节日或事由')),
                ('source', models.CharField(max_length=200, verbose_name='文件依据')),
                ('entered_at', models.DateTimeField(default=law.clock.now, verbose_name='录入时间')),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='workday_overrides', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
            ],
            options={
                'verbose_name': '工作日调整',
                'verbose_name_plural': '工作日调整',
                'ordering': ['day'],
                'constraints': [models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='law_workdayoverride_has_source')],
            },
        ),
    ]
