"""UX-05: rows of a list are ticked, the act's form is filled in once, each row is checked, done and told for itself."""

from datetime import date
from typing import Any

import pytest

from accounts.models import User
from casework import many
from casework.by import By
from casework.kinds import of
from casework.models import AuditEntry, Notice
from casework.submissions import new_key
from casework.workflow import Refused
from complaints.models import Complaint
from inspections.checks.models import Inspection
from law import clock
from registry.services.conflicts import declare_conflict
from tests.factories import accounts, campaign, checks, complaints, registry
from tests.factories import reports as summaries

ASSIGN = "/work/many/inspection/assign/"
REPORT_DAY = date(2021, 8, 17)
HOSTILE = "<script>alert(1)</script>'\"{{ 7*7 }}"


@pytest.fixture
def listed(town_a: Any, today: date, brigade_leader: User) -> list[Inspection]:
    plan = campaign.campaign_2021()
    made = [
        checks.inspection(campaign=plan, employer=registry.employer(town=town_a), actor=brigade_leader)
        for _ in range(3)
    ]
    assert {each.state for each in made} == {"listed"}
    return made


@pytest.fixture
def pair(db: Any) -> dict[str, int]:
    return {"lead": accounts.user("inspector").pk, "second": accounts.user("inspector").pk}


def picks(*records: Any) -> list[str]:
    return [f"{each.pk}:{each.version}" for each in records]


def send(client: Any, path: str, records: list[str], **sent: Any) -> Any:
    return client.post(path, {"pick": records, "submission": new_key(), **sent}, follow=True)


def test_UX_05_ticked_rows_are_assigned_at_once_and_each_is_told(
    listed: list[Inspection], pair: dict[str, int], brigade_leader: User, client_for: Any
) -> None:
    client = client_for(brigade_leader)
    page = client.get("/inspections/").content.decode()
    assert f'formaction="{ASSIGN}"' in page and f'value="{listed[0].pk}:{listed[0].version}"' in page
    asked = client.get(ASSIGN, {"pick": picks(*listed), "back": "/inspections/?only=mine"})
    assert asked.content.decode().count('type="hidden" name="pick"') == 3
    assert 'name="lead"' in asked.content.decode() and 'name="files"' not in asked.content.decode()
    first, second, gone = listed
    checks_done = picks(first, second, gone)
    gone.refresh_from_db()
    many.one(
        gone,
        "cancel_inspection",
        gone.version,
        by=By(brigade_leader),
        told=lambda _record: {"reason": "已停业"},
    )
    answer = send(client, ASSIGN, checks_done, back="/inspections/?only=mine", **pair)
    told = answer.content.decode()
    assert "办好 2 件，没有办 1 件" in told and gone.get_absolute_url() in told and "有过变动" in told
    assert 'href="/inspections/?only=mine"' in told
    for each in (first, second):
        each.refresh_from_db()
        assert (each.state, each.lead_id, each.second_id) == ("assigned", pair["lead"], pair["second"])
        assert AuditEntry.objects.about(each).get(action="assign").actor_id == brigade_leader.pk
    gone.refresh_from_db()
    assert gone.state == "cancelled"


def test_what_one_row_does_not_take_holds_up_no_other(
    listed: list[Inspection], pair: dict[str, int], brigade_leader: User, client_for: Any
) -> None:
    declare_conflict(by=By(User.objects.get(pk=pair["lead"])), employer=listed[1].employer, kind="relative")
    told = send(client_for(brigade_leader), ASSIGN, picks(*listed), **pair).content.decode()
    assert "办好 2 件，没有办 1 件" in told and "没有利害关系" in told
    assert list(Inspection.objects.filter(state="listed")) == [listed[1]]


def test_sent_twice_is_done_once_and_the_results_are_shown_again(
    listed: list[Inspection], pair: dict[str, int], brigade_leader: User, client_for: Any
) -> None:
    client, sent = client_for(brigade_leader), {"pick": picks(*listed), "submission": new_key(), **pair}
    first = client.post(ASSIGN, sent)
    again = client.post(ASSIGN, sent, follow=True)
    assert again.redirect_chain == [(first.url, 302)] and "办好 3 件，没有办 0 件" in again.content.decode()
    assert AuditEntry.objects.filter(action="assign", is_success=True).count() == 3
    asked = client.post(ASSIGN, {**sent, "lead": pair["second"], "second": pair["lead"]})
    assert asked.status_code == 409, "the same page with other people is asked about"
    other = client_for(accounts.user("brigade_leader")).get(first.url).content.decode()
    assert "这里没有结果了" in other, "the results are for whoever did it"


def test_nothing_ticked_and_too_many_are_said(
    listed: list[Inspection], pair: dict[str, int], brigade_leader: User, client_for: Any
) -> None:
    client = client_for(brigade_leader)
    assert "没有勾选" in client.get(ASSIGN).content.decode()
    assert "没有勾选" in send(client, ASSIGN, [], **pair).content.decode()
    assert (
        "没有勾选"
        in send(client, ASSIGN, ["x", "1:", ":1", "１:1", "9" * 30 + ":0"], **pair).content.decode()
    )
    too_many = [f"{pk}:0" for pk in range(1, many.AT_ONCE + 2)]
    assert "一次最多 50 件" in send(client, ASSIGN, too_many, **pair).content.decode()
    empty = send(client, ASSIGN, picks(*listed)).content.decode()
    assert "办好 0 件，没有办 3 件" in empty and "请选择主办监察员。" in empty
    assert Inspection.objects.filter(state="assigned").count() == 0


def test_nobody_without_the_right_and_no_other_act(
    listed: list[Inspection],
    pair: dict[str, int],
    inspector: User,
    town_officer: User,
    brigade_leader: User,
    client_for: Any,
) -> None:
    for person in (inspector, town_officer, accounts.user("bureau_head"), accounts.user("system_admin")):
        client = client_for(person)
        assert client.get(ASSIGN, {"pick": picks(*listed)}).status_code == 403
        assert send(client, ASSIGN, picks(*listed), **pair).status_code == 403
        if person in (inspector, town_officer):
            assert 'name="pick"' not in client.get("/inspections/").content.decode()
    leader = client_for(brigade_leader)
    for path in (
        "/work/many/inspection/cancel_inspection/",
        "/work/many/case/decide/",
        "/work/many/none/assign/",
    ):
        assert leader.get(path).status_code == 404, path
    with pytest.raises(Refused, match="permission"):
        row = Inspection.workflow.rows_of("assign")[0]
        many.do_many(of(Inspection), row, by=By(inspector), seen={listed[0].pk: 0}, told=lambda _record: pair)


def test_the_way_back_leads_nowhere_else(
    listed: list[Inspection], brigade_leader: User, client_for: Any
) -> None:
    client = client_for(brigade_leader)
    for asked in (
        "https://evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
        "/\\evil.example",
        HOSTILE,
    ):
        page = client.get(ASSIGN, {"pick": picks(*listed), "back": asked}).content.decode()
        assert "evil.example" not in page and "alert(1)" not in page, asked


def test_complaints_are_given_to_another_at_once(
    town_a: Any, today: date, inspector: User, brigade_leader: User, client_for: Any
) -> None:
    made = [
        complaints.accepted(employer=registry.employer(town=town_a), actor=inspector, on=clock.now())
        for _ in range(2)
    ]
    other, client = accounts.user("inspector"), client_for(brigade_leader)
    path = "/work/many/complaint/reassign_complaint/"
    assert f'formaction="{path}"' in client.get("/complaints/").content.decode()
    told = send(client, path, picks(*made), handler=other.pk, reason=f"休假{HOSTILE}").content.decode()
    assert "办好 2 件，没有办 0 件" in told
    assert set(Complaint.objects.values_list("handler", flat=True)) == {other.pk}


def test_towns_are_reminded_and_their_summaries_accepted_at_once(
    town_a: Any, town_b: Any, town_officer: User, brigade_leader: User, client_for: Any
) -> None:
    plan = campaign.campaign_2021()
    with clock.at(REPORT_DAY):
        late, other = summaries.drafted(plan, town_a), summaries.drafted(plan, town_b)
        client = client_for(brigade_leader)
        page = client.get("/reports/").content.decode()
        assert "催报" in page and "接收总结" in page
        told = send(client, "/work/many/summary/remind_town/", picks(late, other)).content.decode()
        assert "办好 2 件，没有办 0 件" in told
        assert Notice.objects.filter(user=town_officer, what__contains="催报").count() == 1
        late.refresh_from_db()
        assert late.state == "draft", "nothing but the notice"
        refused = send(client, "/work/many/summary/accept_summary/", picks(late, other)).content.decode()
        assert "没有办 1 件" in refused or "没有办 2 件" in refused
