"""Storing what was got back for workers as what each event added, and the same money counted once."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework import acts, audit
from casework.by import By
from casework.workflow import Refused
from findings.kinds import COUNTS_FIRST
from findings.models import Finding, Recovery
from findings.outcomes import OUTCOMES, Totals, What

# Said of the wages of a record: they are not those another one tells of. Otherwise the number of the other recovery, or
# nothing where nobody knows yet.
APART = "apart"


def bring(
    record: Any,
    totals: Totals,
    *,
    on: date,
    so_far: Totals | None = None,
    finding: Finding | None = None,
    same_wages: str = "",
) -> list[Recovery]:
    """Store what `record` brought on day `on`: the running `totals` less what there was `so_far`, a row for each thing.

    `record` has `found_by` (kinds.Origin), `employer_id`, `town_id` and `campaign_id`. An outcome that is not named stays as
    it was. A total lowered is a negative row. `same_wages` answers whether the wages are the same money as another record's:
    the number of that recovery, `APART`, or nothing (they are then to be clarified where there is another record). Part of
    the caller's transaction. TypeError for an outcome there is not; `Refused` (same_wages) for a recovery that cannot be it.
    """
    if unknown := set(totals) - set(OUTCOMES):
        raise TypeError(f"no such outcomes: {sorted(unknown)}")
    grown: dict[str, dict[str, Any]] = defaultdict(dict)
    for name, number in totals.items():
        more = number - (so_far or {}).get(name, 0)
        if more:
            grown[OUTCOMES[name].what][OUTCOMES[name].field] = more
    period = (finding.act_from, finding.act_until) if finding and finding.is_of_a_period else (None, None)
    rows = Recovery.objects.bulk_create(
        Recovery(
            source=record,
            origin=record.found_by,
            employer_id=record.employer_id,
            town_id=record.town_id,
            campaign_id=record.campaign_id,
            finding=finding,
            what=what,
            paid_on=on,
            period_from=period[0],
            period_until=period[1],
            **numbers,
        )
        for what, numbers in grown.items()
    )
    for row in rows:
        if row.what == What.WAGES:
            _compare(row, same_wages)
    return rows


@transaction.atomic
def clarify_recovery(row: Recovery, *, by: By, same_wages: str) -> None:
    """Say of wages that are to be clarified whose money they are: `APART` or the number of the other recovery.

    Raises `Refused` (permission, same_wages).
    """
    acts.require(by, "findings.clarify_recovery")
    audit.lock()
    row.refresh_from_db()
    if not row.is_unclear:
        raise Refused("same_wages", _("这一笔已经核实过了，请看最新情况。"))
    other = None
    if same_wages == APART:
        _settle(row)
    else:
        other = _answered(row, same_wages)
        _count_once(row, other)
    audit.record(
        "clarify_recovery", by=by, about=row.source, data={"recovery": row.pk, "same_as": other and other.pk}
    )


def _compare(row: Recovery, said: str) -> None:
    """Take the answer; without one, whichever of the two would not count is to be clarified."""
    others = Recovery.objects.perhaps_same_as(row)
    if said == APART:
        return
    if said:
        _count_once(row, _answered(row, said))
        return
    if row.people < 0 or row.amount < 0:
        _follow(row)
        return
    doubtful = {_left_out(row, other) for other in others}
    for each in (row, *others):
        if each.pk in doubtful:
            _doubt(each)


def _answered(row: Recovery, said: str) -> Recovery:
    other = Recovery.objects.perhaps_same_as(row).filter(pk=said).first() if said.isdecimal() else None
    if other is None:
        raise Refused("same_wages", _("选的不是同一家单位、同一期间的另一笔工资，请重新选择。"))
    return other


def _left_out(row: Recovery, other: Recovery) -> int:
    """Which of two is left out when they are the same money: the one fewer people may read, else the later one."""
    return max((row, other), key=lambda each: (COUNTS_FIRST.index(each.origin), each.pk)).pk


def _count_once(row: Recovery, other: Recovery) -> None:
    left, counted = (row, other) if _left_out(row, other) == row.pk else (other, row)
    for each in (left, *left.repeats.all()):
        _settle(each, counted)


def _follow(row: Recovery) -> None:
    """What was told too high is taken back from where it was counted."""
    corrected = Recovery.objects.filter(finding=row.finding_id, what=row.what, pk__lt=row.pk).last()
    if corrected is not None and row.finding_id is not None:
        _settle(row, corrected.same_as)


def _doubt(row: Recovery) -> None:
    row.is_unclear = True
    row.save(update_fields=["is_unclear"])


def _settle(row: Recovery, same_as: Recovery | None = None) -> None:
    row.same_as, row.is_unclear = same_as, False
    row.save(update_fields=["same_as", "is_unclear"])
