"""The life of one inspection, but for its visits. Cases are the business of `inspections.cases`: it calls `file_case`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.services.targets import move_target
from campaign.workflow import Stage
from casework import holdings, numbering
from casework.by import Actor, By
from casework.models import AuditEntry
from casework.workflow import Refused, check, perform
from findings.outcomes import OUTCOMES
from findings.services.recovering import bring
from inspections.checks.models import Inspection, Outcome
from law.clock import today
from registry import eligibility


def assign(inspection: Inspection, *, by: By, lead: User, second: User) -> AuditEntry:
    """Name the two who inspect (《劳动保障监察条例》第十六条: 不少于两人).

    Raises `Refused` (one_person, not_certified, conflicted and those of `perform`).
    """
    return _seat(inspection, "assign", by=by, lead=lead, second=second)


def reassign(inspection: Inspection, *, by: By, lead: User, second: User, reason: str) -> AuditEntry:
    """Name others; the reason is obligatory. Seats that were drawn change only by a new round of the draw."""
    if not reason.strip():
        raise Refused("no_reason", _("请写明改派的理由。"))
    return _seat(inspection, "reassign", by=by, lead=lead, second=second, reason=reason)


def pass_on(inspection: Inspection, *, leaver: User, to: User, by: By, reason: str) -> None:
    """The leaver's seat to another, the other seat as it is. Raises `Refused`."""
    seats = {
        name: holdings.other(getattr(inspection, name), leaver=leaver, to=to) for name in ("lead", "second")
    }
    reassign(inspection, by=by, reason=reason, **seats)


def _seat(inspection: Inspection, action: str, *, lead: User, second: User, **act: Any) -> AuditEntry:
    if lead == second:
        raise Refused("one_person", _("主办和协办须是两个人。"))
    on = today()
    fit = set(eligibility.certified(on).filter(pk__in=[lead.pk, second.pk]).values_list("pk", flat=True))
    barred = eligibility.conflicted(inspection.employer, on)
    for person in (lead, second):
        if person.pk not in fit:
            raise Refused("not_certified", _("%(name)s没有有效的执法证，不能检查。") % {"name": person.name})
        if person.pk in barred:
            raise Refused("conflicted", _("%(name)s与这家单位有利害关系，须回避。") % {"name": person.name})
    people = _("主办 %(lead)s，协办 %(second)s") % {"lead": lead.name, "second": second.name}
    return perform(inspection, action, changes={"lead": lead, "second": second}, note=people, **act)


@transaction.atomic
def order_correction(
    inspection: Inspection,
    *,
    by: By,
    correct_by: date,
    correction_text: str,
) -> AuditEntry:
    """Order correction until the day `correct_by`, with a numbered order; starts its clock.

    Raises `Refused` (day_passed and those of `perform`).
    """
    if correct_by < today():
        raise Refused("day_passed", _("改正期限不能早于今天，请改为今天或以后的日期。"))
    check(inspection, "order_correction", by=by)
    changes = {
        "correction_ordered_on": today(),
        "correct_by": correct_by,
        "correction_text": correction_text,
        "correction_number": numbering.issue("令", today()),
    }
    return perform(
        inspection,
        "order_correction",
        by=by,
        changes=changes,
        data={"correct_by": correct_by.isoformat(), "number": changes["correction_number"]},
        note=_("%(number)s，改正期限 %(day)s")
        % {"number": changes["correction_number"], "day": correct_by.isoformat()},
    )


def confirm_corrected(
    inspection: Inspection,
    *,
    by: By,
    note: str = "",
    outcomes: Mapping[str, Any] | None = None,
    same_wages: str = "",
) -> AuditEntry:
    """The order was followed; the inspection is done with the outcome «corrected».

    `outcomes` (names of `findings.outcomes`) is what it brought the workers, `same_wages` whether another record tells of the
    same wages (`findings.services.bring`). Raises `Refused` (half_wages, same_wages …).
    """
    told = (Outcome.CORRECTED, note, outcomes or {}, same_wages)
    return _conclude(inspection, "confirm_corrected", *told, by=by)


def conclude_inspection(
    inspection: Inspection,
    *,
    by: By,
    outcome: str = Outcome.CLEAN,
    note: str = "",
    outcomes: Mapping[str, Any] | None = None,
    same_wages: str = "",
) -> AuditEntry:
    """Done without an order: nothing found, corrected on the spot, nobody found, shut, no cooperation (say so in `note`).

    `outcomes` and `same_wages` go with what was corrected on the spot. Raises `Refused` (no_note, no_outcomes, half_wages,
    same_wages, and those of `perform`: with problems found only what was corrected on the spot ends here).
    """
    if outcome != Outcome.CLEAN and not note.strip():
        raise Refused("no_note", _("请写明检查情况。"))
    if outcome != Outcome.ON_SITE and any((outcomes or {}).values()):
        raise Refused("no_outcomes", _("只有当场改正的才填写成效，请核对检查结果。"))
    return _conclude(inspection, "conclude_inspection", outcome, note, outcomes or {}, same_wages, by=by)


@transaction.atomic
def file_case(inspection: Inspection, *, by: By) -> AuditEntry:
    """A case takes over. The employer's target becomes a case."""
    changes = {"outcome": Outcome.CASE, "concluded_on": today()}
    entry = perform(inspection, "file_case", by=by, changes=changes)
    _move(inspection, Stage.CASE, by.actor)
    return entry


def cancel_inspection(inspection: Inspection, *, by: By, reason: str) -> AuditEntry:
    """Take an employer off the list before the visit. A drawn one stays in the receipt; here is why it was not visited."""
    if not reason.strip():
        raise Refused("no_reason", _("请写明取消检查的理由。"))
    return perform(inspection, "cancel_inspection", by=by, reason=reason)


@transaction.atomic
def _conclude(
    inspection: Inspection,
    action: str,
    outcome: str,
    note: str,
    outcomes: Mapping[str, Any],
    same_wages: str,
    *,
    by: By,
) -> AuditEntry:
    counted, label = _counted(outcomes), str(Outcome(outcome).label)
    changes = {"outcome": outcome, "outcome_note": note, "concluded_on": today()}
    data = {"outcome": outcome, **{name: str(value) for name, value in counted.items()}}
    entry = perform(inspection, action, by=by, changes=changes, data=data, note=label)
    bring(inspection, counted, on=today(), same_wages=same_wages)
    _move(inspection, Stage.CONCLUDED, by.actor)
    return entry


def _counted(outcomes: Mapping[str, Any]) -> dict[str, Any]:
    """The outcomes that are not nought. TypeError for one there is not."""
    unknown = set(outcomes) - set(OUTCOMES)
    if unknown:
        raise TypeError(f"no such outcomes: {sorted(unknown)}")
    counted = {name: value for name, value in outcomes.items() if value}
    if ("wages_paid_people" in counted) != ("wages_paid_amount" in counted):
        raise Refused("half_wages", _("补发工资的人数和金额要一起填写。"))
    return counted


def _move(inspection: Inspection, stage: Stage, actor: Actor | None) -> None:
    """Bring the target along, which towns read; not for what only complaints labelled 举报保密 have raised."""
    if not inspection.is_confidential:
        move_target(campaign=inspection.campaign, employer=inspection.employer, stage=stage, by=By(actor))
