import casework.sealed_files
import casework.sealing
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveBigIntegerField(default=0)),
                ('hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='KeyCanary',
            fields=[
                ('key', models.CharField(max_length=12, primary_key=True, serialize=False)),
                ('sealed', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='Serial',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(max_length=16)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('mark', 'year'), name='casework_serial_unique')],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('key', models.UUIDField(primary_key=True, serialize=False)),
                ('path', models.CharField(max_length=300)),
                ('sent', models.JSONField(default=dict)),
                ('answer', models.CharField(blank=True, max_length=300)),
                ('object_id', models.BigIntegerField(null=True)),
                ('created_at', models.DateTimeField(db_index=True)),
                ('content_type', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=400)),
                ('record', casework.sealing.SealedTextField()),
                ('submission', models.UUIDField(null=True)),
                ('saved_at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='draft_once')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('object_id', models.BigIntegerField(null=True)),
                ('name', models.CharField(max_length=200, verbose_name='文件名')),
                ('label', models.CharField(blank=True, max_length=100, verbose_name='说明')),
                ('media_type', models.CharField(max_length=100, verbose_name='类型')),
                ('size', models.PositiveBigIntegerField(verbose_name='大小（字节）')),
                ('sha256', models.CharField(max_length=64)),
                ('original', casework.sealed_files.SealedFileField(upload_to='sealed/%Y/%m/', verbose_name='原件')),
                ('derivative', casework.sealed_files.SealedFileField(blank=True, upload_to='served/%Y/%m/', verbose_name='脱敏副本')),
                ('derivative_sha256', models.CharField(blank=True, max_length=64)),
                ('scan', models.CharField(blank=True, choices=[('unscanned', '未扫描'), ('waiting', '待检'), ('clean', '已扫描'), ('infected', '查出病毒')], max_length=10, verbose_name='病毒扫描')),
                ('uploaded_at', models.DateTimeField(verbose_name='上传时间')),
                ('content_type', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '附件',
                'ordering': ['uploaded_at', 'id'],
                'indexes': [models.Index(fields=['content_type', 'object_id'], name='attachment_record'), models.Index(condition=models.Q(('scan__in', ('waiting', 'unscanned'))), fields=['uploaded_at'], name='attachment_to_scan')],
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('seq', models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name='序号')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('recorded_at', models.DateTimeField(verbose_name='服务器时间')),
                ('happened_on', models.DateField(null=True, verbose_name='发生日期')),
                ('actor_label', models.CharField(max_length=120, verbose_name='操作人与角色')),
                ('action', models.CharField(max_length=64, verbose_name='行为')),
                ('object_id', models.BigIntegerField(null=True)),
                ('record_label', models.CharField(max_length=200, verbose_name='对象')),
                ('before', models.CharField(blank=True, max_length=32, verbose_name='原状态')),
                ('after', models.CharField(blank=True, max_length=32, verbose_name='新状态')),
                ('phase', models.CharField(blank=True, max_length=16, verbose_name='专项行动阶段')),
                ('reason', models.TextField(blank=True, verbose_name='理由')),
                ('off_plan', models.TextField(blank=True, verbose_name='非本阶段办理的理由')),
                ('remark', models.TextField(blank=True, verbose_name='说明')),
                ('data', models.JSONField(default=dict, verbose_name='变更内容（已脱敏）')),
                ('source', models.CharField(blank=True, max_length=64, verbose_name='来源地址')),
                ('is_success', models.BooleanField(default=True, verbose_name='成功')),
                ('note', models.PositiveBigIntegerField(null=True, unique=True)),
                ('previous_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='操作人')),
                ('content_type', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name': '审计记录',
                'ordering': ['-seq'],
                'indexes': [models.Index(fields=['content_type', 'object_id', '-seq'], name='audit_record'), models.Index(fields=['actor', '-seq'], name='audit_actor'), models.Index(fields=['action', '-seq'], name='audit_action')],
            },
        ),
        migrations.CreateModel(
            name='AuditNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('recorded_at', models.DateTimeField(verbose_name='服务器时间')),
                ('happened_on', models.DateField(null=True, verbose_name='发生日期')),
                ('actor_label', models.CharField(max_length=120, verbose_name='操作人与角色')),
                ('action', models.CharField(max_length=64, verbose_name='行为')),
                ('object_id', models.BigIntegerField(null=True)),
                ('record_label', models.CharField(max_length=200, verbose_name='对象')),
                ('before', models.CharField(blank=True, max_length=32, verbose_name='原状态')),
                ('after', models.CharField(blank=True, max_length=32, verbose_name='新状态')),
                ('phase', models.CharField(blank=True, max_length=16, verbose_name='专项行动阶段')),
                ('reason', models.TextField(blank=True, verbose_name='理由')),
                ('off_plan', models.TextField(blank=True, verbose_name='非本阶段办理的理由')),
                ('remark', models.TextField(blank=True, verbose_name='说明')),
                ('data', models.JSONField(default=dict, verbose_name='变更内容（已脱敏）')),
                ('source', models.CharField(blank=True, max_length=64, verbose_name='来源地址')),
                ('is_success', models.BooleanField(default=True, verbose_name='成功')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='操作人')),
                ('content_type', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name': '待封存的审计记录',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['content_type', 'object_id'], name='audit_note_record')],
            },
        ),
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.BigIntegerField()),
                ('clock', models.CharField(max_length=64, verbose_name='时限代码')),
                ('about', models.CharField(blank=True, max_length=80, verbose_name='所涉事项')),
                ('label', models.CharField(max_length=100, verbose_name='时限')),
                ('term', models.CharField(blank=True, max_length=64, verbose_name='期限规则')),
                ('term_version', models.CharField(blank=True, max_length=64, verbose_name='规则版本')),
                ('citation', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ('amount', models.PositiveIntegerField(null=True, verbose_name='期限长度')),
                ('started_at', models.DateTimeField(verbose_name='起算')),
                ('is_day_start', models.BooleanField(default=False, verbose_name='起算只有日期')),
                ('due_on', models.DateField(verbose_name='到期日')),
                ('due_at', models.DateTimeField(null=True, verbose_name='到期时刻')),
                ('is_provisional', models.BooleanField(default=False, verbose_name='暂定')),
                ('is_right', models.BooleanField(default=False, verbose_name='当事人的期限')),
                ('explanation', models.JSONField(default=list, verbose_name='为什么是这一天')),
                ('facts', models.JSONField(default=dict)),
                ('stopped_at', models.DateTimeField(null=True, verbose_name='停止')),
                ('stop_entered_at', models.DateTimeField(null=True, verbose_name='登记停止的时间')),
                ('outcome', models.CharField(blank=True, choices=[('met', '已完成'), ('void', '不再适用'), ('paused', '中止')], max_length=8, verbose_name='结果')),
                ('first_due_on', models.DateField(null=True, verbose_name='延长前到期日')),
                ('extension_reason', models.TextField(blank=True, verbose_name='延长理由')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('extended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '时限',
                'ordering': ['due_on', 'pk'],
                'indexes': [models.Index(condition=models.Q(('stopped_at__isnull', True)), fields=['due_on'], name='deadline_running_due'), models.Index(fields=['content_type', 'object_id', 'due_on'], name='deadline_record')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('stopped_at__isnull', True)), fields=('content_type', 'object_id', 'clock', 'about'), name='casework_deadline_one_running'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('stopped_at__isnull', True)), models.Q(('outcome__in', ['met', 'void', 'paused']), ('stopped_at__isnull', False)), _connector='OR'), name='casework_deadline_outcome_when_stopped')],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=64, verbose_name='任务')),
                ('key', models.CharField(max_length=200)),
                ('label', models.CharField(max_length=200, verbose_name='名称')),
                ('arguments', models.JSONField(default=dict)),
                ('status', models.CharField(choices=[('queued', '排队中'), ('running', '进行中'), ('done', '已完成'), ('failed', '失败')], default='queued', max_length=10, verbose_name='状态')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='已完成')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='总数')),
                ('step', models.CharField(blank=True, max_length=200, verbose_name='当前步骤')),
                ('result', models.JSONField(default=dict, verbose_name='结果')),
                ('error', models.CharField(blank=True, max_length=500, verbose_name='失败原因')),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('claim', models.UUIDField(null=True)),
                ('requested_at', models.DateTimeField(verbose_name='提交时间')),
                ('beat_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True, verbose_name='完成时间')),
                ('also_asked', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL)),
                ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '后台任务',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['status', 'beat_at'], name='job_sweep')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['queued', 'running'])), fields=('kind', 'key'), name='casework_job_one_unfinished')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='内容')),
                ('object_id', models.BigIntegerField(null=True)),
                ('created_at', models.DateTimeField(verbose_name='时间')),
                ('read_at', models.DateTimeField(null=True, verbose_name='已读')),
                ('content_type', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '通知',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['user', '-id'], name='notice_inbox')],
            },
        ),
    ]
