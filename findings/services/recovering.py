"""Storing what was got back for workers as what each event added."""

from collections import defaultdict
from datetime import date
from typing import Any

from findings.models import Finding, Recovery
from findings.outcomes import OUTCOMES, Totals


def bring(
    source: Any, totals: Totals, *, on: date, so_far: Totals | None = None, finding: Finding | None = None
) -> list[Recovery]:
    """Store what `source` brought on day `on`: the running `totals` less what there was `so_far`, a row for each thing.

    `source` has `found_by` (kinds.Origin), `employer_id`, `town_id` and `campaign_id`. An outcome that is not named stays as
    it was. A total lowered is a negative row. Part of the caller's transaction. TypeError for an outcome there is not.
    """
    if unknown := set(totals) - set(OUTCOMES):
        raise TypeError(f"no such outcomes: {sorted(unknown)}")
    grown: dict[str, dict[str, Any]] = defaultdict(dict)
    for name, number in totals.items():
        more = number - (so_far or {}).get(name, 0)
        if more:
            grown[OUTCOMES[name].what][OUTCOMES[name].field] = more
    period = (finding.act_from, finding.act_until) if finding and finding.is_of_a_period else (None, None)
    return Recovery.objects.bulk_create(
        Recovery(
            source=source,
            origin=source.found_by,
            employer_id=source.employer_id,
            town_id=source.town_id,
            campaign_id=source.campaign_id,
            finding=finding,
            what=what,
            paid_on=on,
            period_from=period[0],
            period_until=period[1],
            **numbers,
        )
        for what, numbers in grown.items()
    )
