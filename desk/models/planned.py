"""How a person arranged the sheet of a day (今日一张单). Nobody else sees it; it changes no duty and no lawful day."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.by import Reader


class PlannedQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        return self.filter(user=user)

    def from_day(self, on: date) -> Self:
        """What still says something on that day."""
        return self.filter(day__gte=on)


class Planned(models.Model):
    """`key` is the line of the worklist; `day` the day it was put off to or, with a `place`, the day whose sheet was arranged."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(_("事项"), max_length=60)
    day = models.DateField(_("办理日"))
    place = models.PositiveIntegerField(_("位置"), null=True)

    objects = PlannedQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]
        verbose_name = _("今日一张单的安排")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="desk_planned_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.key} {self.day}"
