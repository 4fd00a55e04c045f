"""The table of a draw: every state × action × role and every phase; what is allowed, and that all else is refused (A-03)."""

from datetime import date
from itertools import product
from typing import Any

import pytest

from accounts.roles import Role
from casework import deeds
from casework.by import By
from casework.models import AuditEntry
from casework.table import NEW
from casework.workflow import Refused, check, offers
from inspections.checks.models import Inspection
from inspections.draws.models import Draw
from inspections.draws.services import adopting, preparing, rounds
from inspections.draws.workflow import DRAW
from law import clock
from tests.factories import accounts, checks, draws
from tests.factories import registry as register
from tests.taken_back import taken_back

LEADER, HEAD = {"brigade_leader"}, {"bureau_head"}
# Written down a second time: state -> action -> (target, roles that may). None: it only follows from another act.
DRAW_ALLOWED: dict[str, dict[str, tuple[str, set[str] | None]]] = {
    NEW: {"prepare": ("prepared", LEADER)},
    "prepared": {"freeze": ("frozen", LEADER), "abandon": ("abandoned", LEADER)},
    "frozen": {
        "draw": ("drawn", LEADER),
        "add_witness": ("frozen", {"inspector", "brigade_leader", "legal_reviewer"}),
        "abandon": ("abandoned", LEADER),
        "annul": ("abandoned", HEAD),
    },
    "drawn": {
        "adopt": ("adopted", LEADER),
        "approve_redraw": ("frozen", HEAD),
        "refuse_redraw": ("drawn", HEAD),
        "recuse": ("drawn", LEADER),
        "override": ("drawn", HEAD),
        "redraw": ("drawn", LEADER),
        "annul": ("abandoned", HEAD),
    },
    "adopted": {"recuse": ("adopted", LEADER), "override": ("adopted", HEAD)},
    "abandoned": {},
}
COUNTS = {"劳动密集、服务": 2}
# Days and the phase they are in; only the inspection phase opens the draw.
DAYS = {
    date(2021, 4, 1): "publicity",
    date(2021, 4, 12): "",
    date(2021, 5, 29): "patrol",
    date(2021, 5, 31): "",
    date(2021, 6, 1): "inspection",
    date(2021, 7, 31): "inspection",
    date(2021, 8, 2): "",
    date(2021, 8, 3): "summary",
    date(2021, 9, 1): "",
}


def test_the_table_has_exactly_these_rows() -> None:
    table, allowed = DRAW, DRAW_ALLOWED
    actions = {action for state in allowed.values() for action in state}
    assert set(table.actions) == actions and set(allowed) == {NEW, *table.states.values}
    for state, action in product(allowed, actions):
        row = table.row(action, state)
        assert (row.target if row else None) == allowed[state].get(action, (None,))[0], (state, action)
    assert {row.action for row in table.rows if row.permission is None} == {
        action for state in allowed.values() for action, (_target, roles) in state.items() if roles is None
    }


def test_every_role_and_action_of_the_table(db: Any) -> None:
    people = [accounts.user(role) for role in Role.values]
    for state, actions in DRAW_ALLOWED.items():
        for action, (_target, roles) in actions.items():
            row = DRAW.row(action, state)
            if roles is not None:
                assert {person.role for person in people if person.has_perm(row.permission)} == roles, action


def test_every_button_has_a_service_of_its_name() -> None:
    assert [
        row.action for row in DRAW.rows if row.permission and deeds.service("draws", row.action) is None
    ] == []


@pytest.fixture
def make_draw(campaign: Any, leader: Any, head: Any, inspectors: Any, firms: Any, day: Any) -> Any:
    """A draw in any state; frozen means the first round, with a witness."""

    def made(state: str) -> Draw:
        facts = {"campaign": campaign, "actor": leader, "counts": COUNTS}
        if state == "abandoned":
            draw = draws.prepared(**facts)
            preparing.abandon(draw, by=By(leader), reason="名录有误")
            return draw
        step = {
            "prepared": draws.prepared,
            "frozen": draws.witnessed,
            "drawn": draws.drawn,
            "adopted": draws.adopted,
        }
        return step[state](**facts)

    return made


def draw_facts(draw: Draw, action: str) -> dict[str, Any]:
    """What the act needs besides its actor."""
    row = draw.latest_round.results.first() if draw.latest_round else None
    seats = [row.second.certificate, row.lead.certificate] if row else ["a", "b"]
    return {
        "add_witness": {"witness": "陈某", "kind": "legal", "text": "东风"},
        "abandon": {"reason": "名录有误"},
        "annul": {"reason": "程序有瑕疵"},
        "redraw": {"reason": "名录外人员在场"},
        "refuse_redraw": {"reason": "理由不成立"},
        "recuse": {"code": row.code if row else "W1", "recused": seats[0], "reason": "近亲属"},
        "override": {"code": row.code if row else "W1", "inspectors": seats, "reason": "案情复杂"},
    }.get(action, {})


def act_of_draw(draw: Draw, action: str, person: Any) -> None:
    deeds.service("draws", action)(draw, by=By(person), **draw_facts(draw, action))


@pytest.mark.parametrize("state", [state for state in DRAW_ALLOWED if state != NEW])
def test_A_03_every_state_action_and_role_of_a_draw(
    make_draw: Any, leader: Any, head: Any, state: str
) -> None:
    actions = {action for allowed in DRAW_ALLOWED.values() for action in allowed} - {"prepare"}
    people = {role: accounts.user(role) for role in Role.values} | {
        "brigade_leader": leader,
        "bureau_head": head,
    }
    key = make_draw(state).pk
    for action, (role, person) in product(sorted(actions), people.items()):
        target, roles = DRAW_ALLOWED[state].get(action, ("", set()))
        # What was never drawn cannot be annulled: a guard's refusal, not the table's.
        may = role in roles and (action, state) != ("annul", "frozen")
        with taken_back():
            draw = Draw.objects.get(pk=key)
            if action in ("approve_redraw", "refuse_redraw") and state == "drawn":
                rounds.redraw(draw, by=By(leader), reason="重来")
            entries = AuditEntry.objects.count()
            if may:
                act_of_draw(draw, action, person)
                draw.refresh_from_db()
                assert draw.state == target and AuditEntry.objects.about(draw).first().action == action
                continue
            with pytest.raises(Refused) as refused:
                act_of_draw(draw, action, person)
            expected = (
                {"state", "was_drawn"}
                if person.has_perm(DRAW.rows_of(action)[0].permission)
                else {"permission"}
            )
            assert refused.value.code in expected, (state, action, role)
            assert Draw.objects.get(pk=key).state == state and AuditEntry.objects.count() == entries


@pytest.mark.parametrize("day_of_act", DAYS)
def test_only_the_inspection_phase_opens_the_draw(make_draw: Any, leader: Any, day_of_act: date) -> None:
    """On plan and in a gap it goes; in any other phase it is refused with the day it opens, reason or not."""
    draw = make_draw("frozen")
    with clock.at(day_of_act):
        if DAYS[day_of_act] in ("inspection", ""):
            assert check(draw, "draw", by=By(leader))[1] == (DAYS[day_of_act] or None)
            return
        for reason in ("", "有特殊情况"):
            with pytest.raises(Refused) as refused:
                rounds.draw(draw, by=By(leader, off_plan=reason))
            assert (refused.value.code, refused.value.opens_on) == ("not_in_phase", date(2021, 6, 1))
        offer = next(offer for offer in offers(draw, by=By(leader)) if offer.row.action == "draw")
        assert not offer.is_allowed and "2021-06-01" in offer.refusal.sentence


@pytest.mark.parametrize("day_of_act", DAYS)
def test_preparing_off_plan_asks_for_a_reason(campaign: Any, leader: Any, day_of_act: date) -> None:
    with clock.at(day_of_act):
        draw = Draw(campaign=campaign)
        if DAYS[day_of_act] in ("inspection", ""):
            check(draw, "prepare", by=By(leader))
            return
        with pytest.raises(Refused, match="off_plan"):
            check(draw, "prepare", by=By(leader))
        check(draw, "prepare", by=By(leader, off_plan="提前准备"))


def test_offers_name_the_reason_for_what_cannot_be_done(make_draw: Any, leader: Any) -> None:
    draw = make_draw("drawn")
    rounds.redraw(draw, by=By(leader), reason="重来")
    told = {offer.row.action: offer.is_allowed for offer in offers(draw, by=By(leader))}
    assert told == {"adopt": False, "recuse": False, "redraw": False}


def test_M_AC_05_who_sees_draws_and_inspections(
    campaign: Any, make_draw: Any, town_a: Any, town_b: Any
) -> None:
    draw = make_draw("drawn")
    here = checks.inspection(campaign=campaign, employer=register.employer(town=town_a))
    there = checks.inspection(campaign=campaign, employer=register.employer(town=town_b))
    nowhere = checks.inspection(campaign=campaign, employer=register.employer(town=None))
    district = {"inspector", "brigade_leader", "bureau_head", "legal_reviewer", "leadership"}
    for role in Role.values:
        person = accounts.user(role)
        sees = role in district
        assert list(Draw.objects.visible_to(person)) == ([draw] if sees else []), role
        for rows in (
            draw.pool_employers,
            draw.pool_inspectors,
            draw.exclusions,
            draw.rounds,
            draw.witness_texts,
        ):
            assert rows.visible_to(person).exists() == (sees and rows.exists()), role
        expected = {here, there, nowhere} if sees else set()
        assert set(Inspection.objects.visible_to(person)) == expected, role
    officer = accounts.user("town_officer", town_a)
    assert (
        set(Inspection.objects.visible_to(officer)) == {here}
        and not Draw.objects.visible_to(officer).exists()
    )


def test_what_nobody_waits_for_is_on_no_desk(campaign: Any, day: Any, leader: Any) -> None:
    """A draw that was adopted may still be amended, a seat given to somebody else; that is no task of anybody."""
    head = accounts.user("bureau_head")
    seated = checks.assigned(campaign=campaign)
    for _ in range(3):
        register.employer(categories=("service",))
    draw = draws.drawn(campaign=campaign, actor=leader)
    assert seated not in Inspection.objects.awaiting(leader)
    assert draw in Draw.objects.awaiting(leader) and draw not in Draw.objects.awaiting(head)
    rounds.redraw(draw, by=By(leader), reason="投影中断")
    assert draw in Draw.objects.awaiting(head)
    rounds.refuse_redraw(draw, by=By(head), reason="不影响结果")
    assert draw not in Draw.objects.awaiting(head)
    adopting.adopt(draw, by=By(leader))
    assert draw not in Draw.objects.awaiting(leader)
