"""What patrols found, and what the re-checks brought the workers."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from inspections.patrols import checklist
from inspections.patrols.entries import Problem
from inspections.patrols.models import Finding, Patrol, Recheck, RecheckResult
from law import matters
from law.clock import instant_of
from rehearsal.benchmarks.stock.rows import write


class Draft(NamedTuple):
    """A patrol with its problems, and the day on which they were all seen to be fixed."""

    patrol: Patrol
    found: list[Problem]
    rechecked_on: date | None


def write_findings(drafts: list[Draft]) -> None:
    """Write the problems of stored patrols, and the re-checks of those that were fixed."""
    findings = [[_finding(draft, problem) for problem in draft.found] for draft in drafts]
    write(finding for found in findings for finding in found)
    looked = [(draft, found) for draft, found in zip(drafts, findings, strict=True) if draft.rechecked_on]
    rechecks = [_recheck(draft) for draft, _found in looked]
    write(rechecks)
    write(_results(rechecks, looked))


def _finding(draft: Draft, problem: Problem) -> Finding:
    is_fixed = draft.rechecked_on is not None
    return Finding(
        patrol=draft.patrol,
        matter=problem.matter,
        fact=problem.fact,
        severity=problem.severity,
        people=problem.people,
        amount=problem.amount,
        measure=problem.measure,
        result="fixed" if is_fixed else "",
        rechecked_on=draft.rechecked_on,
        fixed_on=draft.rechecked_on,
        **_text(problem.matter, draft.patrol.patrolled_on),
        **(_outcomes(problem) if is_fixed else {}),
    )


@cache
def _text(matter: str, day: date) -> dict[str, Any]:
    text = matters.finding_text(matter, day)
    named = {name: str(getattr(text, name)) for name in ("label", "citation", "duty", "consequence")}
    return named | {"law_on": day, "is_red_flag": matter in matters.red_flags()}


def _outcomes(problem: Problem) -> dict[str, Any]:
    """What the workers got; people or yuan."""
    return {
        name: (problem.amount if name.endswith("amount") else problem.people) or 0
        for name in checklist.outcomes_of(problem.matter)
    }


def _recheck(draft: Draft) -> Recheck:
    return Recheck(
        patrol=draft.patrol,
        rechecked_on=draft.rechecked_on,
        rechecked_by=draft.patrol.recorded_by.name,
        recorded_by=draft.patrol.recorded_by,
        recorded_at=instant_of(draft.rechecked_on),
    )


def _results(rechecks: list[Recheck], looked: list[tuple[Draft, list[Finding]]]) -> Iterator[RecheckResult]:
    for recheck, (draft, findings) in zip(rechecks, looked, strict=True):
        for finding, problem in zip(findings, draft.found, strict=True):
            yield RecheckResult(recheck=recheck, finding=finding, result="fixed", **_outcomes(problem))
