"""Arranging one's own sheet of a day: the order of today, and putting something off. No record is touched."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.acts import require
from casework.by import By
from casework.workflow import Refused
from desk.models import Planned
from law.clock import today

PLAN = "desk.view_worklist"


@transaction.atomic
def arrange(keys: Sequence[str], *, by: By) -> None:
    """Today's sheet in this order. Raises `Refused` (permission)."""
    require(by, PLAN)
    on = today()
    mine = Planned.objects.filter(user=by.actor.pk)
    mine.filter(key__in=keys).delete()
    _forget_past(by, on)
    Planned.objects.bulk_create(
        Planned(user_id=by.actor.pk, key=key, day=on, place=place) for place, key in enumerate(keys)
    )


@transaction.atomic
def put_off(key: str, *, by: By, day: date) -> None:
    """Not before this day; today takes it back. Raises `Refused` (permission, day)."""
    require(by, PLAN)
    if day < today():
        raise Refused("day", _("这一天已经过去，请选今天或以后的日子。"))
    mine = Planned.objects.filter(user=by.actor.pk, key=key)
    mine.delete()
    _forget_past(by, today())
    if day > today():
        Planned.objects.create(user_id=by.actor.pk, key=key, day=day)


def _forget_past(by: By, on: date) -> None:
    Planned.objects.filter(user=by.actor.pk, day__lt=on).delete()
