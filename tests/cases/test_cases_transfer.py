"""To the police (国务院令第310号; DOMAIN §1.5, scenario 17): from any state, back to where it was, never a penalty instead."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from casework.by import By
from casework.models import Paper
from casework.submissions import new_key
from casework.workflow import Refused, perform
from inspections.cases.models import Case, Transfer
from inspections.cases.stages import AT
from inspections.cases.workflow import FILED_AND_OPEN
from law import clock
from tests.factories import cases as make
from tests.factories.accounts import doer
from tests.factories.cases import deciding, hearing, investigating, transferring

DAY = make.CASE_DAY
CRIME = {"crime": "other", "crime_facts": "扣押证件、限制人身自由"}


def refused(code: str, service: Any, *args: Any, on: date = DAY, **told: Any) -> Refused:
    with clock.at(on), pytest.raises(Refused) as refusal:
        service(*args, **told)
    assert refusal.value.code == code
    return refusal.value


def turn_down(record: Case) -> None:
    transferring.propose_transfer(record, by=doer(record, "propose_transfer"))
    transferring.reject_transfer(record, by=doer(record, "reject_transfer"), reason="不构成犯罪")


def to_notice(record: Case, kind: str, fine: int | None = None) -> None:
    """From the investigation to a party that was heard."""
    for action in ("conclude_investigation", "submit_review", "pass_review"):
        make.do(record, action)
    hearing.give_notice(
        record, by=doer(record, "give_notice"), notice_kind=kind, notice_text="告知", proposed_fine=fine
    )
    make.deliver_all(record)
    hearing.record_statement(record, by=doer(record, "record_statement"), statement="无异议")


@pytest.mark.parametrize("state", FILED_AND_OPEN)
def test_a_crime_is_reported_from_every_state_and_a_refusal_leads_back_to_it(db: Any, state: str) -> None:
    record = make.case(state)
    with clock.at(DAY):
        transferring.propose_transfer(record, by=doer(record, "propose_transfer"), **CRIME)
        assert record.state == "transfer_pending" and record.transfer_from == state
        assert record.stage_number == AT[state]
        transferring.reject_transfer(record, by=doer(record, "reject_transfer"), reason="不构成犯罪")
        (report,) = Paper.objects.about(record).filter(kind="crime_transfer_approval")
    told = {block["name"]: block.get("value", "") for block in report.content["blocks"]}
    assert report.state == "issued" and "不批准移送，理由：不构成犯罪" in told["approval"]
    stored = Case.objects.get()
    assert stored.state == state and stored.transfer_from == "" and stored.transfer.cleared_on == DAY


def test_the_head_signs_what_two_officers_have_proposed(db: Any) -> None:
    """国务院令第310号 5: a draft when it is reported, issued with the head's word, not signed or dropped by anybody else."""
    record = make.case("investigating")
    with clock.at(DAY):
        transferring.propose_transfer(record, by=doer(record, "propose_transfer"), **CRIME)
        draft = record.transfer.report
        assert (
            draft.state == "draft"
            and not draft.content
            and draft.given["crime_facts"] == CRIME["crime_facts"]
        )
        for action in ("sign_paper", "change_paper", "drop_paper"):
            refused("is_free", perform, draft, action, by=By(record.lead))
        head = doer(record, "approve_transfer")
        transferring.approve_transfer(record, by=head)
    draft.refresh_from_db()
    told = {block["name"]: block.get("value", "") for block in draft.content["blocks"]}
    assert draft.state == "issued" and draft.made_by == "approve_transfer" and draft.issued_by == head.actor
    assert "批准移送。" in told["approval"] and head.actor.name in told["approval"]
    assert told["crime_facts"] == CRIME["crime_facts"] and record.lead.name in told["handlers_opinion"]


def test_DOMAIN_17_the_head_by_thursday_and_the_police_within_a_day_of_his_word(db: Any) -> None:
    """Reported Mon 06-28: the head by Thu 07-01; approved Wed 06-30 at 15:00: with the police by Thu 07-01 at 15:00."""
    record = make.case("investigating")
    with clock.at(date(2021, 6, 28)):
        transferring.propose_transfer(record, by=doer(record, "propose_transfer"), **CRIME)
    assert record.deadlines.running().get(clock="transfer.approval").due_on == date(2021, 7, 1)
    with clock.at(clock.instant_of(datetime(2021, 6, 30, 15, 0))):
        transferring.approve_transfer(record, by=doer(record, "approve_transfer"))
    handover = record.deadlines.running().get(clock="transfer.handover")
    assert handover.due_at == clock.instant_of(datetime(2021, 7, 1, 15, 0))


def test_DOMAIN_17_unpaid_wages_go_to_the_police_only_after_an_order_and_from_the_local_sum(db: Any) -> None:
    told = {"crime": "unpaid_wages", "crime_facts": "责令支付后仍不支付"}
    record = make.case("investigating", matters=["wage_arrears"], cause="欠薪")
    by = doer(record, "propose_transfer")
    rows = [{"name": "张三", "owed": 60_000, "starts_on": date(2021, 1, 1), "ends_on": date(2021, 4, 30)}]
    with clock.at(DAY):
        make.do(record, "record_workers", workers=rows)
    assert "责令" in refused("crime", transferring.propose_transfer, record, by=by, **told).sentence
    with clock.at(DAY):
        make.do(record, "order_correction")
        make.do(record, "deliver")
    with clock.at(date(2021, 6, 10)):
        make.do(record, "confirm_correction", is_corrected=False, is_minor_and_corrected=False)
        make.do(record, "record_workers", workers=[{**rows[0], "owed": 2_000}])
    refused("crime", transferring.propose_transfer, record, by=by, on=date(2021, 6, 10), **told)
    with clock.at(date(2021, 6, 10)):
        make.do(record, "record_workers", workers=rows)
        transferring.propose_transfer(record, by=by, **told)
    assert record.state == "transfer_pending"


def test_DOMAIN_17_no_penalty_while_a_suspected_crime_is_open(db: Any) -> None:
    record = make.case("investigating")
    draft = {
        "by": doer(record, "submit_decision"),
        "decision_kind": "penalty",
        "decision_text": "罚款",
        "fine_amount": "5000",
    }
    with clock.at(DAY):
        investigating.record_findings(record, by=doer(record, "record_findings"), findings="查实", **CRIME)
        to_notice(record, "penalty", 5000)
    refusal = refused("decision_kind", deciding.submit_decision, record, **draft)
    assert "以罚代移" in refusal.sentence
    with clock.at(DAY):
        turn_down(record)
        assert record.state == "notified"
        deciding.submit_decision(record, **draft)
        deciding.decide(record, by=doer(record, "decide"))
    assert record.state == "decided"


def test_a_crime_found_on_the_way_to_the_head_bars_the_decision_until_he_turns_the_transfer_down(
    db: Any,
) -> None:
    record = make.case("deciding")
    noted = Transfer.objects.create(case=record, crime="other", facts="扣押证件", noted_on=DAY)
    Case.objects.filter(pk=record.pk).update(transfer=noted)
    record.refresh_from_db()
    refused("is_no_penalty_for_a_crime", deciding.decide, record, by=doer(record, "decide"))
    with clock.at(DAY):
        turn_down(record)
        deciding.decide(record, by=doer(record, "decide"))
    assert record.state == "decided"


def test_facts_of_a_crime_written_anew_are_open_again_the_same_words_are_not(db: Any) -> None:
    record = make.case("investigating")
    with clock.at(DAY):
        investigating.record_findings(record, by=doer(record, "record_findings"), findings="查实", **CRIME)
        turn_down(record)
        investigating.record_findings(
            record, by=doer(record, "record_findings"), findings="补充证据", **CRIME
        )
        assert not record.has_open_crime
        investigating.record_findings(
            record,
            by=doer(record, "record_findings"),
            findings="补充证据",
            crime="other",
            crime_facts="另查明殴打",
        )
        assert record.has_open_crime and record.transfers.count() > 1


def test_an_order_to_pay_is_no_penalty_and_goes_on_beside_a_suspected_crime(db: Any) -> None:
    record = make.case("investigating")
    with clock.at(DAY):
        investigating.record_findings(record, by=doer(record, "record_findings"), findings="查实", **CRIME)
        to_notice(record, "handling")
        deciding.submit_decision(
            record, by=doer(record, "submit_decision"), decision_kind="handling", decision_text="责令支付"
        )
        deciding.decide(record, by=doer(record, "decide"))
    assert record.state == "decided"


@pytest.mark.parametrize("action", ["conclude_investigation", "propose_transfer"])
def test_the_form_opens_before_anything_is_written_and_asks_for_it(
    db: Any, people: Any, client_for: Callable[[Any], Client], action: str
) -> None:
    record = make.case("investigating", lead=people.lead)
    client, field = client_for(people.lead), {"propose_transfer": "crime_facts"}.get(action, "findings")
    with clock.at(DAY):
        assert client.get(record.act_url(action)).status_code == 200
        answer = client.post(record.act_url(action), {"submission": new_key(), "crime": "other"})
    assert answer.status_code == 422 and field in answer.context["form"].errors
