import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('campaign', '0002_guard_states'),
        ('casework', '0002_append_only_audit'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('registry', '0003_search_tokens'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(editable=False, max_length=32, verbose_name='状态')),
                ('state_since', models.DateTimeField(editable=False, verbose_name='进入本状态的时间')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('next_due_on', models.DateField(editable=False, null=True, verbose_name='最近到期日')),
                ('next_due_at', models.DateTimeField(editable=False, null=True, verbose_name='最近到期时刻')),
                ('number', models.CharField(max_length=60, unique=True, verbose_name='编号')),
                ('source', models.CharField(choices=[('drawn', '双随机抽中'), ('escalation', '镇街巡视上报'), ('complaints', '投诉举报'), ('warning', '行业预警'), ('manual', '大队列入')], max_length=12, verbose_name='来源')),
                ('grounds', models.JSONField(default=list, verbose_name='列入依据')),
                ('is_confidential', models.BooleanField(default=False, verbose_name='举报保密')),
                ('matters', models.JSONField(default=list, verbose_name='检查事项')),
                ('origin_id', models.BigIntegerField(null=True)),
                ('is_seated_by_draw', models.BooleanField(default=False, verbose_name='检查人员由抽取产生')),
                ('stratum', models.CharField(blank=True, max_length=50, verbose_name='层')),
                ('rank', models.PositiveIntegerField(null=True, verbose_name='名次')),
                ('listed_on', models.DateField(verbose_name='列入日期')),
                ('visited_on', models.DateField(null=True, verbose_name='检查日期')),
                ('problems', models.PositiveIntegerField(default=0, verbose_name='发现问题（条）')),
                ('found_on', models.DateField(null=True, verbose_name='发现问题日期')),
                ('correction_number', models.CharField(blank=True, max_length=60, verbose_name='责令改正文书号')),
                ('correction_text', models.TextField(blank=True, verbose_name='改正要求')),
                ('correction_ordered_on', models.DateField(null=True, verbose_name='责令改正日期')),
                ('correct_by', models.DateField(null=True, verbose_name='改正期限')),
                ('outcome', models.CharField(blank=True, choices=[('clean', '未发现问题'), ('corrected', '发现问题，已责令改正'), ('on_site', '发现问题，当场改正'), ('case', '发现问题，待后续处理'), ('uncooperative', '不配合检查，情节严重'), ('not_found', '查无下落'), ('shut', '已停业')], max_length=16, verbose_name='检查结果')),
                ('outcome_note', models.TextField(blank=True, verbose_name='结果说明')),
                ('concluded_on', models.DateField(null=True, verbose_name='办结日期')),
                ('campaign', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='campaign.campaign', verbose_name='专项行动')),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='registry.employer', verbose_name='单位')),
                ('lead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inspections_led', to=settings.AUTH_USER_MODEL, verbose_name='主办监察员')),
                ('next_clock', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='casework.deadline')),
                ('origin_type', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('second', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inspections_seconded', to=settings.AUTH_USER_MODEL, verbose_name='协办监察员')),
                ('town', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='registry.town', verbose_name='镇街')),
            ],
            options={
                'verbose_name': '专项检查',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60, unique=True, verbose_name='编号')),
                ('visited_on', models.DateField(verbose_name='检查日期')),
                ('headcount', models.PositiveIntegerField(blank=True, null=True, verbose_name='职工人数')),
                ('received_by', models.CharField(blank=True, max_length=60, verbose_name='单位在场人员')),
                ('result', models.CharField(choices=[('no_problem', '未发现问题'), ('corrected_on_site', '发现问题，当场改正'), ('ordered', '发现问题，责令限期改正'), ('to_case', '发现问题，转立案查处'), ('uncooperative', '不配合检查，情节严重'), ('not_found', '查无下落'), ('closed', '已停业')], max_length=20, verbose_name='检查结果')),
                ('text', models.TextField(blank=True, verbose_name='检查情况')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('campaign', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='campaign.campaign', verbose_name='专项行动')),
                ('employer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='registry.employer', verbose_name='单位')),
                ('inspection', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='checks.inspection', verbose_name='专项检查')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits_recorded', to=settings.AUTH_USER_MODEL)),
                ('town', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='registry.town', verbose_name='镇街')),
            ],
            options={
                'verbose_name': '现场检查',
                'ordering': ['-visited_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='VisitInspector',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('certificate', models.CharField(max_length=40, verbose_name='执法证号')),
                ('order', models.PositiveSmallIntegerField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visit_seats', to=settings.AUTH_USER_MODEL)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='checks.visit')),
            ],
            options={
                'verbose_name': '检查人员',
                'ordering': ['order'],
            },
        ),
        migrations.AddField(
            model_name='visit',
            name='inspectors',
            field=models.ManyToManyField(related_name='visits', through='checks.VisitInspector', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='inspection',
            index=models.Index(fields=['town', '-id'], name='inspection_town'),
        ),
        migrations.AddIndex(
            model_name='inspection',
            index=models.Index(fields=['campaign', 'state', '-id'], name='inspection_campaign_state'),
        ),
        migrations.AddIndex(
            model_name='inspection',
            index=models.Index(fields=['state', '-id'], name='inspection_state'),
        ),
        migrations.AddIndex(
            model_name='inspection',
            index=models.Index(condition=models.Q(('origin_id__isnull', False)), fields=['origin_type', 'origin_id'], name='inspection_origin'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('concluded', 'case_filed', 'cancelled')), _negated=True), fields=('campaign', 'employer', 'is_confidential'), name='checks_inspection_one_open'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('listed', 'cancelled')), models.Q(('lead__isnull', False), ('second__isnull', False)), _connector='OR'), name='checks_inspection_two_inspectors'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(('lead', models.F('second')), _negated=True), name='checks_inspection_two_persons'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origin_id__isnull', False), ('rank__isnull', False), ('source', 'drawn')), models.Q(models.Q(('source', 'drawn'), _negated=True), ('is_seated_by_draw', False), ('rank__isnull', True)), _connector='OR'), name='checks_inspection_drawn_has_place'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origin_id__isnull', True), ('origin_type__isnull', True)), models.Q(('origin_id__isnull', False), ('origin_type__isnull', False)), _connector='OR'), name='checks_inspection_origin_whole'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'correcting'), _negated=True), ('correct_by__isnull', False), _connector='OR'), name='checks_inspection_correction_has_day'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('found_on__isnull', True), ('problems', 0)), models.Q(('found_on__isnull', False), ('problems__gt', 0)), _connector='OR'), name='checks_inspection_problems_have_day'),
        ),
        migrations.AddConstraint(
            model_name='visitinspector',
            constraint=models.UniqueConstraint(fields=('visit', 'user'), name='checks_visitinspector_once'),
        ),
        migrations.AddConstraint(
            model_name='visitinspector',
            constraint=models.CheckConstraint(condition=models.Q(('certificate', ''), _negated=True), name='checks_visitinspector_certified'),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(fields=['town', '-visited_on'], name='checks_visit_town'),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(fields=['-visited_on', '-id'], name='checks_visit_day'),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(fields=['employer', '-visited_on', '-id'], name='checks_visit_employer'),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(fields=['campaign', 'visited_on'], name='checks_visit_campaign'),
        ),
    ]
