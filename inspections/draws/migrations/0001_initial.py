import casework.sealing
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
            name='Draw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(editable=False, max_length=32, verbose_name='状态')),
                ('state_since', models.DateTimeField(editable=False, verbose_name='进入本状态的时间')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('next_due_on', models.DateField(editable=False, null=True, verbose_name='最近到期日')),
                ('next_due_at', models.DateTimeField(editable=False, null=True, verbose_name='最近到期时刻')),
                ('number', models.CharField(max_length=60, unique=True, verbose_name='编号')),
                ('title', models.CharField(max_length=100, verbose_name='名称')),
                ('matters', models.JSONField(default=list, verbose_name='抽查事项')),
                ('strata_by', models.CharField(choices=[('category', '按单位类别'), ('town', '按镇街')], default='category', max_length=10, verbose_name='分层')),
                ('ratio', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='抽查比例（%）')),
                ('asked', models.JSONField(default=dict, verbose_name='要求抽取户数')),
                ('prepared_on', models.DateField(verbose_name='拟定日期')),
                ('frozen_on', models.DateField(null=True, verbose_name='冻结日期')),
                ('counts', models.JSONField(default=dict, verbose_name='抽取户数')),
                ('available', models.JSONField(default=dict, verbose_name='名录户数')),
                ('employer_count', models.PositiveIntegerField(default=0, verbose_name='名录单位数')),
                ('inspector_count', models.PositiveIntegerField(default=0, verbose_name='名录监察员数')),
                ('excluded_count', models.PositiveIntegerField(default=0, verbose_name='排除数')),
                ('pool_digest', models.CharField(blank=True, max_length=64, verbose_name='名录摘要')),
                ('commitment', models.CharField(blank=True, max_length=64, verbose_name='承诺值')),
                ('nonce', casework.sealing.SealedTextField(null=True)),
                ('round_number', models.PositiveIntegerField(default=0, verbose_name='轮次')),
                ('heading', models.CharField(blank=True, max_length=600)),
                ('redraw_reason', models.CharField(blank=True, max_length=300, verbose_name='重抽理由')),
                ('campaign', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='campaign.campaign', verbose_name='专项行动')),
                ('next_clock', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='casework.deadline')),
                ('prepared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draws_prepared', to=settings.AUTH_USER_MODEL)),
                ('redraw_approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='redraws_approved', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '双随机抽取',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Exclusion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('not_active', '已停业、注销或吊销'), ('no_town', '未落实镇街'), ('on_list', '已在本次检查名单'), ('already_drawn', '今年已被抽中'), ('frequency', '今年专项检查已达上限（山东条例第十三条）'), ('no_certificate', '没有执法证'), ('expired', '执法证已过期')], max_length=16, verbose_name='原因')),
                ('detail', models.CharField(blank=True, max_length=100, verbose_name='说明')),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exclusions', to='draws.draw')),
                ('employer', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.employer')),
                ('inspector', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '未列入名录',
                'ordering': ['reason', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PoolEmployer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=21, verbose_name='代码')),
                ('name', models.CharField(max_length=200, verbose_name='单位')),
                ('grade', models.CharField(blank=True, max_length=1, verbose_name='守法诚信等级')),
                ('stratum', models.CharField(max_length=50, verbose_name='层')),
                ('town', models.CharField(blank=True, max_length=50, verbose_name='镇街')),
                ('weight', models.PositiveSmallIntegerField(verbose_name='权重')),
                ('draw', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='pool_employers', to='draws.draw')),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pooled', to='registry.employer')),
            ],
            options={
                'verbose_name': '名录单位',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='PoolInspector',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('certificate', models.CharField(max_length=40, verbose_name='执法证号')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('conflicts', models.JSONField(default=list, verbose_name='有利害关系的单位')),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pool_inspectors', to='draws.draw')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pooled', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '名录监察员',
                'ordering': ['certificate'],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='轮次')),
                ('kind', models.CharField(choices=[('drawn', '抽取'), ('redrawn', '重抽'), ('recusal', '回避'), ('override', '指定人员')], max_length=10, verbose_name='方式')),
                ('previous', models.CharField(blank=True, max_length=64, verbose_name='上一轮凭证摘要')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='理由')),
                ('drawn_at', models.DateTimeField(verbose_name='抽取时间')),
                ('place', models.CharField(blank=True, max_length=60, verbose_name='抽取地点')),
                ('host', models.CharField(blank=True, max_length=40, verbose_name='主持人')),
                ('seed', models.CharField(max_length=64, verbose_name='种子')),
                ('proof', models.JSONField()),
                ('digest', models.CharField(max_length=64, verbose_name='凭证摘要')),
                ('approver', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rounds_approved', to=settings.AUTH_USER_MODEL)),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='draws.draw')),
                ('operator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rounds_drawn', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '轮次',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='RoundResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=21, verbose_name='代码')),
                ('stratum', models.CharField(max_length=50, verbose_name='层')),
                ('rank', models.PositiveIntegerField(verbose_name='名次')),
                ('weight', models.PositiveSmallIntegerField(verbose_name='权重')),
                ('key', models.CharField(max_length=64, verbose_name='抽取键')),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drawn_results', to='registry.employer')),
                ('lead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='results', to='draws.round')),
                ('second', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '抽取结果',
                'ordering': ['stratum', 'rank'],
            },
        ),
        migrations.CreateModel(
            name='WitnessText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round_number', models.PositiveIntegerField(verbose_name='轮次')),
                ('witness', models.CharField(max_length=40, verbose_name='见证人')),
                ('kind', models.CharField(choices=[('legal', '法规（法制审核）人员'), ('discipline', '纪检人员'), ('outside', '外部人士'), ('other', '其他')], max_length=10, verbose_name='见证身份')),
                ('capacity', models.CharField(blank=True, max_length=60, verbose_name='单位和职务')),
                ('text', models.CharField(max_length=200, verbose_name='键入的文字')),
                ('typed_at', models.DateTimeField(verbose_name='键入时间')),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='witness_texts', to='draws.draw')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '见证文字',
                'ordering': ['pk'],
            },
        ),
        migrations.AddIndex(
            model_name='draw',
            index=models.Index(fields=['campaign', 'state'], name='draws_draw_campaign'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'frozen'), _negated=True), models.Q(models.Q(('commitment', ''), _negated=True), models.Q(('pool_digest', ''), _negated=True), ('nonce__isnull', False)), _connector='OR'), name='draws_draw_frozen_is_committed'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['drawn', 'adopted']), _negated=True), ('nonce__isnull', True), _connector='OR'), name='draws_draw_secret_ends_with_draw'),
        ),
        migrations.AddIndex(
            model_name='exclusion',
            index=models.Index(fields=['draw', 'reason', 'id'], name='draws_exclusion_reason'),
        ),
        migrations.AddConstraint(
            model_name='exclusion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('employer__isnull', False), ('inspector__isnull', True)), models.Q(('employer__isnull', True), ('inspector__isnull', False)), _connector='OR'), name='draws_exclusion_of_one'),
        ),
        migrations.AddConstraint(
            model_name='poolemployer',
            constraint=models.UniqueConstraint(fields=('draw', 'code'), name='draws_poolemployer_once'),
        ),
        migrations.AddConstraint(
            model_name='poolemployer',
            constraint=models.CheckConstraint(condition=models.Q(('weight__gte', 1), ('weight__lte', 1000)), name='draws_poolemployer_weight_in_range'),
        ),
        migrations.AddConstraint(
            model_name='poolinspector',
            constraint=models.UniqueConstraint(fields=('draw', 'certificate'), name='draws_poolinspector_once'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(fields=('draw', 'number'), name='draws_round_once'),
        ),
        migrations.AddConstraint(
            model_name='roundresult',
            constraint=models.UniqueConstraint(fields=('round', 'stratum', 'rank'), name='draws_roundresult_rank_once'),
        ),
        migrations.AddConstraint(
            model_name='roundresult',
            constraint=models.UniqueConstraint(fields=('round', 'code'), name='draws_roundresult_code_once'),
        ),
        migrations.AddConstraint(
            model_name='witnesstext',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='draws_witnesstext_not_empty'),
        ),
    ]
