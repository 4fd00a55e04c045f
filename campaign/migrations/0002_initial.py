import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('campaign', '0001_initial'),
        ('casework', '0001_initial'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='target',
            name='next_clock',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='casework.deadline'),
        ),
        migrations.AddField(
            model_name='target',
            name='town',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='registry.town'),
        ),
        migrations.AddField(
            model_name='targetgroup',
            name='campaign',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='campaign.campaign'),
        ),
        migrations.AddField(
            model_name='targetreason',
            name='target',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reasons', to='campaign.target'),
        ),
        migrations.AddConstraint(
            model_name='boundaryrun',
            constraint=models.UniqueConstraint(fields=('campaign', 'moment', 'work', 'on'), name='campaign_boundaryrun_once'),
        ),
        migrations.AddConstraint(
            model_name='content',
            constraint=models.UniqueConstraint(fields=('campaign', 'order'), name='campaign_content_order_once'),
        ),
        migrations.AddConstraint(
            model_name='legalbasis',
            constraint=models.UniqueConstraint(fields=('campaign', 'order'), name='campaign_legalbasis_order_once'),
        ),
        migrations.AddConstraint(
            model_name='phasewindow',
            constraint=models.UniqueConstraint(fields=('campaign', 'phase'), name='campaign_phasewindow_once'),
        ),
        migrations.AddConstraint(
            model_name='phasewindow',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='campaign_phasewindow_ends_after_start'),
        ),
        migrations.AddIndex(
            model_name='publicity',
            index=models.Index(fields=['campaign', 'town', 'held_on'], name='campaign_publicity_town'),
        ),
        migrations.AddConstraint(
            model_name='requirement',
            constraint=models.UniqueConstraint(fields=('campaign', 'order'), name='campaign_requirement_order_once'),
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
