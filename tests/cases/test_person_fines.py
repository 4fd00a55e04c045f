"""Fines of the persons responsible (责任人员): told, heard, decided, served, paid and changed for each, never the unit's."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from casework.models import Paper
from casework.workflow import Refused
from inspections.cases.models import Case, PersonFine
from law import clock
from tests.factories import cases as make
from tests.factories.accounts import doer
from tests.factories.cases import LEDGER_DAY, RESPONSIBLE, appealing, deciding, hearing, paying, serving

pytestmark = pytest.mark.django_db
NAME = RESPONSIBLE["name"]
SECOND = {"role": "head", "name": "孙某", "address": "青岛市黄岛区长江路2号"}
BOTH = (RESPONSIBLE, SECOND)
UNIT, PERSON = Decimal(20_000), Decimal(10_000)


def notice(
    case: Case, persons: dict[str, Any], *, fine: Any = UNIT, on: date = LEDGER_DAY, **told: Any
) -> None:
    with clock.at(on):
        given = {
            "notice_kind": "penalty",
            "notice_text": "拟处罚款",
            "proposed_fine": fine,
            "persons": persons,
        } | told
        hearing.give_notice(case, by=doer(case, "give_notice"), **given)


def draft(case: Case, persons: dict[str, Any], *, fine: Any = UNIT, **told: Any) -> None:
    given = {
        "decision_kind": "penalty",
        "decision_text": "罚款",
        "fine_amount": fine,
        "persons": persons,
    } | told
    deciding.submit_decision(case, by=doer(case, "submit_decision"), **given)


def say(case: Case, *, of: str = "", waived: bool = True) -> None:
    told = {"statement": "无异议", "statement_of": of, "is_hearing_waived": waived}
    hearing.record_statement(case, by=doer(case, "record_statement"), **told)


def hand(case: Case, paper: Paper, whom: str) -> None:
    told = {"way": "direct", "receiver": whom, "addressee": whom, "papers": [paper]}
    serving.deliver(case, by=doer(case, "deliver"), **told)


def serve(case: Case, whom: str = "") -> None:
    serving.serve(case, by=doer(case, "serve"), way="direct", receiver=whom or "全体", addressee=whom)


def told(persons: dict[str, Any], *, people: Any = (RESPONSIBLE,)) -> Case:
    """Told, delivered to everybody."""
    case = make.ledger(people=people)
    notice(case, persons)
    with clock.at(LEDGER_DAY):
        make.deliver_all(case)
    return Case.objects.get(pk=case.pk)


def decided(persons: dict[str, Any] = {NAME: PERSON}, *, people: Any = (RESPONSIBLE,)) -> Case:  # noqa: B006 - never changed
    case = told(persons, people=people)
    with clock.at(LEDGER_DAY):
        for whom in ("", *persons):
            say(case, of=whom)
        draft(case, persons)
        make.do(case, "decide")
    return Case.objects.get(pk=case.pk)


def served(persons: dict[str, Any] = {NAME: PERSON}, *, people: Any = (RESPONSIBLE,)) -> Case:  # noqa: B006 - never changed
    case = decided(persons, people=people)
    with clock.at(LEDGER_DAY):
        serve(case)
    return Case.objects.get(pk=case.pk)


def words(paper: Paper) -> str:
    return str(paper.content)


def pay(case: Case, what: str, amount: Any, *, person: str = "", on: date = LEDGER_DAY) -> None:
    with clock.at(on):
        given = {"what": what, "paid_amount": Decimal(amount), "person": person}
        paying.record_payment(case, by=doer(case, "record_payment"), **given)


# What the law allows


@pytest.mark.parametrize(
    ("persons", "code", "word"),
    [
        ({NAME: "30000.01"}, "persons", "超过上限"),
        ({NAME: "9999.99"}, "persons", "减轻处罚须由审核人写明理由"),
        ({}, "persons", "拟罚款 0 元"),
        ({"无名氏": "10000"}, "persons", "没有登记为本案的责任人员"),
    ],
)
def test_ENF_04_the_fine_of_each_person_lies_inside_the_law(
    persons: dict[str, Any], code: str, word: str
) -> None:
    case = make.ledger()
    with pytest.raises(Refused) as refused:
        notice(case, persons)
    assert refused.value.code == code and word in refused.value.sentence
    assert case.notice is None and not PersonFine.objects.exists()


def test_ENF_04_below_the_least_only_with_the_reviewers_reason_above_the_most_never() -> None:
    case = make.ledger()
    with clock.at(LEDGER_DAY):
        make.do(case, "submit_review")
        make.do(case, "pass_review", deviation="到岗仅一个月，减轻处罚")
    with pytest.raises(Refused):
        notice(case, {NAME: "30000.01"})
    notice(case, {NAME: "500"})
    assert case.notice.persons_fine == 500 and case.notice.fine == UNIT


def test_ENF_04_no_person_is_fined_where_no_norm_says_so_or_the_order_has_not_run_out() -> None:
    overtime = make.case("reviewed")
    with clock.at(make.CASE_DAY):
        make.do(overtime, "record_parties", parties=[{"role": "unit", "name": "某公司"}, RESPONSIBLE])
        make.do(overtime, "submit_review")
        make.do(overtime, "pass_review")
        with pytest.raises(Refused) as refused:
            notice(overtime, {NAME: "1"}, fine=5000, on=make.CASE_DAY)
        assert refused.value.code == "persons" and "没有对责任人员的罚款" in refused.value.sentence
        notice(overtime, {}, fine=5000, on=make.CASE_DAY)
    assert overtime.notice.people() == []


def test_only_a_penalty_fines_persons() -> None:
    case = make.ledger()
    with pytest.raises(Refused, match="persons"):
        notice(case, {NAME: PERSON}, fine=None, notice_kind="handling")
    notice(case, {}, fine=None, notice_kind="handling")


def test_whose_address_is_not_known_cannot_be_fined() -> None:
    """行政处罚法 59(1): name and address of each."""
    case = make.ledger(people=({**RESPONSIBLE, "address": ""},))
    with pytest.raises(Refused) as refused:
        notice(case, {NAME: PERSON})
    assert "住址" in refused.value.sentence


def test_nobody_is_fined_above_what_he_was_told_or_untold() -> None:
    case = told({NAME: PERSON}, people=BOTH[:1])
    with clock.at(LEDGER_DAY):
        say(case)
        say(case, of=NAME)
        with pytest.raises(Refused) as refused:
            draft(case, {NAME: PERSON + 1})
        assert refused.value.code == "persons" and "第四十五条" in refused.value.sentence
        draft(case, {NAME: PERSON})
    assert [str(each) for each in case.decision.people()] == [f"{NAME} 10000.00"]


# Told and heard


@pytest.mark.parametrize(("share", "has_right"), [("999.99", False), ("1000", True)])
def test_the_threshold_of_a_citizen_counts_for_each_person_the_units_for_the_unit(
    share: str, has_right: bool
) -> None:
    case = make.ledger()
    with clock.at(LEDGER_DAY):
        make.do(case, "submit_review")
        make.do(case, "pass_review", deviation="减轻")
    notice(case, {NAME: share}, fine="9999.99")
    assert case.has_hearing_right is has_right and not case.notice.is_individual
    assert case.papers_of("hearing_right_notice").exists() is has_right


def test_everybody_is_heard_for_himself() -> None:
    case = told({NAME: PERSON, "孙某": PERSON}, people=BOTH)
    with clock.at(LEDGER_DAY):
        say(case)
        say(case, of=NAME)
        with pytest.raises(Refused, match="party_was_heard"):
            draft(case, {NAME: PERSON, "孙某": PERSON})
        say(case, of="孙某", waived=False)
        with pytest.raises(Refused, match="hearing_right_was_kept"):
            draft(case, {NAME: PERSON, "孙某": PERSON})
        say(case, of="孙某")
        draft(case, {NAME: PERSON, "孙某": PERSON})
    assert case.decision.persons_fine == 2 * PERSON and case.decision.fine == UNIT


def test_silence_is_enough_once_the_days_are_over() -> None:
    case = told({NAME: PERSON})
    with clock.at(LEDGER_DAY):
        say(case)
    with clock.at(LEDGER_DAY + timedelta(days=30)):
        draft(case, {NAME: PERSON})
    assert case.state == "deciding"


def test_nobody_else_speaks() -> None:
    case = told({NAME: PERSON})
    with clock.at(LEDGER_DAY), pytest.raises(Refused, match="statement_of"):
        say(case, of="路人")


def test_a_person_responsible_is_no_party_in_the_units_place() -> None:
    case = make.ledger(people=BOTH)
    assert case.principal is not None and case.principal.role == "unit"
    assert [each.name for each in case.responsible] == [NAME, "孙某"] and all(
        each.is_individual for each in case.responsible
    )


# Papers and their delivery


def test_the_papers_name_each_person_with_sum_article_and_remedies() -> None:
    case = decided()
    for paper in (case.notice.paper, case.decision.paper):
        assert NAME in words(paper) and "10,000.00" in words(paper) and "20,000.00" in words(paper)
        assert "《保障农民工工资支付条例》第五十四条" in words(paper) and "长江路1号" in words(paper)
        assert RESPONSIBLE["code"] not in words(paper) and "002X" in words(paper)
        assert (
            paper.addressees == [case.employer.name, NAME] and paper.party == f"{case.employer.name}、{NAME}"
        )
    assert case.decision.paper.content["copies"] == 4, "one more for the person"
    assert f"责任人员{NAME}" in words(case.notice.hearing_paper)
    assert f"单位和责任人员{NAME}各自缴纳" in words(case.decision.paper)


def test_a_paper_of_the_unit_alone_says_nothing_of_persons() -> None:
    case = make.case("decided")
    assert "责任人员" not in words(case.notice.paper) + words(case.decision.paper)
    assert case.decision.paper.addressees == []


def test_the_decision_counts_from_the_day_it_has_reached_the_last_of_all() -> None:
    case, later = decided(), LEDGER_DAY + timedelta(days=2)
    with clock.at(LEDGER_DAY):
        serve(case, case.employer.name)
    assert (case.state, case.decision.served_on) == ("decided", None)
    assert not case.deadlines.filter(clock__in=("fine.payment", "decision.suit")).exists()
    assert case.deadlines.running().filter(clock="service.penalty_decision").exists()
    with clock.at(later):
        serve(case, NAME)
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.decision.served_on) == ("served", later)
    assert case.deadlines.running().get(clock="fine.payment").due_on == later + timedelta(days=15)
    receipts = [words(paper) for paper in case.papers_of("delivery_receipt")]
    assert NAME in receipts[0] and case.employer.name in receipts[1]


def test_the_notice_starts_the_days_of_the_party_once_everybody_has_it() -> None:
    case = make.ledger()
    notice(case, {NAME: PERSON})
    with clock.at(LEDGER_DAY):
        hand(case, case.notice.paper, NAME)
        assert not case.deadlines.filter(clock="penalty.advance_notice").exists()
        with pytest.raises(Refused, match="addressee"):
            hand(case, case.notice.paper, "路人")
    with clock.at(LEDGER_DAY + timedelta(days=1)):
        hand(case, case.notice.paper, case.employer.name)
    assert case.deadlines.running().filter(clock="penalty.advance_notice").exists()


# Paid


def test_each_pays_his_own_in_parts_and_no_more_than_he_owes() -> None:
    case = served({NAME: PERSON, "孙某": PERSON + 5000}, people=BOTH)
    pay(case, "fine", UNIT)
    assert case.decision.paid("fine") == UNIT and case.may_be_enforced
    pay(case, "person_fine", 4000, person=NAME)
    with pytest.raises(Refused, match="paid_amount"):
        pay(case, "person_fine", "6000.01", person=NAME)
    with pytest.raises(Refused, match="person"):
        pay(case, "person_fine", 1)
    with pytest.raises(Refused, match="person"):
        pay(case, "confiscated", 1, person=NAME)
    pay(case, "person_fine", 6000, person=NAME)
    assert case.deadlines.running().filter(clock="fine.payment").exists()
    assert {each.name: each.owed for each in case.decision.people()} == {NAME: 0, "孙某": 15_000}
    pay(case, "person_fine", 15_000, person="孙某")
    assert not case.deadlines.running().filter(clock="fine.payment").exists()
    assert case.decision.is_paid and not case.may_be_enforced
    assert case.decision.paid("fine") == UNIT and case.decision.paid("person_fine") == 25_000


def test_the_late_fee_of_a_person_is_of_his_own_fine_and_never_above_it() -> None:
    """行政处罚法 72: 3 % a day of what is unpaid, at most the fine; the unit, which paid, owes none."""
    case = served()
    due = case.deadlines.get(clock="fine.payment").due_on
    pay(case, "fine", UNIT)
    pay(case, "person_fine", 4000, person=NAME)
    ten = due + timedelta(days=10)
    assert case.fees_owed(ten) == {NAME: Decimal(1800)} and case.late_fee(ten) == 0
    assert case.fees_owed(due + timedelta(days=400)) == {NAME: PERSON}
    with pytest.raises(Refused, match="paid_amount"):
        pay(case, "person_fee", "1800.01", person=NAME, on=ten)
    pay(case, "person_fee", 1800, person=NAME, on=ten)
    assert case.fees_owed(ten) == {}


def test_the_case_is_carried_out_when_everybody_has_paid_or_it_is_said_why_not() -> None:
    case = served()
    with clock.at(LEDGER_DAY):
        with pytest.raises(Refused) as refused:
            make.do(case, "record_execution")
        assert refused.value.code == "execution_note" and "责任人员" in refused.value.sentence
    pay(case, "person_fine", PERSON, person=NAME)
    with clock.at(LEDGER_DAY):
        make.do(case, "record_execution")
    assert case.state == "executed"
    assert NAME in words(case.papers_of("payment_record").get())


def test_a_demand_goes_to_whoever_owes_with_each_sum_apart() -> None:
    case = served()
    pay(case, "fine", UNIT)
    with clock.at(case.deadlines.get(clock="fine.payment").due_on + timedelta(days=5)):
        make.do(case, "demand")
        paper = case.papers_of("demand_notice").get()
    assert paper.party == NAME and paper.addressees == []
    assert "10,000.00" in words(paper) and "1,500.00" in words(paper) and f"责任人员{NAME}" in words(paper)


# Changed by a remedy


def result(case: Case, **how: Any) -> None:
    with clock.at(LEDGER_DAY + timedelta(days=20)):
        make.do(case, "record_appeal")
        appealing.record_appeal_result(case, by=doer(case, "record_appeal_result"), **how)


def test_a_remedy_changes_what_one_person_owes_and_the_decision_stays() -> None:
    case = served({NAME: PERSON, "孙某": PERSON}, people=BOTH)
    pay(case, "person_fine", 8000, person=NAME)
    result(case, result="changed", persons={NAME: Decimal(5000), "孙某": None})
    case = Case.objects.get(pk=case.pk)
    first, second = case.decision.people()
    assert (first.amount, first.ordered, first.owed, first.overpaid()) == (PERSON, 5000, 0, 3000)
    assert (second.ordered, second.owed, case.decision.ordered("fine")) == (PERSON, PERSON, UNIT)
    assert (case.decision.persons_fine, case.decision.ordered("person_fine")) == (2 * PERSON, PERSON + 5000)
    assert case.decision.owed("person_fine") == PERSON, "what one paid too much pays for nobody else"


def test_what_a_person_paid_too_much_goes_back_to_that_person() -> None:
    case = served({NAME: PERSON, "孙某": PERSON}, people=BOTH)
    pay(case, "fine", UNIT)
    for name in (NAME, "孙某"):
        pay(case, "person_fine", 8000, person=name)
    result(case, result="changed", persons={NAME: Decimal(5000), "孙某": Decimal(6000)})
    case = Case.objects.get(pk=case.pk)
    assert case.going_back() == {"person_fine": 5000} and case.going_back(NAME) == {"person_fine": 3000}
    for amount, whom in ((3000, ""), (3001, NAME), (1, "路人")):
        with pytest.raises(Refused, match="person|repaid_amount"):
            repay(case, amount, whom)
    repay(case, 3000, NAME)
    assert case.going_back(NAME) == {} and case.going_back("孙某") == {"person_fine": 2000}


def repay(case: Case, amount: int, whom: str) -> None:
    told = {"what": "person_fine", "repaid_amount": amount, "person": whom}
    with clock.at(LEDGER_DAY + timedelta(days=20)), transaction.atomic():
        paying.record_repayment(case, by=doer(case, "record_repayment"), **told)


def test_a_remedy_raises_nothing_and_a_revoked_decision_asks_for_nothing() -> None:
    case = served()
    with pytest.raises(Refused, match="persons"), transaction.atomic():
        result(case, result="changed", persons={NAME: PERSON + 1})
    result(Case.objects.get(pk=case.pk), result="revoked")
    case = Case.objects.get(pk=case.pk)
    assert case.decision.is_paid and not case.has_money and case.decision.people()[0].ordered == 0


# What must never be


def test_a_fine_is_said_by_one_of_notice_decision_and_remedy() -> None:
    case = served()
    row = case.decision.people()[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonFine.objects.filter(pk=row.pk).update(notice=case.notice)
    with pytest.raises(IntegrityError), transaction.atomic():
        case.decision.payments.create(what="person_fine", amount=1, paid_on=LEDGER_DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        case.decision.payments.create(what="fine", amount=1, paid_on=LEDGER_DAY, person=row)
