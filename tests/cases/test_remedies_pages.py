"""Remedies, publication, recusal and joining through their pages."""

from types import SimpleNamespace
from typing import Any

from inspections.cases.models import Case
from law import clock
from tests.cases.test_cases_pages import DAY, as_
from tests.factories import cases as make
from tests.factories import complaints

__all__ = ["as_"]
TODAY = DAY.isoformat()


def post(as_: Any, who: Any, case: Case, action: str, **sent: Any) -> None:
    """Open the page of an act, send it, and have it done."""
    case.refresh_from_db()
    assert as_(who).get(case.act_url(action)).status_code == 200, action
    answer = as_(who).post(case.act_url(action), version=case.version, **sent)
    assert answer.status_code == 302, (action, answer.content.decode()[:3000])


def test_a_decision_attacked_and_changed(db: Any, people: SimpleNamespace, as_: Any) -> None:
    p = people
    case = make.case("served", lead=p.lead, second=p.second)
    post(
        as_,
        p.lead,
        case,
        "request_deferral",
        extension_reason="困难",
        instalments="2021-07-30，3,000\n2021-08-31 2000元",
    )
    assert [(str(each.due_on), each.amount) for each in case.extensions.get().instalments.all()] == [
        ("2021-07-30", 3000), ("2021-08-31", 2000),
    ]  # fmt: skip
    sent = {
        "appeal_kind": "reconsideration",
        "appeal_body": "区政府",
        "filed_on": TODAY,
        "accepted_on": TODAY,
    }
    post(as_, p.lead, case, "record_appeal", received_on=TODAY, **sent)
    post(as_, p.leader, case, "publish_decision", published_at="信用中国", published_on=TODAY)
    post(as_, p.lead, case, "answer_appeal", answered_on=TODAY)
    told = {"result": "changed", "decided_on": TODAY, "effective_on": TODAY, "changed_fine": "3000"}
    post(as_, p.lead, case, "record_appeal_result", result_number="复决8号", **told)
    post(as_, p.leader, case, "withdraw_publication", withdrawn_on=TODAY, reason="已变更")
    page = as_(p.lead).get(case.get_absolute_url(), tab="approval").content.decode()
    assert "罚款 3,000 元" in page and "复决8号" in page and "已变更" in page
    case = Case.objects.get(pk=case.pk)
    assert (case.decision.fine, case.decision.owed("fine")) == (5000, 3000)


def test_a_case_taken_in_is_read_at_the_leading_case(db: Any, people: SimpleNamespace, as_: Any) -> None:
    p = people
    leading = make.case("investigating", lead=p.lead, second=p.second)
    case = make.case("investigating", employer=leading.employer)
    with clock.at(DAY):
        asked = complaints.accepted(employer=leading.employer, actor=p.lead)
        make.do(case, "write_record")
    post(as_, case.lead, case, "link_complaint", complaint=asked.pk)
    assert case.get_absolute_url() in as_(p.lead).get(asked.get_absolute_url()).content.decode()
    post(as_, p.leader, case, "merge_case", leading=leading.pk, reason="同一单位同一事实")
    page = as_(p.lead).get(leading.get_absolute_url(), tab="related").content.decode()
    assert case.get_absolute_url() in page and "询问笔录" in page and asked.number in page
    post(as_, p.lead, leading, "unlink_complaint", complaint=asked.pk, reason="不是同一件事")


def test_a_recusal_through_its_pages(db: Any, people: SimpleNamespace, as_: Any) -> None:
    p = people
    case = make.case("investigating", lead=p.lead, second=p.second)
    sent = {"person": p.second.pk, "asked_by": "party", "asked_on": TODAY, "recusal_reason": "近亲属"}
    post(as_, p.lead, case, "request_recusal", **sent)
    with clock.at(DAY):
        assert Case.objects.awaiting(p.leader).filter(pk=case.pk).exists()
        assert not Case.objects.awaiting(p.head).filter(pk=case.pk).exists()
    post(as_, p.leader, case, "decide_recusal", recusal_decided="同意", recusal_why="属实")
    page = as_(p.lead).get(case.get_absolute_url(), tab="approval").content.decode()
    assert "回避理由" in page and "近亲属" in page
