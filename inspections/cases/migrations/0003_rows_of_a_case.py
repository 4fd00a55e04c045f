"""What was ordered, told, said, decided and paid in a case gets rows of its own; their words stand in papers."""

import casework.sealing
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from casework import state_guard


def install(apps, schema_editor):
    """SQLite makes the table anew and loses its trigger."""
    state_guard.install(schema_editor.connection, "cases_case")


def remove(apps, schema_editor):
    state_guard.remove(schema_editor.connection, "cases_case")


class Migration(migrations.Migration):

    dependencies = [
        ('campaign', '0002_guard_states'),
        ('cases', '0002_guard_states'),
        ('casework', '0005_approvals'),
        ('checks', '0002_guard_states'),
        ('complaints', '0002_guard_states'),
        ('registry', '0004_guard_states'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(remove, install),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('reconsideration', '行政复议'), ('suit', '行政诉讼')], max_length=16, verbose_name='救济途径')),
                ('body', models.CharField(blank=True, max_length=200, verbose_name='复议机关或者法院')),
                ('filed_on', models.DateField(verbose_name='申请（起诉）日期')),
                ('accepted_on', models.DateField(verbose_name='受理（立案）日期')),
                ('received_on', models.DateField(verbose_name='收到副本日期')),
                ('is_suspended', models.BooleanField(default=False, verbose_name='停止执行')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='提交答复和证据日期')),
                ('result', models.CharField(blank=True, choices=[('upheld', '维持决定或者驳回请求'), ('changed', '变更'), ('revoked', '撤销'), ('remade', '撤销并责令重新作出'), ('unlawful', '确认违法'), ('withdrawn', '申请人撤回'), ('dismissed', '不予受理或者驳回申请、起诉')], max_length=12, verbose_name='结果')),
                ('number', models.CharField(blank=True, max_length=100, verbose_name='文书号')),
                ('note', models.TextField(blank=True, verbose_name='结果说明')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='作出日期')),
                ('effective_on', models.DateField(blank=True, null=True, verbose_name='生效日期')),
                ('fine', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='罚款（元）')),
                ('persons_fine', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='责任人员罚款合计（元）')),
                ('confiscated', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='没收（元）')),
                ('back_pay', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='责令支付工资等（元）')),
                ('extra', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='加付赔偿金（元）')),
            ],
            options={
                'verbose_name': '复议诉讼',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='改正要求')),
                ('ordered_on', models.DateField(verbose_name='责令改正日期')),
                ('correct_by', models.DateField(verbose_name='改正期限')),
                ('rechecked_on', models.DateField(blank=True, null=True, verbose_name='复查日期')),
                ('is_corrected', models.BooleanField(null=True, verbose_name='改正到位')),
                ('corrected_on', models.DateField(blank=True, null=True, verbose_name='改正日期')),
                ('result', models.TextField(blank=True, verbose_name='复查情况')),
            ],
            options={
                'verbose_name': '责令改正',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Custody',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('holder', models.CharField(blank=True, max_length=200, verbose_name='保管人')),
                ('since', models.DateField(verbose_name='自')),
            ],
            options={
                'verbose_name': '证据保管',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('penalty', '行政处罚'), ('handling', '行政处理'), ('none', '不予处罚')], max_length=10, verbose_name='决定种类')),
                ('text', models.TextField(verbose_name='决定内容')),
                ('fine', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='罚款（元）')),
                ('persons_fine', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='责任人员罚款合计（元）')),
                ('confiscated', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='没收（元）')),
                ('back_pay', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='责令支付工资等（元）')),
                ('back_pay_people', models.PositiveIntegerField(blank=True, null=True, verbose_name='责令支付人数')),
                ('extra', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='加付赔偿金（元）')),
                ('pay_by', models.DateField(blank=True, null=True, verbose_name='支付期限')),
                ('drafted_on', models.DateField(verbose_name='拟稿日期')),
                ('dropped_on', models.DateField(blank=True, null=True, verbose_name='作废日期')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='决定日期')),
                ('served_on', models.DateField(blank=True, null=True, verbose_name='送达日期')),
                ('deferred_until', models.DateField(blank=True, null=True, verbose_name='延期缴纳到')),
                ('executed_on', models.DateField(blank=True, null=True, verbose_name='执行完毕日期')),
                ('execution_note', models.TextField(blank=True, verbose_name='执行说明')),
                ('fell_on', models.DateField(blank=True, null=True, verbose_name='撤销并责令重作日期')),
            ],
            options={
                'verbose_name': '决定',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='编号')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='名称')),
                ('kind', models.CharField(choices=[('document', '书证'), ('object', '物证'), ('recording', '视听资料'), ('data', '电子数据'), ('witness', '证人证言'), ('party', '当事人的陈述'), ('opinion', '鉴定意见'), ('record', '勘验笔录、现场笔录')], max_length=12, verbose_name='种类')),
                ('pages', models.PositiveIntegerField(blank=True, null=True, verbose_name='页数')),
                ('is_original', models.BooleanField(default=True, verbose_name='原件')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='来源')),
                ('taken_on', models.DateField(blank=True, null=True, verbose_name='取证日期')),
                ('taken_place', models.CharField(blank=True, max_length=200, verbose_name='取证地点')),
                ('given_by', models.CharField(blank=True, max_length=200, verbose_name='提供人')),
                ('proves', models.TextField(blank=True, verbose_name='证明内容')),
                ('disposed_on', models.DateField(blank=True, null=True, verbose_name='处理日期')),
                ('disposal', models.CharField(blank=True, choices=[('returned', '返还'), ('copied', '复制后返还'), ('handed', '移交有关机关'), ('released', '解除登记保存')], max_length=10, verbose_name='处理方式')),
                ('disposal_note', models.TextField(blank=True, verbose_name='处理说明')),
            ],
            options={
                'verbose_name': '证据',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('investigation', '调查期限'), ('decision', '作出决定的期限'), ('payment', '缴纳罚款的期限')], max_length=14, verbose_name='延长什么')),
                ('reason', models.TextField(verbose_name='理由')),
                ('asked_on', models.DateField(verbose_name='申请日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='延长到')),
                ('approved_on', models.DateField(blank=True, null=True, verbose_name='批准日期')),
                ('refused_on', models.DateField(blank=True, null=True, verbose_name='不同意日期')),
                ('refused_why', models.TextField(blank=True, verbose_name='不同意的理由')),
            ],
            options={
                'verbose_name': '延长',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('requested_on', models.DateField(verbose_name='申请日期')),
                ('held_on', models.DateField(blank=True, null=True, verbose_name='听证日期')),
                ('time', models.TimeField(blank=True, null=True, verbose_name='时间')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='地点')),
                ('host', models.CharField(blank=True, max_length=100, verbose_name='主持人')),
                ('is_closed_door', models.BooleanField(default=False, verbose_name='不公开举行')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='听证结束日期')),
            ],
            options={
                'verbose_name': '听证',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Instalment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(verbose_name='缴纳日期')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='金额（元）')),
            ],
            options={
                'verbose_name': '分期',
                'ordering': ['due_on'],
            },
        ),
        migrations.CreateModel(
            name='LinkedComplaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('linked_on', models.DateField(verbose_name='并入日期')),
                ('unlinked_on', models.DateField(blank=True, null=True, verbose_name='移出日期')),
            ],
            options={
                'verbose_name': '并入的投诉举报',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Minor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField(verbose_name='序号')),
                ('name', casework.sealing.SealedTextField(verbose_name='姓名')),
                ('identity', casework.sealing.SealedTextField(blank=True, verbose_name='证件号码')),
                ('born', models.DateField(blank=True, null=True, verbose_name='出生日期')),
                ('started_on', models.DateField(blank=True, null=True, verbose_name='用工自')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='用工至')),
                ('ordered_home_on', models.DateField(blank=True, null=True, verbose_name='责令送回日期')),
                ('still_there_on', models.DateField(blank=True, null=True, verbose_name='责令后仍在岗的最后日期')),
            ],
            options={
                'verbose_name': '未成年人名单',
                'ordering': ['place'],
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('unit', '单位'), ('owner', '经营者'), ('head', '法定代表人或者主要负责人'), ('charge', '直接负责的主管人员'), ('other', '其他直接责任人员')], max_length=8, verbose_name='身份')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='名称或姓名')),
                ('code', casework.sealing.SealedTextField(blank=True, verbose_name='统一社会信用代码或证件号码')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='地址')),
                ('representative', models.CharField(blank=True, max_length=100, verbose_name='法定代表人或负责人')),
                ('duty', models.CharField(blank=True, max_length=100, verbose_name='职务')),
                ('telephone', models.CharField(blank=True, max_length=40, verbose_name='电话')),
                ('is_individual', models.BooleanField(default=False, verbose_name='个人')),
            ],
            options={
                'verbose_name': '当事人',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('fine', '罚款'), ('late_fee', '加处罚款'), ('person_fine', '责任人员罚款'), ('person_fee', '责任人员加处罚款'), ('confiscated', '没收'), ('wages', '工资等'), ('extra', '加付赔偿金')], max_length=12, verbose_name='对应项')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='金额（元）')),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='人数')),
                ('paid_on', models.DateField(verbose_name='日期')),
                ('voucher', models.CharField(blank=True, max_length=100, verbose_name='票据号')),
            ],
            options={
                'verbose_name': '缴款',
                'ordering': ['paid_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Repayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('fine', '罚款'), ('late_fee', '加处罚款'), ('person_fine', '责任人员罚款'), ('person_fee', '责任人员加处罚款'), ('confiscated', '没收'), ('wages', '工资等'), ('extra', '加付赔偿金')], max_length=12, verbose_name='对应项')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='金额（元）')),
                ('repaid_on', models.DateField(verbose_name='退还日期')),
                ('receipt', models.CharField(blank=True, max_length=100, verbose_name='退款凭证号')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='repayments', to='cases.decision')),
            ],
            options={
                'verbose_name': '退还',
                'ordering': ['repaid_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PriorNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('penalty', '行政处罚'), ('handling', '行政处理'), ('none', '不予处罚')], max_length=10, verbose_name='拟作决定')),
                ('fine', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='拟处罚款（元）')),
                ('persons_fine', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='拟对责任人员罚款合计（元）')),
                ('confiscated', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='拟没收（元）')),
                ('back_pay', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='拟责令支付（元）')),
                ('extra', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='拟责令加付（元）')),
                ('is_individual', models.BooleanField(default=False, verbose_name='当事人是个人')),
                ('has_hearing_right', models.BooleanField(default=False, verbose_name='有权要求听证')),
                ('given_on', models.DateField(verbose_name='告知日期')),
            ],
            options={
                'verbose_name': '事先告知',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='公示平台')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='公示日期')),
                ('withheld_why', models.TextField(blank=True, verbose_name='不公示的理由')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='撤回日期')),
                ('withdrawn_why', models.TextField(blank=True, verbose_name='撤回理由')),
            ],
            options={
                'verbose_name': '处罚公示',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Recusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_by', models.CharField(choices=[('party', '当事人申请'), ('self', '本人申报')], max_length=8, verbose_name='提出人')),
                ('reason', models.TextField(verbose_name='理由')),
                ('asked_on', models.DateField(verbose_name='提出日期')),
                ('office', models.CharField(choices=[('brigade_leader', '大队负责人'), ('bureau_head', '区局负责人'), ('government', '本级人民政府'), ('city_bureau_head', '市局负责人')], max_length=20, verbose_name='决定人')),
                ('citation', models.CharField(max_length=100, verbose_name='依据')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='决定日期')),
                ('is_granted', models.BooleanField(null=True, verbose_name='同意回避')),
                ('why', models.TextField(blank=True, verbose_name='决定理由')),
                ('number', models.CharField(blank=True, max_length=100, verbose_name='决定文号')),
            ],
            options={
                'verbose_name': '回避',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('findings', '调查情况'), ('closing', '结案报告')], max_length=12, verbose_name='报告')),
                ('text', models.TextField(verbose_name='内容')),
                ('written_on', models.DateField(verbose_name='日期')),
            ],
            options={
                'verbose_name': '报告',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_passed', models.BooleanField(verbose_name='通过')),
                ('deviation', models.TextField(blank=True, verbose_name='偏离裁量的理由')),
                ('confirmed', models.JSONField(default=list, verbose_name='已核对的待核实值')),
                ('reviewed_on', models.DateField(verbose_name='审核日期')),
            ],
            options={
                'verbose_name': '法制审核',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='陈述申辩')),
                ('heard_on', models.DateField(verbose_name='听取日期')),
                ('waives_hearing', models.BooleanField(default=False, verbose_name='书面放弃听证')),
                ('answer', models.TextField(blank=True, verbose_name='复核意见')),
            ],
            options={
                'verbose_name': '陈述申辩',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('crime', models.CharField(choices=[('unpaid_wages', '拒不支付劳动报酬（刑法第二百七十六条之一）'), ('forced_labour', '强迫劳动（刑法第二百四十四条）'), ('child_danger', '雇用童工从事危重劳动（刑法第二百四十四条之一）'), ('other', '其他涉嫌犯罪')], max_length=16, verbose_name='涉嫌罪名')),
                ('facts', models.TextField(verbose_name='涉嫌犯罪的事实和依据')),
                ('suspects', models.PositiveIntegerField(blank=True, null=True, verbose_name='涉嫌人数')),
                ('noted_on', models.DateField(verbose_name='写明日期')),
                ('proposed_on', models.DateField(blank=True, null=True, verbose_name='报请移送日期')),
                ('cleared_on', models.DateField(blank=True, null=True, verbose_name='不移送或不予立案日期')),
                ('handed_over_at', models.DateTimeField(null=True, verbose_name='移交时间')),
                ('receipt', models.CharField(blank=True, max_length=200, verbose_name='公安机关签收')),
                ('answer', models.CharField(blank=True, choices=[('accepted', '立案'), ('refused', '不予立案')], max_length=8, verbose_name='公安机关答复')),
                ('answer_number', models.CharField(blank=True, max_length=100, verbose_name='答复文号')),
                ('answer_reason', models.TextField(blank=True, verbose_name='不予立案的理由')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='答复日期')),
                ('challenged_on', models.DateField(blank=True, null=True, verbose_name='提请复议日期')),
            ],
            options={
                'verbose_name': '移送公安',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='WorkerLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField(verbose_name='序号')),
                ('name', models.CharField(blank=True, max_length=100, verbose_name='姓名')),
                ('identity', casework.sealing.SealedTextField(blank=True, verbose_name='证件号码')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='期间自')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='期间至')),
                ('owed', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='应发')),
                ('paid', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='已发')),
                ('missing', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='欠额')),
                ('overtime', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='其中加班费')),
                ('minimum_wage', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='其中最低工资差额')),
                ('compensation', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='其中经济补偿')),
                ('extra_rate', models.PositiveIntegerField(blank=True, null=True, verbose_name='加付比例（%）')),
                ('extra', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='加付金额')),
            ],
            options={
                'verbose_name': '劳动者名单',
                'ordering': ['place'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='cases_case_filed_whole',
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='cases_case_decided_whole',
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='cases_case_fine_is_penalty',
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='cases_case_correction_has_day',
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='cases_case_decision_number',
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='cases_decided',
        ),
        migrations.RemoveField(
            model_name='case',
            name='back_pay_amount',
        ),
        migrations.RemoveField(
            model_name='case',
            name='back_pay_people',
        ),
        migrations.RemoveField(
            model_name='case',
            name='closing_report',
        ),
        migrations.RemoveField(
            model_name='case',
            name='correct_by',
        ),
        migrations.RemoveField(
            model_name='case',
            name='corrected_on',
        ),
        migrations.RemoveField(
            model_name='case',
            name='correction_number',
        ),
        migrations.RemoveField(
            model_name='case',
            name='correction_ordered_on',
        ),
        migrations.RemoveField(
            model_name='case',
            name='correction_result',
        ),
        migrations.RemoveField(
            model_name='case',
            name='correction_text',
        ),
        migrations.RemoveField(
            model_name='case',
            name='crime',
        ),
        migrations.RemoveField(
            model_name='case',
            name='crime_cleared_on',
        ),
        migrations.RemoveField(
            model_name='case',
            name='crime_facts',
        ),
        migrations.RemoveField(
            model_name='case',
            name='decided_on',
        ),
        migrations.RemoveField(
            model_name='case',
            name='decision_kind',
        ),
        migrations.RemoveField(
            model_name='case',
            name='decision_number',
        ),
        migrations.RemoveField(
            model_name='case',
            name='decision_text',
        ),
        migrations.RemoveField(
            model_name='case',
            name='executed_on',
        ),
        migrations.RemoveField(
            model_name='case',
            name='execution_note',
        ),
        migrations.RemoveField(
            model_name='case',
            name='extension_approved_on',
        ),
        migrations.RemoveField(
            model_name='case',
            name='extension_reason',
        ),
        migrations.RemoveField(
            model_name='case',
            name='extra_compensation_amount',
        ),
        migrations.RemoveField(
            model_name='case',
            name='findings',
        ),
        migrations.RemoveField(
            model_name='case',
            name='fine_amount',
        ),
        migrations.RemoveField(
            model_name='case',
            name='fine_collected',
        ),
        migrations.RemoveField(
            model_name='case',
            name='has_hearing_right',
        ),
        migrations.RemoveField(
            model_name='case',
            name='hearing_closed_on',
        ),
        migrations.RemoveField(
            model_name='case',
            name='hearing_on',
        ),
        migrations.RemoveField(
            model_name='case',
            name='hearing_report',
        ),
        migrations.RemoveField(
            model_name='case',
            name='hearing_requested_on',
        ),
        migrations.RemoveField(
            model_name='case',
            name='is_hearing_waived',
        ),
        migrations.RemoveField(
            model_name='case',
            name='is_individual',
        ),
        migrations.RemoveField(
            model_name='case',
            name='notice_kind',
        ),
        migrations.RemoveField(
            model_name='case',
            name='notice_number',
        ),
        migrations.RemoveField(
            model_name='case',
            name='notice_text',
        ),
        migrations.RemoveField(
            model_name='case',
            name='notified_on',
        ),
        migrations.RemoveField(
            model_name='case',
            name='pay_by',
        ),
        migrations.RemoveField(
            model_name='case',
            name='proposed_fine',
        ),
        migrations.RemoveField(
            model_name='case',
            name='review_opinion',
        ),
        migrations.RemoveField(
            model_name='case',
            name='reviewed_on',
        ),
        migrations.RemoveField(
            model_name='case',
            name='served_on',
        ),
        migrations.RemoveField(
            model_name='case',
            name='service_method',
        ),
        migrations.RemoveField(
            model_name='case',
            name='statement_heard_on',
        ),
        migrations.RemoveField(
            model_name='case',
            name='suspects_count',
        ),
        migrations.RemoveField(
            model_name='case',
            name='transfer_number',
        ),
        migrations.RemoveField(
            model_name='case',
            name='transfer_receipt',
        ),
        migrations.AddField(
            model_name='case',
            name='closing_from',
            field=models.CharField(blank=True, choices=[('clue', '线索登记'), ('filing', '待立案审批'), ('not_filed', '不予立案'), ('investigating', '调查中'), ('correcting', '责令改正中'), ('investigated', '调查终结'), ('reviewing', '法制审核中'), ('reviewed', '审核通过'), ('notified', '已事先告知'), ('hearing', '听证中'), ('deciding', '待决定'), ('decided', '已决定'), ('served', '已送达'), ('executed', '已执行'), ('closing', '待结案审批'), ('closed', '已结案'), ('archived', '已归档'), ('withdrawn', '已撤销立案'), ('merged', '已并案'), ('transfer_pending', '待移送审批'), ('transfer_approved', '已批准移送'), ('transferred', '已移送')], max_length=20, verbose_name='报请结案前的状态'),
        ),
        migrations.AddField(
            model_name='case',
            name='wage_table',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.attachment', verbose_name='劳动者名单原件'),
        ),
        migrations.AddField(
            model_name='case',
            name='merged_into',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='cases.case', verbose_name='并入的案件'),
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='cases_case_one_of_complaint',
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(condition=models.Q(('complaint__isnull', False), ('merged_into__isnull', True), models.Q(('state', 'not_filed'), _negated=True)), fields=('complaint',), name='cases_case_one_of_complaint'),
        ),
        migrations.AddField(
            model_name='case',
            name='merged_on',
            field=models.DateField(blank=True, null=True, verbose_name='并案日期'),
        ),
        migrations.AlterField(
            model_name='case',
            name='transfer_from',
            field=models.CharField(blank=True, choices=[('clue', '线索登记'), ('filing', '待立案审批'), ('not_filed', '不予立案'), ('investigating', '调查中'), ('correcting', '责令改正中'), ('investigated', '调查终结'), ('reviewing', '法制审核中'), ('reviewed', '审核通过'), ('notified', '已事先告知'), ('hearing', '听证中'), ('deciding', '待决定'), ('decided', '已决定'), ('served', '已送达'), ('executed', '已执行'), ('closing', '待结案审批'), ('closed', '已结案'), ('archived', '已归档'), ('withdrawn', '已撤销立案'), ('merged', '已并案'), ('transfer_pending', '待移送审批'), ('transfer_approved', '已批准移送'), ('transferred', '已移送')], max_length=20, verbose_name='报请移送前的状态'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='cases.case'),
        ),
        migrations.AddField(
            model_name='case',
            name='appeal',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.appeal'),
        ),
        migrations.AddField(
            model_name='case',
            name='remade',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.appeal'),
        ),
        migrations.AddField(
            model_name='correction',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='cases.case'),
        ),
        migrations.AddField(
            model_name='correction',
            name='paper',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.paper', verbose_name='指令书'),
        ),
        migrations.AddField(
            model_name='correction',
            name='result_paper',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.paper', verbose_name='复查笔录'),
        ),
        migrations.AddField(
            model_name='case',
            name='correction',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.correction'),
        ),
        migrations.AddField(
            model_name='decision',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='cases.case'),
        ),
        migrations.AddField(
            model_name='decision',
            name='changed',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.appeal'),
        ),
        migrations.AddField(
            model_name='decision',
            name='paper',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.paper', verbose_name='决定书'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='decision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='cases.decision'),
        ),
        migrations.AddField(
            model_name='case',
            name='decision',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.decision'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='attachment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.attachment'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='cases.case'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='preserved',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.paper', verbose_name='先行登记保存通知书'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='taken_by',
            field=models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取证人'),
        ),
        migrations.AddField(
            model_name='custody',
            name='evidence',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='custody', to='cases.evidence'),
        ),
        migrations.AddField(
            model_name='extension',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='cases.case'),
        ),
        migrations.AddField(
            model_name='extension',
            name='paper',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.paper', verbose_name='审批表'),
        ),
        migrations.AddField(
            model_name='case',
            name='extension',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.extension'),
        ),
        migrations.AddField(
            model_name='hearing',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to='cases.case'),
        ),
        migrations.AddField(
            model_name='hearing',
            name='paper',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.paper', verbose_name='听证通知书'),
        ),
        migrations.AddField(
            model_name='hearing',
            name='report',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.paper', verbose_name='听证报告'),
        ),
        migrations.AddField(
            model_name='case',
            name='hearing',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.hearing'),
        ),
        migrations.AddField(
            model_name='instalment',
            name='extension',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instalments', to='cases.extension'),
        ),
        migrations.AddField(
            model_name='linkedcomplaint',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='linked_complaints', to='cases.case'),
        ),
        migrations.AddField(
            model_name='linkedcomplaint',
            name='complaint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_links', to='complaints.complaint', verbose_name='投诉举报'),
        ),
        migrations.AddField(
            model_name='linkedcomplaint',
            name='linked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='linkedcomplaint',
            name='unlinked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='minor',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='minors', to='cases.case'),
        ),
        migrations.AddField(
            model_name='party',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parties', to='cases.case'),
        ),
        migrations.AddField(
            model_name='payment',
            name='decision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='cases.decision'),
        ),
        migrations.AddField(
            model_name='priornotice',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='cases.case'),
        ),
        migrations.AddField(
            model_name='priornotice',
            name='hearing_paper',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.paper', verbose_name='听证告知书'),
        ),
        migrations.AddField(
            model_name='priornotice',
            name='paper',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.paper', verbose_name='告知书'),
        ),
        migrations.AddField(
            model_name='hearing',
            name='notice',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to='cases.priornotice'),
        ),
        migrations.AddField(
            model_name='case',
            name='notice',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.priornotice'),
        ),
        migrations.AddField(
            model_name='publication',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='cases.case'),
        ),
        migrations.AddField(
            model_name='publication',
            name='decision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='cases.decision'),
        ),
        migrations.AddField(
            model_name='case',
            name='publication',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.publication'),
        ),
        migrations.AddField(
            model_name='recusal',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recusals', to='cases.case'),
        ),
        migrations.AddField(
            model_name='recusal',
            name='paper',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.paper', verbose_name='回避决定书'),
        ),
        migrations.AddField(
            model_name='recusal',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='被申请回避的人'),
        ),
        migrations.AddField(
            model_name='case',
            name='recusal',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.recusal'),
        ),
        migrations.AddField(
            model_name='report',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='cases.case'),
        ),
        migrations.AddField(
            model_name='report',
            name='written_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='review',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='cases.case'),
        ),
        migrations.AddField(
            model_name='review',
            name='paper',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.paper', verbose_name='法制审核意见书'),
        ),
        migrations.AddField(
            model_name='review',
            name='reviewed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='statement',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='cases.case'),
        ),
        migrations.AddField(
            model_name='statement',
            name='notice',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='cases.priornotice'),
        ),
        migrations.AddField(
            model_name='statement',
            name='paper',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.paper', verbose_name='陈述申辩笔录'),
        ),
        migrations.AlterField(
            model_name='case',
            name='statement',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.statement'),
        ),
        migrations.AddField(
            model_name='transfer',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='cases.case'),
        ),
        migrations.AddField(
            model_name='transfer',
            name='challenge',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.paper', verbose_name='提请复议书'),
        ),
        migrations.AddField(
            model_name='transfer',
            name='paper',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.paper', verbose_name='移送书'),
        ),
        migrations.AddField(
            model_name='transfer',
            name='report',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.paper', verbose_name='移送审批表'),
        ),
        migrations.AddField(
            model_name='case',
            name='transfer',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.transfer'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('clue', 'filing', 'not_filed')), ('transfer_from__in', ('clue', 'filing', 'not_filed')), models.Q(('filed_on__isnull', False), ('lead__isnull', False), ('second__isnull', False), models.Q(('filing_number', ''), _negated=True)), _connector='OR'), name='cases_case_filed_whole'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['decided', 'served', 'executed']), _negated=True), ('decision__isnull', False), _connector='OR'), name='cases_case_decided_whole'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'correcting'), _negated=True), ('correction__isnull', False), _connector='OR'), name='cases_case_correction_has_day'),
        ),
        migrations.AddField(
            model_name='workerline',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='workers', to='cases.case'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['decided_on'], name='cases_decided'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_on__isnull', False), ('fell_on__isnull', True)), fields=('case',), name='cases_decision_once'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('fine__isnull', True), ('fine', 0), ('kind', 'penalty'), _connector='OR'), name='cases_decision_fine_is_penalty'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_on__isnull', True)), fields=('case',), name='cases_appeal_one_open'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_on__isnull', True), ('result', '')), models.Q(('decided_on__isnull', False), ('effective_on__isnull', False), models.Q(('result', ''), _negated=True)), _connector='OR'), name='cases_appeal_ended_whole'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.UniqueConstraint(fields=('case', 'number'), name='cases_evidence_number_once'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.UniqueConstraint(condition=models.Q(('approved_on__isnull', False), ('what', 'investigation')), fields=('case',), name='cases_extension_once'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('refused_on__isnull', True), ('refused_why', '')), models.Q(('approved_on__isnull', True), ('refused_on__isnull', False), models.Q(('refused_why', ''), _negated=True)), _connector='OR'), name='cases_extension_one_answer'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='cases_instalment_is_something'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.UniqueConstraint(fields=('extension', 'due_on'), name='cases_instalment_day_once'),
        ),
        migrations.AddConstraint(
            model_name='linkedcomplaint',
            constraint=models.UniqueConstraint(condition=models.Q(('unlinked_on__isnull', True)), fields=('complaint',), name='cases_linked_complaint_once'),
        ),
        migrations.AddConstraint(
            model_name='minor',
            constraint=models.UniqueConstraint(fields=('case', 'place'), name='cases_minor_place_once'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.UniqueConstraint(fields=('case', 'role', 'name'), name='cases_party_once'),
        ),
        migrations.AddIndex(
            model_name='payment',
            index=models.Index(fields=['what', 'paid_on'], name='cases_paid'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='cases_payment_is_something'),
        ),
        migrations.AddConstraint(
            model_name='repayment',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='cases_repayment_is_something'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_on__isnull', False), models.Q(('place', ''), _negated=True)), models.Q(('published_on__isnull', True), models.Q(('withheld_why', ''), _negated=True)), _connector='OR'), name='cases_publication_or_why_not'),
        ),
        migrations.AddConstraint(
            model_name='recusal',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_on__isnull', True)), fields=('case',), name='cases_recusal_one_open'),
        ),
        migrations.AddConstraint(
            model_name='workerline',
            constraint=models.UniqueConstraint(fields=('case', 'place'), name='cases_worker_place_once'),
        ),
        migrations.CreateModel(
            name='PersonFine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='姓名')),
                ('post', models.CharField(blank=True, max_length=200, verbose_name='身份和职务')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='罚款（元）')),
                ('appeal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='persons', to='cases.appeal')),
                ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='persons', to='cases.decision')),
                ('notice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='persons', to='cases.priornotice')),
            ],
            options={
                'verbose_name': '责任人员罚款',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='payment',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='cases.personfine', verbose_name='责任人员'),
        ),
        migrations.AddField(
            model_name='statement',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.personfine', verbose_name='责任人员'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('persons_fine__isnull', True), ('kind', 'penalty'), _connector='OR'), name='cases_decision_persons_is_penalty'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', False), ('what__in', ('person_fine', 'person_fee'))), models.Q(('person__isnull', True), models.Q(('what__in', ('person_fine', 'person_fee')), _negated=True)), _connector='OR'), name='cases_payment_names_person'),
        ),
        migrations.AddConstraint(
            model_name='personfine',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('appeal__isnull', True), ('decision__isnull', True), ('notice__isnull', False)), models.Q(('appeal__isnull', True), ('decision__isnull', False), ('notice__isnull', True)), models.Q(('appeal__isnull', False), ('decision__isnull', True), ('notice__isnull', True)), _connector='OR'), name='cases_person_fine_said_once'),
        ),
        migrations.AddConstraint(
            model_name='personfine',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0), models.Q(('amount', 0), ('appeal__isnull', False)), _connector='OR'), name='cases_person_fine_is_something'),
        ),
        migrations.AddConstraint(
            model_name='personfine',
            constraint=models.UniqueConstraint(fields=('notice', 'name'), name='cases_person_told_once'),
        ),
        migrations.AddConstraint(
            model_name='personfine',
            constraint=models.UniqueConstraint(fields=('decision', 'name'), name='cases_person_decided_once'),
        ),
        migrations.AddConstraint(
            model_name='personfine',
            constraint=models.UniqueConstraint(fields=('appeal', 'name'), name='cases_person_changed_once'),
        ),
        migrations.AddField(
            model_name='repayment',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='repayments', to='cases.personfine', verbose_name='责任人员'),
        ),
        migrations.AddConstraint(
            model_name='repayment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', False), ('what__in', ('person_fine', 'person_fee'))), models.Q(('person__isnull', True), models.Q(('what__in', ('person_fine', 'person_fee')), _negated=True)), _connector='OR'), name='cases_repayment_names_person'),
        ),
        migrations.RunPython(install, remove),
    ]
