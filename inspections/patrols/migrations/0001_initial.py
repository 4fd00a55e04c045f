import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('campaign', '0001_initial'),
        ('casework', '0001_initial'),
        ('findings', '0001_initial'),
        ('registry', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Patrol',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(editable=False, max_length=32, verbose_name='状态')),
                ('state_since', models.DateTimeField(editable=False, verbose_name='进入本状态的时间')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('next_due_on', models.DateField(editable=False, null=True, verbose_name='最近到期日')),
                ('next_due_at', models.DateTimeField(editable=False, null=True, verbose_name='最近到期时刻')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.CharField(max_length=60, unique=True, verbose_name='编号')),
                ('phase', models.CharField(blank=True, choices=[('publicity', '宣传动员'), ('patrol', '镇街巡视整改'), ('inspection', '专项执法检查'), ('summary', '总结')], max_length=16, verbose_name='专项行动阶段')),
                ('patrolled_on', models.DateField(verbose_name='巡查日期')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='到场时间')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('headcount', models.PositiveIntegerField(blank=True, null=True, verbose_name='职工总数')),
                ('headcount_female', models.PositiveIntegerField(blank=True, null=True, verbose_name='女职工')),
                ('headcount_migrant', models.PositiveIntegerField(blank=True, null=True, verbose_name='农民工')),
                ('headcount_minor', models.PositiveIntegerField(blank=True, null=True, verbose_name='未成年工（16—17周岁）')),
                ('headcount_dispatched', models.PositiveIntegerField(blank=True, null=True, verbose_name='劳务派遣')),
                ('contracts_signed', models.PositiveIntegerField(blank=True, null=True, verbose_name='签订劳动合同人数')),
                ('insured', models.PositiveIntegerField(blank=True, null=True, verbose_name='参加社会保险人数')),
                ('wages_due', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='上月应发工资（元）')),
                ('wages_paid', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='上月实发工资（元）')),
                ('arrears_people', models.PositiveIntegerField(blank=True, null=True, verbose_name='拖欠工资人数')),
                ('arrears_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='拖欠工资金额（元）')),
                ('lowest_wage', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='最低月工资（元）')),
                ('daily_hours', models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(24)], verbose_name='每日工时')),
                ('weekly_hours', models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(168)], verbose_name='每周工时')),
                ('monthly_overtime', models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(400)], verbose_name='每月加班小时')),
                ('leaflets', models.PositiveIntegerField(default=0, verbose_name='发放宣传资料（份）')),
                ('is_self_check_guided', models.BooleanField(default=False, verbose_name='已指导自查')),
                ('answers', models.JSONField(default=dict, verbose_name='检查清单')),
                ('received_by', models.CharField(blank=True, max_length=30, verbose_name='单位接待人')),
                ('signature', models.CharField(blank=True, choices=[('signed', '已签字'), ('refused', '拒绝签字'), ('absent', '负责人不在场')], max_length=8, verbose_name='单位签字')),
                ('note', models.TextField(blank=True, verbose_name='备注')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='纬度')),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='经度')),
                ('accuracy', models.PositiveIntegerField(blank=True, null=True, verbose_name='定位精度（米）')),
                ('located_at', models.DateTimeField(blank=True, null=True, verbose_name='定位时间')),
                ('place_note', models.CharField(blank=True, max_length=200, verbose_name='位置说明')),
                ('is_red_flag', models.BooleanField(default=False, verbose_name='重大问题')),
                ('ordered_on', models.DateField(null=True, verbose_name='责令整改日期')),
                ('rectification_number', models.CharField(blank=True, max_length=60, verbose_name='整改通知编号')),
                ('rectify_by', models.DateField(null=True, verbose_name='整改到期日')),
                ('requirements', models.TextField(blank=True, verbose_name='整改方案')),
                ('reminded_for', models.DateField(null=True)),
                ('put_forward_on', models.DateField(null=True, verbose_name='提请上报日期')),
                ('rectified_on', models.DateField(null=True, verbose_name='确认整改到位日期')),
                ('campaign', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='patrols', to='campaign.campaign')),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='patrols', to='registry.employer')),
                ('grid', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='patrols', to='registry.grid')),
                ('next_clock', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='casework.deadline')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='patrols_recorded', to=settings.AUTH_USER_MODEL)),
                ('town', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='patrols', to='registry.town')),
            ],
            options={
                'verbose_name': '巡查',
                'ordering': ['-patrolled_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Patroller',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=30, verbose_name='姓名')),
                ('duty', models.CharField(choices=[('inspector', '监察员'), ('part_time', '兼职监察员'), ('assistant', '协管员'), ('other', '其他工作人员')], default='assistant', max_length=16, verbose_name='身份')),
                ('patrol', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='patrollers', to='patrols.patrol')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='patrols_taken_part', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '巡查人员',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Recheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rechecked_on', models.DateField(verbose_name='复查日期')),
                ('rechecked_by', models.CharField(max_length=100, verbose_name='复查人员')),
                ('note', models.TextField(blank=True, verbose_name='复查情况')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('patrol', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rechecks', to='patrols.patrol')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rechecks_recorded', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '复查',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='RecheckResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('result', models.CharField(choices=[('fixed', '整改到位'), ('partly', '部分整改'), ('not_fixed', '整改不到位')], max_length=12, verbose_name='结果')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recheck_results', to='findings.finding')),
                ('recheck', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='patrols.recheck')),
            ],
            options={
                'verbose_name': '复查结果',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SelfCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('received_on', models.DateField(verbose_name='收到日期')),
                ('filled_by', models.CharField(max_length=30, verbose_name='填表人')),
                ('answers', models.JSONField(default=dict, verbose_name='自查结果')),
                ('problems', models.TextField(blank=True, verbose_name='自查发现的问题')),
                ('plan', models.TextField(blank=True, verbose_name='整改方案')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('campaign', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='self_checks', to='campaign.campaign')),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='self_checks', to='registry.employer')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='self_checks_recorded', to=settings.AUTH_USER_MODEL)),
                ('town', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='self_checks', to='registry.town')),
            ],
            options={
                'verbose_name': '自查表',
                'ordering': ['-received_on', '-pk'],
            },
        ),
        migrations.AddIndex(
            model_name='patrol',
            index=models.Index(fields=['-patrolled_on', '-id'], name='patrols_newest'),
        ),
        migrations.AddIndex(
            model_name='patrol',
            index=models.Index(fields=['town', '-patrolled_on', '-id'], name='patrols_town_newest'),
        ),
        migrations.AddIndex(
            model_name='patrol',
            index=models.Index(fields=['employer', '-patrolled_on', '-id'], name='patrols_employer_newest'),
        ),
        migrations.AddIndex(
            model_name='patrol',
            index=models.Index(fields=['recorded_by', '-patrolled_on', '-id'], name='patrols_recorder_newest'),
        ),
        migrations.AddIndex(
            model_name='patrol',
            index=models.Index(fields=['campaign', 'town', 'state'], name='patrols_campaign_town'),
        ),
        migrations.AddIndex(
            model_name='patrol',
            index=models.Index(fields=['state', '-patrolled_on', '-id'], name='patrols_state_newest'),
        ),
        migrations.AddIndex(
            model_name='patrol',
            index=models.Index(condition=models.Q(('put_forward_on__isnull', False)), fields=['-patrolled_on', '-id'], name='patrols_put_forward'),
        ),
        migrations.AddIndex(
            model_name='patrol',
            index=models.Index(condition=models.Q(('state', 'rectifying')), fields=['rectify_by'], name='patrols_rectifying_due'),
        ),
        migrations.AddIndex(
            model_name='patrol',
            index=models.Index(condition=models.Q(('is_red_flag', True)), fields=['-patrolled_on', '-id'], name='patrols_red_flag'),
        ),
        migrations.AddConstraint(
            model_name='patrol',
            constraint=models.CheckConstraint(condition=models.Q(('rectify_by__isnull', True), ('rectify_by__gt', models.F('ordered_on')), _connector='OR'), name='patrols_patrol_due_after_order'),
        ),
        migrations.AddConstraint(
            model_name='patrol',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['rectifying', 'rectified']), _negated=True), models.Q(('rectify_by__isnull', False), models.Q(('rectification_number', ''), _negated=True)), _connector='OR'), name='patrols_patrol_rectifying_has_due'),
        ),
        migrations.AddConstraint(
            model_name='patrol',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), _connector='OR'), name='patrols_patrol_position_whole'),
        ),
        migrations.AddConstraint(
            model_name='patroller',
            constraint=models.UniqueConstraint(fields=('patrol', 'name'), name='patrols_patroller_once'),
        ),
        migrations.AddConstraint(
            model_name='recheckresult',
            constraint=models.UniqueConstraint(fields=('recheck', 'finding'), name='patrols_recheckresult_once'),
        ),
        migrations.AddIndex(
            model_name='selfcheck',
            index=models.Index(fields=['campaign', 'town'], name='patrols_selfcheck_town'),
        ),
        migrations.AddIndex(
            model_name='selfcheck',
            index=models.Index(fields=['employer', '-received_on'], name='patrols_selfcheck_employer'),
        ),
    ]
