"""The page of the working calendar: who may change it, what is refused, and that a change is told."""

from datetime import date
from typing import Any

import pytest

from casework.submissions import new_key
from law import workdays
from law.clock import at
from law.models import WorkdayOverride
from tests.factories import complaints

pytestmark = pytest.mark.django_db
PAGE, YEAR = "/work/calendar/", "/work/calendar/year/"
STORM = {"day": "2021-06-25", "is_workday": "no", "note": "台风停工", "document": "应急〔2021〕1号"}


@pytest.fixture(autouse=True)
def day() -> Any:
    with at(date(2021, 6, 22)):
        yield
    workdays.forget()


def send(client: Any, address: str, **typed: str) -> Any:
    return client.post(address, {"submission": new_key(), **typed})


def test_a_day_set_by_hand_moves_the_clocks_and_says_how_many(
    inspector: Any, system_admin: Any, client_for: Any
) -> None:
    complaints.complaint(actor=inspector, on=date(2021, 6, 21))
    client = client_for(system_admin)
    answer = client.post(PAGE, {"submission": new_key(), **STORM}, follow=True)
    assert "1 个时限随之变动" in answer.content.decode()
    assert not WorkdayOverride.objects.get(day=date(2021, 6, 25)).is_workday


def test_who_only_reads_it_may_not_change_it(inspector: Any, client_for: Any) -> None:
    client = client_for(inspector)
    assert client.get(PAGE).status_code == 200
    assert send(client, PAGE, **STORM).status_code == 403
    assert not WorkdayOverride.objects.exists()


def test_a_day_without_its_document_is_told_at_the_field(system_admin: Any, client_for: Any) -> None:
    answer = send(client_for(system_admin), PAGE, **STORM | {"document": ""})
    assert answer.status_code == 422
    assert "document" in answer.context["form"].errors and "台风停工" in answer.content.decode()


def test_a_day_that_is_so_already_is_refused_at_the_field(system_admin: Any, client_for: Any) -> None:
    client = client_for(system_admin)
    for day, choice, told in (
        ("2021-10-01", "no", "2021-10-01 本来就是放假（国庆节），不用调整。"),
        ("2021-06-26", "no", "2021-06-26 本来就是周末，不用调整。"),
        ("2021-06-25", "yes", "2021-06-25 本来就是上班，不用调整。"),
        ("2021-09-18", "yes", "2021-09-18 本来就是调休上班（中秋节），不用调整。"),
    ):
        answer = send(client, PAGE, **STORM | {"day": day, "is_workday": choice})
        assert answer.status_code == 422
        assert answer.context["form"].errors["is_workday"] == [told]
    assert not WorkdayOverride.objects.exists()


def test_the_words_of_a_day_set_before_may_be_put_right(system_admin: Any, client_for: Any) -> None:
    client = client_for(system_admin)
    assert send(client, PAGE, **STORM).status_code == 302
    assert send(client, PAGE, **STORM | {"document": "应急〔2021〕2号"}).status_code == 302
    assert WorkdayOverride.objects.get().source == "应急〔2021〕2号"


def test_a_year_is_shown_as_twelve_tables(system_admin: Any, client_for: Any) -> None:
    client = client_for(system_admin)
    send(client, PAGE, **STORM)
    page = " ".join(client.get(PAGE, {"year": "2021"}).content.decode().split())
    assert page.count('<table class="month"> <caption>2021 年') == 12
    for cell in (
        '<td class="day-holiday" title="放假（国庆节）"> 1<small>休</small> </td>',
        '<td class="day-makeup" title="调休上班（中秋节）"> 18<small>班</small> </td>',
        '<td class="day-weekend" title="周末"> 26 </td>',
        '<td class="day-workday day-now" title="上班"> 22 </td>',
        '<td class="day-holiday" title="放假（台风停工）"> 25<small>休</small> </td>',
    ):
        assert cell in page, cell


@pytest.mark.parametrize("asked", ["", "１９９９", "99999", "1999", "x"])
def test_a_year_that_cannot_be_shown_is_this_year(asked: str, inspector: Any, client_for: Any) -> None:
    assert "2021 年 1 月" in client_for(inspector).get(PAGE, {"year": asked}).content.decode()


def test_a_year_nobody_announced_says_so(inspector: Any, client_for: Any) -> None:
    page = client_for(inspector).get(PAGE, {"year": "2031"}).content.decode()
    assert "还没有录入" in page and 'class="day-unknown"' in page


def test_a_line_that_cannot_be_read_is_named(system_admin: Any, client_for: Any) -> None:
    typed = {"year": "2027", "days_off": "2027-01-01 元旦\n明年春节", "document": "国办发明电〔2026〕1号"}
    answer = send(client_for(system_admin), YEAR, **typed)
    assert answer.status_code == 422
    assert "第 2 行看不懂" in answer.content.decode() and "明年春节" in answer.content.decode()


def test_a_year_is_entered_once_and_then_known(system_admin: Any, client_for: Any) -> None:
    typed = {
        "year": "2027",
        "days_off": "2027-01-01 元旦\n2027-02-05 春节",
        "makeup_days": "2027-02-20 春节",
        "document": "国办发明电〔2026〕1号",
    }
    assert send(client_for(system_admin), YEAR, **typed).status_code == 302
    assert workdays.is_workday(date(2027, 2, 20)) and not workdays.is_workday(date(2027, 2, 5))
