"""The workflow tables and clocks of every room agree with the roles, with themselves and with the law."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.utils.functional import Promise

from accounts.roles import PERMISSIONS, ROLE_PERMISSIONS, Role
from casework.deeds import forms_of
from casework.kinds import of
from casework.models import WorkflowRecord
from casework.models.record import WorkflowQuerySet
from casework.paper_kinds import catalogue
from casework.table import NEW, SAME, Clock, Guard, Row
from law import terms
from law.terms import VERSIONS, Unit
from tests.architecture.sources import ROOT

RECORDS = [model for model in apps.get_models() if issubclass(model, WorkflowRecord)]
ROWS = [
    pytest.param(model, row, id=f"{model._meta.label}.{row.action}")
    for model in RECORDS
    for row in model.workflow.rows
]
CLOCKS = [
    pytest.param(model, clock, id=f"{model._meta.label}.{clock.code}")
    for model in RECORDS
    for clock in model.clocks
]
each_record = pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.label)
each_row = pytest.mark.parametrize(("model", "row"), ROWS)
each_clock = pytest.mark.parametrize(("model", "clock"), CLOCKS)
Record = type[WorkflowRecord]


def test_there_are_tables() -> None:
    assert {"complaints", "patrols", "draws", "cases"} <= {model._meta.app_label for model in RECORDS}


@each_row
def test_a_row_asks_for_a_permission_the_roles_know(model: Record, row: Row) -> None:
    if row.permission is not None:
        assert row.permission in PERMISSIONS
        assert row.permission.partition(".")[0] == model._meta.app_label
        assert row.permission.partition(".")[2] == row.action


@each_row
def test_a_row_leads_from_known_states_to_a_known_one(model: Record, row: Row) -> None:
    states = set(model.workflow.states.values)
    assert set(row.sources) <= states | {NEW}
    assert row.target in states | {SAME}
    assert row.target != SAME or NEW not in row.sources
    is_at_end = set(row.sources) & set(model.workflow.final)
    assert not is_at_end or not _leads_on(row), "nothing leads on from an end"


@each_row
def test_a_row_reads_well(model: Record, row: Row) -> None:
    assert row.action.isidentifier() and row.action == row.action.lower()
    assert isinstance(row.label, Promise) and str(row.label)
    assert all(isinstance(guard, Guard) and isinstance(guard.sentence, Promise) for guard in row.guards)
    assert not row.strict or row.phases, "strict says when, so it needs a phase"


@each_row
def test_a_row_notifies_and_separates_by_names_that_exist(model: Record, row: Row) -> None:
    assert all(callable(getattr(model, name, None)) for name in row.notify)
    assert set(row.four_eyes) <= set(model.workflow.actions)
    assert row.action not in row.four_eyes
    assert not row.back_to or hasattr(model, row.back_to)


# Approvals that are answered with yes or no in one form, and the field that asks.
ASKS_YES_OR_NO = {"decide_recusal": "recusal_decided", "decide_recusal_as_head": "recusal_decided"}


@each_record
def test_whatever_is_approved_can_be_turned_down_or_sent_back(model: Record) -> None:
    """Each approval has its no, with a reason, on the same desk: nothing waits for a yes alone."""
    known = forms_of(model)
    for row in model.workflow.approvals:
        if row.action in ASKS_YES_OR_NO:
            assert ASKS_YES_OR_NO[row.action] in known[row.action].base_fields
            continue
        answers = model.workflow.answers(row)
        assert answers, f"{row.action} can only be given"
        for answer in answers:
            assert known[answer.action].base_fields["reason"].required, (
                f"{answer.action} says no without a reason"
            )
            assert answer.waits_if == row.waits_if, f"{answer.action} does not wait where {row.action} does"
            assert PERMISSIONS[answer.permission or ""] == PERMISSIONS[row.permission or ""]


@each_row
def test_a_row_is_on_plan_in_phases_that_exist(model: Record, row: Row) -> None:
    assert set(row.phases) <= {"publicity", "patrol", "inspection", "summary"}


@each_record
def test_every_state_is_reached_and_every_end_is_one(model: Record) -> None:
    table = model.workflow
    assert set(table.states.values) == {row.target for row in table.rows} - {SAME}
    leading = {source for row in table.rows if _leads_on(row) for source in row.sources}
    assert set(table.final) == set(table.states.values) - leading


# What a court or another authority orders opens again what had ended.
REOPENS = {"decide_anew"}


def _leads_on(row: Row) -> bool:
    """It moves the record, or somebody is waited for to do it whatever has happened; what comes from outside may come late."""
    is_next = row.is_waited_for and row.waits_if == {}
    return (row.target != SAME or is_next) and row.action not in REOPENS


@each_record
def test_an_action_leads_from_one_state_one_way(model: Record) -> None:
    pairs = [(row.action, source) for row in model.workflow.rows for source in row.sources]
    assert len(pairs) == len(set(pairs))


@each_clock
def test_a_clock_starts_and_stops_with_real_acts(model: Record, clock: Clock) -> None:
    named = {
        *clock.starts, *clock.stops, *clock.voids, *clock.pauses, *clock.resumes, *clock.extends, *clock.extended_to,
    }  # fmt: skip
    assert clock.starts and clock.stops and bool(clock.pauses) == bool(clock.resumes)
    emitted = {event for row in model.workflow.rows for event in _events(row, named)} | _written_alone(model)
    assert named <= emitted, named - emitted
    assert not set(clock.starts) & set(clock.stops)


@each_clock
def test_a_clock_runs_by_a_term_of_the_law_or_a_day_somebody_set(model: Record, clock: Clock) -> None:
    """Without a day set by an officer the term is named, or is the clock's own code."""
    assert not (clock.term and clock.due_from)
    own = {clock.term or clock.code} if not clock.due_from else set()
    assert own | ({*clock.extends.values()} - {""}) <= set(terms.codes())


@each_clock
def test_a_clock_that_may_stand_still_counts_days(model: Record, clock: Clock) -> None:
    """What is left of it is told in days or working days and counted on by the same rule."""
    if clock.pauses and not clock.due_from:
        versions = [term for term in VERSIONS.values() if term.code == (clock.term or clock.code)]
        assert versions and all(term.unit in (Unit.DAY, Unit.WORKDAY) for term in versions)


@each_clock
def test_a_clock_reads_attributes_the_record_has(model: Record, clock: Clock) -> None:
    known = {field.name for field in model._meta.get_fields()} | set(dir(model))
    read = {
        clock.starts_from,
        clock.due_from,
        clock.when,
        clock.kept_if,
        *clock.facts.values(),
        *clock.extended_to.values(),
    }
    assert read - {""} <= known


@each_clock
def test_a_running_clock_does_not_outlive_its_record(model: Record, clock: Clock) -> None:
    """Every act that ends the record leaves no clock running that it did not stop, void or mean to leave."""
    if clock.code in RUNS_ON:
        return
    endings = {row.action for row in model.workflow.rows if row.target in model.workflow.final}
    reached_from = _actions_before(model, clock)
    open_ends = {action for action in endings & reached_from if action not in {*clock.stops, *clock.voids}}
    assert open_ends == set(), f"{clock.code} would run on after {open_ends}"


@each_record
def test_a_record_says_who_sees_it(model: Record) -> None:
    assert type(model._default_manager.all()).visible_to is not WorkflowQuerySet.visible_to


@each_record
def test_a_record_has_a_name_and_addresses(model: Record) -> None:
    assert isinstance(of(model).label, Promise)
    assert model.__str__ is not WorkflowRecord.__str__
    for field in ("number", "employer", "town", "campaign"):
        assert field in {known.name for known in model._meta.get_fields()} or field in NOT_HAD.get(
            model._meta.label, ()
        )


def test_every_permission_is_named_by_room_and_deed() -> None:
    labels = {config.label for config in apps.get_app_configs()}
    for permission in PERMISSIONS:
        label, _dot, deed = permission.partition(".")
        assert label in labels and deed.isidentifier(), permission


def test_every_permission_is_held_by_somebody_and_used_somewhere() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py") if _is_code(path.parts))
    for permission, roles in PERMISSIONS.items():
        assert roles, f"{permission} is held by nobody"
        assert f'"{permission}"' in sources, f"{permission} is asked for nowhere"


def test_M_AC_04_administrators_hold_no_act_of_any_table() -> None:
    acts = {row.permission for model in RECORDS for row in model.workflow.rows if row.permission}
    for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN):
        assert not acts & ROLE_PERMISSIONS[role]


# Clocks that are owed even after the record has ended, and why.
RUNS_ON = {
    "escalation.report": "a guard: a patrol with a red flag ends only by being escalated",
}
# Records about many employers, or about a town as a whole; a merge is about two and is called by their codes.
NOT_HAD = {
    "casework.Paper": ("employer", "town", "campaign"),
    "draws.Draw": ("employer", "town"),
    "registry.Merge": ("number", "employer", "town", "campaign"),
    "reports.Summary": ("employer", "number"),
}


def _actions_before(model: Record, clock: Clock) -> set[str]:
    """The acts that can follow the clock's start before it is stopped or voided; a way back leads to a state seen."""
    over = {*clock.stops, *clock.voids}
    reached: set[str] = set()
    starting = [row for row in model.workflow.rows if _issues(row) & set(clock.starts)]
    states = [state for row in starting for state in _after(row)]
    seen: set[str] = set()
    while states:
        state = states.pop()
        if state in seen:
            continue
        seen.add(state)
        for row in _leaving(model, state):
            if not _events(row, over) & over and not (_waits_for_duties(row) and not clock.is_right):
                reached.add(row.action)
                states += [] if row.back_to else [state] if row.target == SAME else [row.target]
    return reached


# What an act may tell besides its own name: deliveries, payments, the answer of the police.
TELLS = {
    "deliver": ("delivered:", "handed:"),
    "serve": ("delivered:", "handed:"),
    "dispose_evidence": ("disposed:",),
    "record_payment": ("paid:",),
    "record_execution": ("paid:",),
    "record_police_answer": ("answered:",),
    "return_to_investigation": ("again:",),
    "suspend_execution": ("appeal:suspended",),
    "resume_execution": ("appeal:resumed",),
    "record_appeal": ("appeal:received", "appeal:sued", "appeal:suspended"),
    "record_appeal_result": ("appeal:ended", "appeal:reconsidered", "appeal:overturned", "cleared:"),
    "decide_anew": ("appeal:remade", "replaced"),
    "give_notice": ("replaced",),
    "set_hearing_day": ("replaced",),
}


def _events(row: Row, named: set[str]) -> set[str]:
    """The events an act is, or may tell of, among those named; the papers it makes are issued by it."""
    told = {event for event in named if event.startswith(TELLS.get(row.action, ("?",)))}
    return {row.action, *(f"issued:{kind}" for kind in row.papers), *told}


def _written_alone(model: Record) -> set[str]:
    """What happens to the papers that no act makes."""
    alone = [kind for kind in catalogue().values() if kind.signatures and kind.about == model._meta.label]
    return {f"{event}:{kind.code}" for kind in alone for event in ("issued", "withdrawn")}


def _issues(row: Row) -> set[str]:
    """The act, and what may come of the papers it makes: they are delivered from then on."""
    served = {f"{event}:{kind}" for kind in row.papers for event in ("issued", "delivered")}
    return {row.action, *served, *_events(row, {"answered:refused"})}


def _waits_for_duties(row: Row) -> bool:
    """A guard lets it through only when nothing is owed any more."""
    return any(each.code == "no_duty_is_open" for each in row.guards)


def _after(row: Row) -> tuple[str, ...]:
    return row.sources if row.target == SAME else (row.target,)


def _leaving(model: Record, state: str) -> Iterator[Row]:
    return (row for row in model.workflow.rows if state in row.sources)


def _is_code(parts: tuple[str, ...]) -> bool:
    return not {"tests", ".venv", "var", "roles.py"} & set(parts)


@each_record
def test_CMP_10_every_open_state_has_a_clock_or_says_why_not(model: Record) -> None:
    """A state in which nobody owes anything by a day must say so in the table; one that has a clock must not."""
    table, clocks = model.workflow, _running(model)
    open_states = set(table.states.values) - set(table.final)
    assert {state for state in open_states if not clocks[state]} == set(table.unclocked)
    assert all(isinstance(why, Promise) and str(why) for why in table.unclocked.values())


def _running(model: Record) -> dict[str, set[str]]:
    """Which duties may run in each state: started by an act that leads there and not ended on the way."""
    rules = {clock.code: clock for clock in model.clocks if not clock.is_right}
    found: dict[str, set[str]] = {NEW: set(), **{state: set() for state in model.workflow.states.values}}
    steps, grew = [(row, source) for row in model.workflow.rows for source in row.sources], True
    while grew:
        grew = False
        for row, source in steps:
            after = {
                code for code in found[source] if row.action not in (*rules[code].stops, *rules[code].voids)
            }
            after |= {
                code for code, clock in rules.items() if _events(row, set(clock.starts)) & set(clock.starts)
            }
            target = found[source if row.target == SAME else row.target]
            grew |= not after <= target
            target |= after
    return found
