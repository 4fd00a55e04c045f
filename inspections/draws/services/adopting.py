"""From the result of a draw to the inspection list."""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.reasons import Reason
from campaign.services.targets import move_target
from campaign.workflow import Stage
from casework import audit, jobs, numbering
from casework.by import By
from casework.models import Job
from casework.workflow import check, perform
from inspections.checks.models import Inspection, Source
from inspections.draws.models import Draw, RoundResult
from law.clock import today

AT_ONCE = 200
LIST_DRAWN = "draws.list_drawn"


@transaction.atomic
def adopt(draw: Draw, *, by: By, at_once: int | None = AT_ONCE) -> list[Inspection]:
    """Put what the latest round drew on the inspection list; one without two inspectors waits to be assigned.

    Returns the first `at_once` (None: all); a job lists the others one by one, so that nobody waits for a long list. An
    employer that came onto the list meanwhile stays there with its own source and is not listed twice. Raises `Refused`.
    """
    check(draw, "adopt", by=by)
    fresh = _fresh(draw)
    codes = {row["code"] for row in draw.held_round.proof["result"]}
    kept = sorted(codes - {result.code for result in fresh})
    data = {"round": draw.held_round.number, "listed": len(fresh), "already_listed": kept}
    perform(draw, "adopt", by=by, data=data)
    first, later = (fresh, []) if at_once is None else (fresh[:at_once], fresh[at_once:])
    listed = [_list(draw, result, by=by) for result in first]
    if later:
        jobs.enqueue(
            LIST_DRAWN,
            key=f"draw:{draw.pk}",
            label=_("列入检查名单：%(title)s") % {"title": draw.title},
            arguments={"draw": draw.pk},
            requested_by=by.actor,
        )
    return listed


def list_rest(draw: Draw, *, by: By, progress: Callable[[int, int], None] | None = None) -> int:
    """List what `adopt` left for later, each in a transaction of its own; taken up again it goes on where it was."""
    waiting = [result.employer_id for result in _fresh(draw)]
    for done, employer in enumerate(waiting, 1):
        _list_now(draw.pk, employer, by=by)
        if progress is not None:
            progress(done, len(waiting))
    return len(waiting)


@transaction.atomic
def _list_now(draw: int, employer: int, *, by: By) -> None:
    """List one employer by the seats of the round that holds now: a later one may have come while others were listed."""
    audit.lock()
    fresh = Draw.objects.select_related("campaign").get(pk=draw)
    if not Inspection.objects.open().filter(campaign=fresh.campaign, employer=employer).exists():
        results = fresh.held_round.results.select_related("employer", "lead", "second")
        _list(fresh, results.get(employer=employer), by=by)


def listing_job(draw: Draw) -> Job | None:
    """The job that is still listing what this draw drew, or None."""
    return Job.objects.unfinished().filter(kind=LIST_DRAWN, key=f"draw:{draw.pk}").first()


def _fresh(draw: Draw) -> list[RoundResult]:
    """Results of the latest round that are on no list: neither from this draw nor with an open inspection of the campaign."""
    results = draw.held_round.results.select_related("employer__merged_into", "lead", "second")
    listed = set(
        Inspection.objects.open().filter(campaign=draw.campaign).values_list("employer_id", flat=True)
    )
    listed |= set(Inspection.objects.listed_by(draw).values_list("employer_id", flat=True))
    return [result for result in results if result.employer.present.pk not in listed]


def _list(draw: Draw, result: RoundResult, *, by: By) -> Inspection:
    employer = result.employer.present
    inspection = Inspection(
        number=numbering.issue("列", today()),
        campaign=draw.campaign,
        employer=employer,
        town_id=employer.town_id,
        source=Source.DRAWN,
        grounds=[{"source": Source.DRAWN.value, "note": str(draw.latest_round)}],
        matters=draw.matters,
        origin=draw,
        is_seated_by_draw=result.second is not None,
        stratum=result.stratum,
        rank=result.rank,
        listed_on=today(),
        lead=result.lead if result.second else None,
        second=result.second,
    )
    perform(inspection, "list_drawn" if result.second else "list_unstaffed", by=by)
    move_target(
        campaign=draw.campaign,
        employer=employer,
        stage=Stage.INSPECTION_LISTED,
        by=by,
        reason_code=Reason.DRAWN,
        note=draw.number,
    )
    return inspection
