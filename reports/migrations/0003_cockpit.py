"""The numbers of the cockpit, counted in the background."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaign", "0001_initial"),
        ("registry", "0001_initial"),
        ("reports", "0002_guard_states"),
    ]
    operations = [
        migrations.CreateModel(
            name="Cockpit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("as_of", models.DateTimeField(null=True, verbose_name="统计时间")),
                ("looked_at", models.DateTimeField(null=True, verbose_name="最近查看")),
                ("asked_at", models.DateTimeField(null=True)),
                ("begun_at", models.DateTimeField(null=True)),
                (
                    "campaign",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cockpit",
                        to="campaign.campaign",
                    ),
                ),
            ],
            options={"verbose_name": "驾驶舱"},
        ),
        migrations.CreateModel(
            name="CockpitPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("numbers", models.JSONField(default=dict)),
                (
                    "cockpit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="reports.cockpit",
                    ),
                ),
                (
                    "town",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.town",
                    ),
                ),
            ],
            options={
                "verbose_name": "驾驶舱数据",
                "constraints": [
                    models.UniqueConstraint(fields=("cockpit", "town"), name="reports_cockpitplace_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("town__isnull", True)),
                        fields=("cockpit",),
                        name="reports_cockpitplace_one_of_district",
                    ),
                ],
            },
        ),
    ]
