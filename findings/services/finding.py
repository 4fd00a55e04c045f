"""The one place where a problem gets its law (方案三（二）)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from casework.acts import amount
from casework.workflow import Refused
from findings import checklist
from findings.entries import Problem
from findings.kinds import Severity
from findings.models import Finding
from findings.services.recovering import bring
from law import matters
from registry.models import Employer


def find(record: Any, problems: Sequence[Problem], *, on: date) -> list[Finding]:
    """Write down what was found in `record` on day `on`, and what was set right on the spot.

    `record` has `found_by` (kinds.Origin), `employer`, `town_id` and `campaign_id`. The law pinned is that of the act's last
    day (an act that went on while the law changed is answered by the law at its end); where it changed meanwhile, the
    finding tells each stretch. Part of the caller's transaction. Raises `Refused` (unknown_matter, not_for_inspection,
    misfit, act_period, not_unlawful, amount).
    """
    found = Finding.objects.bulk_create(_drafted(record, problem, on) for problem in problems)
    for finding, problem in zip(found, problems, strict=True):
        bring(record, problem.outcomes, on=on, finding=finding)
    return found


def _drafted(record: Any, problem: Problem, on: date) -> Finding:
    first, last = _days_of(problem, on)
    _check(problem.matter, record.employer)
    try:
        text = matters.finding_text(problem.matter, last)
    except matters.NotUnlawful as error:
        raise Refused("not_unlawful", str(error)) from error
    is_red = problem.matter in matters.red_flags()
    return Finding(
        record=record,
        origin=record.found_by,
        employer_id=record.employer_id,
        town_id=record.town_id,
        campaign_id=record.campaign_id,
        found_on=on,
        matter=problem.matter,
        act_from=first,
        act_until=last,
        label=text.label,
        citation=text.citation,
        duty=text.duty,
        consequence=text.consequence,
        law_on=text.on,
        law_changes=_changes(problem.matter, first, last),
        fact=problem.fact,
        severity=Severity.MAJOR if is_red else problem.severity,
        is_red_flag=is_red,
        people=problem.people,
        amount=amount(problem.amount),
        measure=problem.measure,
        responsible=problem.responsible,
    )


def _days_of(problem: Problem, on: date) -> tuple[date, date]:
    """The days of the act: those given, or the day on which it was seen."""
    last = problem.act_until or on
    first = problem.act_from or last
    if not first <= last <= on:
        raise Refused("act_period", _("行为起止日期要先后相接，且不晚于发现的日期，请核对。"))
    return first, last


def _check(matter: str, employer: Employer) -> None:
    if matter not in matters.MATTERS:
        raise Refused("unknown_matter", _("没有这个检查事项，请重新选择。"))
    if matters.MATTERS[matter].is_arbitration_only:
        raise Refused("not_for_inspection", _("这一项归劳动争议仲裁，不作为检查发现的问题。"))
    if sentence := checklist.misfit(matter, employer):
        raise Refused("misfit", sentence)


def _changes(matter: str, first: date, last: date) -> list[dict[str, str]]:
    stretches = matters.law_over(matter, first, last)
    return [
        {
            "since": each.since.isoformat(),
            "until": each.until.isoformat(),
            "citation": each.basis.citation if each.basis else "",
            "duty": each.basis.duty if each.basis else "",
            "consequence": each.basis.consequence if each.basis else "",
        }
        for each in (stretches if len(stretches) > 1 else ())
    ]
