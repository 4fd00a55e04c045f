"""Notices (UX-12): what happened first, one line for each matter, gone when the matter went on, and a number on the tab."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from casework import notices
from casework.by import By
from casework.models import Notice
from complaints.services import acts
from law.clock import at
from tests.factories import accounts, cases, complaints, patrols, registry

pytestmark = pytest.mark.django_db
TODAY = date(2021, 6, 23)


def inbox(person: Any) -> list[str]:
    return [notice.happened for notice in Notice.objects.visible_to(person).standing()]


def test_UX_12_what_happened_comes_first_and_bold(today: Any, inspector: Any, client_for: Any) -> None:
    employer = registry.employer(name="青岛海润食品有限公司")
    made = complaints.complaint(actor=accounts.user("inspector"), employer=employer)
    acts.reassign_complaint(made, by=By(accounts.user("brigade_leader")), handler=inspector, reason="值班")
    shown = client_for(inspector).get("/work/inbox/").content.decode()
    line = re.search(r'class="notice" type="submit">(.*?)</button>', shown, re.DOTALL)
    assert line is not None and "<b>指派承办人</b>" in line[1]
    assert "青岛海润食品有限公司 监投字〔2021〕1号" in line[1]


def test_UX_12_a_matter_has_one_line_with_the_newest(today: Any, inspector: Any) -> None:
    patrol = patrols.rectifying(employer=registry.employer())
    for what in ("整改 06-20 到期，请复查", "巡查发现重大问题，请督促上报"):
        notices.send([inspector], what=what, about=patrol)
    assert inbox(inspector) == ["巡查发现重大问题，请督促上报"] and notices.count(inspector) == 1
    notices.send([inspector], what="别的事")
    assert len(inbox(inspector)) == 2, "what is about no record stands for itself"


def test_UX_12_it_is_gone_when_the_matter_went_on(today: Any, brigade_leader: Any, bureau_head: Any) -> None:
    other = accounts.user("brigade_leader")
    case = cases.case("filing")
    assert inbox(brigade_leader) == inbox(other) == ["报请立案"]
    cases.filing.approve_filing(case, by=By(other))
    assert inbox(brigade_leader) == inbox(other) == []
    assert inbox(case.lead) == ["批准立案"]


def test_UX_12_a_request_that_was_answered_is_over_where_the_state_stayed(
    today: Any, bureau_head: Any
) -> None:
    case = cases.case("investigating")
    cases.extending.request_extension(case, by=By(case.lead), extension_reason="涉及三处工地")
    assert inbox(bureau_head) == ["申请延长调查"]
    cases.extending.approve_extension(case, by=By(accounts.user("bureau_head")))
    assert inbox(bureau_head) == [] and inbox(case.lead) == ["批准延长调查"]


def test_UX_12_who_is_at_it_needs_no_notice_of_it(today: Any) -> None:
    case = cases.case("investigating", on=date(2021, 6, 21))
    assert inbox(case.lead) == ["批准立案"]
    cases.investigating.record_findings(case, by=By(case.lead), findings="考勤与询问笔录一致")
    assert inbox(case.lead) == [] and inbox(case.second) == ["批准立案"]


def test_UX_12_the_last_word_goes_once_it_is_read(today: Any, inspector: Any, client_for: Any) -> None:
    other = accounts.user("inspector")
    made = complaints.complaint(actor=inspector, employer=registry.employer())
    acts.redirect(made, by=By(other), redirected_to="arbitration", redirect_note="请申请仲裁")
    assert inbox(inspector) == ["告知转办"]
    client = client_for(inspector)
    answer = client.post(f"/work/inbox/{Notice.objects.get(user=inspector).pk}/open/")
    assert answer["Location"] == made.get_absolute_url() and inbox(inspector) == []
    assert "告知转办" not in client.get("/work/inbox/").content.decode()
    assert "告知转办" in client.get("/work/inbox/?all=1").content.decode()


def test_UX_12_the_tab_has_a_number_and_the_days_have_names(inspector: Any, client_for: Any) -> None:
    for back, what in ((3, "甲"), (1, "乙"), (0, "丙")):
        with at(TODAY - timedelta(days=back)):
            notices.send([inspector], what=what)
    with at(TODAY):
        client = client_for(inspector)
        shown = client.get("/work/inbox/").content.decode()
        heads = re.findall(r'scope="rowgroup" colspan="3">([^<]+)<', shown)
        assert heads == ["今天", "昨天", "2021-06-20"]
        for address in ("/", "/done/", "/work/inbox/"):
            assert re.search(
                r'href="/work/inbox/"[^>]*>通知<span>3</span>', client.get(address).content.decode()
            )
        client.post("/work/inbox/read/")
        assert not re.search(r"通知<span>", client.get("/done/").content.decode())
