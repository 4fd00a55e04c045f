"""What patrols found, and what the re-checks brought the workers."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from findings.entries import Problem
from findings.models import Finding, Recovery
from findings.outcomes import OUTCOMES, outcomes_of
from inspections.patrols.models import Patrol, Recheck, RecheckResult
from law import matters
from law.clock import instant_of
from rehearsal.benchmarks.stock.rows import facts_of, write


class Draft(NamedTuple):
    """A patrol with its problems, the day on which they were all seen to be fixed, or were reported to the brigade."""

    patrol: Patrol
    found: list[Problem]
    rechecked_on: date | None
    reported_on: date | None = None


def write_findings(drafts: list[Draft]) -> None:
    """Write the problems of stored patrols, and the re-checks of those that were fixed."""
    findings = [[_finding(draft, problem) for problem in draft.found] for draft in drafts]
    write(finding for found in findings for finding in found)
    looked = [(draft, found) for draft, found in zip(drafts, findings, strict=True) if draft.rechecked_on]
    rechecks = [_recheck(draft) for draft, _found in looked]
    write(rechecks)
    write(_results(rechecks, looked))
    write(_recoveries(rechecks, looked))


def _finding(draft: Draft, problem: Problem) -> Finding:
    is_fixed = draft.rechecked_on is not None
    patrol = draft.patrol
    return Finding(
        record=patrol,
        **facts_of(patrol),
        found_on=patrol.patrolled_on,
        act_from=patrol.patrolled_on,
        act_until=patrol.patrolled_on,
        rectify_by=patrol.rectify_by,
        matter=problem.matter,
        fact=problem.fact,
        severity=problem.severity,
        people=problem.people,
        amount=problem.amount,
        measure=problem.measure,
        result="fixed" if is_fixed else "",
        rechecked_on=draft.rechecked_on,
        fixed_on=draft.rechecked_on,
        **_text(problem.matter, patrol.patrolled_on),
    )


@cache
def _text(matter: str, day: date) -> dict[str, Any]:
    text = matters.finding_text(matter, day)
    named = {name: str(getattr(text, name)) for name in ("label", "citation", "duty", "consequence")}
    return named | {"law_on": day, "is_red_flag": matter in matters.red_flags()}


def _recheck(draft: Draft) -> Recheck:
    return Recheck(
        patrol=draft.patrol,
        rechecked_on=draft.rechecked_on,
        rechecked_by=draft.patrol.recorded_by.name,
        recorded_by=draft.patrol.recorded_by,
        recorded_at=instant_of(draft.rechecked_on),
    )


def _results(rechecks: list[Recheck], looked: list[tuple[Draft, list[Finding]]]) -> Iterator[RecheckResult]:
    for recheck, (_draft, findings) in zip(rechecks, looked, strict=True):
        for finding in findings:
            yield RecheckResult(recheck=recheck, finding=finding, result="fixed")


def _recoveries(rechecks: list[Recheck], looked: list[tuple[Draft, list[Finding]]]) -> Iterator[Recovery]:
    """What the workers got: a row for each thing, with its people and yuan."""
    for recheck, (draft, findings) in zip(rechecks, looked, strict=True):
        for finding, problem in zip(findings, draft.found, strict=True):
            brought: dict[str, dict[str, Any]] = {}
            for name in outcomes_of(problem.matter):
                outcome = OUTCOMES[name]
                number = (problem.amount if outcome.is_money else problem.people) or 0
                brought.setdefault(outcome.what, {})[outcome.field] = number
            for what, numbers in brought.items():
                if any(numbers.values()):
                    yield Recovery(
                        source=recheck,
                        **facts_of(draft.patrol),
                        finding=finding,
                        what=what,
                        paid_on=recheck.rechecked_on,
                        **numbers,
                    )
