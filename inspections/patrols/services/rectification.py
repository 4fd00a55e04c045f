"""From the order to rectify to its confirmation (方案四（二）: 对存在的问题提出明确具体的整改方案)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from campaign.models import Campaign
from campaign.services.targets import move_target
from campaign.workflow import Stage
from casework import attachments, audit, notices, numbering
from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Refused, check, perform
from findings.kinds import Result
from findings.models import Finding
from findings.services.escalating import drop
from findings.services.recovering import bring
from inspections.patrols.entries import Checked
from inspections.patrols.limits import extension_error, outcome_errors
from inspections.patrols.models import Patrol, Recheck, RecheckResult
from law import workdays
from law.clock import now, today


@transaction.atomic
def order_rectification(
    patrol: Patrol,
    *,
    by: By,
    rectify_by: date,
    requirements: str = "",
) -> AuditEntry:
    """Order the employer to rectify by a later day; gives the order its number. Raises `Refused`
    (due_not_later, …).
    """
    if rectify_by <= today():
        raise Refused("due_not_later", _("整改到期日要晚于今天，请改为以后的日期。"))
    audit.lock()
    entry = perform(
        patrol,
        "order_rectification",
        by=by,
        changes={
            "ordered_on": today(),
            "rectify_by": rectify_by,
            "requirements": requirements,
            "rectification_number": numbering.issue("改", today()),
        },
        data={"rectify_by": rectify_by.isoformat()},
    )
    patrol.findings.update(rectify_by=rectify_by)
    move_target(campaign=patrol.campaign, employer=patrol.employer, stage=Stage.RECTIFYING, by=by)
    return entry


@transaction.atomic
def record_recheck(
    patrol: Patrol,
    *,
    by: By,
    rechecked_on: date,
    rechecked_by: str,
    results: Sequence[Checked],
    note: str = "",
    same_wages: str = "",
    files: Sequence[Any] = (),
) -> AuditEntry:
    """Write down a re-check: what became of each problem looked at, with running totals.

    `same_wages` says whether another record tells of the same wages (`findings.services.bring`).

    A failed re-check (整改不到位) starts the clock for the report to the brigade. Nothing is confirmed yet.
    More outcomes than were found, or less than before, need a `note`.
    Raises `Refused` (recheck_day, no_results, foreign_finding, outcome and those of `perform`).
    """
    audit.lock()
    first = patrol.ordered_on or patrol.patrolled_on
    if not first <= rechecked_on <= today():
        raise Refused(
            "recheck_day", _("复查日期要在责令整改（%(day)s）以后、今天以前。") % {"day": first.isoformat()}
        )
    findings = {finding.pk: finding for finding in patrol.findings.prefetch_related("recoveries")}
    _check_results(findings, results, is_explained=bool(note.strip()))
    recheck = Recheck.objects.create(
        patrol=patrol,
        rechecked_on=rechecked_on,
        rechecked_by=rechecked_by,
        note=note,
        recorded_by=by.actor,
        recorded_at=now(),
    )
    for each in results:
        _note_result(recheck, findings[each.finding], each, same_wages)
    attachments.adopt(list(files), patrol)
    return perform(
        patrol,
        "record_recheck",
        by=by,
        on=rechecked_on,
        note="；".join(f"{findings[each.finding].label} {Result(each.result).label}" for each in results),
        data={"rechecked_on": rechecked_on.isoformat()},
    )


def _check_results(
    findings: Mapping[int, Finding], results: Sequence[Checked], *, is_explained: bool
) -> None:
    if not results:
        raise Refused("no_results", _("请至少选择一个问题的复查结果。"))
    if any(each.finding not in findings for each in results):
        raise Refused("foreign_finding", _("复查的问题不属于这次巡查，请回到巡查记录重新登记。"))
    for each in results if not is_explained else ():
        finding = findings[each.finding]
        for sentence in outcome_errors(finding, each.outcomes, before=finding.totals).values():
            raise Refused("outcome", sentence)


def _note_result(recheck: Recheck, finding: Finding, checked: Checked, same_wages: str) -> None:
    RecheckResult.objects.create(recheck=recheck, finding=finding, result=checked.result)
    bring(
        recheck,
        checked.outcomes,
        so_far=finding.totals,
        on=recheck.rechecked_on,
        finding=finding,
        same_wages=same_wages,
    )
    finding.result, finding.rechecked_on = checked.result, recheck.rechecked_on
    finding.fixed_on = (finding.fixed_on or recheck.rechecked_on) if checked.result == Result.FIXED else None
    finding.save(update_fields=["result", "rechecked_on", "fixed_on"])


@transaction.atomic
def extend_rectification(patrol: Patrol, *, by: By, rectify_by: date, reason: str) -> AuditEntry:
    """Give more time, with the reason: a day later than the present one and than today, and not beyond `limits.last_day`.

    Raises `Refused` (due_not_later, due_too_late, no_reason and those of `perform`).
    """
    check(patrol, "extend_rectification", by=by)
    if patrol.rectify_by and rectify_by <= max(patrol.rectify_by, today()):
        raise Refused("due_not_later", _("新的到期日要晚于原到期日和今天，请改为以后的日期。"))
    if wrong := extension_error(patrol, rectify_by):
        raise Refused("due_too_late", wrong)
    if not reason.strip():
        raise Refused("no_reason", _("请写明为什么延长。"))
    data = {"from": patrol.rectify_by.isoformat() if patrol.rectify_by else "", "to": rectify_by.isoformat()}
    entry = perform(
        patrol,
        "extend_rectification",
        by=by,
        reason=reason,
        changes={"rectify_by": rectify_by, "put_forward_on": None},
        data=data,
        note=_("%(from)s 延长到 %(to)s") % data,
    )
    patrol.findings.update(rectify_by=rectify_by)
    drop(patrol, by=by)
    return entry


@transaction.atomic
def confirm_rectified(patrol: Patrol, *, by: By) -> AuditEntry:
    """Close the rectification; every problem must have been found fixed at a re-check. Raises `Refused`."""
    entry = perform(patrol, "confirm_rectified", by=by, changes={"rectified_on": today()})
    drop(patrol, by=by)
    move_target(campaign=patrol.campaign, employer=patrol.employer, stage=Stage.RECTIFIED, by=by)
    return entry


def remind_recheck(campaign: Campaign, on: date) -> dict[str, int]:
    """Daily: on the first working day after the last day to rectify, the town's officers are reminded.

    Once for each due day (`reminded_for`), also when a night was missed; an extension is reminded of anew.
    """
    if not workdays.is_workday(on, provisional=True):
        return {"reminded": 0}
    waiting = Patrol.objects.overdue(on).filter(Q(campaign=campaign) | Q(campaign=None))
    waiting = waiting.filter(Q(reminded_for=None) | ~Q(reminded_for=F("rectify_by"))).select_related(
        "employer"
    )
    return {"reminded": sum(_remind(patrol) for patrol in waiting)}


@transaction.atomic
def _remind(patrol: Patrol) -> bool:
    same = Patrol.objects.filter(pk=patrol.pk, version=patrol.version, reminded_for=patrol.reminded_for)
    if not same.update(reminded_for=patrol.rectify_by):
        return False
    what = _("整改 %(day)s 到期，请复查") % {"day": patrol.rectify_by.isoformat()}
    notices.send(patrol.town_officers(), what=what, about=patrol)
    return True
