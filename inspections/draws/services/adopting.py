"""From the result of a draw to the inspection list."""

from typing import Any

from django.db import transaction

from campaign.reasons import Reason
from campaign.services import move_target
from campaign.workflow import Stage
from casework import numbering
from casework.workflow import check, perform
from inspections.draws.models import Draw, Inspection, RoundResult, Source
from law.clock import today


@transaction.atomic
def adopt(draw: Draw, *, actor: Any, reason: str = "", source: str = "") -> list[Inspection]:
    """Put what the latest round drew on the inspection list; one without two inspectors waits to be assigned.

    An employer that came onto the list meanwhile stays there with its own source and is not listed twice. Raises `Refused`.
    """
    check(draw, "adopt", actor=actor, reason=reason, data={})
    results = list(draw.latest_round.results.select_related("employer", "lead", "second"))
    listed = set(Inspection.objects.open().filter(campaign=draw.campaign).values_list("employer_id", flat=True))
    fresh = [result for result in results if result.employer_id not in listed]
    kept = sorted(result.code for result in results if result.employer_id in listed)
    data = {"round": draw.latest_round.number, "listed": len(fresh), "already_listed": kept}
    perform(draw, "adopt", actor=actor, reason=reason, source=source, data=data)
    return [_list(draw, result, actor=actor) for result in fresh]


def _list(draw: Draw, result: RoundResult, *, actor: Any) -> Inspection:
    inspection = Inspection(
        number=numbering.issue("检", today()),
        campaign=draw.campaign,
        employer=result.employer,
        town_id=result.employer.town_id,
        source=Source.DRAWN,
        grounds=[{"source": Source.DRAWN.value, "note": str(draw.latest_round)}],
        matters=draw.matters,
        draw=draw,
        round=draw.latest_round,
        stratum=result.stratum,
        rank=result.rank,
        listed_on=today(),
        lead=result.lead if result.second else None,
        second=result.second,
    )
    perform(inspection, "list_drawn" if result.second else "list_unstaffed", actor=actor)
    move_target(
        campaign=draw.campaign,
        employer=result.employer,
        stage=Stage.INSPECTION_LISTED,
        actor=actor,
        reason_code=Reason.DRAWN,
        note=draw.number,
    )
    return inspection
