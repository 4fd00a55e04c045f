import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0002_initial'),
        ('casework', '0001_initial'),
        ('checks', '0001_initial'),
        ('registry', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='inspection',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='checks.inspection', verbose_name='专项检查'),
        ),
        migrations.AddField(
            model_name='case',
            name='lead',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases_led', to=settings.AUTH_USER_MODEL, verbose_name='主办'),
        ),
        migrations.AddField(
            model_name='case',
            name='next_clock',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='casework.deadline'),
        ),
        migrations.AddField(
            model_name='case',
            name='second',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases_seconded', to=settings.AUTH_USER_MODEL, verbose_name='协办'),
        ),
        migrations.AddField(
            model_name='case',
            name='town',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='registry.town', verbose_name='镇街'),
        ),
        migrations.AddField(
            model_name='case',
            name='visit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='checks.visit', verbose_name='现场检查'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['state', '-id'], name='cases_state'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['town', '-id'], name='cases_town'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['campaign', 'state'], name='cases_campaign_state'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['filed_on'], name='cases_filed'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['decided_on'], name='cases_decided'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['closed_on'], name='cases_closed'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('lead', models.F('second')), _negated=True), name='cases_case_two_persons'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('clue', 'filing', 'not_filed')), models.Q(('filed_on__isnull', False), ('lead__isnull', False), ('second__isnull', False), models.Q(('filing_number', ''), _negated=True)), _connector='OR'), name='cases_case_filed_whole'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('decided', 'served', 'executed', 'closing', 'closed', 'archived')), _negated=True), models.Q(('decided_on__isnull', False), models.Q(('decision_kind', ''), _negated=True), models.Q(('decision_number', ''), _negated=True)), _connector='OR'), name='cases_case_decided_whole'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('fine_amount__isnull', True), ('fine_amount', 0), ('decision_kind', 'penalty'), _connector='OR'), name='cases_case_fine_is_penalty'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'correcting'), _negated=True), ('correct_by__isnull', False), _connector='OR'), name='cases_case_correction_has_day'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['closed', 'archived']), _negated=True), ('closed_on__isnull', False), _connector='OR'), name='cases_case_closed_has_day'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(condition=models.Q(('filing_number', ''), _negated=True), fields=('filing_number',), name='cases_case_filing_number'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(condition=models.Q(('decision_number', ''), _negated=True), fields=('decision_number',), name='cases_case_decision_number'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(condition=models.Q(('inspection__isnull', False), models.Q(('state', 'not_filed'), _negated=True)), fields=('inspection',), name='cases_case_one_of_inspection'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(condition=models.Q(('complaint__isnull', False), models.Q(('state', 'not_filed'), _negated=True)), fields=('complaint',), name='cases_case_one_of_complaint'),
        ),
    ]
