"""The whole table of a complaint: every state × action × role, and what the guards say (A-03)."""

from datetime import date
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest

from accounts.roles import PERMISSIONS
from casework import deeds
from casework.by import By
from casework.models import AuditEntry, Notice
from casework.table import NEW
from casework.workflow import Refused, offers
from complaints.models import Complaint
from complaints.services import acts
from complaints.workflow import TABLE, State
from law import clock
from tests.factories.complaints import accepted, complainant, complaint, in_state, original_of, report
from tests.factories.registry import employer

DAY = date(2021, 4, 30)
FACTS: dict[str, dict[str, Any]] = {
    "take_on": {},
    "attach": {},
    "accept": {},
    "request_supplement": {"supplement_request": "请补交工资条"},
    "receive_supplement": {},
    "refuse": {"refusal_ground": "other", "refusal_reason": "已在法院诉讼"},
    "redirect": {"redirected_to": "arbitration", "redirect_note": "请申请仲裁"},
    "conclude": {"result": "已责令支付"},
    "give_feedback": {"feedback": "已电话告知", "feedback_method": "phone"},
}
# Acts that follow from another, and the leader's own: tests/desk/test_leavers.py, test_red_flags.py, test_born_cases.py.
APART = {"file_case", "raise_alarm", "reassign_complaint"}
# DOMAIN 3 and 青岛条例 26–27, written down a second time: from -> what may be done.
ALLOWED = {
    "received": {
        "take_on": "received",
        "attach": "merged",
        "accept": "accepted",
        "request_supplement": "supplementing",
        "redirect": "redirected",
        "refuse": "refused",
    },
    "supplementing": {
        "take_on": "supplementing",
        "attach": "merged",
        "receive_supplement": "received",
        "redirect": "redirected",
        "refuse": "refused",
    },
    "accepted": {"conclude": "concluded"},
    "concluded": {"give_feedback": "answered"},
    "refused": {},
    "redirected": {},
    "merged": {},
    "answered": {},
}
STAFF = {"inspector", "brigade_leader"}


def do(record: Complaint, action: str, actor: Any) -> None:
    with clock.at(DAY):
        deeds.service("complaints", action)(
            record, by=By(actor), **FACTS[action], **_earlier(record, action, actor)
        )


def _earlier(record: Complaint, action: str, actor: Any) -> dict[str, Any]:
    """What it is attached to: the same claim, under way."""
    if action != "attach":
        return {}
    may = actor.role in STAFF and action in ALLOWED[record.state]
    return {"earlier": original_of(record, actor=actor) if may else record}


@pytest.mark.parametrize(("state", "action"), list(product(ALLOWED, FACTS)))
def test_A_03_every_state_and_action(people: SimpleNamespace, firm: Any, state: str, action: str) -> None:
    record = in_state(state, actor=people.inspector, employer=firm, on=DAY)
    if action in ALLOWED[state]:
        do(record, action, people.inspector)
        record.refresh_from_db()
        assert record.state == ALLOWED[state][action]
        assert AuditEntry.objects.about(record).first().action == action
        return
    entries = AuditEntry.objects.count()
    with pytest.raises(Refused) as refused:
        do(record, action, people.inspector)
    assert refused.value.code == "state"
    assert Complaint.objects.get(pk=record.pk).state == state
    assert AuditEntry.objects.count() == entries


def test_every_action_of_the_table_is_tested_and_has_a_service() -> None:
    assert set(TABLE.actions) == {"register", *APART, *FACTS}
    assert {row.action for state in ALLOWED for row in TABLE.rows_from(state)} == {*APART, *FACTS}
    assert all(deeds.service("complaints", action) for action in TABLE.actions)
    unasked = {row.action for row in TABLE.rows if row.permission not in PERMISSIONS}
    assert unasked == {"file_case", "raise_alarm"}, "what only follows from another act"
    assert not any(row.phases for row in TABLE.rows), "a complaint never waits for the campaign"


def test_A_03_every_role_and_action(everyone: list[Any], people: SimpleNamespace, firm: Any) -> None:
    for state, actions in ALLOWED.items():
        for action in actions:
            for person in everyone:
                record = in_state(state, actor=people.inspector, employer=firm, on=DAY)
                if person.role in STAFF:
                    do(record, action, person)
                    continue
                with pytest.raises(Refused) as refused:
                    do(record, action, person)
                assert refused.value.code == "permission", (person.role, action)
                assert Complaint.objects.get(pk=record.pk).state == state


def test_every_role_that_may_register(everyone: list[Any], firm: Any, today: date) -> None:
    for person in everyone:
        if person.role in STAFF:
            assert complaint(employer=firm, actor=person).state == State.RECEIVED
        else:
            with pytest.raises(Refused):
                complaint(employer=firm, actor=person)


def test_the_offers_are_those_of_the_table(people: SimpleNamespace, firm: Any) -> None:
    for state, actions in ALLOWED.items():
        record = in_state(state, actor=people.inspector, employer=firm, on=DAY)
        assert {offer.row.action for offer in offers(record, by=By(people.inspector))} == set(actions)
        assert offers(record, by=By(people.officer)) == []


def test_without_an_employer_it_is_not_accepted(people: SimpleNamespace, today: date) -> None:
    record = complaint(actor=people.inspector, town=people.here)
    with pytest.raises(Refused) as refused:
        acts.accept(record, by=By(people.inspector))
    assert refused.value.code == "has_employer"


def test_DOMAIN_26_only_arbitration_matters_are_not_accepted(
    people: SimpleNamespace, firm: Any, today: date
) -> None:
    """DOMAIN 9 #26: 二倍工资 alone goes to arbitration; with the missing contract it is ours."""
    only = complaint(actor=people.inspector, employer=firm, matters=["double_wage_claim"])
    with pytest.raises(Refused) as refused:
        acts.accept(only, by=By(people.inspector))
    assert refused.value.code == "is_for_inspection"
    acts.redirect(only, by=By(people.inspector), redirected_to="arbitration", redirect_note="请向仲裁院申请")
    assert only.state == State.REDIRECTED
    both = complaint(
        actor=people.inspector, employer=firm, matters=["double_wage_claim", "no_written_contract"]
    )
    acts.accept(both, by=By(people.inspector))
    assert both.state == State.ACCEPTED


def test_acceptance_makes_the_employer_a_target(people: SimpleNamespace, firm: Any, campaign: Any) -> None:
    record = accepted(employer=firm, actor=people.inspector, on=DAY)
    assert record.campaign == campaign
    target = firm.targets.get()
    assert target.state == "listed"
    assert "complaint" in target.reasons.values_list("reason", flat=True)


def test_outside_the_campaign_nothing_waits_and_nothing_is_listed(
    people: SimpleNamespace, firm: Any, campaign: Any
) -> None:
    record = accepted(employer=firm, actor=people.inspector, on=date(2021, 3, 1))
    assert record.campaign is None and record.state == State.ACCEPTED
    assert not firm.targets.exists()


@pytest.mark.parametrize("day", [date(2021, 4, 12), date(2021, 5, 31), date(2021, 8, 2)])
def test_in_a_gap_between_phases_everything_goes(
    people: SimpleNamespace, firm: Any, campaign: Any, day: date
) -> None:
    record = accepted(employer=firm, actor=people.inspector, on=day)
    assert record.campaign == campaign
    assert AuditEntry.objects.about(record).first().phase == ""


def test_the_handler_must_be_able_to_handle(people: SimpleNamespace, firm: Any, today: date) -> None:
    record = complaint(employer=firm, actor=people.inspector)
    with pytest.raises(Refused) as refused:
        acts.accept(record, by=By(people.leader), handler=people.officer)
    assert refused.value.code == "handler"
    acts.accept(record, by=By(people.leader), handler=people.colleague)
    assert record.handler == people.colleague
    assert Notice.objects.filter(user=people.colleague).count() == 1


def test_refusal_needs_written_reasons(people: SimpleNamespace, firm: Any, today: date) -> None:
    record = complaint(employer=firm, actor=people.inspector)
    with pytest.raises(Refused) as refused:
        acts.refuse(record, by=By(people.inspector), refusal_ground="other", refusal_reason="  ")
    assert refused.value.code == "text"


def test_a_ground_that_is_not_true_is_refused(people: SimpleNamespace, firm: Any, today: date) -> None:
    record = complaint(employer=firm, actor=people.inspector, act_ended_on=date(2020, 1, 1))
    for ground in ("expired", "employer_unidentified", "already_filed"):
        with pytest.raises(Refused) as refused:
            acts.refuse(record, by=By(people.inspector), refusal_ground=ground, refusal_reason="不符合条件")
        assert refused.value.code == "ground"


def test_employer_unidentified_only_after_supplement(people: SimpleNamespace, today: date) -> None:
    record = complaint(actor=people.inspector)
    acts.request_supplement(record, by=By(people.inspector), supplement_request="请说明单位名称")
    acts.receive_supplement(record, by=By(people.inspector))
    acts.refuse(
        record, by=By(people.inspector), refusal_ground="employer_unidentified", refusal_reason="补正后仍不明"
    )
    assert record.state == State.REFUSED


def test_already_filed_names_the_earlier_one(people: SimpleNamespace, firm: Any, today: date) -> None:
    told = complainant()
    first = accepted(employer=firm, actor=people.inspector, complainant=told)
    again = complaint(employer=firm, actor=people.inspector, complainant=told)
    acts.refuse(
        again,
        by=By(people.inspector),
        refusal_ground="already_filed",
        refusal_reason="同一事项已在办理",
        earlier=first,
    )
    assert list(first.repeats.all()) == [again]


def test_the_supplement_may_bring_the_employer(people: SimpleNamespace, firm: Any) -> None:
    with clock.at(date(2021, 4, 26)):
        record = complaint(actor=people.inspector)
        acts.request_supplement(record, by=By(people.inspector), supplement_request="请说明单位名称")
    with clock.at(date(2021, 4, 28)):
        acts.receive_supplement(record, by=By(people.inspector), employer=firm)
        acts.accept(record, by=By(people.inspector))
    assert record.town == firm.town and record.state == State.ACCEPTED


@pytest.mark.parametrize("day", [date(2021, 4, 25), date(2021, 5, 1)])
def test_a_supplement_cannot_arrive_before_it_was_asked_for_or_tomorrow(
    people: SimpleNamespace, day: date
) -> None:
    with clock.at(date(2021, 4, 26)):
        record = complaint(actor=people.inspector)
        acts.request_supplement(record, by=By(people.inspector), supplement_request="请说明单位名称")
    with clock.at(DAY), pytest.raises(Refused) as refused:
        acts.receive_supplement(record, by=By(people.inspector), supplemented_on=day)
    assert refused.value.code == "supplement"


def test_an_anonymous_report_ends_when_concluded(people: SimpleNamespace, firm: Any, today: date) -> None:
    record = report(employer=firm, actor=people.inspector)
    acts.accept(record, by=By(people.inspector))
    acts.conclude(record, by=By(people.inspector), result="已责令支付")
    assert record not in Complaint.objects.open()
    assert record not in Complaint.objects.awaiting(people.inspector)
    named = in_state("concluded", employer=firm, actor=people.inspector)
    assert named in Complaint.objects.open() and named in Complaint.objects.awaiting(people.inspector)


def test_two_at_once_only_one_wins(people: SimpleNamespace, firm: Any, today: date) -> None:
    record = complaint(employer=firm, actor=people.inspector)
    mine, theirs = Complaint.objects.get(pk=record.pk), Complaint.objects.get(pk=record.pk)
    acts.accept(mine, by=By(people.inspector))
    with pytest.raises(Refused) as refused:
        do(theirs, "refuse", people.leader)
    assert refused.value.code == "conflict"
    assert Complaint.objects.get(pk=record.pk).state == State.ACCEPTED


def test_creating_acts_start_from_nothing(people: SimpleNamespace, firm: Any, today: date) -> None:
    record = complaint(employer=firm, actor=people.inspector)
    entry = AuditEntry.objects.about(record).get()
    assert (entry.action, entry.before, entry.after) == ("register", NEW, "received")
    assert record.number == "青西新人社监投字〔2021〕第1号"
    assert complaint(actor=people.inspector).number == "青西新人社监投字〔2021〕第2号"


def test_a_case_of_money_names_the_people(people: SimpleNamespace, today: date) -> None:
    record = accepted(employer=employer(town=people.here), actor=people.inspector)
    with pytest.raises(Refused):
        acts.conclude(record, by=By(people.inspector), result="已付清", recovered_amount=100)
    acts.conclude(record, by=By(people.inspector), result="已付清", recovered_amount=100, recovered_people=2)
    assert (record.totals["wages_paid_people"], record.totals["wages_paid_amount"]) == (2, 100)
