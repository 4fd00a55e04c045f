"""A fine of somebody responsible through the pages: typed beside the unit's, refused at its field, heard, served, paid, shown."""

from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspections.cases.models import Case
from law import clock
from tests.cases.test_cases_pages import DAY, as_
from tests.cases.test_remedies_pages import post
from tests.factories import cases as make
from tests.factories.cases import RESPONSIBLE

__all__ = ["as_"]
TODAY, NAME = DAY.isoformat(), RESPONSIBLE["name"]
SERVED = {"way": "direct", "done_on": TODAY}


def refused(as_: Any, who: Any, case: Case, action: str, **sent: Any) -> Any:
    case.refresh_from_db()
    answer = as_(who).post(case.act_url(action), version=case.version, **sent)
    assert answer.status_code == 422, action
    return answer.context["form"]


def told(as_: Any, p: SimpleNamespace) -> Case:
    case = make.ledger(on=DAY, lead=p.lead, second=p.second)
    sent = {"notice_kind": "penalty", "notice_text": "拟处罚款", "proposed_fine": "20000"}
    form = refused(as_, p.leader, case, "give_notice", **sent, person_0="30,000.01")
    assert "超过上限" in str(form.errors["person_0"]) and form.data["person_0"] == "30,000.01"
    post(as_, p.leader, case, "give_notice", **sent, person_0="10,000")
    return Case.objects.get(pk=case.pk)


def test_the_page_of_the_notice_says_what_the_law_asks_for(
    db: Any, people: SimpleNamespace, as_: Any
) -> None:
    case = make.ledger(on=DAY, people=(), lead=people.lead, second=people.second)
    page = as_(people.leader).get(case.act_url("give_notice")).content.decode()
    assert "10,000 元至 30,000 元" in page and "请先在“登记当事人”登记" in page and "person_0" not in page
    with clock.at(DAY):
        make.do(case, "record_parties", parties=[{"role": "unit", "name": "某公司"}, RESPONSIBLE])
    page = as_(people.leader).get(case.act_url("give_notice")).content.decode()
    assert (
        f"对{NAME}（直接负责的主管人员，人事行政经理）拟处罚款（元）" in page and "还有责任人员" not in page
    )


def test_a_fine_of_a_person_from_notice_to_payment(db: Any, people: SimpleNamespace, as_: Any) -> None:
    p = people
    case = told(as_, p)
    for paper in make.to_deliver(case):
        refused(as_, p.lead, case, "deliver", papers=[paper.pk], addressee="路人", receiver="某", **SERVED)
        for whom in (case.employer.name, NAME):
            post(as_, p.lead, case, "deliver", papers=[paper.pk], addressee=whom, receiver=whom, **SERVED)
    for whom in ("", NAME):
        said = {
            "statement": "无异议",
            "statement_of": whom,
            "statement_heard_on": TODAY,
            "is_hearing_waived": "on",
        }
        post(as_, p.lead, case, "record_statement", **said)
    sent = {"decision_kind": "penalty", "decision_text": "罚款", "fine_amount": "20000"}
    form = refused(as_, p.lead, case, "submit_decision", **sent, person_0="10000.01")
    assert "不能高于事先告知的数额 10,000" in str(form.errors["person_0"])
    offered = as_(p.lead).get(case.act_url("submit_decision")).context["form"]
    assert offered["person_0"].initial == 10_000
    post(as_, p.lead, case, "submit_decision", **sent, person_0="10000")
    approval = as_(p.head).get(case.act_url("decide")).content.decode()
    assert f"责任人员罚款 {NAME}" in approval and "10,000 元至 30,000 元" in approval
    post(as_, p.head, case, "decide")
    case = Case.objects.get(pk=case.pk)
    post(as_, p.lead, case, "serve", paper=case.decision.paper_id, addressee=NAME, receiver=NAME, **SERVED)
    assert Case.objects.get(pk=case.pk).state == "decided"
    unit = case.employer.name
    post(as_, p.lead, case, "serve", paper=case.decision.paper_id, addressee=unit, receiver=unit, **SERVED)
    assert Case.objects.get(pk=case.pk).state == "served"
    pay(as_, p.lead, case)


def pay(as_: Any, who: Any, case: Case) -> None:
    paid = {"what": "person_fine", "paid_on": TODAY}
    page = as_(who).get(case.act_url("record_payment")).content.decode()
    assert f"{NAME}（责任人员罚款 10,000.00 元）" in page
    assert "person" in refused(as_, who, case, "record_payment", **paid, paid_amount="4000").errors
    form = refused(as_, who, case, "record_payment", **paid, paid_amount="10000.01", person=NAME)
    assert "超过了还欠的数额" in str(form.errors["paid_amount"])
    post(as_, who, case, "record_payment", **paid, paid_amount="4000", person=NAME)
    page = as_(who).get(case.get_absolute_url(), tab="approval").content.decode()
    assert "责任人员罚款 4,000 元" in page and "拟对责任人员罚款" in page and "实际 4,000 元" in page


def test_a_case_without_persons_is_asked_for_none(db: Any, people: SimpleNamespace, as_: Any) -> None:
    case = make.case("served", lead=people.lead, second=people.second)
    page = as_(people.lead).get(case.act_url("record_payment")).content.decode()
    assert "责任人员" not in page


def test_persons_cost_one_query_where_they_are_and_none_where_they_are_not(
    db: Any, people: SimpleNamespace, client_for: Any
) -> None:
    told = make.ledger("give_notice", "deliver", on=DAY, lead=people.lead, second=people.second)
    plain = make.case("served", lead=people.lead, second=people.second)
    asked = {}
    for case in (told, plain):
        client = client_for(people.lead)
        with clock.at(DAY), CaptureQueriesContext(connection) as queries:
            assert client.get(case.get_absolute_url(), {"tab": "approval"}).status_code == 200
        asked[case.pk] = sum('FROM "cases_personfine"' in each["sql"] for each in queries.captured_queries)
    assert asked == {told.pk: 1, plain.pk: 0}
