"""A record begins with its facts, an employer's file with what there is to worry about, a print with who printed what."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from findings.entries import Problem
from inspections.cases.deadlines import RULES
from law import clock
from tests.factories import cases as make_case
from tests.factories import checks as make_check
from tests.factories import complaints as make_complaint
from tests.factories import patrols as make_patrol
from tests.factories import registry as make
from tests.factories.campaign import campaign_2021

pytestmark = pytest.mark.django_db
DAY = date(2021, 6, 23)
Clients = Callable[..., Client]


@pytest.fixture
def campaign(db: None) -> Any:
    return campaign_2021()


@pytest.fixture
def employer(campaign: Any, town_a: Any) -> Any:
    return make.employer(town=town_a)


def page_of(client: Client, record: Any, on: date = DAY) -> str:
    with clock.at(on):
        answer = client.get(record.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def gist_of(html: str) -> str:
    found = re.search(r'<dl class="gist">.*?</dl>', html, re.DOTALL)
    return words(found.group()) if found else ""


def assert_in_order(html: str, *marks: str) -> None:
    places = [html.index(mark) for mark in marks]
    assert places == sorted(places), dict(zip(marks, places, strict=True))


def test_UX_22_a_complaint_says_what_who_and_how_many_before_anything_else(
    client_for: Clients, inspector: Any
) -> None:
    employer = make.employer(actor=inspector)
    record = make_complaint.accepted(
        employer=employer, actor=inspector, on=date(2021, 6, 21), workers_count=1200, amount=Decimal(81600)
    )
    html = page_of(client_for(inspector), record)
    told = gist_of(html)
    assert "1,200 人" in told and "81,600 元" in told and inspector.name in told
    assert_in_order(html, 'class="gist"', 'id="acts"', "反映的情况", "点开看怎么算的", 'class="timeline"')


def test_UX_22_a_case_says_what_who_and_how_many_before_anything_else(client_for: Clients) -> None:
    case = make_case.case("investigating", people_count=24)
    html = page_of(client_for(case.lead), case, make_case.CASE_DAY)
    told = gist_of(html)
    assert "24 人" in told and case.lead.name in told and case.matter_labels[0] in told
    assert_in_order(html, 'class="gist"', 'id="acts"', "基本事实", "点开看怎么算的", 'class="timeline"')


def test_UX_19_who_does_not_handle_a_case_is_told_so_once_and_who_does(
    client_for: Clients, inspector: Any
) -> None:
    case = make_case.case("investigating")
    html = page_of(client_for(inspector), case, make_case.CASE_DAY)
    acts = html[html.index('id="acts"') : html.index('id="content-tabs"')]
    handlers = f"承办人：{case.lead.name}、{case.second.name}"
    folded = acts[acts.index("<details") :]
    assert "您不是承办人" in acts and folded.count(handlers) == 1 and folded.count('aria-disabled="true"') > 3


def test_UX_34_what_a_patrol_counted_has_its_units(
    client_for: Clients, town_officer: Any, employer: Any
) -> None:
    found = Problem("wage_arrears", "拖欠工资")
    patrol = make_patrol.patrol(
        found, actor=town_officer, employer=employer,
        headcount=1200, arrears_people=24, arrears_amount=Decimal(81600), wages_due=Decimal("2497.5"), daily_hours=Decimal(8),
    )  # fmt: skip
    told = words(page_of(client_for(town_officer), patrol))
    for said in ("1,200 人", "24 人，81,600 元", "2,497.50 元", "8 小时"):
        assert said in told
    assert "81600.00" not in told and "8.0" not in told


def test_UX_22_a_visit_and_an_inspection_begin_with_what_came_of_them(
    client_for: Clients, inspector: Any, campaign: Any
) -> None:
    line = make_check.concluded(campaign=campaign)
    html = page_of(client_for(inspector), line)
    assert line.get_outcome_display() in gist_of(html) and line.lead.name in gist_of(html)
    assert 'class="ended"' in html or "已经办完" in html


def test_UX_18_each_time_of_the_other_party_says_what_they_may_do_in_it() -> None:
    assert [rule.code for rule in RULES if rule.is_right and not rule.allows] == []
    assert [rule.code for rule in RULES if rule.allows and not rule.is_right] == []


def test_UX_18_the_time_of_the_party_is_no_lamp_and_our_own_duty_is_put_forward(client_for: Clients) -> None:
    case = make_case.case("notified")
    html = page_of(client_for(case.lead), case, make_case.CASE_DAY)
    right = next(each for each in case.deadlines.running() if each.is_right)
    assert f"{right.allows}至 {right.due_on}" in words(html)
    acts = html[html.index('id="acts"') : html.index("<details", html.index('id="acts"'))]
    assert str(right.due_on) not in acts


class TestEmployersFile:
    def test_UX_23_open_matters_and_warnings_come_first_and_the_grade_has_its_ground(
        self, client_for: Clients, town_officer: Any, inspector: Any, employer: Any
    ) -> None:
        patrol = make_patrol.rectifying(actor=town_officer, employer=employer)
        make.warning(employer, note="电费欠缴")
        type(employer).objects.filter(pk=employer.pk).update(grade="C", headcount=1200)
        html = page_of(client_for(inspector), employer)
        told = gist_of(html)
        assert "C级" in told and "建档时登记" in told and "在办 1 件 1 件超期" in told and "1,200 人" in told
        assert "双随机抽取" in told and "C级" in told.partition("双随机抽取")[2]
        assert_in_order(html, "电费欠缴", 'class="gist"', 'id="matters-h"', 'id="facts-h"', 'id="life-h"')
        matters = html[html.index('id="matters-h"') : html.index('id="facts-h"')]
        assert patrol.get_absolute_url() in matters and "超期" in matters

    def test_UX_23_what_is_not_there_takes_one_line(self, client_for: Clients, inspector: Any) -> None:
        html = page_of(client_for(inspector), make.employer(actor=inspector, name="青岛空白食品有限公司"))
        assert "没有预警。" in html and "没有附件。" in html and "还没有登记：" in html
        assert 'id="warnings"' not in html and 'id="files-h"' not in html and 'id="matters-h"' not in html
        assert "<dd> — </dd>" not in " ".join(html.split())

    def test_UX_23_a_town_learns_no_more_of_a_complaint_than_that_it_came_in(
        self, client_for: Clients, town_officer: Any, inspector: Any, employer: Any
    ) -> None:
        record = make_complaint.accepted(employer=employer, actor=inspector, on=date(2021, 6, 21))
        html = page_of(client_for(town_officer), employer)
        assert not any(label in html for label in record.matter_labels)


def test_UX_29_a_print_has_a_head_with_office_kind_number_time_and_person(
    client_for: Clients, inspector: Any, employer: Any
) -> None:
    html = page_of(client_for(inspector), employer)
    head = words(html[html.index("print-head") - 40 : html.index("<main")])
    assert (
        "区劳动监察大队" in head and f"一企一档，{employer.code}" in head and f"{inspector.name} 打印" in head
    )
    assert re.search(r"2021-06-23 \d\d:\d\d", head)
    assert "经办人：" in html and "核对人：" in html
