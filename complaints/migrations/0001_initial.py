import casework.sealing
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('campaign', '0002_guard_states'),
        ('casework', '0002_append_only_audit'),
        ('registry', '0003_search_tokens'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(editable=False, max_length=32, verbose_name='状态')),
                ('state_since', models.DateTimeField(editable=False, verbose_name='进入本状态的时间')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('next_due_on', models.DateField(editable=False, null=True, verbose_name='最近到期日')),
                ('next_due_at', models.DateTimeField(editable=False, null=True, verbose_name='最近到期时刻')),
                ('number', models.CharField(max_length=60, unique=True, verbose_name='编号')),
                ('received_at', models.DateTimeField(verbose_name='收到时间')),
                ('channel', models.CharField(choices=[('visit', '来访'), ('letter', '来信'), ('phone', '电话'), ('hotline_12333', '12333热线'), ('hotline_12345', '12345热线'), ('wage_platform', '全国根治欠薪线索反映平台'), ('petition', '信访'), ('superior', '上级交办'), ('department', '部门移送'), ('grid_patrol', '网格巡查')], max_length=20, verbose_name='来源渠道')),
                ('external_number', models.CharField(blank=True, max_length=60, verbose_name='来件编号')),
                ('kind', models.CharField(choices=[('complaint', '投诉'), ('report', '举报')], max_length=12, verbose_name='类型')),
                ('is_anonymous', models.BooleanField(default=False, verbose_name='匿名')),
                ('label', models.CharField(choices=[('general', '一般'), ('sensitive', '敏感'), ('whistleblower', '举报保密')], default='general', max_length=16, verbose_name='密级')),
                ('involves_minors', models.BooleanField(default=False, verbose_name='涉及未成年人')),
                ('employer_named', models.CharField(blank=True, max_length=200, verbose_name='来件所称单位')),
                ('matters', models.JSONField(default=list, verbose_name='反映事项')),
                ('content', models.TextField(verbose_name='转办内容（不含举报人信息）')),
                ('workers_count', models.PositiveIntegerField(null=True, verbose_name='涉及人数')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name='涉及金额（元）')),
                ('act_ended_on', models.DateField(null=True, verbose_name='违法行为终了日期')),
                ('has_harm', models.BooleanField(default=False, verbose_name='危害生命健康安全或者金融安全，且有危害后果')),
                ('external_deadline', models.DateField(null=True, verbose_name='来件平台要求答复日期')),
                ('supplement_request', models.TextField(blank=True, verbose_name='要求补正的内容')),
                ('supplement_requested_on', models.DateField(null=True, verbose_name='要求补正日期')),
                ('supplemented_on', models.DateField(null=True, verbose_name='补正材料收齐日期')),
                ('accepted_on', models.DateField(null=True, verbose_name='受理日期')),
                ('is_edge_confirmed', models.BooleanField(default=False, verbose_name='时效最后一日已人工核对')),
                ('refusal_ground', models.CharField(blank=True, choices=[('out_of_scope', '不属于劳动保障监察范围'), ('employer_unidentified', '补正后仍无法确定用人单位'), ('already_filed', '同一事项已经立案调查处理'), ('expired', '超过查处时效'), ('other', '其他不予受理的情形')], max_length=24, verbose_name='不予受理情形')),
                ('refusal_reason', models.TextField(blank=True, verbose_name='不予受理理由')),
                ('redirected_to', models.CharField(blank=True, choices=[('arbitration', '劳动人事争议仲裁'), ('other_department', '其他部门'), ('other_district', '有管辖权的其他区（市）')], max_length=20, verbose_name='告知去向')),
                ('redirect_office', models.CharField(blank=True, max_length=100, verbose_name='受理机构')),
                ('redirect_note', models.TextField(blank=True, verbose_name='告知内容')),
                ('closed_on', models.DateField(null=True, verbose_name='不予受理、告知或并入日期')),
                ('concluded_on', models.DateField(null=True, verbose_name='办结日期')),
                ('result', models.TextField(blank=True, verbose_name='处理结果')),
                ('feedback', models.TextField(blank=True, verbose_name='反馈内容')),
                ('feedback_method', models.CharField(blank=True, choices=[('phone', '电话'), ('visit', '当面'), ('letter', '书面'), ('platform', '来件平台')], max_length=12, verbose_name='反馈方式')),
                ('feedback_on', models.DateField(null=True, verbose_name='反馈日期')),
                ('campaign', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='campaign.campaign', verbose_name='专项行动')),
                ('earlier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='repeats', to='complaints.complaint', verbose_name='已受理的同一来件')),
                ('employer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='registry.employer', verbose_name='用人单位')),
                ('handler', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='complaints_handled', to=settings.AUTH_USER_MODEL, verbose_name='承办人')),
                ('next_clock', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='casework.deadline')),
                ('received_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='complaints_received', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('town', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='registry.town', verbose_name='镇街')),
            ],
            options={
                'verbose_name': '投诉举报',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ComplainantIdentity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.UUIDField(db_index=True, editable=False, null=True)),
                ('name', casework.sealing.SealedTextField(blank=True, verbose_name='姓名')),
                ('gender', casework.sealing.SealedTextField(blank=True, verbose_name='性别')),
                ('age', casework.sealing.SealedTextField(blank=True, verbose_name='年龄')),
                ('occupation', casework.sealing.SealedTextField(blank=True, verbose_name='职业')),
                ('id_number', casework.sealing.SealedTextField(blank=True, verbose_name='身份证号')),
                ('phone', casework.sealing.SealedTextField(blank=True, verbose_name='电话')),
                ('address', casework.sealing.SealedTextField(blank=True, verbose_name='住址')),
                ('statement', casework.sealing.SealedTextField(blank=True, verbose_name='原始陈述')),
                ('phone_index', models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ('id_index', models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ('complaint', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='identity', to='complaints.complaint')),
            ],
            options={
                'verbose_name': '举报人信息',
            },
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(fields=['state', '-id'], name='complaints_state'),
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(fields=['town', '-id'], name='complaints_town'),
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(fields=['employer', 'accepted_on'], name='complaints_employer_accepted'),
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(fields=['accepted_on'], name='complaints_accepted'),
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(fields=['campaign', 'state'], name='complaints_campaign_state'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'report'), ('is_anonymous', False), _connector='OR'), name='complaints_complaint_named'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('accepted', 'concluded', 'answered')), _negated=True), models.Q(('accepted_on__isnull', False), ('employer__isnull', False)), _connector='OR'), name='complaints_complaint_accepted_whole'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(models.Q(('refusal_reason', ''), _negated=True), models.Q(('refusal_ground', ''), _negated=True)), _connector='OR'), name='complaints_complaint_refused_reason'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'merged'), _negated=True), ('earlier__isnull', False), _connector='OR'), name='complaints_complaint_merged_into'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['concluded', 'answered']), _negated=True), models.Q(models.Q(('result', ''), _negated=True), ('concluded_on__isnull', False)), _connector='OR'), name='complaints_complaint_concluded_result'),
        ),
    ]
