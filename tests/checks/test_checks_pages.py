"""The pages of the inspection list: filters, export, towns, acts, and what they cost."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from casework.by import By
from casework.submissions import new_key
from inspections.checks.models import Inspection
from registry.services.conflicts import declare_conflict
from tests.factories import accounts, checks, registry

LIST = "/inspections/"

pytestmark = pytest.mark.usefixtures("day")


def body(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def act(inspection: Inspection, action: str) -> str:
    return reverse("checks:inspection_act", args=[inspection.pk, action])


@pytest.fixture
def page(client_for: Any, leader: Any) -> Any:
    return client_for(leader)


def test_the_filters_stand_in_the_address_and_as_chips(
    page: Any, campaign: Any, leader: Any, town_a: Any, town_b: Any
) -> None:
    here = checks.inspection(campaign=campaign, employer=registry.employer(town=town_a, name="青岛甲公司"))
    there = checks.assigned(campaign=campaign, employer=registry.employer(town=town_b, name="青岛乙公司"))
    late = checks.correcting(
        campaign=campaign, employer=registry.employer(name="青岛丙公司"), on=date(2021, 6, 1)
    )
    for query, shown in (
        ("", {here, there, late}),
        (f"town={town_b.pk}", {there}),
        ("state=listed", {here}),
        ("only=unassigned", {here}),
        ("only=late", {late}),
        ("source=manual", {here, there, late}),
        ("source=focus", {here, there, late}),
        ("source=drawn", set()),
        (f"employer={here.employer.pk}", {here}),
        ("q=乙公司", {there}),
        (f"q={late.number}", {late}),
    ):
        text = body(page.get(f"{LIST}?{query}"))
        found = {row for row in (here, there, late) if f'href="{row.get_absolute_url()}"' in text}
        assert found == shown, query
    assert "去掉筛选" in body(page.get(f"{LIST}?state=listed"))
    assert "没有符合筛选的检查" in body(page.get(f"{LIST}?source=drawn"))


def test_mine_are_those_i_lead_or_second(campaign: Any, client_for: Any) -> None:
    mine, other = checks.assigned(campaign=campaign), checks.assigned(campaign=campaign)
    for person in (mine.lead, mine.second):
        text = body(client_for(person).get(f"{LIST}?only=mine"))
        assert mine.get_absolute_url() in text and other.get_absolute_url() not in text


def test_listing_assigning_correcting_through_the_pages(page: Any, campaign: Any, client_for: Any) -> None:
    employer = registry.employer(name="青岛海角食品有限公司")
    new = reverse("checks:inspection_create")
    assert f'value="{employer.code}"' in body(page.get(f"{new}?employer={employer.code}"))
    wrong = page.post(new, {"submission": new_key(), "employer": "海角", "note": ""})
    assert wrong.status_code == 422 and "请写明列为检查重点的依据" in wrong.content.decode()
    page.post(new, {"submission": new_key(), "employer": "海角", "note": "媒体曝光"})
    line = Inspection.objects.get()
    assert (line.employer, line.campaign, line.state) == (employer, campaign, "listed")
    again = page.post(new, {"submission": new_key(), "employer": employer.code, "note": "再列"})
    assert again.status_code == 422 and "已经在检查名单里" in again.content.decode()
    lead, second = accounts.user("inspector", name="周某"), accounts.user("inspector")
    form = body(page.get(act(line, "assign")))
    assert "周某（" in form and "在手 0 户" in form
    same = page.post(act(line, "assign"), {"submission": new_key(), "lead": lead.pk, "second": lead.pk})
    assert same.status_code == 422 and "主办和协办须是两个人" in same.content.decode()
    page.post(act(line, "assign"), {"submission": new_key(), "lead": lead.pk, "second": second.pk})
    line.refresh_from_db()
    assert (line.lead, line.second) == (lead, second)
    checks.visit(inspection=line, inspectors=[lead, second], actor=lead, on=checks.DRAW_DAY)
    line.refresh_from_db()
    mine = client_for(lead)
    sent = {"correction_text": "补签"}
    early = mine.post(
        act(line, "order_correction"), {**sent, "submission": new_key(), "correct_by": "2021-06-02"}
    )
    assert early.status_code == 422 and "改正期限不能早于今天" in early.content.decode()
    mine.post(act(line, "order_correction"), {**sent, "submission": new_key(), "correct_by": "2021-06-10"})
    text = body(mine.get(line.get_absolute_url()))
    assert "限期改正" in text and "2021-06-10" in text and "令字" in text
    mine.post(act(line, "confirm_corrected"), {"submission": new_key(), "note": "已补签"})
    line.refresh_from_db()
    assert (line.state, line.outcome) == ("concluded", "corrected")


def test_the_assign_page_offers_nobody_with_a_conflict(page: Any, campaign: Any) -> None:
    line = checks.inspection(campaign=campaign)
    relative = accounts.user("inspector", name="亲属某")
    declare_conflict(by=By(relative), employer=line.employer, kind="relative")
    accounts.user("inspector", name="过期某", certificate_until=date(2021, 6, 2))
    form = body(page.get(act(line, "assign")))
    assert "亲属某" not in form and "过期某" not in form and "另有 1 人与该单位有利害关系" in form
    forced = page.post(
        act(line, "assign"), {"submission": new_key(), "lead": relative.pk, "second": relative.pk}
    )
    assert forced.status_code == 422 and "没有利害关系的人员中选择" in forced.content.decode()


def test_another_inspector_is_told_who_may(campaign: Any, client_for: Any, inspector: Any) -> None:
    line = checks.visited(campaign=campaign)
    text = body(client_for(inspector).get(line.get_absolute_url()))
    assert "您不是这一户的主办或协办监察员" in text
    answer = client_for(inspector).post(
        act(line, "conclude_inspection"), {"submission": new_key(), "outcome": "clean"}
    )
    assert answer.status_code == 409 and Inspection.objects.get(pk=line.pk).state == "visited"


def test_the_list_is_exported_as_it_is_filtered(page: Any, campaign: Any) -> None:
    checks.inspection(campaign=campaign)
    answer = page.get(f"{LIST}?export=xlsx&source=focus")
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_a_long_list_is_paged_and_costs_the_same(
    page: Any, campaign: Any, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    costs = []
    for number in (3, 60):
        while Inspection.objects.count() < number:
            checks.inspection(campaign=campaign)
        page.get(LIST)
        with django_assert_max_num_queries(12) as captured:
            text = body(page.get(LIST))
        costs.append(len(captured))
    assert "after=" in text and costs[1] - costs[0] <= 1, "one more: the count of a list longer than a page"


def test_a_record_costs_at_most_twenty_queries(
    page: Any, campaign: Any, django_assert_max_num_queries: Any
) -> None:
    line = checks.correcting(campaign=campaign)
    page.get(line.get_absolute_url())
    with django_assert_max_num_queries(20):
        body(page.get(line.get_absolute_url()))


def test_UX_01_who_only_watches_an_open_inspection_reads_who_is_to_go_there(
    page: Any, campaign: Any, leader: Any
) -> None:
    inspection = checks.assigned(campaign=campaign)
    context = page.get(inspection.get_absolute_url()).context
    current = [str(step["label"]) for step in context["steps"] if step["is_current"]]
    assert current == ["到户检查"]
    lead, second = inspection.handlers()
    assert context["idle"] == f"等{lead.name}、{second.name}到户检查。"


def test_UX_01_who_is_to_go_there_finds_it_on_the_worklist(db: Any, client_for: Any) -> None:
    inspection = checks.in_state("assigned")
    assert inspection in Inspection.objects.awaiting(inspection.lead)
    page = client_for(inspection.lead).get(inspection.get_absolute_url()).content.decode()
    assert "登记到户检查" in page.partition('id="acts"')[2] and "等其他岗位" not in page
