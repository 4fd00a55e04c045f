"""The decision lane (审批通道): one file after the other, each decided singly by the act's own view (UX-05)."""

import re
from typing import Any

import pytest
from django.core.cache import cache

from casework import passing_on
from casework.by import By
from casework.models import AuditEntry, Notice
from casework.submissions import new_key
from desk import approvals, lane
from inspections.cases.models import Case
from law import clock
from tests.cases.approving import DAY, case_in, deputy
from tests.factories import accounts, registry
from tests.factories import cases as make

HOME = "/work/lane/"
HOSTILE = "<script>alert(1)</script>'\"{{ 7*7 }}"


@pytest.fixture(autouse=True)
def on_the_day(campaign: Any) -> Any:
    cache.clear()
    with clock.at(DAY):
        yield


def filings(people: Any, count: int) -> list[Case]:
    return [case_in("filing", people, employer=registry.employer()) for _ in range(count)]


def at(case: Case, action: str = "approve_filing") -> str:
    return f"/work/lane/case/{case.pk}/{action}/"


def decide(client: Any, case: Case, action: str = "approve_filing", **sent: Any) -> Any:
    told = {"version": case.version, "submission": new_key(), **sent}
    return client.post(at(case, action), told)


# The line


def test_the_line_is_what_waits_for_me_the_most_urgent_first(people: Any, client_for: Any) -> None:
    first, second = filings(people, 2)
    closing = case_in("closing", people)
    waiting = {line.pk for heap in approvals.heaps(people.leader) for line in heap.lines}
    stops = lane.lane(people.leader).stops
    assert {stop.pk for stop in stops} == waiting == {first.pk, second.pk, closing.pk}
    assert stops[0].pk == closing.pk, "a clock runs on the closing, none on a filing"
    client = client_for(people.leader)
    assert client.get(HOME).url == at(closing, "approve_closing")
    assert HOME in client.get("/approvals/").content.decode()
    assert lane.lane(people.lead).stops == []
    assert "没有等您审批的了" in client_for(people.lead).get(HOME).content.decode()


def test_a_file_shows_facts_paper_law_lines_and_both_answers(people: Any, client_for: Any) -> None:
    case = case_in("deciding", people)
    answer = client_for(people.head).get(at(case, "decide"))
    page = answer.content.decode()
    assert answer.status_code == 200 and 'class="sheet' in page
    assert ("涉及", "40 人") in [
        (str(label), str(value)) for label, value, _note in answer.context["headline"]
    ]
    assert "5,000.00 元" in page and "法律算得的数额" in page and "行政处罚法" in page
    assert {each.label for each in answer.context["lines"]} >= {"决定内容", "履行方式和期限"}
    assert f'action="{at(case, "decide")}"' in page and f'action="{at(case, "return_decision")}"' in page
    assert case.act_url("decide") not in page, "every answer stays in the lane"


def test_UX_05_five_are_decided_one_after_the_other(people: Any, client_for: Any) -> None:
    cases, client = filings(people, 5), client_for(people.leader)
    address = client.get(HOME).url
    for left in (4, 3, 2, 1, 0):
        page = client.get(address)
        case = page.context["record"]
        answer = decide(client, case)
        address = answer.url
        told = client.get(address).content.decode()
        assert f"还有 {left} 件" in told if left else "没有别的等您审批了" in told
    assert address == HOME
    for case in cases:
        case.refresh_from_db()
        assert case.state == "investigating"
        entry = AuditEntry.objects.about(case).get(action="approve_filing")
        assert entry.actor_id == people.leader.pk
    assert Case.objects.exclude(filing_number="").values("filing_number").distinct().count() == 5


def test_what_is_left_for_later_comes_round_again(people: Any, client_for: Any) -> None:
    first, second, third = filings(people, 3)
    client = client_for(people.leader)
    page = client.get(at(second)).content.decode()
    assert f'rel="next" href="{at(third)}"' in page and f'rel="prev" href="{at(first)}"' in page
    assert decide(client, second).url == at(third)
    third.refresh_from_db()
    assert decide(client, third).url == at(first)


# Sent back, with what is wrong at its line


def test_it_goes_back_with_the_reason_at_the_line_that_is_wrong(people: Any, client_for: Any) -> None:
    case = case_in("deciding", people)
    client = client_for(people.head)
    assert decide(client, case, "return_decision", line_decision_text="没有写裁量理由").url == HOME
    entry = AuditEntry.objects.about(case).get(action="return_decision")
    assert (
        entry.reason == "决定内容：没有写裁量理由"
        and entry.data["remarks"]["decision_text"][1] == "没有写裁量理由"
    )
    page = client_for(people.lead).get(case.act_url("submit_decision"))
    assert "退回意见：没有写裁量理由" in page.context["form"].fields["decision_text"].help_text
    assert page.content.decode().count("没有写裁量理由") == 2, (
        "in the ground and at the field, not a third time"
    )


def test_a_return_says_something(people: Any, client_for: Any) -> None:
    case = case_in("deciding", people)
    answer = decide(client_for(people.head), case, "return_decision")
    assert answer.status_code == 422 and "哪一行写明" in answer.content.decode().replace("那", "哪")
    assert "逐行看" in answer.content.decode(), "it stays in the lane"
    case.refresh_from_db()
    assert case.state == "deciding"


def test_what_changed_since_the_last_return_stands_in_the_lane(people: Any, client_for: Any) -> None:
    case = case_in("deciding", people)
    decide(client_for(people.head), case, "return_decision", reason="幅度说理不足")
    case.refresh_from_db()
    make.do(
        case, "submit_decision", decision_kind="penalty", decision_text="罚款，情节较轻", fine_amount=4000
    )
    page = client_for(people.head).get(at(case, "decide")).content.decode()
    assert "幅度说理不足" in page and "<ins>，情节较轻</ins>" in page and "<del>5000" in page


def test_hostile_words_stay_words(people: Any, client_for: Any) -> None:
    firm = registry.employer(name=f"甲{HOSTILE}")
    case = case_in("deciding", people, employer=firm, cause=HOSTILE)
    client = client_for(people.head)
    decide(client, case, "return_decision", line_decision_text=HOSTILE, reason=HOSTILE, version=-1)
    decide(client, case, "return_decision", line_decision_text=HOSTILE)
    case.refresh_from_db()
    make.do(case, "submit_decision")
    page = client.get(at(case, "decide")).content.decode()
    assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page and "{{ 7*7 }}" in page


def test_the_lane_asks_what_the_act_asks(people: Any, client_for: Any) -> None:
    """An approval that needs more than a yes brings its own form into the lane."""
    case = case_in("reviewing", people)
    client = client_for(people.legal)
    page = client.get(at(case, "pass_review")).content.decode()
    assert 'name="review_opinion"' in page and 'name="confirmed"' in page
    assert decide(client, case, "pass_review").status_code == 422
    case.refresh_from_db()
    assert case.state == "reviewing"


# Who, when, and only once


def test_nobody_without_the_right_finds_the_lane(people: Any, client_for: Any, town_officer: Any) -> None:
    (case,) = filings(people, 1)
    for person in (town_officer, accounts.user("leadership"), accounts.user("system_admin")):
        assert client_for(person).get(HOME).status_code == 403
        assert decide(client_for(person), case).status_code == 403
    for person in (people.lead, people.head, people.legal):
        assert client_for(person).get(at(case)).status_code == 403
        assert decide(client_for(person), case).status_code == 403
    leader = client_for(people.leader)
    for path in (
        "/work/lane/case/999999/approve_filing/",
        at(case, "submit_review"),
        "/work/lane/paper/1/x/",
    ):
        assert leader.get(path).status_code == 404, path
    assert client_for(None).get(at(case)).status_code == 302
    case.refresh_from_db()
    assert case.state == "filing"


def test_who_put_it_forward_or_stepped_aside_does_not_decide(people: Any, client_for: Any) -> None:
    (case,) = filings(people, 1)
    deputy(people.leader, people.lead)
    answer = decide(client_for(people.lead), case)
    assert answer.status_code == 409
    case.refresh_from_db()
    assert case.state == "filing"


def test_what_another_did_meanwhile_is_told_and_nothing_is_done(people: Any, client_for: Any) -> None:
    """Two leaders at one file: the second is told what the first one did, and goes on from there."""
    case, next_one = filings(people, 2)
    other = accounts.user("brigade_leader", name="任二")
    mine, theirs = client_for(people.leader), client_for(other)
    page, _page = mine.get(at(case)), theirs.get(at(case))
    assert decide(theirs, case).status_code == 302
    answer = decide(mine, case, trail=page.context["trail"], remark="同意")
    told = answer.content.decode()
    assert answer.status_code == 409 and "任二" in told and "批准立案" in told and "同意" in told
    assert f'rel="next" href="{at(next_one)}"' in told
    assert AuditEntry.objects.about(case).filter(action="approve_filing", is_success=True).count() == 1
    assert mine.get(at(case)).status_code == 409, "looked at again it is over, and says so"


def test_a_file_that_changed_while_it_was_read_is_shown_again_with_what_changed(
    people: Any,
    client_for: Any,
) -> None:
    case = case_in("deciding", people)
    client = client_for(people.head)
    page = client.get(at(case, "decide"))
    make.do(case, "record_discussion")
    answer = decide(
        client,
        page.context["record"],
        "return_decision",
        trail=page.context["trail"],
        line_decision_text="重写",
    )
    told = answer.content.decode()
    assert answer.status_code == 409 and "登记集体讨论" in told and "您打开以后" in told
    assert ">重写</textarea>" in told, "what was typed is still there"
    case.refresh_from_db()
    assert case.state == "deciding" and f'name="version" value="{case.version}"' in told
    assert decide(client, case, "return_decision", line_decision_text="重写").status_code == 302


def test_the_same_page_sent_twice_decides_once(people: Any, client_for: Any) -> None:
    case, next_one = filings(people, 2)
    client, key = client_for(people.leader), new_key()
    for _turn in range(2):
        assert decide(client, case, submission=key).url == at(next_one)
    assert AuditEntry.objects.about(case).filter(action="approve_filing", is_success=True).count() == 1


def test_what_was_passed_to_another_is_not_in_my_line(people: Any, client_for: Any) -> None:
    (case,) = filings(people, 1)
    other = accounts.user("brigade_leader")
    passing_on.pass_on(case, "approve_filing", by=By(people.leader), to=other, reason="休假")
    assert lane.lane(people.leader).stops == [] and len(lane.lane(other).stops) == 1
    assert "休假" in client_for(other).get(at(case)).content.decode()
    assert Notice.objects.filter(user=other).exists()


# Cases like it


def test_earlier_cases_of_the_same_matter_and_size_stand_beside_it(people: Any, client_for: Any) -> None:
    old = case_in("served", people, employer=registry.employer(name="旧案公司"))
    case_in("served", people, employer=registry.employer(name="大得多的公司"), people_count=100, fine=10_000)
    case = case_in("deciding", people)
    answer = client_for(people.head).get(at(case, "decide"))
    assert [each.case.pk for each in answer.context["similar"]] == [old.pk]
    assert "旧案公司" in answer.content.decode() and re.search(r"已送达", answer.content.decode())


def test_the_line_costs_the_same_for_few_and_many(
    people: Any,
    django_assert_num_queries: Any,
) -> None:
    filings(people, 1)
    lane.lane(people.leader)
    with django_assert_num_queries(1):
        lane.lane(people.leader)
    filings(people, 3)
    with django_assert_num_queries(1):
        assert len(lane.lane(people.leader).stops) == 4
