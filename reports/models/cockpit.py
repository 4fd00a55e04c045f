"""What the cockpit shows, counted in the background: one making of a campaign's numbers at a time, the last good one kept."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign
from law.clock import day_of, now, today
from registry.models import Town
from reports.querysets import PlaceQuerySet

FRESH = timedelta(seconds=60)
# A worker is woken every 25 seconds (config.celery) and leaves alone what is newer: so nothing shown is older than a minute.
RENEWED = timedelta(seconds=30)
# A worker makes the numbers within this time of the first who asked; then nobody works, and the page says since when it is old.
PATIENCE = timedelta(seconds=60)
# Who began to count and has not ended by then has been killed.
LOST = timedelta(minutes=10)
# While somebody looked within this time the numbers are made anew by the clock.
WATCHED = timedelta(minutes=10)


class Cockpit(models.Model):
    """The making of one campaign's numbers."""

    campaign = models.OneToOneField(Campaign, on_delete=models.PROTECT, related_name="cockpit")
    # When the numbers were taken; none before the first time.
    as_of = models.DateTimeField(_("统计时间"), null=True)
    looked_at = models.DateTimeField(_("最近查看"), null=True)
    # Who looked first since the numbers were no longer fresh has asked for new ones; and somebody is at it since.
    asked_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("驾驶舱")

    def __str__(self) -> str:
        return f"{self.campaign_id} {self._meta.verbose_name}"

    @property
    def day(self) -> date | None:
        return day_of(self.as_of) if self.as_of else None

    @property
    def is_fresh(self) -> bool:
        return self.day == today() and _is_within(self.as_of, FRESH)

    @property
    def stays_fresh(self) -> bool:
        """Until a worker is woken again."""
        return self.day == today() and _is_within(self.as_of, RENEWED)

    @property
    def is_watched(self) -> bool:
        return _is_within(self.looked_at, WATCHED)

    @property
    def is_being_made(self) -> bool:
        return _is_within(self.begun_at, LOST)

    @property
    def is_left_undone(self) -> bool:
        """Nobody has made what was asked for."""
        return (
            self.asked_at is not None and not _is_within(self.asked_at, PATIENCE) and not self.is_being_made
        )


class CockpitPlace(models.Model):
    """What is told of one place; without a town: to whoever sees all towns, of each of them and of what has none.

    `numbers` are by the code of the town (`reports.services.cockpits`). A town's own hold nothing that follows from nothing but
    complaints labelled 举报保密.
    """

    cockpit = models.ForeignKey(Cockpit, on_delete=models.CASCADE, related_name="places")
    town = models.ForeignKey(Town, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    numbers: Any = models.JSONField(default=dict)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("驾驶舱数据")
        constraints = [
            models.UniqueConstraint(fields=["cockpit", "town"], name="reports_cockpitplace_once"),
            models.UniqueConstraint(
                fields=["cockpit"],
                condition=models.Q(town__isnull=True),
                name="reports_cockpitplace_one_of_district",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cockpit_id} {self.town_id}"


def _is_within(moment: datetime | None, span: timedelta) -> bool:
    """Whether it was a moment of the last `span`; a clock that was set back makes it none."""
    return moment is not None and timedelta(0) <= now() - moment < span
