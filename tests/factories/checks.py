"""Lines of the inspection list and visits for tests, made by the services the pages use."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from casework.by import By
from findings.entries import Problem
from inspections.checks.models import Inspection, Visit
from inspections.checks.services import focus, inspecting, visits
from law import clock
from tests.factories import accounts, registry
from tests.factories.accounts import doer

DRAW_DAY = date(2021, 6, 3)
VISIT_DAY = date(2021, 6, 7)
OVERTIME = Problem(matter="illegal_overtime", fact="12人五月加班41至68小时", people=12)


def inspection(
    *,
    campaign: Any = None,
    employer: Any = None,
    actor: Any = None,
    on: date = DRAW_DAY,
    note: str = "群众反映强烈",
    **facts: Any,
) -> Inspection:
    """A line of the list put there by hand (source `manual`, state listed)."""
    with clock.at(on):
        return focus.list_focus(
            by=By(actor), campaign=campaign, employer=employer or registry.employer(), note=note, **facts
        )


def assigned(
    *, lead: Any = None, second: Any = None, on: date = DRAW_DAY, actor: Any = None, **facts: Any
) -> Inspection:
    made = inspection(on=on, actor=actor, **facts)
    with clock.at(on):
        inspecting.assign(
            made,
            by=By(actor),
            lead=lead or accounts.user("inspector"),
            second=second or accounts.user("inspector"),
        )
    return made


def visited(*, on: date = DRAW_DAY, problems: int = 0, **facts: Any) -> Inspection:
    """Visited by its two inspectors, who found so many problems."""
    made = assigned(on=on, **facts)
    visit(
        inspection=made,
        inspectors=[made.lead, made.second],
        on=on,
        result="ordered" if problems else "no_problem",
        findings=[OVERTIME] * problems,
    )
    return made


def correcting(*, on: date = DRAW_DAY, correct_by: date | None = None, **facts: Any) -> Inspection:
    made = visited(on=on, **facts)
    with clock.at(on):
        inspecting.order_correction(
            made,
            by=doer(made, "order_correction"),
            correct_by=correct_by or on,
            correction_text="补签劳动合同",
        )
    return made


def concluded(*, on: date = DRAW_DAY, **facts: Any) -> Inspection:
    made = visited(on=on, **facts)
    with clock.at(on):
        inspecting.conclude_inspection(made, by=doer(made, "conclude_inspection"))
    return made


def in_state(state: str, **facts: Any) -> Inspection:
    """A focus inspection brought to any state of the table."""
    on = facts.get("on", DRAW_DAY)
    if state == "case_filed":
        made = visited(**facts)
        with clock.at(on):
            inspecting.file_case(made, by=doer(made, "file_case"))
        return made
    if state == "cancelled":
        made = inspection(**{name: value for name, value in facts.items() if name not in ("lead", "second")})
        with clock.at(on):
            inspecting.cancel_inspection(made, by=doer(made, "cancel_inspection"), reason="单位已搬离本区")
        return made
    if state == "listed":
        return inspection(**{name: value for name, value in facts.items() if name not in ("lead", "second")})
    return {"assigned": assigned, "visited": visited, "correcting": correcting, "concluded": concluded}[
        state
    ](**facts)


def visit(
    *, on: date = VISIT_DAY, inspectors: Sequence[Any] = (), result: str = "no_problem", **facts: Any
) -> Visit:
    """A visit of two inspectors; with the findings its result asks for."""
    people = list(inspectors) or [accounts.user("inspector"), accounts.user("inspector")]
    if result in ("corrected_on_site", "ordered", "to_case"):
        facts.setdefault("findings", [OVERTIME])
    elif result != "no_problem":
        facts.setdefault("text", "现场无人应答")
    if "inspection" not in facts:
        facts["employer"] = facts.get("employer") or registry.employer()
    with clock.at(on):
        return visits.record_visit(
            by=By(facts.pop("actor", None)), inspectors=people, result=result, visited_on=on, **facts
        )
