import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('campaign', '0001_initial'),
        ('casework', '0001_initial'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('registry', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.BigIntegerField()),
                ('origin', models.CharField(choices=[('patrol', '镇街巡查'), ('inspection', '专项检查'), ('complaint', '投诉举报'), ('case', '案件')], max_length=10, verbose_name='来源')),
                ('found_on', models.DateField(verbose_name='发现日期')),
                ('matter', models.CharField(max_length=40, verbose_name='事项')),
                ('act_from', models.DateField(verbose_name='行为开始日期')),
                ('act_until', models.DateField(verbose_name='行为终了日期')),
                ('label', models.CharField(max_length=100, verbose_name='问题')),
                ('citation', models.CharField(max_length=200, verbose_name='依据')),
                ('duty', models.CharField(max_length=200, verbose_name='要求')),
                ('consequence', models.CharField(blank=True, max_length=200, verbose_name='处理依据')),
                ('law_on', models.DateField(verbose_name='适用法律的日期')),
                ('law_changes', models.JSONField(default=list, verbose_name='行为期间的法律变化')),
                ('fact', models.TextField(verbose_name='事实')),
                ('severity', models.CharField(choices=[('minor', '一般'), ('serious', '较重'), ('major', '重大')], default='minor', max_length=8, verbose_name='程度')),
                ('is_red_flag', models.BooleanField(default=False, verbose_name='重大问题')),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='涉及人数')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='涉及金额（元）')),
                ('measure', models.CharField(blank=True, max_length=300, verbose_name='整改要求')),
                ('responsible', models.CharField(blank=True, max_length=30, verbose_name='整改责任人')),
                ('rectify_by', models.DateField(null=True, verbose_name='整改到期日')),
                ('result', models.CharField(blank=True, choices=[('fixed', '整改到位'), ('partly', '部分整改'), ('not_fixed', '整改不到位')], max_length=12, verbose_name='最近复查结果')),
                ('rechecked_on', models.DateField(null=True, verbose_name='最近复查日期')),
                ('fixed_on', models.DateField(null=True, verbose_name='整改到位日期')),
                ('campaign', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='campaign.campaign')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='registry.employer')),
                ('town', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='registry.town')),
            ],
            options={
                'verbose_name': '问题',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Recovery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.BigIntegerField()),
                ('origin', models.CharField(choices=[('patrol', '镇街巡查'), ('inspection', '专项检查'), ('complaint', '投诉举报'), ('case', '案件')], max_length=10, verbose_name='来源')),
                ('what', models.CharField(choices=[('contracts', '补签劳动合同'), ('wages', '补发工资'), ('insurance', '补办参保'), ('children', '清退童工'), ('compensation', '加付赔偿金')], max_length=16, verbose_name='成效')),
                ('paid_on', models.DateField(verbose_name='实现日期')),
                ('period_from', models.DateField(null=True, verbose_name='所属期间开始')),
                ('period_until', models.DateField(null=True, verbose_name='所属期间结束')),
                ('people', models.IntegerField(default=0, verbose_name='人数')),
                ('amount', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='金额（元）')),
                ('is_unclear', models.BooleanField(default=False, verbose_name='是否同一笔待核实')),
                ('campaign', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recoveries', to='campaign.campaign')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recoveries', to='registry.employer')),
                ('finding', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='recoveries', to='findings.finding')),
                ('same_as', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='repeats', to='findings.recovery', verbose_name='同一笔')),
                ('town', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recoveries', to='registry.town')),
            ],
            options={
                'verbose_name': '成效',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(editable=False, max_length=32, verbose_name='状态')),
                ('state_since', models.DateTimeField(editable=False, verbose_name='进入本状态的时间')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('next_due_on', models.DateField(editable=False, null=True, verbose_name='最近到期日')),
                ('next_due_at', models.DateTimeField(editable=False, null=True, verbose_name='最近到期时刻')),
                ('number', models.CharField(max_length=60, unique=True, verbose_name='编号')),
                ('object_id', models.BigIntegerField()),
                ('origin', models.CharField(choices=[('patrol', '镇街巡查'), ('inspection', '专项检查'), ('complaint', '投诉举报'), ('case', '案件')], max_length=10, verbose_name='来源')),
                ('trigger', models.CharField(choices=[('child_labour', '使用童工'), ('venue_minor', '娱乐场所、酒吧等使用未成年人'), ('forced_labour', '强迫劳动、扣押证件、收取押金'), ('group_incident', '群体性事件'), ('major_arrears', '重大欠薪、拒不支付劳动报酬'), ('obstruction', '拒绝检查、打击报复'), ('unlicensed', '无照用工、非法职业中介'), ('other_major', '其他重大违法行为'), ('not_rectified', '整改不到位'), ('overdue', '到期未整改')], max_length=24, verbose_name='上报情形')),
                ('is_red_flag', models.BooleanField(default=False, verbose_name='重大违法')),
                ('note', models.TextField(blank=True, verbose_name='上报说明')),
                ('sent_on', models.DateField(null=True, verbose_name='上报日期')),
                ('answered_on', models.DateField(null=True, verbose_name='答复日期')),
                ('answer', models.TextField(blank=True, verbose_name='大队答复')),
                ('led_to_id', models.BigIntegerField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='escalations_answered', to=settings.AUTH_USER_MODEL)),
                ('campaign', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='campaign.campaign')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='registry.employer')),
                ('led_to_type', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('next_clock', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='casework.deadline')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='escalations_sent', to=settings.AUTH_USER_MODEL)),
                ('town', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='registry.town')),
            ],
            options={
                'verbose_name': '上报',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['content_type', 'object_id'], name='escalation_source'), models.Index(fields=['town', '-id'], name='escalation_town'), models.Index(fields=['state', '-id'], name='escalation_state'), models.Index(fields=['campaign', 'town', 'sent_on'], name='escalation_figures')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'sent'])), fields=('content_type', 'object_id'), name='findings_escalation_one_open'), models.CheckConstraint(condition=models.Q(('state__in', ('proposed', 'dropped', 'accepted', 'joined')), ('sent_on__isnull', False), _connector='OR'), name='findings_escalation_sent_has_day'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='findings_escalation_returned_has_reason'), models.CheckConstraint(condition=models.Q(models.Q(('led_to_id__isnull', True), ('led_to_type__isnull', True)), models.Q(('led_to_id__isnull', False), ('led_to_type__isnull', False)), _connector='OR'), name='findings_escalation_led_to_whole')],
            },
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['content_type', 'object_id'], name='finding_record'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['campaign', 'origin', 'town', 'found_on'], name='finding_figures'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['matter', 'origin', 'found_on'], name='finding_matter'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('fixed_on__isnull', False), ('result', 'fixed')), models.Q(models.Q(('result', 'fixed'), _negated=True), ('fixed_on__isnull', True)), _connector='OR'), name='findings_finding_fixed_has_day'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gte', 0), _connector='OR'), name='findings_finding_amount_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('act_from__lte', models.F('act_until')), ('act_until__lte', models.F('found_on'))), name='findings_finding_act_before_found'),
        ),
        migrations.AddIndex(
            model_name='recovery',
            index=models.Index(fields=['content_type', 'object_id'], name='recovery_source'),
        ),
        migrations.AddIndex(
            model_name='recovery',
            index=models.Index(fields=['campaign', 'origin', 'what', 'paid_on'], name='recovery_figures'),
        ),
        migrations.AddIndex(
            model_name='recovery',
            index=models.Index(fields=['employer', 'what', 'paid_on'], name='recovery_employer'),
        ),
        migrations.AddConstraint(
            model_name='recovery',
            constraint=models.CheckConstraint(condition=models.Q(('amount', 0), ('people', 0), _negated=True), name='findings_recovery_brings_something'),
        ),
        migrations.AddConstraint(
            model_name='recovery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('period_from__isnull', True), ('period_until__isnull', True)), ('period_from__lte', models.F('period_until')), _connector='OR'), name='findings_recovery_period_whole'),
        ),
        migrations.AddConstraint(
            model_name='recovery',
            constraint=models.CheckConstraint(condition=models.Q(('same_as__isnull', True), models.Q(('same_as', models.F('id')), _negated=True), _connector='OR'), name='findings_recovery_not_its_own_repeat'),
        ),
        migrations.AddConstraint(
            model_name='recovery',
            constraint=models.CheckConstraint(condition=models.Q(('is_unclear', False), ('same_as__isnull', True), _connector='OR'), name='findings_recovery_clear_once_answered'),
        ),
    ]
