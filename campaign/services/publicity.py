"""Recording what was done to make the law known."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.models import Campaign, Publicity
from casework import attachments, audit
from casework.acts import correct, require
from casework.by import By, Reader
from casework.models import Attachment
from casework.workflow import Refused
from law.clock import now, today
from registry.models import Town
from registry.scoping import sees_all_towns

RECORDED = (
    "campaign", "town", "held_on", "form", "place", "leaflets", "consultations", "participants",
    "trained_employers", "note",
)  # fmt: skip


@transaction.atomic
def record_publicity(
    *,
    by: By,
    campaign: Campaign,
    town: Town | None,
    held_on: date,
    form: str,
    place: str,
    leaflets: int = 0,
    consultations: int = 0,
    participants: int = 0,
    trained_employers: int = 0,
    note: str = "",
    files: list[Attachment] | tuple[Attachment, ...] = (),
) -> Publicity:
    """Write down one activity; `town` None is the district's own.

    It counts on whatever day it was held, gaps included.

    Raises `Refused` for a day to come or a town the actor does not serve.
    """
    require(by, "campaign.record_publicity")
    audit.lock()
    activity = Publicity(
        campaign=campaign,
        town=town,
        held_on=held_on,
        form=form,
        place=place,
        leaflets=leaflets,
        consultations=consultations,
        participants=participants,
        trained_employers=trained_employers,
        note=note,
        recorded_by=by.actor,
        recorded_at=now(),
    )
    _check(activity, by)
    activity.save(force_insert=True)
    attachments.adopt(list(files), activity)
    audit.record(
        "record_publicity",
        by=by,
        about=activity,
        phase=campaign.phase_on(held_on) or "",
        data=_facts(activity),
    )
    return activity


@transaction.atomic
def change_publicity(
    activity: Publicity,
    *,
    by: By,
    version: int,
    files: list[Attachment] | tuple[Attachment, ...] = (),
    **changes: object,
) -> Publicity:
    """Correct an activity if nobody did since `version`, and return it as it now stands.

    The audit entry holds what stood there before. Raises as `record_publicity`, and `Refused` with `conflict`.
    """
    require(by, "campaign.record_publicity")
    audit.lock()
    current = Publicity.objects.for_list().get(pk=activity.pk)
    _check(current, by)
    put_right = {name: changes[name] for name in RECORDED if name in changes}
    _check(Publicity(**{name: getattr(current, name) for name in RECORDED} | put_right), by)
    data = {"files": len(files)} if files else None
    correct(current, "change_publicity", by=by, values=put_right, version=version, data=data)
    attachments.adopt(list(files), current)
    return current


def _check(activity: Publicity, by: By) -> None:
    if activity.held_on > today():
        raise Refused("future", _("活动日期不能晚于今天，请等活动举行后再登记。"))
    if by.actor is not None and not sees_all_towns(by.actor) and not _serves(by.actor, activity.town):
        raise Refused("town", _("只能登记您所在镇街的活动。"))


def _serves(actor: Reader, town: Town | None) -> bool:
    return town is not None and Town.objects.visible_to(actor).filter(pk=town.pk).exists()


def _facts(activity: Publicity) -> dict[str, Any]:
    facts = {name: getattr(activity, name) for name in RECORDED}
    town, campaign = facts.pop("town"), facts.pop("campaign")
    return {
        **facts,
        "held_on": facts["held_on"].isoformat(),
        "town": town.code if town else "",
        "campaign": campaign.code,
    }
