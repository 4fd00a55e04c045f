"""Work that the phase boundaries do by themselves.

Each room lists its functions in its AppConfig: `boundary_work = {"start:patrol": ("room.module.function",),
…}`. They take `(campaign, on)` and return a small dict: counts of what they did, and under `summary` a
Chinese sentence for the campaign's page. They are idempotent: a crash between the work and its mark repeats
it.
"""

import logging
from dataclasses import dataclass
from datetime import date, timedelta

from django.apps import apps
from django.db import transaction
from django.db.models import F, Q
from django.utils.module_loading import import_string

from campaign.models import BoundaryRun, Campaign
from casework import audit
from casework.acts import require
from casework.by import SYSTEM, Actor, By
from law.clock import now

logger = logging.getLogger(__name__)

DAILY = "daily"
STALE_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Moment:
    """A boundary of the campaign, such as `start:patrol`, or the `daily` work of one day."""

    name: str
    on: date


def moments(campaign: Campaign) -> list[Moment]:
    """The boundaries in the order of the days. A phase's end comes the day after its last day."""
    found = []
    for window in campaign.windows:
        found += [
            Moment(f"start:{window.phase}", window.starts_on),
            Moment(f"end:{window.phase}", window.ends_on + timedelta(days=1)),
        ]
    return sorted(found, key=lambda moment: moment.on)


def advance(campaign: Campaign, on: date, *, by: By = SYSTEM) -> list[BoundaryRun]:
    """Do all boundary work that `on` has reached and that is not done yet, and the daily work of `on`.

    Safe to run twice, late, or from two places at once. Rooms come in the order of INSTALLED_APPS. A piece
    that fails is noted with its error and tried again by the next call; the others go on. Returns the runs of
    this call.
    """
    require(by, "campaign.manage_campaign")
    reached = [moment for moment in moments(campaign) if moment.on <= on]
    if campaign.starts_on <= on:
        reached.append(Moment(DAILY, on))
    runs = (_run(campaign, moment, work, on, by.actor) for moment in reached for work in work_at(moment.name))
    return [run for run in runs if run is not None]


def work_at(moment: str) -> list[str]:
    """The dotted paths of all rooms' work at a moment."""
    return [
        work
        for config in apps.get_app_configs()
        for work in getattr(config, "boundary_work", {}).get(moment, ())
    ]


def _run(campaign: Campaign, moment: Moment, work: str, on: date, actor: Actor | None) -> BoundaryRun | None:
    run = _claim(campaign, moment, work)
    if run is None:
        return None
    try:
        run.result = import_string(work)(campaign, on) or {}
    except Exception as error:  # one room's failure must not keep the others from their work
        logger.exception("boundary work %s at %s failed", work, moment)
        run.error = f"{type(error).__name__}: {error}"[:500]
        BoundaryRun.objects.filter(pk=run.pk).update(error=run.error)
        return run
    _finish(run, actor)
    return run


@transaction.atomic
def _claim(campaign: Campaign, moment: Moment, work: str) -> BoundaryRun | None:
    """The run to do now; None when it is done or under way elsewhere.

    A failed or long silent one is taken over.
    """
    run, is_new = BoundaryRun.objects.get_or_create(
        campaign=campaign, moment=moment.name, work=work, on=moment.on, defaults={"started_at": now()}
    )
    if is_new:
        return run
    free = Q(started_at__lt=now() - STALE_AFTER) | ~Q(error="")
    taken = BoundaryRun.objects.filter(
        free, pk=run.pk, attempts=run.attempts, finished_at__isnull=True
    ).update(attempts=F("attempts") + 1, started_at=now(), error="")
    if not taken:
        return None
    run.refresh_from_db()
    return run


@transaction.atomic
def _finish(run: BoundaryRun, actor: Actor | None) -> None:
    """Mark the work done. A day on which the daily work found nothing to do leaves no audit entry."""
    audit.lock()
    run.finished_at = now()
    run.save(update_fields=["finished_at", "result"])
    if run.moment != DAILY or any(value for name, value in run.result.items() if name != "summary"):
        audit.record(
            "advance_campaign",
            by=By(actor),
            about=run.campaign,
            data={"moment": run.moment, "on": run.on.isoformat(), "work": run.work, "result": run.result},
        )
