"""一句话办事: a line is shown as it was understood, filled in, and confirmed by the reader; nothing is done by reading it."""

from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from casework.models import AuditEntry, AuditNote
from inspections.cases.models import Case
from inspections.patrols.models import Patrol
from law.clock import at
from tests.desk.test_search import page_of, suggested
from tests.factories import campaign, cases, patrols, registry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def firm(town_a: Any) -> Any:
    return registry.employer(name="青岛瑞凯电子有限公司", town=town_a)


def link_to(page: str, path: str) -> dict[str, list[str]]:
    """The query of the one link of a page to `path`."""
    links = [part.partition('"')[0] for part in page.split('href="') if part.startswith(f"{path}?")]
    assert len(links) == 1, links
    return parse_qs(urlsplit(links[0].replace("&amp;", "&")).query)


def test_a_patrol_without_problems_is_filled_in(firm: Any, town_officer: Any, client_for: Any) -> None:
    client = client_for(town_officer)
    page = page_of(client, "瑞凯 巡查 没问题 昨天")
    asked = link_to(page, "/patrols/new/")
    assert asked == {
        "employer": [str(firm.pk)], "patrolled_on": ["2021-06-22"], "rest_ok": ["1"], "said": ["瑞凯 巡查 没问题 昨天"],
    }  # fmt: skip
    assert "2021-06-22 周二" in page and "仍要逐项回答" in page
    form = client.get("/patrols/new/", {name: values[0] for name, values in asked.items()}).content.decode()
    assert 'name="patrolled_on" value="2021-06-22"' in form and "照“瑞凯 巡查 没问题 昨天”填好了" in form
    assert Patrol.objects.count() == 0


@pytest.mark.parametrize("line", ["rk xc", "瑞凯巡查", "巡查 瑞凯", "瑞凯，去巡查"])
def test_a_line_may_be_written_in_letters_without_spaces_and_the_other_way_round(
    line: str, firm: Any, town_officer: Any, client_for: Any
) -> None:
    assert link_to(page_of(client_for(town_officer), line), "/patrols/new/")["employer"] == [str(firm.pk)]
    first = suggested(client_for(town_officer), line)[0]
    assert first["label"] == "记录一次巡查" and first["note"] == firm.name


def test_a_delivery_is_filled_in_with_its_day(inspector: Any, client_for: Any) -> None:
    case = cases.case("decided", lead=inspector)
    client = client_for(inspector)
    line = f"立字{case.filing_number.rpartition('第')[2]} 送达 昨天"
    page = page_of(client, line)
    assert "送达决定书" in page and case.employer.name in page and "2021-06-22 周二" in page
    asked = link_to(page, f"/cases/{case.pk}/serve/")
    assert asked["done_on"] == ["2021-06-22"]
    form = client.get(f"/cases/{case.pk}/serve/", {"done_on": "2021-06-22", "said": line}).content.decode()
    assert 'name="done_on" value="2021-06-22"' in form and f"照“{line}”填好了" in form
    case.refresh_from_db()
    assert case.state == "decided"


def test_what_follows_is_told_with_its_law(inspector: Any, brigade_leader: Any, client_for: Any) -> None:
    case = cases.case("filing", lead=inspector)
    page = page_of(client_for(brigade_leader), f"{case.number} 批准立案")
    assert "批准立案" in page and "调查" in page and "60 个工作日" in page and "条例" in page


def test_an_act_that_cannot_be_done_says_why_and_what_can(inspector: Any, client_for: Any) -> None:
    case = cases.case("investigating", lead=inspector)
    page = page_of(client_for(inspector), f"{case.filing_number} 归档")
    assert "现在还不能做：" in page and "不能做“归档”" in page and "现在您能办的：" in page
    assert "打开填好的表" not in page


def test_nothing_is_done_and_nothing_noted_by_reading(inspector: Any, client_for: Any) -> None:
    case = cases.case("decided", lead=inspector)
    client, before = client_for(inspector), (AuditEntry.objects.count(), AuditNote.objects.count())
    for line in (
        f"{case.filing_number} 送达 昨天",
        f"{case.filing_number} 移送",
        f"{case.employer.name} 线索",
    ):
        page_of(client, line)
        suggested(client, line)
    assert (AuditEntry.objects.count(), AuditNote.objects.count()) == before
    assert Case.objects.get(pk=case.pk).version == case.version


def test_a_link_brings_only_days_into_an_act(inspector: Any, client_for: Any) -> None:
    """Whoever sends a link cannot tick a box or write words for its reader."""
    case = cases.case("decided", lead=inspector)
    asked = {"done_on": "2021-06-22", "receiver": "某人", "place": "某地", "way": "public"}
    form = client_for(inspector).get(f"/cases/{case.pk}/serve/", asked).content.decode()
    assert 'value="2021-06-22"' in form and "某人" not in form and "某地" not in form
    assert 'value="public" selected' not in form


def test_words_not_understood_are_told(firm: Any, town_officer: Any, client_for: Any) -> None:
    page = page_of(client_for(town_officer), "瑞凯 巡查 王会计 xyzzy")
    assert "王会计" in page and "xyzzy" in page and page.count("没有认出") == 2
    assert "记录一次巡查" in page


def test_a_day_an_act_does_not_ask_for_is_told(inspector: Any, brigade_leader: Any, client_for: Any) -> None:
    case = cases.case("filing", lead=inspector)
    page = page_of(client_for(brigade_leader), f"{case.number} 批准立案 昨天")
    assert "这一步没有日期可填，按今天办理；您写的是 2021-06-22 周二" in page


def test_an_act_is_found_by_the_employer_of_its_record(
    town_a: Any, town_officer: Any, client_for: Any
) -> None:
    campaign.campaign_2021()
    firm = registry.employer(name="青岛瑞凯电子有限公司", town=town_a)
    patrol = patrols.rectifying(employer=firm, actor=town_officer)
    page = page_of(client_for(town_officer), "瑞凯 复查 今天")
    assert link_to(page, f"/patrols/{patrol.pk}/record_recheck/")["rechecked_on"] == ["2021-06-23"]
    assert patrol.number in page


def test_what_is_late_in_a_town_is_listed(
    town_a: Any, town_b: Any, town_officer: Any, other_officer: Any, inspector: Any, client_for: Any
) -> None:
    mine = patrols.rectifying(employer=registry.employer(town=town_a), actor=town_officer)
    other = patrols.rectifying(employer=registry.employer(town=town_b), actor=other_officer)
    for line in (f"{town_a.name} 超期", f"{town_a.name[:-2]}超期", "hd cq"):
        page = page_of(client_for(inspector), line)
        assert mine.get_absolute_url() in page and other.get_absolute_url() not in page, line
        assert f"/patrols/?alert=overdue&amp;town={town_a.pk}" in page
    assert other.get_absolute_url() not in page_of(client_for(town_officer), f"{town_b.name} 超期")


def test_my_own_late_work_is_one_line(inspector: Any, client_for: Any) -> None:
    with at(date(2021, 3, 1)):
        mine = cases.case("investigating", lead=inspector, on=date(2021, 3, 1))
    page = page_of(client_for(inspector), "我的 超期")
    assert mine.get_absolute_url() in page
    assert mine.get_absolute_url() in page_of(client_for(inspector), f"{inspector.name} 超期 案件")


def test_who_looked_at_a_record(inspector: Any, brigade_leader: Any, client_for: Any) -> None:
    case = cases.case("investigating", lead=inspector, matters=["child_labour"], cause="后厨1人15岁")
    client_for(brigade_leader).get(case.get_absolute_url())
    page = page_of(client_for(inspector), f"谁看过 {case.filing_number}")
    assert brigade_leader.name in page and f"{case.get_absolute_url()}?events=looks#events" in page


def test_matters_and_towns_lead_to_their_lists(town_a: Any, inspector: Any, client_for: Any) -> None:
    assert "/cases/?cause=child_labour" in page_of(client_for(inspector), "童工")
    assert f"/employers/?town={town_a.pk}" in page_of(client_for(inspector), town_a.name)


def test_a_word_half_typed_is_completed(firm: Any, town_officer: Any, client_for: Any) -> None:
    wholes = [
        each["label"] for each in suggested(client_for(town_officer), "瑞凯 超") if each["kind"] == "补全"
    ]
    assert "瑞凯 超期" in wholes


def test_the_line_of_a_reader_without_the_right_offers_no_act(
    firm: Any, leadership: Any, client_for: Any
) -> None:
    page = page_of(client_for(leadership), "瑞凯 巡查")
    assert "/patrols/new/" not in page and firm.get_absolute_url() in page
