"""Every (state, action, role) and every phase: what is allowed, and that all else is refused."""

from datetime import date
from itertools import product
from typing import Any

import pytest

from accounts.roles import Role
from casework.by import By
from casework.table import NEW
from casework.workflow import Refused, check, perform
from inspections.patrols.models import Patrol
from inspections.patrols.services import escalation, rectification
from inspections.patrols.workflow import TABLE, State
from law import clock
from tests.factories import accounts
from tests.factories import patrols as make
from tests.factories.accounts import doer

# state -> actions that lead on, and where to.
ALLOWED = {
    NEW: {"record_patrol": "recorded"},
    "recorded": {"escalate": "escalated", "order_rectification": "rectifying", "close_patrol": "closed"},
    "rectifying": {
        "escalate": "escalated",
        "confirm_rectified": "rectified",
        "record_recheck": "rectifying",
        "extend_rectification": "rectifying",
        "put_forward": "rectifying",
    },
    "closed": {},
    "rectified": {},
    "escalated": {"resume_patrol": "rectifying"},
}
ACTIONS = (
    "record_patrol",
    "escalate",
    "order_rectification",
    "close_patrol",
    "confirm_rectified",
    "record_recheck",
    "extend_rectification",
    "put_forward",
    "resume_patrol",
)
ACTING_ROLES = {"town_officer", "inspector"}
PHASE_DAYS = {
    date(2021, 4, 1): "publicity",
    date(2021, 4, 12): "",
    date(2021, 4, 13): "patrol",
    date(2021, 5, 29): "patrol",
    date(2021, 5, 31): "",
    date(2021, 6, 1): "inspection",
    date(2021, 8, 2): "",
    date(2021, 8, 3): "summary",
    date(2021, 9, 1): "",
}


def in_state(state: str) -> Patrol:
    """A patrol that came into `state` through the services."""
    if state == "recorded":
        return make.patrol(make.NO_CONTRACT)
    if state == "rectifying":
        return make.rectifying()
    if state == "closed":
        return make.patrol()
    if state == "escalated":
        return make.escalated()
    patrol = make.rectifying()
    make.recheck(patrol, on=date(2021, 4, 30))
    with clock.at(date(2021, 4, 30)):
        rectification.confirm_rectified(patrol, by=doer(patrol, "confirm_rectified"))
    return patrol


def test_table_has_exactly_these_rows() -> None:
    assert set(TABLE.actions) == set(ACTIONS)
    for state, action in product(ALLOWED, ACTIONS):
        row = TABLE.row(action, state)
        assert (row.target if row else None) == ALLOWED[state].get(action), (state, action)


@pytest.mark.parametrize("state", State.values)
def test_every_action_and_role_in_state(campaign: Any, state: str) -> None:
    patrol = in_state(state)
    assert patrol.state == state
    users = {role.value: accounts.user(role.value) for role in Role}
    for action, (role, user) in product(ACTIONS, users.items()):
        with clock.at(make.PATROL_DAY):
            code = refusal_of(patrol, action, user)
        if action == "put_forward" and state == "rectifying":
            assert code == "is_overdue"
        elif role not in ACTING_ROLES and action not in ("put_forward", "resume_patrol"):
            assert code == "permission", (action, role)
        elif action not in ALLOWED[state]:
            assert code == "state", (action, role)
        else:
            assert code not in ("permission", "state", "unknown_action"), (action, role)


def refusal_of(patrol: Patrol, action: str, user: Any) -> str:
    try:
        check(patrol, action, by=By(user))
    except Refused as refusal:
        return refusal.code
    return ""


def test_an_action_the_table_does_not_know_is_refused(campaign: Any, town_officer: Any) -> None:
    with pytest.raises(Refused) as refusal:
        perform(make.patrol(), "delete", by=By(town_officer))
    assert refusal.value.code == "unknown_action"


@pytest.mark.parametrize(("day", "phase"), PHASE_DAYS.items())
def test_recording_and_ordering_in_every_phase(
    campaign: Any, town_officer: Any, employer: Any, day: date, phase: str
) -> None:
    """On plan and in a gap it goes; off plan it asks for a reason and then goes."""
    is_off_plan = phase not in ("", "patrol")
    call = {"actor": town_officer, "employer": employer, "on": day, "due": date(2021, 12, 1)}
    if is_off_plan:
        with pytest.raises(Refused) as refusal:
            make.patrol(make.NO_CONTRACT, **call)
        assert refusal.value.code == "off_plan"
        assert not Patrol.objects.exists()
    patrol = make.patrol(make.NO_CONTRACT, off_plan="大队交办" if is_off_plan else "", **call)
    assert (patrol.state, patrol.phase) == ("rectifying", phase)


@pytest.mark.parametrize("day", [date(2021, 4, 1), date(2021, 6, 10), date(2021, 8, 3), date(2021, 8, 25)])
def test_recheck_and_escalation_never_wait_for_a_phase(campaign: Any, town_officer: Any, day: date) -> None:
    patrol = make.rectifying(on=date(2021, 3, 24), off_plan="宣传中发现", days=5)
    make.recheck(patrol, "not_fixed", on=day)
    with clock.at(day):
        escalation.escalate(patrol, by=doer(patrol, "escalate"), trigger="not_rectified")
    assert patrol.state == "escalated"


def test_DOMAIN_24_a_patrol_in_the_gap_is_saved_without_phase(
    campaign: Any, town_officer: Any, employer: Any
) -> None:
    """DOMAIN 9 no. 24: dated 2021-05-31, in the campaign, in neither ② nor ③."""
    patrol = make.patrol(on=date(2021, 5, 31), actor=town_officer, employer=employer)
    assert patrol.state == "closed"
    assert patrol.phase == ""
    assert patrol.campaign == campaign
    assert list(Patrol.objects.filter(campaign=campaign)) == [patrol]


class TestGuards:
    def test_a_clean_patrol_is_not_rectified(self, campaign: Any) -> None:
        patrol = self.recorded_clean()
        with clock.at(make.PATROL_DAY), pytest.raises(Refused) as refusal:
            rectification.order_rectification(
                patrol, by=doer(patrol, "order_rectification"), rectify_by=date(2021, 5, 1)
            )
        assert refusal.value.code == "has_findings"

    def recorded_clean(self) -> Patrol:
        """Recorded, without findings, and not closed yet: what a crash between the two acts would leave."""
        patrol = make.patrol(make.NO_CONTRACT)
        patrol.findings.all().delete()
        return patrol

    def test_a_patrol_with_findings_is_not_closed(self, campaign: Any) -> None:
        with clock.at(make.PATROL_DAY), pytest.raises(Refused) as refusal:
            perform(
                make.patrol(make.NO_CONTRACT),
                "close_patrol",
                by=doer(make.patrol(make.NO_CONTRACT), "close_patrol"),
            )
        assert refusal.value.code == "has_no_findings"

    def test_a_clean_patrol_is_closed(self, campaign: Any) -> None:
        patrol = self.recorded_clean()
        perform(patrol, "close_patrol", by=doer(patrol, "close_patrol"))
        assert patrol.state == "closed"

    @pytest.mark.parametrize("result", ["partly", "not_fixed"])
    def test_what_is_not_fixed_is_not_confirmed(self, campaign: Any, result: str) -> None:
        patrol = make.rectifying()
        make.recheck(patrol, result, on=date(2021, 4, 30))
        with pytest.raises(Refused) as refusal:
            rectification.confirm_rectified(patrol, by=doer(patrol, "confirm_rectified"))
        assert refusal.value.code == "all_findings_fixed"

    def test_a_problem_nobody_looked_at_again_is_not_confirmed(self, campaign: Any) -> None:
        with pytest.raises(Refused) as refusal:
            rectification.confirm_rectified(
                make.rectifying(), by=doer(make.rectifying(), "confirm_rectified")
            )
        assert refusal.value.code == "all_findings_fixed"

    def test_a_red_flag_is_never_closed_by_the_town(self, campaign: Any) -> None:
        patrol = make.rectifying(make.CHILD)
        make.recheck(patrol, on=date(2021, 4, 30), children_sent_home=1)
        with pytest.raises(Refused) as refusal:
            rectification.confirm_rectified(patrol, by=doer(patrol, "confirm_rectified"))
        assert refusal.value.code == "may_be_settled_here"

    def test_may_escalate_needs_a_ground(self, campaign: Any) -> None:
        patrol = make.rectifying()
        with clock.at(date(2021, 5, 5)), pytest.raises(Refused) as refusal:
            escalation.escalate(patrol, by=doer(patrol, "escalate"), trigger="not_rectified")
        assert refusal.value.code == "may_escalate"

    @pytest.mark.parametrize("day", [date(2021, 5, 6), date(2021, 7, 1)])
    def test_overdue_is_a_ground(self, campaign: Any, day: date) -> None:
        patrol = make.rectifying()  # due 2021-05-05
        with clock.at(day):
            escalation.escalate(patrol, by=doer(patrol, "escalate"), trigger="overdue")
        assert patrol.reports[0].trigger == "overdue"

    def test_a_failed_recheck_is_a_ground_before_the_due_day(self, campaign: Any) -> None:
        patrol = make.rectifying()
        make.recheck(patrol, "not_fixed", on=date(2021, 4, 25))
        with clock.at(date(2021, 4, 25)):
            escalation.escalate(patrol, by=doer(patrol, "escalate"), trigger="not_rectified")
        assert patrol.state == "escalated"

    def test_a_red_flag_is_a_ground_at_once(self, campaign: Any) -> None:
        assert make.escalated().reports[0].trigger == "child_labour"

    def test_nobody_escalates_on_a_ground_that_is_not_there(self, campaign: Any) -> None:
        with clock.at(make.PATROL_DAY), pytest.raises(Refused) as refusal:
            escalation.escalate(
                make.patrol(make.CHILD),
                by=doer(make.patrol(make.CHILD), "escalate"),
                trigger="group_incident",
            )
        assert refusal.value.code == "no_ground"
