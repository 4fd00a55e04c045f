"""What each page shows, to whom, and what it costs."""

from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs

import pytest
from openpyxl import load_workbook

from campaign.models import Campaign
from campaign.services.boundaries import advance
from campaign.services.targets import build_targets, clear_target, move_target
from casework.by import SYSTEM, By
from law import clock
from tests.factories import trail
from tests.factories.campaign import campaign as make_campaign
from tests.factories.campaign import publicity, target
from tests.factories.registry import employer
from tests.opened import Opened


@pytest.fixture(autouse=True)
def in_phase_two(in_patrol: None) -> None:
    """Pages are looked at on 2021-04-20."""


def page(user: Any, address: str, **query: Any) -> Any:
    client = Opened()
    client.force_login(user)
    return client.get(address, query)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_campaign_page_holds_every_text_of_the_document(campaign: Campaign, people) -> None:
    shown = text(page(people.leader, campaign.get_absolute_url()))
    for part in (campaign.phases, campaign.targetgroups, campaign.contents, campaign.requirements):
        for row in part.all():
            assert row.text in shown
    for fact in (
        "青西新人社〔2021〕54号", "2021-03-25", "王普进", "58953757", "2021-08-17 前",
        "各镇、街道，灵山岛省级自然保护区管委",
        campaign.preamble, campaign.guiding_idea, campaign.goals, "专项整治", "属地监督",
        "① 宣传动员", "④ 总结",
    ):  # fmt: skip
        assert fact in shown
    assert 'aria-current="step"' in shown


def test_the_campaign_page_says_which_law_changed_meanwhile(campaign: Campaign, people) -> None:
    shown = text(page(people.contact, campaign.get_absolute_url()))
    assert shown.count("行动期间有修订") == 1
    assert "2012年修正，2013-01-01 起施行，至 2021-05-31" in shown
    assert "2020年修订，2021-06-01 起施行" in shown
    assert "文本未查到，引用前须核对原文" in shown


def test_the_town_table_counts_what_its_links_list(campaign: Campaign, people) -> None:
    for town, stage in (
        (people.here, "patrolled"),
        (people.here, "case"),
        (people.there, "patrolled"),
        (None, "listed"),
    ):
        target(employer(town=town), campaign=campaign, stage=stage)
    response = page(people.leader, campaign.get_absolute_url())
    lines = {str(line.name): line for line in response.context["town_lines"]}
    assert list(lines) == ["黄岛街道", "琅琊镇", "未定镇街", "合计"]
    assert lines["合计"].total.number == 4
    for line in lines.values():
        assert sum(cell.number for cell in line.now) == line.total.number
        for cell in [line.total, *line.cells, line.corrected, *line.now]:
            path, _mark, query = cell.url.partition("?")
            listed = page(people.leader, path, **parse_qs(query))
            assert len(listed.context["records"]) == cell.number, cell.url
    whole = {str(cell.stage): cell.number for cell in lines["合计"].cells}
    assert (whole["已巡查"], whole["已立案"], whole["已检查"]) == (2, 1, 0), "what happened, no more"


def test_an_officer_sees_the_line_of_the_own_town_only(campaign: Campaign, people) -> None:
    target(employer(town=people.there), campaign=campaign)
    response = page(people.officer, campaign.get_absolute_url())
    assert [line.name for line in response.context["town_lines"]] == ["黄岛街道"]
    assert "琅琊镇" not in text(response)


def test_a_department_contact_reads_the_document_but_no_targets(campaign: Campaign, people) -> None:
    target(employer(town=people.here), campaign=campaign)
    response = page(people.contact, campaign.get_absolute_url())
    assert response.context["town_lines"] == []
    assert "对象名单" not in text(response)


def test_only_the_leader_is_offered_changes_and_sees_what_the_system_did(campaign: Campaign, people) -> None:
    employer(town=people.here, categories=["bar"])
    advance(campaign, date(2021, 4, 13))
    theirs = text(page(people.leader, campaign.get_absolute_url()))
    assert (
        "以此制定下一次行动" in theirs
        and "②镇街巡视整改开始" in theirs
        and "新列入对象 1 户，涉及 1 个镇街" in theirs
    )
    assert "以此制定下一次行动" not in text(page(people.inspector, campaign.get_absolute_url()))


def test_the_list_of_campaigns_and_the_address_of_the_current_one(campaign: Campaign, people) -> None:
    make_campaign(title="第二次行动")
    shown = text(page(people.officer, "/campaign/"))
    assert "第二次行动" in shown and shown.count("当前行动") >= 1
    assert page(people.officer, "/campaign/current/").url == campaign.get_absolute_url()


def test_without_any_campaign_the_pages_say_so(people) -> None:
    assert "还没有专项行动" in text(page(people.leader, "/campaign/"))
    assert page(people.leader, "/campaign/current/").url == "/campaign/"
    assert "还没有专项行动对象" in text(page(people.leader, "/campaign/targets/"))
    assert "登记第一次" in text(page(people.leader, "/campaign/publicity/"))


ALLOWED = {
    "/campaign/": {"officer", "inspector", "leader", "leadership", "contact"},
    "/campaign/{campaign}/": {"officer", "inspector", "leader", "leadership", "contact"},
    "/campaign/{campaign}/next/": {"leader"},
    "/campaign/{campaign}/change/": {"leader"},
    "/campaign/targets/": {"officer", "inspector", "leader", "leadership"},
    "/campaign/targets/{target}/": {"officer", "inspector", "leader", "leadership"},
    "/campaign/targets/{target}/clear_target/": {"inspector", "leader"},
    "/campaign/publicity/": {"officer", "inspector", "leader", "leadership"},
    "/campaign/publicity/new/": {"officer", "inspector", "leader"},
    "/campaign/publicity/{publicity}/": {"officer", "inspector", "leader", "leadership"},
    "/campaign/publicity/{publicity}/change/": {"officer", "inspector", "leader"},
}


@pytest.mark.parametrize("who", ["officer", "inspector", "leader", "leadership", "contact", "admin"])
def test_M_AC_01_every_page_by_role(campaign: Campaign, people, who: str) -> None:
    row = target(employer(town=people.here), campaign=campaign)
    activity = publicity(campaign, actor=people.officer, town=people.here)
    for address, allowed in ALLOWED.items():
        found = page(
            getattr(people, who), address.format(campaign=campaign.pk, target=row.pk, publicity=activity.pk)
        )
        unseen = who in {"contact", "admin"} and "clear_target" in address
        assert found.status_code == (200 if who in allowed else 404 if unseen else 403), address


def test_M_AC_05_the_rows_of_another_town_are_not_found(campaign: Campaign, people) -> None:
    row = target(employer(town=people.here, name="海滨酒吧"), campaign=campaign)
    activity = publicity(campaign, actor=people.officer, town=people.here, place="滨海广场")
    for address in (
        row.get_absolute_url(),
        activity.get_absolute_url(),
        f"{activity.get_absolute_url()}change/",
    ):
        assert page(people.officer, address).status_code == 200
        assert page(people.stranger, address).status_code == 404
    assert "海滨酒吧" not in text(page(people.stranger, "/campaign/targets/"))
    assert "海滨酒吧" not in text(page(people.stranger, "/campaign/targets/", q="海滨"))
    assert "滨海广场" not in text(page(people.stranger, "/campaign/publicity/"))
    foreign = page(people.stranger, "/campaign/targets/", town=people.here.pk)
    assert not foreign.context["records"]


def test_the_target_list_is_filtered_by_everything_it_offers(campaign: Campaign, people) -> None:
    bar = employer(town=people.here, name="夜色酒吧", categories=["bar"])
    plant = employer(town=people.there, name="华兴电子厂", categories=["labour_intensive"])
    build_targets(campaign, date(2021, 4, 13))
    move_target(
        campaign=campaign, employer=plant, stage="escalated", by=SYSTEM, reason_code="patrol_escalation"
    )

    def names(**query: Any) -> set[str]:
        return {
            row.employer.name for row in page(people.leader, "/campaign/targets/", **query).context["records"]
        }

    assert names() == {bar.name, plant.name}
    assert names(town=people.here.pk) == {bar.name}
    assert names(state="escalated") == {plant.name}
    assert names(reason="patrol_escalation") == {plant.name}
    assert names(category="bar") == {bar.name}
    assert names(q="电子") == {plant.name}
    assert names(q=bar.code) == {bar.name}
    assert names(town=people.here.pk, state="escalated") == set()


def test_the_target_list_shows_the_current_campaign_unless_another_is_named(
    campaign: Campaign, people
) -> None:
    following = make_campaign()
    old = target(employer(name="旧单位"), campaign=campaign)
    new = target(employer(name="新单位"), campaign=following)
    assert list(page(people.leader, "/campaign/targets/").context["records"]) == [old]
    assert list(page(people.leader, "/campaign/targets/", campaign=following.pk).context["records"]) == [new]


def test_broken_filters_are_no_error_page(campaign: Campaign, people) -> None:
    for query in (
        {"town": "x"},
        {"campaign": "99999"},
        {"state": "zzz"},
        {"after": "junk"},
        {"q": "'; drop"},
    ):
        assert page(people.leader, "/campaign/targets/", **query).status_code == 200
    assert page(people.leader, "/campaign/publicity/", since="soon").status_code == 200


def test_the_export_holds_the_filtered_rows_and_is_audited(campaign: Campaign, people) -> None:
    firm = employer(town=people.here, name="=1+1酒吧", categories=["bar"])
    target(firm, campaign=campaign)
    target(employer(town=people.there), campaign=campaign)
    response = page(people.officer, "/campaign/targets/", export="xlsx")
    rows = list(
        load_workbook(BytesIO(b"".join(response.streaming_content))).active.iter_rows(values_only=True)
    )
    assert rows[1] == ("编号", "单位", "代码", "镇街", "列入原因", "进展", "列入日期")
    assert rows[2][1] == "'=1+1酒吧" and rows[2][3] == "黄岛街道"
    assert len([row for row in rows[2:] if row[1]]) == 1
    assert trail.entries(action="export", actor=people.officer).count() == 1
    assert page(people.leadership, "/campaign/targets/", export="xlsx").status_code == 403


def test_a_target_tells_its_way_also_when_it_came_with_the_whole_list(campaign: Campaign, people) -> None:
    firm = employer(town=people.here, categories=["service"])
    build_targets(campaign, date(2021, 4, 13))
    row = move_target(campaign=campaign, employer=firm, stage="rectifying", by=By(people.officer))
    response = page(people.officer, row.get_absolute_url())
    assert [entry.text for entry in response.context["timeline"]] == [
        "责令整改，转为“整改中”",
        "列入专项行动对象",
    ]
    shown = text(response)
    assert "随全镇街对象名单一次列入" in shown and "服务型" in shown
    steps = {step["label"]: step for step in response.context["steps"]}
    assert steps["整改中"]["is_current"] and not steps["已检查"]["is_done"]
    assert not steps["已巡查"]["is_done"], "it never happened"


def test_a_target_listed_singly_tells_it_once(campaign: Campaign, people) -> None:
    row = target(employer(town=people.here), campaign=campaign)
    response = page(people.officer, row.get_absolute_url())
    assert len(response.context["timeline"]) == 1


def test_clearing_a_target_on_its_page(campaign: Campaign, people) -> None:
    row = target(employer(town=people.here), campaign=campaign)
    client = Opened()
    client.force_login(people.inspector)
    address = row.act_url("clear_target")
    empty = client.post(address, {"reason": ""})
    assert empty.status_code == 422 and "必填" in empty.content.decode()
    assert client.post(address, {"reason": "经核实已注销"}).url == row.get_absolute_url()
    row.refresh_from_db()
    assert row.state == "cleared"
    again = client.post(address, {"reason": "经核实已注销"})
    assert again.status_code == 409 and "已排除" in again.content.decode()


def test_a_running_target_offers_no_clearing(campaign: Campaign, people) -> None:
    row = target(employer(town=people.here), campaign=campaign, stage="case")
    assert "acts-h" not in text(page(people.inspector, row.get_absolute_url()))
    with pytest.raises(Exception, match="state"):
        clear_target(row, by=By(people.inspector), reason="不相关")


ADDRESSES = [
    "/campaign/",
    "/campaign/{pk}/",
    "/campaign/targets/",
    "/campaign/publicity/",
    "/campaign/{pk}/change/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_queries_of_a_page_do_not_grow(
    campaign: Campaign, people, address: str, django_assert_max_num_queries
) -> None:
    def rows(number: int) -> None:
        for turn in range(number):
            target(employer(town=people.here, categories=["bar", "service"]), campaign=campaign)
            publicity(campaign, actor=people.officer, town=people.here, place=f"广场{turn}")

    client = Opened()
    client.force_login(people.leader)
    counts = []
    for number in (3, 27):
        rows(number)
        client.get(
            address.format(pk=campaign.pk)
        )  # the visit and the number in the header are kept for a while
        with django_assert_max_num_queries(20) as captured:
            assert client.get(address.format(pk=campaign.pk)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[0] <= (20 if "pk" in address else 12)


def test_the_day_of_the_page_is_the_days_of_the_clock(campaign: Campaign, people) -> None:
    with clock.at(date(2021, 8, 5)):
        people.officer.password_changed_at = clock.now()
        people.officer.save()
        shown = text(page(people.officer, campaign.get_absolute_url()))
    assert "总结阶段，08-03 至 08-20，18 天，进行中" in " ".join(shown.split())
