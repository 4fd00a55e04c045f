"""今日一张单: the sheet of a day made of the worklist, arranged by its person, with what finished work saved."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.by import By
from casework.submissions import new_key
from casework.workflow import Refused
from complaints.services import acts
from desk import sheet
from desk.models import Planned
from desk.services import planning
from law.clock import at
from tests.factories import accounts, campaign, cases, checks, complaints, registry

pytestmark = pytest.mark.django_db
TODAY = date(2021, 6, 23)
DAY, MOVE = "/work/day/", "/work/day/move/"


@pytest.fixture(autouse=True)
def day() -> Any:
    campaign.campaign_2021()
    with at(TODAY):
        yield


def taken(person: Any, on: date, **facts: Any) -> Any:
    return complaints.taken(actor=person, employer=registry.employer(**facts), on=on)


def keys(person: Any, *, leads: bool = False) -> list[str]:
    return [entry.key for entry in sheet.of(person, leads=leads).entries]


def move(client: Any, key: str, to: str, listed: list[str]) -> Any:
    return client.post(
        MOVE, {"submission": new_key(), "key": key, "to": to, "keys": ",".join(listed)}, follow=True
    )


def test_the_sheet_has_the_late_first_and_says_act_place_and_clock(inspector: Any, client_for: Any) -> None:
    near, late = taken(inspector, date(2021, 6, 18)), taken(inspector, date(2021, 6, 1))
    visit = checks.assigned(lead=inspector, employer=registry.employer(address="泊里镇港前路21号"))
    assert keys(inspector) == [f"complaint-{late.pk}", f"inspection-{visit.pk}", f"complaint-{near.pk}"]
    shown = client_for(inspector).get(DAY).content.decode()
    assert all(said in shown for said in ("1 件已超期", "到户检查", "泊里镇港前路21号", "打印一页", "路上约"))
    assert '<a href="/work/day/" aria-current="page">今日一张单' in shown


def test_a_leader_decides_first(brigade_leader: Any, client_for: Any) -> None:
    late = taken(brigade_leader, date(2021, 6, 1))
    filing = cases.case("filing", on=TODAY - timedelta(days=2))
    assert keys(brigade_leader, leads=True) == [f"case-{filing.pk}", f"complaint-{late.pk}"]
    assert "等您定的在前" in client_for(brigade_leader).get(DAY).content.decode()


def test_moving_up_and_down_is_kept_for_that_person_and_that_day(inspector: Any, client_for: Any) -> None:
    taken(inspector, date(2021, 6, 1)), taken(inspector, date(2021, 6, 2))
    first, second = keys(inspector)
    client = client_for(inspector)
    assert move(client, first, "down", [first, second]).status_code == 200
    assert keys(inspector) == [second, first]
    move(client, first, "up", [second, first])
    assert keys(inspector) == [first, second]
    move(client, first, "down", [first, second])
    with at(TODAY + timedelta(days=1)):
        assert keys(inspector) == [first, second], "tomorrow is planned anew"


def test_putting_off_says_beforehand_and_afterwards_what_it_breaks(inspector: Any, client_for: Any) -> None:
    made = taken(inspector, date(2021, 6, 18), name="青岛海润食品有限公司")  # to be accepted by 06-25
    client, key = client_for(inspector), f"complaint-{made.pk}"
    (entry,) = sheet.of(inspector, leads=False).entries
    assert [(f"{each.day:%m-%d}", each.word) for each in entry.choices[:4]] == [
        ("06-23", "可以"), ("06-24", "可以"), ("06-25", "末日"), ("06-28", "迟 3 天"),
    ]  # fmt: skip
    shown = move(client, key, "2021-06-28", [key]).content.decode()
    assert "青岛海润食品有限公司挪到 2021-06-28" in shown and "2021-06-25 到期，迟 3 天" in shown
    assert keys(inspector) == [] and "您挪到以后的" in shown
    move(client, key, "2021-06-23", [])
    assert keys(inspector) == [key] and not Planned.objects.exists()


def test_what_was_put_off_is_back_on_its_day(inspector: Any) -> None:
    made = taken(inspector, date(2021, 6, 21))
    planning.put_off(f"complaint-{made.pk}", by=By(inspector), day=date(2021, 6, 25))
    assert keys(inspector) == []
    with at(date(2021, 6, 25)):
        assert keys(inspector) == [f"complaint-{made.pk}"]


def test_nobody_else_sees_how_somebody_arranged_a_day(inspector: Any) -> None:
    other, visit = accounts.user("inspector"), None
    visit = checks.assigned(lead=inspector, second=other)
    planning.put_off(f"inspection-{visit.pk}", by=By(other), day=date(2021, 6, 28))
    assert keys(inspector) == [f"inspection-{visit.pk}"] and keys(other) == []


def test_a_day_that_is_over_is_no_day_to_put_something_off_to(inspector: Any, client_for: Any) -> None:
    with pytest.raises(Refused, match="day"):
        planning.put_off("complaint-1", by=By(inspector), day=date(2021, 6, 22))
    client = client_for(inspector)
    for key, to in (
        ("complaint-1", "2021-06-22"),
        ("x", "up"),
        ("complaint-1", "昨天"),
        ("complaint-²", "up"),
    ):
        shown = move(client, key, to, [])
        assert shown.status_code == 200 and "alert" in shown.content.decode()
    assert not Planned.objects.exists()


def test_what_is_done_says_what_it_saved(inspector: Any, client_for: Any) -> None:
    late, early = taken(inspector, date(2021, 6, 1)), taken(inspector, date(2021, 6, 22))
    with at(TODAY):
        for each in (late, early):
            acts.redirect(each, by=By(inspector), redirected_to="arbitration", redirect_note="请申请仲裁")
    done = {each.deed.record.pk: each for each in sheet.of(inspector, leads=False).done}
    assert "不再拖" in done[late.pk].saved[0] and done[late.pk].lamp == "late"
    assert re.search(r"提前 \d 工作日", done[early.pk].saved[0]) and done[early.pk].lamp == "done"
    shown = client_for(inspector).get(DAY).content.decode()
    assert "2</b>件已办" in shown and "办毕" in shown


def test_an_empty_day_leads_on(inspector: Any, audit_admin: Any, client_for: Any) -> None:
    for person in (inspector, audit_admin):
        assert "今天没有要办的" in client_for(person).get(DAY).content.decode()


def test_the_sheet_costs_the_same_for_few_and_many(inspector: Any, client_for: Any) -> None:
    client, counts = client_for(inspector), []
    for more in (2, 9):
        for _ in range(more):
            taken(inspector, date(2021, 6, 18))
        client.get(DAY)
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            client.get(DAY)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 20
