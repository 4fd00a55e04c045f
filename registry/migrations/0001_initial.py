import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('casework', '0002_append_only_audit'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=20, unique=True, verbose_name='名称')),
                ('order', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': '单位类别',
                'verbose_name_plural': '单位类别',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='Grid',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, verbose_name='网格编号')),
                ('name', models.CharField(blank=True, max_length=50, verbose_name='网格名称')),
            ],
            options={
                'verbose_name': '网格',
                'verbose_name_plural': '网格',
                'ordering': ['town__order', 'code'],
            },
        ),
        migrations.CreateModel(
            name='EmployerImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200, verbose_name='文件')),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(verbose_name='上传时间')),
                ('reading', models.JSONField(default=dict, verbose_name='怎样读')),
                ('decisions', models.JSONField(default=dict, verbose_name='逐行的决定')),
                ('check_result', models.JSONField(null=True, verbose_name='预检结果')),
                ('result', models.JSONField(null=True, verbose_name='导入结果')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='导入时间')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '名录导入',
                'verbose_name_plural': '名录导入',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Employer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(editable=False, max_length=21, verbose_name='代码')),
                ('name', models.CharField(max_length=200, verbose_name='企业名称')),
                ('credit_code', models.CharField(blank=True, max_length=21, null=True, verbose_name='统一社会信用代码')),
                ('vouched_by', models.CharField(blank=True, max_length=50, verbose_name='代码核对人')),
                ('register_number', models.CharField(editable=False, max_length=18, null=True, verbose_name='登记号')),
                ('code_tail', models.CharField(editable=False, max_length=18)),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='地址')),
                ('search_text', models.CharField(editable=False, max_length=760)),
                ('name_key', models.CharField(editable=False, max_length=250)),
                ('address_key', models.CharField(editable=False, max_length=350)),
                ('founded_on', models.DateField(blank=True, null=True, verbose_name='成立日期')),
                ('status', models.CharField(choices=[('active', '存续'), ('suspended', '停业'), ('closed', '注销'), ('revoked', '吊销')], default='active', max_length=10, verbose_name='登记状态')),
                ('registered_capital', models.CharField(blank=True, max_length=40, verbose_name='注册资本')),
                ('legal_representative', models.CharField(blank=True, max_length=50, verbose_name='法定代表人')),
                ('contact_name', models.CharField(blank=True, max_length=50, verbose_name='联系人')),
                ('contact_phone', models.CharField(blank=True, max_length=20, verbose_name='联系电话')),
                ('headcount', models.PositiveIntegerField(blank=True, null=True, verbose_name='职工人数')),
                ('headcount_female', models.PositiveIntegerField(blank=True, null=True, verbose_name='女职工')),
                ('headcount_migrant', models.PositiveIntegerField(blank=True, null=True, verbose_name='农民工')),
                ('headcount_minor', models.PositiveIntegerField(blank=True, null=True, verbose_name='未成年工（16–17周岁）')),
                ('headcount_dispatched', models.PositiveIntegerField(blank=True, null=True, verbose_name='劳务派遣')),
                ('is_licensed', models.BooleanField(default=True, verbose_name='有营业执照')),
                ('entertainment_licence', models.CharField(blank=True, max_length=50, verbose_name='娱乐经营许可证号')),
                ('licence_until', models.DateField(blank=True, null=True, verbose_name='许可证有效期至')),
                ('grade', models.CharField(blank=True, choices=[('A', 'A级'), ('B', 'B级'), ('C', 'C级')], max_length=1, verbose_name='守法诚信等级')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('created_at', models.DateTimeField(editable=False, verbose_name='建档时间')),
                ('updated_at', models.DateTimeField(editable=False, verbose_name='最近变更')),
                ('categories', models.ManyToManyField(blank=True, related_name='employers', to='registry.category', verbose_name='类别')),
                ('created_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('merged_into', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='absorbed_employers', to='registry.employer')),
                ('imported_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='created_employers', to='registry.employerimport')),
                ('grid', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='employers', to='registry.grid', verbose_name='网格')),
            ],
            options={
                'verbose_name': '用人单位',
                'verbose_name_plural': '用人单位',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ImportedChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imported_changes', to='registry.employer')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='registry.employerimport')),
            ],
            options={
                'verbose_name': '导入变更',
                'verbose_name_plural': '导入变更',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Town',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, unique=True, verbose_name='区划代码')),
                ('name', models.CharField(max_length=50, unique=True, verbose_name='名称')),
                ('kind', models.CharField(choices=[('street', '街道'), ('town', '镇'), ('reserve', '保护区管委')], max_length=10, verbose_name='类别')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
            ],
            options={
                'verbose_name': '镇街',
                'verbose_name_plural': '镇街',
                'ordering': ['order', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['street', 'town', 'reserve'])), name='registry_town_kind_known')],
            },
        ),
        migrations.AddField(
            model_name='grid',
            name='town',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grids', to='registry.town', verbose_name='镇街'),
        ),
        migrations.AddField(
            model_name='employer',
            name='town',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='employers', to='registry.town', verbose_name='镇街'),
        ),
        migrations.CreateModel(
            name='Warning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('arrears', '拖欠工资'), ('insurance', '欠缴社会保险费'), ('fees', '拖欠水电房租等费用'), ('credit', '信贷或税收异常'), ('stoppage', '停产半停产'), ('absconded', '负责人失联或转移资产'), ('unrest', '集体停工或上访'), ('other', '其他')], max_length=12, verbose_name='预警事项')),
                ('level', models.CharField(choices=[('yellow', '黄色'), ('orange', '橙色'), ('red', '红色')], max_length=8, verbose_name='级别')),
                ('opened_on', models.DateField(verbose_name='预警日期')),
                ('visit_due_on', models.DateField(verbose_name='走访期限')),
                ('visited_on', models.DateField(blank=True, null=True, verbose_name='走访日期')),
                ('source', models.CharField(blank=True, max_length=100, verbose_name='来源')),
                ('note', models.TextField(blank=True, verbose_name='情况')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='解除日期')),
                ('outcome', models.TextField(blank=True, verbose_name='处置结果')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='warnings', to='registry.employer', verbose_name='单位')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '预警',
                'verbose_name_plural': '预警',
                'ordering': ['-opened_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Conflict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('relative', '近亲属在该单位任职或者有股份'), ('interest', '本人与该单位有直接利害关系'), ('former', '曾在该单位工作'), ('other', '其他可能影响公正的关系')], max_length=10, verbose_name='关系')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('declared_on', models.DateField(verbose_name='申报日期')),
                ('withdrawn_on', models.DateField(null=True, verbose_name='撤回日期')),
                ('inspector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conflicts', to=settings.AUTH_USER_MODEL, verbose_name='监察员')),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspector_conflicts', to='registry.employer', verbose_name='单位')),
            ],
            options={
                'verbose_name': '利害关系申报',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_on__isnull', True)), fields=('inspector', 'employer'), name='registry_conflict_one_open')],
            },
        ),
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='曾用名')),
                ('code', models.CharField(blank=True, max_length=21, verbose_name='原代码')),
                ('until', models.DateTimeField(verbose_name='停用时间')),
                ('search_text', models.CharField(editable=False, max_length=760)),
                ('name_key', models.CharField(editable=False, max_length=250)),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to='registry.employer')),
            ],
            options={
                'verbose_name': '曾用名',
                'verbose_name_plural': '曾用名',
                'ordering': ['-until', '-pk'],
                'indexes': [models.Index(fields=['name_key'], name='formername_key'), models.Index(condition=models.Q(('code', ''), _negated=True), fields=['code'], name='formername_code')],
                'constraints': [models.UniqueConstraint(fields=('employer', 'name', 'code'), name='registry_formername_once')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(editable=False, max_length=32, verbose_name='状态')),
                ('state_since', models.DateTimeField(editable=False, verbose_name='进入本状态的时间')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('next_due_on', models.DateField(editable=False, null=True, verbose_name='最近到期日')),
                ('next_due_at', models.DateTimeField(editable=False, null=True, verbose_name='最近到期时刻')),
                ('reason', models.TextField(verbose_name='理由')),
                ('moved', models.JSONField(default=dict, editable=False)),
                ('filled', models.JSONField(default=dict, editable=False)),
                ('absorbed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges_absorbed', to='registry.employer', verbose_name='并入')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges_kept', to='registry.employer', verbose_name='保留')),
                ('next_clock', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='casework.deadline')),
            ],
            options={
                'verbose_name': '单位合并',
                'verbose_name_plural': '单位合并',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kept', models.F('absorbed')), _negated=True), name='registry_merge_of_two'), models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'merged'])), fields=('absorbed',), name='registry_merge_absorbed_once')],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='结束日期（含当天）')),
                ('duty', models.CharField(blank=True, max_length=50, verbose_name='职责')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                ('town', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='registry.town', verbose_name='镇街')),
            ],
            options={
                'verbose_name': '派驻',
                'verbose_name_plural': '派驻',
                'ordering': ['town__order', '-since', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='registry_posting_ends_after_start'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('user', 'town'), name='registry_posting_one_open')],
            },
        ),
        migrations.AddConstraint(
            model_name='grid',
            constraint=models.UniqueConstraint(fields=('town', 'code'), name='registry_grid_code_in_town'),
        ),
        migrations.AddIndex(
            model_name='employer',
            index=models.Index(fields=['town', '-id'], name='employer_town_list'),
        ),
        migrations.AddIndex(
            model_name='employer',
            index=models.Index(fields=['town', 'status'], name='employer_town_status'),
        ),
        migrations.AddIndex(
            model_name='employer',
            index=models.Index(condition=models.Q(('grade', ''), _negated=True), fields=['grade', '-id'], name='employer_graded'),
        ),
        migrations.AddIndex(
            model_name='employer',
            index=models.Index(condition=models.Q(('status', 'active'), _negated=True), fields=['status', '-id'], name='employer_not_active'),
        ),
        migrations.AddIndex(
            model_name='employer',
            index=models.Index(condition=models.Q(('is_licensed', False)), fields=['-id'], name='employer_unlicensed'),
        ),
        migrations.AddIndex(
            model_name='employer',
            index=models.Index(fields=['name_key'], name='employer_name_key'),
        ),
        migrations.AddIndex(
            model_name='employer',
            index=models.Index(condition=models.Q(('credit_code__isnull', True)), fields=['address_key'], name='employer_uncoded_address'),
        ),
        migrations.AddIndex(
            model_name='employer',
            index=models.Index(fields=['code_tail'], name='employer_code_tail'),
        ),
        migrations.AddConstraint(
            model_name='employer',
            constraint=models.UniqueConstraint(fields=('code',), name='registry_employer_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='employer',
            constraint=models.UniqueConstraint(condition=models.Q(('credit_code__isnull', False)), fields=('credit_code',), name='registry_employer_credit_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='employer',
            constraint=models.UniqueConstraint(condition=models.Q(('register_number__isnull', False)), fields=('register_number',), name='registry_employer_register_number_unique'),
        ),
        migrations.AddConstraint(
            model_name='employer',
            constraint=models.UniqueConstraint(condition=models.Q(('credit_code__isnull', True), ('merged_into__isnull', True)), fields=('search_text',), name='registry_employer_uncoded_unique'),
        ),
        migrations.AddConstraint(
            model_name='employer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('code', models.F('credit_code')), ('credit_code__isnull', False)), models.Q(('code', models.F('register_number')), ('credit_code__isnull', True), ('register_number__isnull', False)), _connector='OR'), name='registry_employer_code_is_one_of_both'),
        ),
        migrations.AddConstraint(
            model_name='employer',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='registry_employer_has_name'),
        ),
        migrations.AddConstraint(
            model_name='employer',
            constraint=models.CheckConstraint(condition=models.Q(('credit_code', ''), _negated=True), name='registry_employer_no_empty_credit_code'),
        ),
        migrations.AddConstraint(
            model_name='employer',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['active', 'suspended', 'closed', 'revoked'])), name='registry_employer_status_known'),
        ),
        migrations.AddConstraint(
            model_name='employer',
            constraint=models.CheckConstraint(condition=models.Q(('grade__in', ['', 'A', 'B', 'C'])), name='registry_employer_grade_known'),
        ),
        migrations.AddIndex(
            model_name='warning',
            index=models.Index(condition=models.Q(('closed_on__isnull', True)), fields=['employer'], name='warning_open'),
        ),
        migrations.AddConstraint(
            model_name='warning',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='registry_warning_closed_after_opened'),
        ),
        migrations.AddConstraint(
            model_name='warning',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='registry_warning_closed_with_outcome'),
        ),
        migrations.AddConstraint(
            model_name='warning',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['yellow', 'orange', 'red'])), name='registry_warning_level_known'),
        ),
        migrations.AddConstraint(
            model_name='warning',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_on__isnull', True)), fields=('employer', 'kind'), name='registry_warning_one_open_of_kind'),
        ),
    ]
