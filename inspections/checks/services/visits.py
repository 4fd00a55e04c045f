"""Writing down a formal inspection (条例 14–16, 山东条例 15) and what follows from it at once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.models import Campaign
from campaign.services.targets import move_target
from campaign.workflow import Stage
from casework import attachments, audit, numbering
from casework.acts import past_day, refuse, require
from casework.by import Actor, By
from casework.workflow import Refused, perform
from findings.entries import Problem
from findings.services.finding import find
from inspections.checks import frequency, hooks, rules
from inspections.checks.kinds import WITH_FINDINGS, VisitResult
from inspections.checks.models import Inspection, Visit, VisitInspector
from inspections.checks.workflow import AGAIN, InspectionState
from law import policy
from law.clock import now
from registry.eligibility import require_fit
from registry.models import Employer
from registry.services.warnings import note_visit


@transaction.atomic
def record_visit(
    *,
    by: By,
    inspectors: Sequence[Any],
    result: str,
    inspection: Inspection | None = None,
    employer: Employer | None = None,
    visited_on: date | None = None,
    findings: Sequence[Problem] = (),
    text: str = "",
    headcount: int | None = None,
    received_by: str = "",
    files: Sequence[Any] = (),
    reason: str = "",
) -> Visit:
    """Record a visit by two or more certified inspectors, the first of whom leads, and return it.

    For an `inspection` of the list (assigned, or visited before) or for any `employer`. More daily checks a year than
    山东条例第十三条 allows need a suspicion or a `reason`. The employer's target becomes inspected; with the result
    `to_case` the room of cases registers a clue (hook `visit_to_case`) and the inspection ends in it.
    Raises `Refused` (permission, no_employer, inspectors, too_few_inspectors, not_certified, conflicted, visited_on,
    no_result, no_findings, findings_unexpected, too_often, unknown_matter, not_for_inspection, misfit, not_unlawful, no_text,
    inspection_over and those of `perform`).
    """
    require(by, "checks.record_visit", _("您的角色不能登记现场检查。"))
    audit.lock()
    employer = _checked_employer(inspection.employer if inspection is not None else employer, by.actor)
    day = past_day(visited_on, field="visited_on", since=inspection.listed_on if inspection else None)
    people = list(dict.fromkeys(inspectors))
    require_fit(people, employer, day)
    refuse({"inspectors": rules.people_error(people, actor=by.actor, inspection=inspection)})
    _check_result(result, findings, text)
    if inspection is None and not reason.strip():
        _check_limit(employer, day)
    visit = _create(by.actor, employer, inspection, day, result, text, headcount, received_by)
    _name_inspectors(visit, people)
    find(visit, findings, on=day)
    attachments.adopt(list(files), visit)
    told = {"result": result, "findings": [problem.matter for problem in findings]}
    audit.record("record_visit", by=by, about=visit, reason=reason, data=told)
    _follow_inspection(inspection, by=by, visited_on=day, problems=len(findings))
    note_visit(employer, on=day)
    if not visit.is_confidential:
        move_target(campaign=visit.campaign, employer=employer, stage=Stage.INSPECTED, by=by, on=day)
    if result == VisitResult.TO_CASE:
        hooks.make_case(visit, people, findings, by=by)
    return visit


def _name_inspectors(visit: Visit, people: Sequence[Any]) -> None:
    """Who was there, the leading one first, each with the certificate of the day."""
    VisitInspector.objects.bulk_create(
        VisitInspector(visit=visit, user=person, certificate=person.certificate, order=order)
        for order, person in enumerate(people, start=1)
    )


def _checked_employer(employer: Employer | None, actor: Actor | None) -> Employer:
    if employer is not None and (
        actor is None or Employer.objects.visible_to(actor).filter(pk=employer.pk).exists()
    ):
        return employer
    raise Refused("no_employer", _("找不到该单位，请重新选择。"))


def _check_result(result: str, findings: Sequence[Problem], text: str) -> None:
    if result not in VisitResult.values:
        raise Refused("no_result", _("请选择检查结果。"))
    if result in WITH_FINDINGS and not findings:
        raise Refused("no_findings", _("检查结果是发现问题的，请至少写一条问题。"))
    if result == VisitResult.NO_PROBLEM and findings:
        raise Refused(
            "findings_unexpected", _("写了问题，检查结果就不能选未发现问题，请改选结果或清空问题。")
        )
    if result not in WITH_FINDINGS and result != VisitResult.NO_PROBLEM and not text.strip():
        raise Refused("no_text", _("请写明检查情况。"))


def _check_limit(employer: Employer, day: date) -> None:
    """Daily checks are limited in number a year, unless something is suspected (山东条例第十三条)."""
    limit = policy.integer("draw.frequency.daily", day)
    made = Visit.objects.filter(employer=employer, inspection=None, visited_on__year=day.year).count()
    if made < limit or hooks.has_ground(employer):
        return
    if employer.pk not in frequency.suspected(Campaign.objects.current(), day, [employer.pk]):
        raise Refused(
            "too_often",
            _(
                "今年已对这家单位日常检查 %(made)s 次，到了上限（山东条例第十三条）；有违法嫌疑的，写明检查理由。"
            )
            % {"made": made},
        )


def _create(
    actor: User | None,
    employer: Employer,
    inspection: Inspection | None,
    day: date,
    result: str,
    text: str,
    headcount: int | None,
    received_by: str,
) -> Visit:
    return Visit.objects.create(
        number=numbering.issue("检", day),
        inspection=inspection,
        employer=employer,
        town_id=employer.town_id,
        campaign=inspection.campaign if inspection is not None else Campaign.objects.current_on(day),
        visited_on=day,
        result=result,
        text=text.strip(),
        headcount=headcount,
        received_by=received_by.strip(),
        recorded_by=actor,
        recorded_at=now(),
    )


def _follow_inspection(inspection: Inspection | None, *, by: By, visited_on: date, problems: int) -> None:
    """The first visit moves the inspection on; a later one only adds the `problems` it found.

    Problems start the clock in which they must be dealt with.
    """
    if inspection is None or (inspection.state in AGAIN and not problems):
        return
    if inspection.state not in (InspectionState.ASSIGNED, *AGAIN):
        raise Refused(
            "inspection_over", _("这次专项检查还没有指派检查人员，或者已经办结，不能登记到户检查。")
        )
    changes: dict[str, Any] = {"visited_on": inspection.visited_on or visited_on}
    if problems:
        changes |= {"problems": inspection.problems + problems, "found_on": visited_on}
    perform(inspection, "record_visit", by=by, on=visited_on, changes=changes, data={"problems": problems})
