"""The table of an inspection: every state × action × role; what is allowed, and that all else is refused (A-03)."""

from datetime import date
from itertools import product
from typing import Any

import pytest

from accounts.roles import Role
from casework import deeds
from casework.by import By
from casework.models import AuditEntry, Deadline
from casework.table import NEW
from casework.workflow import Refused, check, perform
from inspections.checks.models import Inspection
from inspections.checks.services import inspecting
from inspections.checks.workflow import INSPECTION
from tests.factories import accounts, checks
from tests.factories.accounts import doer
from tests.taken_back import taken_back

LEADER, INSPECTOR = {"brigade_leader"}, {"inspector"}
# Written down a second time: state -> action -> (target, roles that may). None: it only follows from another act.
ALLOWED: dict[str, dict[str, tuple[str, set[str] | None]]] = {
    NEW: {
        "list_focus": ("listed", {"inspector", "brigade_leader"}),
        "list_drawn": ("assigned", None),
        "list_unstaffed": ("listed", None),
    },
    "listed": {"assign": ("assigned", LEADER), "cancel_inspection": ("cancelled", LEADER)},
    "assigned": {
        "reassign": ("assigned", LEADER),
        "replace_inspector": ("assigned", None),
        "record_visit": ("visited", None),
        "cancel_inspection": ("cancelled", LEADER),
    },
    "visited": {
        "record_visit": ("visited", None),
        "conclude_inspection": ("concluded", INSPECTOR),
        "order_correction": ("correcting", INSPECTOR),
        "file_case": ("case_filed", None),
    },
    "correcting": {
        "record_visit": ("correcting", None),
        "confirm_corrected": ("concluded", INSPECTOR),
        "file_case": ("case_filed", None),
    },
    "concluded": {},
    "case_filed": {},
    "cancelled": {},
}
TOMORROW = date(2021, 6, 4)


def test_the_table_has_exactly_these_rows() -> None:
    actions = {action for state in ALLOWED.values() for action in state}
    assert set(INSPECTION.actions) == actions and set(ALLOWED) == {NEW, *INSPECTION.states.values}
    for state, action in product(ALLOWED, actions):
        row = INSPECTION.row(action, state)
        assert (row.target if row else None) == ALLOWED[state].get(action, (None,))[0], (state, action)
    assert {row.action for row in INSPECTION.rows if row.permission is None} == {
        action for state in ALLOWED.values() for action, (_target, roles) in state.items() if roles is None
    }


def test_every_role_and_action_of_the_table(db: Any) -> None:
    people = [accounts.user(role) for role in Role.values]
    for state, actions in ALLOWED.items():
        for action, (_target, roles) in actions.items():
            row = INSPECTION.row(action, state)
            if roles is not None:
                assert {person.role for person in people if person.has_perm(row.permission)} == roles, action


def test_every_button_has_a_service_of_its_name() -> None:
    offered = [row.action for row in INSPECTION.rows if row.permission]
    assert [action for action in offered if deeds.service("checks", action) is None] == []


def inspection_facts(action: str, people: dict[str, Any]) -> dict[str, Any]:
    pair = {"lead": people["one"], "second": people["two"]}
    return {
        "assign": pair,
        "reassign": {**pair, "reason": "出差"},
        "cancel_inspection": {"reason": "已搬离"},
        "order_correction": {"correct_by": TOMORROW, "correction_text": "补签劳动合同"},
    }.get(action, {})


@pytest.mark.parametrize("state", [state for state in ALLOWED if state != NEW])
def test_A_03_every_state_action_and_role_of_an_inspection(campaign: Any, day: Any, state: str) -> None:
    acts = {action for allowed in list(ALLOWED.values())[1:] for action in allowed}
    people = {role: accounts.user(role) for role in Role.values}
    people |= {name: accounts.user("inspector") for name in ("second", "one", "two")}
    key = checks.in_state(state, campaign=campaign, lead=people["inspector"], second=people["second"]).pk
    for action, role in product(sorted(acts), Role.values):
        target, roles = ALLOWED[state].get(action, ("", set()))
        person, record = people[role], Inspection.objects.get(pk=key)
        if roles is None or role in roles:
            with taken_back():
                if roles is None and action != "file_case":
                    perform(record, action, by=By(person))
                else:
                    deeds.service("checks", action)(record, by=By(person), **inspection_facts(action, people))
                record.refresh_from_db()
                assert record.state == target and AuditEntry.objects.about(record).first().action == action
            continue
        with pytest.raises(Refused) as refused:
            check(record, action, by=By(person, off_plan="x"))
        permission = INSPECTION.rows_of(action)[0].permission
        denied = permission is not None and not person.has_perm(permission)
        assert refused.value.code == ("permission" if denied else "state"), (state, action, role)


def test_only_the_two_who_inspect_may_go_on(campaign: Any, inspector: Any, day: Any) -> None:
    for state, actions in (
        ("visited", ("conclude_inspection", "order_correction")),
        ("correcting", ("confirm_corrected",)),
    ):
        record = checks.in_state(state, campaign=campaign)
        for action in actions:
            with pytest.raises(Refused, match="is_handler"):
                check(record, action, by=By(inspector))
            for person in (record.lead, record.second):
                check(record, action, by=By(person))


def test_the_clock_of_correction_runs_until_the_day_set(campaign: Any, day: Any) -> None:
    record = checks.correcting(campaign=campaign, correct_by=date(2021, 6, 20))
    running = record.deadlines.get()
    assert (running.clock, running.due_on, running.outcome) == (
        "inspection.correction",
        date(2021, 6, 20),
        "",
    )
    inspecting.confirm_corrected(record, by=doer(record, "confirm_corrected"))
    assert record.deadlines.get().outcome == Deadline.MET
    other = checks.correcting(campaign=campaign)
    inspecting.file_case(other, by=doer(other, "file_case"))
    assert other.deadlines.get().outcome == Deadline.VOID


def test_what_waits_on_whose_desk(campaign: Any, day: Any, leader: Any) -> None:
    mine = checks.visited(campaign=campaign)
    checks.visited(campaign=campaign)
    waiting = checks.inspection(campaign=campaign)
    assert (
        list(Inspection.objects.awaiting(mine.lead))
        == [mine]
        == list(Inspection.objects.awaiting(mine.second))
    )
    assert waiting in Inspection.objects.awaiting(leader)
    assert mine not in Inspection.objects.awaiting(leader)
