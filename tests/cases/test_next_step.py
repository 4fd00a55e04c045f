"""What the page of a case puts forward, who is said to have it, and whose worklist it is on."""

from typing import Any

import pytest

from accounts.roles import Role
from casework.by import By
from casework.paper_kinds import kind_of
from casework.papers.forms import GivenForm
from casework.views.detail import buttons, idle
from casework.workflow import offers, primary
from inspections.cases.models import Case
from inspections.cases.views.record import holder
from law import clock
from tests.factories import accounts
from tests.factories import cases as make

pytestmark = pytest.mark.django_db
ON = make.CASE_DAY


def next_of(case: Case, person: Any) -> str:
    with clock.at(ON):
        found = primary(offers(case, by=By(person)), before=case.act_before)
    return found.row.action if found else ""


def test_what_was_issued_is_delivered_before_the_party_is_heard() -> None:
    case = make.case("reviewed")
    with clock.at(ON):
        make.do(case, "give_notice")
    assert next_of(case, case.lead) == "deliver"
    with clock.at(ON):
        make.deliver_all(case)
    assert next_of(case, case.lead) == "record_statement"


def test_what_is_owed_is_paid_before_it_is_done_with() -> None:
    case = make.case("served")
    assert next_of(case, case.lead) == "record_payment"
    with clock.at(ON):
        make.do(case, "record_payment", paid_amount=case.decision.fine)
    assert next_of(Case.objects.get(pk=case.pk), case.lead) == "record_execution"


def test_why_the_next_step_cannot_be_done_yet_stands_in_its_place() -> None:
    case = make.case("executed", fine=5000)
    with clock.at(ON):
        acts = buttons(case, offers(case, by=By(case.lead)))
        assert "“报请结案”现在还不能办：" in idle(case, acts) and "处罚决定公示" in idle(case, acts)
        assert idle(case, buttons(case, offers(case, by=By(accounts.user("legal_reviewer"))))).startswith(
            f"等{case.lead.name}、{case.second.name}"
        )


@pytest.mark.parametrize(
    ("state", "role"),
    [("filing", Role.BRIGADE_LEADER), ("reviewing", Role.LEGAL_REVIEWER), ("reviewed", Role.BRIGADE_LEADER),
     ("deciding", Role.BUREAU_HEAD), ("closing", Role.BRIGADE_LEADER)],
)  # fmt: skip
def test_who_has_the_next_word_is_named(state: str, role: Role) -> None:
    assert holder(make.case(state)) == role.label


def test_the_leader_is_asked_to_publish_a_penalty_and_only_until_it_is_done() -> None:
    case, leader = make.case("served"), accounts.user("brigade_leader")
    assert case in Case.objects.awaiting(leader) and next_of(case, leader) == "publish_decision"
    with clock.at(ON):
        make.do(case, "publish_decision")
    assert case not in Case.objects.awaiting(leader)


def test_what_is_answered_to_the_party_is_asked_once_and_stands_in_the_record() -> None:
    case = make.case("notified")
    with clock.at(ON):
        make.do(case, "record_statement", statement="请求从轻", statement_answer="数额固定，不能从轻")
    paper = case.papers_of("statement_record").latest("pk")
    told = {block["label"]: block.get("value") for block in paper.content["blocks"] if "label" in block}
    assert told["复核意见"] == "数额固定，不能从轻"


def test_lines_as_browsers_send_them_are_taken_and_what_cannot_be_printed_is_said_at_its_field() -> None:
    case = make.case("investigating")
    kind = kind_of("enquiry_record")
    sent = {"turns": "问：几点上班？\r\n答：八点。", "person_name": "钱某"}
    assert GivenForm(sent, kind=kind, given={}, about=case).is_valid()
    wrong = GivenForm(sent | {"person_name": "钱\x01某"}, kind=kind, given={}, about=case)
    assert list(wrong.errors) == ["person_name"]
