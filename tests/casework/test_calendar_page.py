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
