import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('campaign', '0001_initial'),
        ('casework', '0001_initial'),
        ('registry', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Summary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(editable=False, max_length=32, verbose_name='状态')),
                ('state_since', models.DateTimeField(editable=False, verbose_name='进入本状态的时间')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('next_due_on', models.DateField(editable=False, null=True, verbose_name='最近到期日')),
                ('next_due_at', models.DateTimeField(editable=False, null=True, verbose_name='最近到期时刻')),
                ('number', models.CharField(max_length=60, unique=True, verbose_name='编号')),
                ('drafted_on', models.DateField(verbose_name='生成初稿日期')),
                ('basics', models.TextField(blank=True, verbose_name='一、基本情况')),
                ('supervision', models.TextField(blank=True, verbose_name='二、日常巡视监管情况')),
                ('major_cases', models.TextField(blank=True, verbose_name='三、重大案件查处情况')),
                ('experience', models.TextField(blank=True, verbose_name='四、主要做法和成功经验')),
                ('problems', models.TextField(blank=True, verbose_name='五、存在问题及原因')),
                ('next_steps', models.TextField(blank=True, verbose_name='六、下一步打算')),
                ('drafted', models.JSONField(default=dict, verbose_name='系统初稿')),
                ('version_no', models.PositiveIntegerField(default=0, verbose_name='版本')),
                ('cut_off', models.DateField(null=True, verbose_name='统计截止日')),
                ('figures', models.JSONField(default=dict, verbose_name='数据')),
                ('figures_sha256', models.CharField(blank=True, max_length=64, verbose_name='数据摘要')),
                ('is_zero', models.BooleanField(default=False, verbose_name='零报告')),
                ('submitted_on', models.DateField(null=True, verbose_name='报送日期')),
                ('return_reason', models.TextField(blank=True, verbose_name='退回理由')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='summaries', to='campaign.campaign', verbose_name='专项行动')),
                ('next_clock', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='casework.deadline')),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='summaries_submitted', to=settings.AUTH_USER_MODEL, verbose_name='报送人')),
                ('town', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='summaries', to='registry.town', verbose_name='镇街')),
            ],
            options={
                'verbose_name': '总结报告',
                'ordering': ['town__order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SummaryVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version_no', models.PositiveIntegerField(verbose_name='版本')),
                ('cut_off', models.DateField(verbose_name='统计截止日')),
                ('figures', models.JSONField(verbose_name='数据')),
                ('figures_sha256', models.CharField(max_length=64, verbose_name='数据摘要')),
                ('texts', models.JSONField(verbose_name='正文')),
                ('frozen_at', models.DateTimeField(verbose_name='报送时间')),
                ('frozen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='summary_versions', to=settings.AUTH_USER_MODEL)),
                ('summary', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='reports.summary')),
            ],
            options={
                'verbose_name': '总结报告版本',
                'ordering': ['-version_no'],
            },
        ),
        migrations.CreateModel(
            name='ReportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('town', '镇街总结报告'), ('district', '区级总结报告')], max_length=10, verbose_name='报告')),
                ('version_no', models.PositiveIntegerField(verbose_name='版本')),
                ('cut_off', models.DateField(verbose_name='统计截止日')),
                ('made_at', models.DateTimeField(verbose_name='生成时间')),
                ('figures', models.JSONField(default=dict, verbose_name='数据')),
                ('sha256', models.CharField(max_length=64, verbose_name='数据摘要')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_runs', to='campaign.campaign', verbose_name='专项行动')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='report_runs', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '总结报告',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'kind', 'version_no'), name='reports_reportrun_version_once')],
            },
        ),
        migrations.AddIndex(
            model_name='summary',
            index=models.Index(fields=['campaign', 'state'], name='reports_summary_state'),
        ),
        migrations.AddConstraint(
            model_name='summary',
            constraint=models.UniqueConstraint(fields=('campaign', 'town'), name='reports_summary_one_of_town'),
        ),
        migrations.AddConstraint(
            model_name='summary',
            constraint=models.UniqueConstraint(condition=models.Q(('town__isnull', True)), fields=('campaign',), name='reports_summary_one_of_district'),
        ),
        migrations.AddConstraint(
            model_name='summary',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['submitted', 'accepted']), _negated=True), models.Q(models.Q(('figures_sha256', ''), _negated=True), ('cut_off__isnull', False), ('version_no__gt', 0)), _connector='OR'), name='reports_summary_submitted_is_frozen'),
        ),
        migrations.AddConstraint(
            model_name='summaryversion',
            constraint=models.UniqueConstraint(fields=('summary', 'version_no'), name='reports_summaryversion_once'),
        ),
    ]
