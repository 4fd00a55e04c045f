"""Approvals (issue 3 of 9, item 6): what waits for mine, one page, remarks on fields, differences, passing on, deputies, bulk."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from accounts import deputies
from accounts.models import Deputy
from casework import audit, passing_on
from casework.approving import approve_many, bulk_row
from casework.by import By
from casework.kinds import moving, of, on_desk
from casework.models import AuditEntry, Notice, Passing, SentBack
from casework.papers import issuing, sent_back
from casework.submissions import new_key
from casework.workflow import NotNow, Refused
from desk import approvals, worklist
from inspections.cases.models import Case
from inspections.cases.workflow import TABLE
from law import clock
from tests.cases.test_paper_drafts import drafted
from tests.factories import accounts, complaints, registry
from tests.factories import cases as make

DAY = make.CASE_DAY
HOME = "/approvals/"


@pytest.fixture(autouse=True)
def on_the_day(campaign: Any) -> Any:
    cache.clear()
    with clock.at(DAY):
        yield


@pytest.fixture
def as_(client_for: Callable[[Any], Client]) -> Callable[..., Any]:
    """`as_(user).post(path, …)`, a submission key added."""

    def of_user(user: Any) -> SimpleNamespace:
        client = client_for(user)
        return SimpleNamespace(
            get=client.get, post=lambda path, **sent: client.post(path, {"submission": new_key(), **sent})
        )

    return of_user


def case_in(state: str, people: Any, **facts: Any) -> Case:
    record = make.case(state, on=DAY, lead=people.lead, second=people.second, actor=people.lead, **facts)
    record.refresh_from_db()
    return record


def deputy(principal: Any, person: Any, *, days: int = 10, by: Any = None) -> Deputy:
    return deputies.name_deputy(
        by=By(by or principal), principal=principal, deputy=person, from_on=DAY,
        until_on=DAY + timedelta(days), reason="外出学习",
    )  # fmt: skip


def again(person: Any) -> Any:
    """The account as the next request reads it."""
    return type(person).objects.get(pk=person.pk)


# What waits for mine


def test_what_waits_for_my_approval_stands_act_by_act(people: Any, as_: Any) -> None:
    filing, closing = case_in("filing", people), case_in("closing", people)
    case_in("deciding", people)
    found = {heap.row.action: [line.pk for line in heap.lines] for heap in approvals.heaps(people.leader)}
    assert found == {"approve_filing": [filing.pk], "approve_closing": [closing.pk]}
    page = as_(people.leader).get(HOME).content.decode()
    assert filing.act_url("approve_filing") in page and closing.act_url("approve_closing") in page
    assert 'href="/approvals/"' in as_(people.leader).get("/").content.decode()
    assert approvals.heaps(people.lead) == []
    assert "现在没有等您审批的" in as_(people.lead).get(HOME).content.decode()


def test_the_lists_of_approvals_are_the_worklists_own(people: Any) -> None:
    for state in ("filing", "reviewing", "deciding", "closing", "transfer_pending"):
        case_in(state, people)
    for person in (people.leader, people.head, people.legal):
        mine = {line.pk for heap in approvals.heaps(person) for line in heap.lines}
        assert mine and mine <= {line.pk for line in worklist.todo(person)}


def test_the_nearest_deadline_is_first_and_long_lists_have_pages(
    people: Any, as_: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.views.approvals.ApprovalsOfActView.page_size", 2)
    firms = [registry.employer() for _ in range(3)]
    made = [case_in("filing", people, employer=firm) for firm in firms]
    address = "/approvals/case/approve_filing/"
    first = as_(people.leader).get(address)
    assert [row.pk for row in first.context["records"]] == [case.pk for case in made[:2]]
    second = as_(people.leader).get(first.context["page"].next_url)
    assert [row.pk for row in second.context["records"]] == [made[2].pk]
    assert as_(people.lead).get(address).status_code == 404
    assert as_(accounts.user("leadership")).get(address).status_code == 403
    assert as_(people.leader).get("/approvals/case/submit_review/").status_code == 404


# One page


def test_the_page_shows_what_the_paper_the_law_and_every_answer(people: Any, as_: Any) -> None:
    case = case_in("deciding", people)
    answer = as_(people.head).get(case.act_url("decide"))
    page = answer.content.decode()
    assert [str(each.word) for each in answer.context["answers"]] == ["同意", "退回"]
    assert [each["content"]["kind"] for each in answer.context["previews"]] == ["penalty_decision"]
    assert 'class="sheet' in page and case.act_url("return_decision") in page
    assert any("行政处罚法" in where for _what, where in answer.context["law"])
    assert 'accesskey="a"' in page and 'accesskey="r"' in page
    back = as_(people.head).get(case.act_url("return_decision"))
    assert [each.is_current for each in back.context["answers"]] == [False, True]


def test_nobody_approves_what_he_put_forward(people: Any) -> None:
    case = case_in("filing", people)
    audit.record("request_filing", by=By(people.leader), about=case)
    with pytest.raises(NotNow) as refused:
        make.filing.approve_filing(case, by=By(people.leader))
    assert refused.value.code == "own_draft"


# Sent back


def send_back(as_: Any, people: Any, case: Case, **sent: Any) -> Any:
    return as_(people.head).post(
        case.act_url("return_decision"), version=case.version, reason="幅度说理不足", **sent
    )


def test_remarks_on_fields_are_kept_and_stand_at_the_fields(people: Any, as_: Any) -> None:
    case = case_in("deciding", people)
    sent = {
        "part_1": "decision_text",
        "said_1": "没有写<b>裁量</b>理由",
        "part_2": "fine_amount",
        "said_2": "超过告知",
    }
    assert send_back(as_, people, case, **sent).status_code == 302
    entry = AuditEntry.objects.about(case).filter(action="return_decision").get()
    assert entry.data["remarks"]["decision_text"][1] == "没有写<b>裁量</b>理由"
    page = as_(people.lead).get(case.act_url("submit_decision"))
    told = page.context["form"].fields["decision_text"].help_text
    assert "退回意见：没有写&lt;b&gt;裁量&lt;/b&gt;理由" in told
    assert "上次被退回" in page.content.decode() and "幅度说理不足" in page.content.decode()
    log = as_(people.lead).get(f"{case.get_absolute_url()}?tab=log").content.decode()
    assert "没有写&lt;b&gt;裁量&lt;/b&gt;理由" in log


def test_a_remark_names_its_field_and_says_something(people: Any, as_: Any) -> None:
    case = case_in("deciding", people)
    answer = send_back(as_, people, case, said_1="哪里？", part_2="decision_text")
    assert answer.status_code == 422
    form = answer.context["form"]
    assert (
        "请选择说的是哪一项。" in form.errors["part_1"] and "请写明这一项哪里要改。" in form.errors["said_2"]
    )
    case.refresh_from_db()
    assert case.state == "deciding"


def test_a_remark_names_no_complainant(people: Any, as_: Any) -> None:
    """What is written at a field goes through the same gate as every word of a case born of a complaint."""
    told = complaints.complainant(name="丛不可说", phone="13912345678")
    complaint = complaints.accepted(
        employer=registry.employer(), actor=people.lead, on=clock.now(), complainant=told
    )
    case = make.case("filing", on=DAY, complaint=complaint, lead=people.lead, second=people.second)
    sent = {"version": case.version, "reason": "补充", "part_1": "lead", "said_1": "丛不可说的工资没有算"}
    assert as_(people.leader).post(case.act_url("return_filing"), **sent).status_code == 422
    assert not AuditEntry.objects.about(case).filter(action="return_filing", is_success=True).exists()


def test_what_changed_since_it_was_sent_back_is_shown_word_by_word(people: Any, as_: Any) -> None:
    case = case_in("deciding", people)
    send_back(as_, people, case)
    assert SentBack.objects.about(case).get().action == "decide"
    case.refresh_from_db()
    draft = {"decision_kind": "penalty", "decision_text": "罚款，<i>情节较轻</i>", "fine_amount": 4000}
    make.do(case, "submit_decision", **draft)
    answer = as_(people.head).get(case.act_url("decide"))
    page, changes = answer.content.decode(), answer.context["changes"]
    assert any(("ins", "，<i>情节较轻</i>") in change.parts for change in changes)
    assert "<ins>，&lt;i&gt;情节较轻&lt;/i&gt;</ins>" in page and "<i>情节较轻" not in page
    assert "幅度说理不足" in page


def test_words_that_differ() -> None:
    assert sent_back.words("罚款5000元", "罚款4000元") == [
        ("same", "罚款"),
        ("del", "5000"),
        ("ins", "4000"),
        ("same", "元"),
    ]
    assert sent_back.words("", "新的") == [("ins", "新的")]
    assert sent_back.words("一样", "一样") == [("same", "一样")]
    long = "逐项说明理由。" * 900
    assert sent_back.words(long, long + "另加一句。")[-1] == ("ins", "另加一句。")


# Passed on


def test_an_approval_passed_on_waits_for_the_other_alone(people: Any, as_: Any) -> None:
    other, case = accounts.user("brigade_leader"), case_in("filing", people)
    page = as_(people.leader).get(case.act_url("approve_filing"))
    address = page.context["pass_url"]
    assert as_(people.leader).post(address, to=other.pk, reason="").status_code == 422
    assert as_(people.leader).post(address, to=people.lead.pk, reason="休假").status_code == 422
    assert as_(people.leader).post(address, to=other.pk, reason="休假").status_code == 302
    assert approvals.heaps(people.leader) == [] and worklist.todo(people.leader) == []
    assert [heap.count for heap in approvals.heaps(other)] == [1]
    assert Notice.objects.filter(user=other, text__contains="转给您办理").exists()
    assert AuditEntry.objects.about(case).filter(action="pass_on", reason="休假").exists()
    case.refresh_from_db()
    make.do(case, "approve_filing")
    assert not Passing.objects.open().exists()


def test_nobody_may_be_passed_his_own(people: Any) -> None:
    case = case_in("filing", people)
    row = TABLE.row("approve_filing", "filing")
    assert row is not None
    deputy(people.leader, people.lead)
    deputy_other = accounts.user("brigade_leader")
    assert list(passing_on.candidates(case, row, by=By(people.leader))) == [deputy_other]
    with pytest.raises(Refused) as refused:
        passing_on.pass_on(case, "approve_filing", by=By(people.leader), to=people.second, reason="休假")
    assert refused.value.code == "to"


def test_what_was_passed_on_comes_back_when_it_was_sent_back(people: Any) -> None:
    other, case = accounts.user("brigade_leader"), case_in("filing", people)
    passing_on.pass_on(case, "approve_filing", by=By(people.leader), to=other, reason="休假")
    make.do(case, "return_filing")
    make.do(case, "request_filing")
    assert [heap.count for heap in approvals.heaps(people.leader)] == [1]


# Deputies


def test_a_deputy_approves_in_his_days_and_it_says_for_whom(people: Any) -> None:
    stand_in, case = accounts.user("inspector"), case_in("filing", people)
    with pytest.raises(NotNow):
        make.filing.approve_filing(case, by=By(stand_in))
    deputy(people.leader, stand_in)
    stand_in = again(stand_in)
    assert [heap.row.action for heap in approvals.heaps(stand_in)] == ["approve_filing"]
    make.filing.approve_filing(case, by=By(stand_in))
    entry = AuditEntry.objects.about(case).filter(action="approve_filing").get()
    assert entry.actor_label == f"{stand_in.audit_label}代{people.leader.audit_label}"
    assert entry.data["behalf"] == people.leader.pk
    paper = case.papers.get(kind="filing_approval")
    assert f"{people.leader.name}（{stand_in.name}代）" in str(paper.content)


def test_a_deputy_stands_in_only_on_his_days(people: Any) -> None:
    stand_in = accounts.user("inspector")
    named = deputy(people.leader, stand_in, days=2)
    for on, may in ((DAY, True), (DAY + timedelta(2), True), (DAY + timedelta(3), False)):
        with clock.at(on):
            assert again(stand_in).has_perm("cases.approve_filing") is may
    deputies.end_deputy(named, by=By(people.leader))
    assert not again(stand_in).has_perm("cases.approve_filing")


def test_only_rights_to_approve_are_lent(people: Any) -> None:
    stand_in = accounts.user("inspector")
    deputy(people.leader, stand_in)
    stand_in = again(stand_in)
    assert stand_in.has_perm("cases.approve_closing") and stand_in.has_perm("cases.return_filing")
    for permission in ("cases.reassign_case", "casework.change_policy", "checks.assign", "cases.give_notice"):
        assert not stand_in.has_perm(permission)


def test_a_deputy_decides_on_nothing_of_his_own(people: Any) -> None:
    case = case_in("filing", people)
    deputy(people.leader, people.second)
    second = again(people.second)
    with pytest.raises(NotNow) as refused:
        make.filing.approve_filing(case, by=By(second))
    assert refused.value.code == "own_work"
    assert approvals.heaps(second) == []


def test_a_deputy_approves_nothing_the_person_he_stands_in_for_put_forward(people: Any) -> None:
    stand_in, case = accounts.user("inspector"), case_in("filing", people)
    deputy(people.leader, stand_in)
    audit.record("request_filing", by=By(people.leader), about=case)
    with pytest.raises(NotNow) as refused:
        make.filing.approve_filing(case, by=By(again(stand_in)))
    assert refused.value.code == "own_draft" and people.leader.name in refused.value.sentence


def test_a_deputy_has_no_deputy(people: Any) -> None:
    inspector = accounts.user("inspector")
    other = accounts.user("brigade_leader")
    deputy(people.head, people.leader)
    with pytest.raises(Refused) as refused:
        deputy(people.leader, inspector)
    assert refused.value.code == "deputy"
    deputy(other, inspector)
    assert not again(inspector).has_perm("cases.decide")
    with pytest.raises(Refused):
        deputies.name_deputy(
            by=By(people.head), principal=people.head, deputy=other, from_on=DAY, until_on=DAY, reason="出差"
        )


def test_who_may_name_whom(people: Any) -> None:
    inspector, guard = accounts.user("inspector"), accounts.user("security_admin")
    with pytest.raises(Refused) as refused:
        deputy(people.leader, inspector, by=people.head)
    assert refused.value.code == "permission"
    with pytest.raises(Refused) as refused:
        deputy(people.head, inspector)
    assert refused.value.code == "deputy"
    assert deputy(people.leader, inspector, by=guard).named_by_id == guard.pk
    assert AuditEntry.objects.filter(action="name_deputy", actor=guard).exists()


def test_a_deputy_of_a_closed_account_may_nothing(people: Any) -> None:
    stand_in = accounts.user("inspector")
    deputy(people.leader, stand_in)
    type(people.leader).objects.filter(pk=people.leader.pk).update(is_active=False)
    assert not again(stand_in).has_perm("cases.approve_filing")


def test_the_page_of_deputies(people: Any, as_: Any) -> None:
    stand_in = accounts.user("inspector")
    sent = {
        "principal": people.leader.pk,
        "deputy": stand_in.pk,
        "from_on": DAY.isoformat(),
        "reason": "出差",
    }
    late = as_(people.leader).post("/accounts/deputies/new/", **sent, until_on="2021-06-01")
    assert late.status_code == 422 and "结束日期不能早于开始日期。" in late.content.decode()
    made = as_(people.leader).post("/accounts/deputies/new/", **sent, until_on="2021-06-20")
    assert made.status_code == 302
    page = as_(people.leader).get("/accounts/deputies/").content.decode()
    assert f"{stand_in.name} 代 {people.leader.name}" in page and "代理中" in page
    named = Deputy.objects.get()
    assert as_(people.head).post(f"/accounts/deputies/{named.pk}/end/").status_code == 404
    assert as_(people.leader).post(f"/accounts/deputies/{named.pk}/end/").status_code == 302
    named.refresh_from_db()
    assert named.ended_at is not None
    assert as_(people.lead).get("/accounts/deputies/").status_code == 403


def test_deputies_are_told_of_what_waits(people: Any) -> None:
    stand_in = accounts.user("inspector")
    deputy(people.leader, stand_in)
    case = case_in("clue", people)
    make.do(case, "request_filing")
    assert Notice.objects.filter(user=stand_in, object_id=case.pk).exists()


# Several at once


def test_several_that_are_alike_are_approved_each_with_its_entry_and_result(people: Any, as_: Any) -> None:
    first, second, done = (case_in("filing", people, employer=registry.employer()) for _ in range(3))
    make.do(done, "approve_filing")
    sent = {"pick": [f"{case.pk}:{case.version}" for case in (first, second, done)], "remark": "材料齐全"}
    answer = as_(people.leader).post("/approvals/case/approve_filing/many/", **sent)
    assert answer.status_code == 200 and answer.context["done"] == 2
    refused = [each for each in answer.context["outcomes"] if each.refusal]
    assert [each.record.pk for each in refused] == [done.pk]
    for case in (first, second):
        entry = AuditEntry.objects.about(case).filter(action="approve_filing").get()
        assert entry.remark == "材料齐全" and entry.actor_id == people.leader.pk
    again_ = as_(people.leader).post("/approvals/case/approve_filing/many/", **sent)
    assert again_.context["done"] == 0
    assert AuditEntry.objects.filter(action="approve_filing").count() == 3


def test_one_that_changed_meanwhile_holds_up_no_other(people: Any) -> None:
    first, second = (case_in("filing", people, employer=registry.employer()) for _ in range(2))
    seen = {first.pk: first.version - 1, second.pk: second.version}
    outcomes = approve_many(of(Case), "approve_filing", by=By(people.leader), seen=seen)
    assert [bool(each.refusal) for each in outcomes] == [True, False]


def test_nothing_grave_is_approved_in_bulk(people: Any, as_: Any) -> None:
    for kind in moving():
        for row in kind.model_class.workflow.rows:
            assert not row.in_bulk or (row.is_approval and not row.is_final), row.action
    bulk = {row.action for kind in on_desk() for row in kind.model_class.workflow.rows if row.in_bulk}
    assert bulk == {"approve_filing", "approve_extension", "accept_summary"}
    assert bulk_row(of(Case), "decide") is None
    assert as_(people.head).post("/approvals/case/decide/many/", pick=["1:1"]).status_code == 422
    assert as_(people.leader).post("/approvals/case/approve_filing/many/").status_code == 422


# Papers on the desk


def test_papers_wait_on_the_desk_of_who_signs_and_who_issues_them(people: Any) -> None:
    case = case_in("investigating", people)
    stranger = accounts.user("inspector")
    paper = drafted(case, "enquiry_notice")

    def waits(person: Any) -> bool:
        return paper.pk in [line.pk for line in worklist.todo(person, kind="paper")]

    assert waits(people.lead) and waits(people.second) and not waits(stranger) and not waits(people.leader)
    issuing.sign_paper(paper, by=By(people.lead))
    assert not waits(people.lead) and waits(people.second)
    issuing.sign_paper(paper, by=By(people.second))
    assert (
        not waits(people.second) and waits(people.leader) and not waits(people.head) and not waits(stranger)
    )
    issuing.issue_paper(paper, by=By(people.leader))
    assert not waits(people.leader)
