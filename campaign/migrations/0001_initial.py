import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('casework', '0001_initial'),
        ('registry', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True, validators=[django.core.validators.RegexValidator('^[0-9A-Za-z][0-9A-Za-z-]*\\Z', '代码只能用字母、数字和连字符，例如 2022 或 2022-2。')], verbose_name='代码')),
                ('title', models.CharField(max_length=100, verbose_name='名称')),
                ('document_title', models.CharField(max_length=200, verbose_name='文件标题')),
                ('document_number', models.CharField(max_length=50, verbose_name='文号')),
                ('issuer', models.CharField(max_length=100, verbose_name='发文机关')),
                ('issued_on', models.DateField(verbose_name='发文日期')),
                ('printed_by', models.CharField(blank=True, max_length=100, verbose_name='印发单位')),
                ('recipients', models.CharField(max_length=300, verbose_name='主送')),
                ('owner', models.CharField(max_length=100, verbose_name='牵头单位')),
                ('preamble', models.TextField(verbose_name='制定方案的缘由')),
                ('guiding_idea', models.TextField(verbose_name='指导思想')),
                ('principles', models.JSONField(default=list, verbose_name='原则')),
                ('goals', models.TextField(verbose_name='原则和目标')),
                ('report_due_on', models.DateField(verbose_name='镇街总结报告报送日期')),
                ('report_to', models.CharField(max_length=200, verbose_name='报送至')),
                ('contact_name', models.CharField(max_length=50, verbose_name='联系人')),
                ('contact_phone', models.CharField(max_length=50, verbose_name='联系电话')),
                ('starts_on', models.DateField(verbose_name='开始日期')),
                ('ends_on', models.DateField(verbose_name='结束日期')),
                ('is_current', models.BooleanField(default=False, verbose_name='当前行动')),
            ],
            options={
                'verbose_name': '专项行动',
                'ordering': ['-starts_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='campaign_campaign_ends_after_start'), models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('is_current',), name='campaign_campaign_one_current')],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(editable=False, max_length=32, verbose_name='状态')),
                ('state_since', models.DateTimeField(editable=False, verbose_name='进入本状态的时间')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('next_due_on', models.DateField(editable=False, null=True, verbose_name='最近到期日')),
                ('next_due_at', models.DateTimeField(editable=False, null=True, verbose_name='最近到期时刻')),
                ('number', models.CharField(max_length=60, verbose_name='编号')),
                ('listed_on', models.DateField(verbose_name='列入日期')),
                ('patrolled_on', models.DateField(null=True, verbose_name='首次巡查日期')),
                ('rectifying_on', models.DateField(null=True, verbose_name='首次责令整改日期')),
                ('rectified_on', models.DateField(null=True, verbose_name='首次整改到位日期')),
                ('escalated_on', models.DateField(null=True, verbose_name='首次上报日期')),
                ('inspection_listed_on', models.DateField(null=True, verbose_name='首次列入检查名单日期')),
                ('inspected_on', models.DateField(null=True, verbose_name='首次检查日期')),
                ('case_on', models.DateField(null=True, verbose_name='首次立案日期')),
                ('concluded_on', models.DateField(null=True, verbose_name='首次办结日期')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='campaign.campaign')),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='registry.employer')),
                ('next_clock', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='casework.deadline')),
                ('town', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='registry.town')),
            ],
            options={
                'verbose_name': '专项行动对象',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='TargetGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('text', models.TextField(verbose_name='内容')),
                ('categories', models.JSONField(default=list, verbose_name='单位类别')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='campaign.campaign')),
            ],
            options={
                'verbose_name': '专项行动对象',
                'ordering': ['order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TargetReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('labour_intensive', '劳动密集型'), ('service', '服务型'), ('repeated_complaints', '多次举报、反响强烈'), ('entertainment', '歌舞、酒吧、网络直播、游艺场所'), ('patrol_escalation', '镇街巡视上报'), ('warning', '行业预警'), ('drawn', '双随机抽中'), ('complaint', '投诉举报'), ('other', '工作中发现')], max_length=24, verbose_name='列入原因')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reasons', to='campaign.target')),
            ],
            options={
                'verbose_name': '列入原因',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='BoundaryRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moment', models.CharField(max_length=32, verbose_name='时点')),
                ('work', models.CharField(max_length=200, verbose_name='工作')),
                ('on', models.DateField(verbose_name='日期')),
                ('attempts', models.PositiveSmallIntegerField(default=1)),
                ('started_at', models.DateTimeField(verbose_name='开始时间')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='完成时间')),
                ('result', models.JSONField(default=dict, verbose_name='结果')),
                ('error', models.CharField(blank=True, max_length=500, verbose_name='失败原因')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='boundary_runs', to='campaign.campaign')),
            ],
            options={
                'verbose_name': '阶段交接工作',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'moment', 'work', 'on'), name='campaign_boundaryrun_once')],
            },
        ),
        migrations.CreateModel(
            name='Content',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('text', models.TextField(verbose_name='内容')),
                ('matters', models.JSONField(default=list, verbose_name='检查事项')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='campaign.campaign')),
            ],
            options={
                'verbose_name': '专项行动内容',
                'ordering': ['order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('campaign', 'order'), name='campaign_content_order_once')],
            },
        ),
        migrations.CreateModel(
            name='LegalBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('instrument', models.CharField(blank=True, max_length=64, verbose_name='法律文件代码')),
                ('title', models.CharField(max_length=200, verbose_name='名称')),
                ('uses', models.JSONField(default=list, verbose_name='用途')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='legal_bases', to='campaign.campaign')),
            ],
            options={
                'verbose_name': '法律依据',
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'order'), name='campaign_legalbasis_order_once')],
            },
        ),
        migrations.CreateModel(
            name='PhaseWindow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phase', models.CharField(choices=[('publicity', '宣传动员'), ('patrol', '镇街巡视整改'), ('inspection', '专项执法检查'), ('summary', '总结')], max_length=16, verbose_name='阶段')),
                ('starts_on', models.DateField(verbose_name='开始日期')),
                ('ends_on', models.DateField(verbose_name='结束日期')),
                ('title', models.CharField(max_length=50, verbose_name='名称')),
                ('text', models.TextField(verbose_name='内容')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phases', to='campaign.campaign')),
            ],
            options={
                'verbose_name': '阶段',
                'ordering': ['starts_on'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'phase'), name='campaign_phasewindow_once'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='campaign_phasewindow_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Publicity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField(verbose_name='日期')),
                ('form', models.CharField(choices=[('lecture', '集中宣讲'), ('stand', '现场咨询'), ('visit', '进企业宣传'), ('training', '用工培训'), ('media', '报纸、广播、网络宣传'), ('poster', '张贴标语、海报'), ('other', '其他形式')], max_length=16, verbose_name='形式')),
                ('place', models.CharField(max_length=100, verbose_name='地点')),
                ('leaflets', models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(1000000, '数字过大，请核对，最多填 1000000。')], verbose_name='发放宣传资料（份）')),
                ('consultations', models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(1000000, '数字过大，请核对，最多填 1000000。')], verbose_name='接待咨询（人次）')),
                ('participants', models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(1000000, '数字过大，请核对，最多填 1000000。')], verbose_name='参加人数')),
                ('trained_employers', models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(1000000, '数字过大，请核对，最多填 1000000。')], verbose_name='培训用人单位（户）')),
                ('note', models.TextField(blank=True, verbose_name='说明')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publicity', to='campaign.campaign', verbose_name='专项行动')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='publicity_recorded', to=settings.AUTH_USER_MODEL)),
                ('town', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='publicity', to='registry.town', verbose_name='镇街')),
            ],
            options={
                'verbose_name': '宣传活动',
                'ordering': ['-held_on', '-pk'],
                'indexes': [models.Index(fields=['campaign', 'town', 'held_on'], name='campaign_publicity_town')],
            },
        ),
        migrations.CreateModel(
            name='Requirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('text', models.TextField(verbose_name='内容')),
                ('title', models.CharField(max_length=100, verbose_name='标题')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='campaign.campaign')),
            ],
            options={
                'verbose_name': '工作要求',
                'ordering': ['order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('campaign', 'order'), name='campaign_requirement_order_once')],
            },
        ),
        migrations.AddIndex(
            model_name='target',
            index=models.Index(fields=['campaign', 'town', 'state'], name='campaign_target_funnel'),
        ),
        migrations.AddIndex(
            model_name='target',
            index=models.Index(fields=['campaign', 'town', '-id'], name='campaign_target_town'),
        ),
        migrations.AddIndex(
            model_name='target',
            index=models.Index(fields=['campaign', 'state', '-id'], name='campaign_target_stage'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.UniqueConstraint(fields=('campaign', 'employer'), name='campaign_target_once'),
        ),
        migrations.AddConstraint(
            model_name='targetgroup',
            constraint=models.UniqueConstraint(fields=('campaign', 'order'), name='campaign_targetgroup_order_once'),
        ),
        migrations.AddIndex(
            model_name='targetreason',
            index=models.Index(fields=['reason', 'target'], name='campaign_reason_target'),
        ),
        migrations.AddConstraint(
            model_name='targetreason',
            constraint=models.UniqueConstraint(fields=('target', 'reason'), name='campaign_targetreason_once'),
        ),
    ]
