import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Planned',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60, verbose_name='事项')),
                ('day', models.DateField(verbose_name='办理日')),
                ('place', models.PositiveIntegerField(null=True, verbose_name='位置')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '今日一张单的安排',
                'ordering': ['place', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='desk_planned_once')],
            },
        ),
    ]
