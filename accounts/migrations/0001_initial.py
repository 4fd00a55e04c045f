import casework.sealing
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import law.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(error_messages={'unique': '已有同名账号，请换一个。'}, max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^[\\w.@+-]+$', '账号名只用字母、数字、汉字和 . _ @ + - 这些符号，中间不留空格。', code='account_name')], verbose_name='账号')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('role', models.CharField(blank=True, choices=[('town_officer', '镇街巡查员'), ('inspector', '监察员'), ('brigade_leader', '大队负责人'), ('bureau_head', '区局负责人'), ('legal_reviewer', '法制审核'), ('leadership', '领导小组'), ('department_contact', '部门联络员'), ('system_admin', '系统管理员'), ('security_admin', '安全管理员'), ('audit_admin', '审计管理员')], max_length=32, verbose_name='角色')),
                ('certificate', models.CharField(blank=True, error_messages={'unique': '这个执法证号已登记在另一个账号上，请核对证件。'}, max_length=40, null=True, unique=True, verbose_name='执法证号')),
                ('certificate_until', models.DateField(blank=True, null=True, verbose_name='执法证有效期至')),
                ('phone', models.CharField(blank=True, max_length=20, validators=[django.core.validators.RegexValidator('^(1\\d{10}|0\\d{2,3}-?\\d{7,8})$', '电话写 11 位手机号，或带区号的座机，如 0532-86988888。')], verbose_name='联系电话')),
                ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                ('until', models.DateField(blank=True, help_text='借调、实习人员填写，到期自动停用。', null=True, verbose_name='账号有效期至')),
                ('created_at', models.DateTimeField(default=law.clock.now, editable=False, verbose_name='开户时间')),
                ('password_changed_at', models.DateTimeField(default=law.clock.now, editable=False, verbose_name='密码修改时间')),
                ('must_change_password', models.BooleanField(default=False, editable=False, verbose_name='下次登录须改密码')),
                ('secret_until', models.DateTimeField(editable=False, null=True, verbose_name='初始密码有效至')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('session_round', models.PositiveIntegerField(default=0, editable=False)),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='演练账号')),
            ],
            options={
                'verbose_name': '账号',
                'constraints': [models.CheckConstraint(condition=models.Q(('username', django.db.models.functions.text.Lower('username'))), name='accounts_user_username_lower'), models.CheckConstraint(condition=models.Q(('role__in', ['', 'town_officer', 'inspector', 'brigade_leader', 'bureau_head', 'legal_reviewer', 'leadership', 'department_contact', 'system_admin', 'security_admin', 'audit_admin'])), name='accounts_user_role_known'), models.CheckConstraint(condition=models.Q(('certificate', ''), _negated=True), name='accounts_user_certificate_null_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='PasswordHistory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128)),
                ('replaced_at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='old_passwords', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-replaced_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=128)),
                ('used_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recovery_codes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '备用口令',
            },
        ),
        migrations.CreateModel(
            name='SecondFactor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret', casework.sealing.SealedTextField(verbose_name='密钥')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='启用时间')),
                ('last_step', models.BigIntegerField(default=0)),
                ('failures', models.PositiveSmallIntegerField(default=0)),
                ('failed_at', models.FloatField(default=0.0)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='second_factor', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '动态口令',
            },
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session_key', models.CharField(max_length=40, unique=True)),
                ('started_at', models.DateTimeField()),
                ('source', models.CharField(blank=True, max_length=64)),
                ('agent', models.CharField(blank=True, max_length=200)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_ins', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
    ]
