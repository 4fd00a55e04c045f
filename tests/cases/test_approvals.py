"""Approvals (issue 3 of 9, item 6): what waits for mine, one page, remarks on fields, differences, passing on, deputies, bulk."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache

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
from tests.cases.approving import DAY, case_in, deputy
from tests.cases.test_paper_drafts import drafted
from tests.factories import accounts, complaints, registry
from tests.factories import cases as make

HOME = "/approvals/"


@pytest.fixture(autouse=True)
def on_the_day(campaign: Any) -> Any:
    cache.clear()
    with clock.at(DAY):
        yield


# What waits for mine


def test_what_waits_for_my_approval_stands_act_by_act(people: Any, sending: Any) -> None:
    filing, closing = case_in("filing", people), case_in("closing", people)
    case_in("deciding", people)
    found = {heap.row.action: [line.pk for line in heap.lines] for heap in approvals.heaps(people.leader)}
    assert found == {"approve_filing": [filing.pk], "approve_closing": [closing.pk]}
    page = sending(people.leader).get(HOME).content.decode()
    assert filing.act_url("approve_filing") in page and closing.act_url("approve_closing") in page
    assert 'href="/approvals/"' in sending(people.leader).get("/").content.decode()
    assert approvals.heaps(people.lead) == []
    assert "现在没有等您审批的" in sending(people.lead).get(HOME).content.decode()


def test_the_lists_of_approvals_are_the_worklists_own(people: Any) -> None:
    for state in ("filing", "reviewing", "deciding", "closing", "transfer_pending"):
        case_in(state, people)
    for person in (people.leader, people.head, people.legal):
        mine = {line.pk for heap in approvals.heaps(person) for line in heap.lines}
        assert mine and mine <= {line.pk for line in worklist.todo(person)}


def test_the_nearest_deadline_is_first_and_long_lists_have_pages(
    people: Any, sending: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.views.approvals.ApprovalsOfActView.page_size", 2)
    firms = [registry.employer() for _ in range(3)]
    made = [case_in("filing", people, employer=firm) for firm in firms]
    address = "/approvals/case/approve_filing/"
    first = sending(people.leader).get(address)
    assert [row.pk for row in first.context["records"]] == [case.pk for case in made[:2]]
    second = sending(people.leader).get(first.context["page"].next_url)
    assert [row.pk for row in second.context["records"]] == [made[2].pk]
    assert sending(people.lead).get(address).status_code == 404
    assert sending(accounts.user("leadership")).get(address).status_code == 403
    assert sending(people.leader).get("/approvals/case/submit_review/").status_code == 404


# One page


def test_the_page_shows_what_the_paper_the_law_and_every_answer(people: Any, sending: Any) -> None:
    case = case_in("deciding", people)
    answer = sending(people.head).get(case.act_url("decide"))
    page = answer.content.decode()
    assert [str(each.word) for each in answer.context["answers"]] == ["同意", "退回"]
    assert [each["content"]["kind"] for each in answer.context["previews"]] == ["penalty_decision"]
    assert 'class="sheet' in page and case.act_url("return_decision") in page
    assert any("行政处罚法" in where for _what, where in answer.context["law"])
    assert 'accesskey="a"' in page and 'accesskey="r"' in page
    back = sending(people.head).get(case.act_url("return_decision"))
    assert [each.is_current for each in back.context["answers"]] == [False, True]


def test_nobody_approves_what_he_put_forward(people: Any) -> None:
    case = case_in("filing", people)
    audit.record("request_filing", by=By(people.leader), about=case)
    with pytest.raises(NotNow) as refused:
        make.filing.approve_filing(case, by=By(people.leader))
    assert refused.value.code == "own_draft"


# Sent back


def send_back(sending: Any, people: Any, case: Case, **sent: Any) -> Any:
    return sending(people.head).post(
        case.act_url("return_decision"), version=case.version, reason="幅度说理不足", **sent
    )


def test_remarks_on_fields_are_kept_and_stand_at_the_fields(people: Any, sending: Any) -> None:
    case = case_in("deciding", people)
    sent = {
        "part_1": "decision_text",
        "said_1": "没有写<b>裁量</b>理由",
        "part_2": "fine_amount",
        "said_2": "超过告知",
    }
    assert send_back(sending, people, case, **sent).status_code == 302
    entry = AuditEntry.objects.about(case).filter(action="return_decision").get()
    assert entry.data["remarks"]["decision_text"][1] == "没有写<b>裁量</b>理由"
    page = sending(people.lead).get(case.act_url("submit_decision"))
    told = page.context["form"].fields["decision_text"].help_text
    assert "退回意见：没有写&lt;b&gt;裁量&lt;/b&gt;理由" in told
    assert "上次被退回" in page.content.decode() and "幅度说理不足" in page.content.decode()
    log = sending(people.lead).get(f"{case.get_absolute_url()}?tab=log").content.decode()
    assert "没有写&lt;b&gt;裁量&lt;/b&gt;理由" in log


def test_a_remark_names_its_field_and_says_something(people: Any, sending: Any) -> None:
    case = case_in("deciding", people)
    answer = send_back(sending, people, case, said_1="哪里？", part_2="decision_text")
    assert answer.status_code == 422
    form = answer.context["form"]
    assert (
        "请选择说的是哪一项。" in form.errors["part_1"] and "请写明这一项哪里要改。" in form.errors["said_2"]
    )
    case.refresh_from_db()
    assert case.state == "deciding"


def test_a_remark_names_no_complainant(people: Any, sending: Any) -> None:
    """What is written at a field goes through the same gate as every word of a case born of a complaint."""
    told = complaints.complainant(name="丛不可说", phone="13912345678")
    complaint = complaints.accepted(
        employer=registry.employer(), actor=people.lead, on=clock.now(), complainant=told
    )
    case = make.case("filing", on=DAY, complaint=complaint, lead=people.lead, second=people.second)
    sent = {"version": case.version, "reason": "补充", "part_1": "lead", "said_1": "丛不可说的工资没有算"}
    assert sending(people.leader).post(case.act_url("return_filing"), **sent).status_code == 422
    assert not AuditEntry.objects.about(case).filter(action="return_filing", is_success=True).exists()


def test_what_changed_since_it_was_sent_back_is_shown_word_by_word(people: Any, sending: Any) -> None:
    case = case_in("deciding", people)
    send_back(sending, people, case)
    assert SentBack.objects.about(case).get().action == "decide"
    case.refresh_from_db()
    draft = {"decision_kind": "penalty", "decision_text": "罚款，<i>情节较轻</i>", "fine_amount": 4000}
    make.do(case, "submit_decision", **draft)
    answer = sending(people.head).get(case.act_url("decide"))
    page, changes = answer.content.decode(), answer.context["changes"]
    assert any(("ins", "，<i>情节较轻</i>") in change.parts for change in changes)
    assert "<ins>，&lt;i&gt;情节较轻&lt;/i&gt;</ins>" in page and "<i>情节较轻" not in page
    assert "幅度说理不足" in page


def test_lists_sums_and_the_draft_that_changed_since_it_was_sent_back_are_shown(
    people: Any, sending: Any
) -> None:
    case = case_in("deciding", people)
    send_back(sending, people, case)
    case.refresh_from_db()
    assert not told(sending, people, case)
    send_back(sending, people, case)
    case.refresh_from_db()
    lines = [{"name": f"工人{n}", "owed": Decimal(90), "paid": Decimal(30)} for n in range(make.PEOPLE)]
    make.do(case, "record_workers", workers=lines)
    make.do(case, "record_workers", workers=[{**lines[0], "paid": Decimal(25)}, *lines[1:]])
    make.do(case, "record_parties", parties=[{"role": "unit", "name": "某公司"}])
    make.do(case, "record_evidence", pieces=[make.a_piece(case)])
    make.do(case, "record_evidence", pieces=[make.a_piece(case, number=1, name="考勤表")])
    found = told(sending, people, case, fine_amount=4000)
    assert found["报请决定", "罚款（元）"] == [("del", "5000.00"), ("ins", "4000.00")]
    assert text_of(found["登记劳动者名单", "合计"]).endswith("欠额 2,405.00 元")
    assert (
        "25.00" in text_of(found["登记劳动者名单", "第 1 行"]) and ("登记劳动者名单", "第 2 行") not in found
    )
    assert "某公司" in text_of(found["登记当事人", "合计"])
    assert "考勤表" in text_of(found["登记证据", "第 1 行"])


def test_what_was_counted_anew_is_shown_once_with_the_first_and_the_last(people: Any, sending: Any) -> None:
    case = case_in("reviewing", people)
    sending(people.legal).post(case.act_url("return_review"), reason="人数不实", version=case.version)
    case.refresh_from_db()
    first = case.people_count
    for count in (41, 42):
        make.do(case, "record_findings", people_count=count, crime="", crime_facts="")
    make.do(case, "submit_review")
    page = sending(people.legal).get(case.act_url("pass_review"))
    (counted,) = [each for each in page.context["changes"] if each.where == "记录调查情况"]
    assert (
        counted.label == "涉及人数"
        and str(first) in text_of(counted.parts)
        and "42" in text_of(counted.parts)
    )


def told(sending: Any, people: Any, case: Case, **draft: Any) -> dict[tuple[str, str], Any]:
    """The differences on the head's page, once it is put forward again."""
    make.do(case, "submit_decision", **draft)
    case.refresh_from_db()
    changes = sending(people.head).get(case.act_url("decide")).context["changes"]
    return {(change.where, change.label): change.parts for change in changes}


def text_of(parts: list[tuple[str, str]]) -> str:
    """All that was and is said."""
    return "".join(text for _kind, text in parts)


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


def test_an_approval_passed_on_waits_for_the_other_alone(people: Any, sending: Any) -> None:
    other, case = accounts.user("brigade_leader"), case_in("filing", people)
    page = sending(people.leader).get(case.act_url("approve_filing"))
    address = page.context["pass_url"]
    assert sending(people.leader).post(address, to=other.pk, reason="").status_code == 422
    assert sending(people.leader).post(address, to=people.lead.pk, reason="休假").status_code == 422
    assert sending(people.leader).post(address, to=other.pk, reason="休假").status_code == 302
    assert approvals.heaps(people.leader) == [] and worklist.todo(people.leader) == []
    assert [heap.count for heap in approvals.heaps(other)] == [1]
    assert Notice.objects.filter(user=other, what__contains="转给您办理").exists()
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


# Several at once


MANY = "/approvals/case/approve_filing/"


def picked(*cases: Case) -> list[str]:
    return [f"{case.pk}:{case.version}" for case in cases]


def messages_of(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_several_that_are_alike_are_approved_each_with_its_entry_and_result(
    people: Any, client_for: Any
) -> None:
    first, second, done = (case_in("filing", people, employer=registry.employer()) for _ in range(3))
    sent = {"pick": picked(first, second, done), "remark": "材料齐全", "submission": new_key()}
    make.do(done, "approve_filing")
    client = client_for(people.leader)
    answer = client.post(MANY, sent, follow=True)
    assert answer.redirect_chain == [(MANY, 302)]
    good, bad = messages_of(answer)
    assert "办好 2 件" in good and str(done) in bad
    for case in (first, second):
        entry = AuditEntry.objects.about(case).filter(action="approve_filing").get()
        assert entry.remark == "材料齐全" and entry.actor_id == people.leader.pk


def test_several_sent_twice_are_approved_once(people: Any, client_for: Any) -> None:
    """The same again gets the first answer; with another one ticked it is asked about, and nothing of it is done."""
    first, other = (case_in("filing", people, employer=registry.employer()) for _ in range(2))
    client, key = client_for(people.leader), new_key()
    page = client.get(MANY)
    assert f'name="submission" value="{page.context["submission"]}"' in page.content.decode()
    sent = {"pick": picked(first), "remark": "", "submission": key}
    assert client.post(MANY, sent).status_code == 302
    client.get(MANY)
    again = client.post(MANY, sent, follow=True)
    assert again.redirect_chain == [(MANY, 302)] and messages_of(again) == []
    assert AuditEntry.objects.filter(action="approve_filing", is_success=True).count() == 1
    asked = client.post(MANY, {**sent, "pick": picked(first, other)})
    assert asked.status_code == 409 and str(other) in asked.content.decode()
    other.refresh_from_db()
    assert other.state == "filing"
    assert client.post(MANY, {**sent, "pick": picked(other), "submission": new_key()}).status_code == 302
    other.refresh_from_db()
    assert other.state == "investigating"


def test_one_that_changed_meanwhile_holds_up_no_other(people: Any) -> None:
    first, second = (case_in("filing", people, employer=registry.employer()) for _ in range(2))
    seen = {first.pk: first.version - 1, second.pk: second.version}
    outcomes = approve_many(of(Case), "approve_filing", by=By(people.leader), seen=seen)
    assert [bool(each.refusal) for each in outcomes] == [True, False]


def test_nothing_grave_is_approved_in_bulk(people: Any, sending: Any) -> None:
    for kind in moving():
        for row in kind.model_class.workflow.rows:
            assert not row.in_bulk or (row.is_approval and not row.is_final), row.action
            assert not row.in_lists or not (row.is_approval or row.is_final), row.action
    bulk = {row.action for kind in on_desk() for row in kind.model_class.workflow.rows if row.in_bulk}
    assert bulk == {"approve_filing", "approve_extension", "accept_summary"}
    assert bulk_row(of(Case), "decide") is None
    assert sending(people.head).post("/approvals/case/decide/", pick=["1:1"]).status_code == 422
    empty = sending(people.leader).post(MANY)
    assert empty.status_code == 422 and "没有勾选" in empty.content.decode()


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
