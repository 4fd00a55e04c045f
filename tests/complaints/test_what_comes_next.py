"""CMP-13: what a page puts forward is what the state waits for, or what the refusal names; never an ending by default."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from casework.by import By
from casework.workflow import offers, primary
from complaints.services import acts
from law import clock
from tests.factories.complaints import complaint

pytestmark = pytest.mark.django_db


def first(record: Any, person: Any) -> str:
    found = primary(offers(record, by=By(person)))
    return found.row.action if found else ""


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, "accept"),
        ({"act_ended_on": date(2018, 1, 5)}, "refuse"),
        ({"matters": ["double_wage_claim"]}, "redirect"),
        ({"employer": None}, "request_supplement"),
    ],
)
def test_CMP_13_the_act_the_reason_names(
    people: SimpleNamespace, firm: Any, facts: dict[str, Any], expected: str
) -> None:
    record = complaint(actor=people.inspector, **{"employer": firm, **facts})
    assert first(record, people.inspector) == expected


def test_CMP_13_a_supplement_is_waited_for(people: SimpleNamespace, firm: Any) -> None:
    record = complaint(actor=people.inspector, employer=firm)
    acts.request_supplement(record, by=By(people.inspector), supplement_request="请写明时间")
    assert first(record, people.inspector) == "receive_supplement"


def test_CMP_10_a_supplement_that_does_not_come_is_late(people: SimpleNamespace, firm: Any) -> None:
    record = complaint(actor=people.inspector, employer=firm, on=date(2021, 4, 25))
    with clock.at(date(2021, 4, 26)):
        acts.request_supplement(record, by=By(people.inspector), supplement_request="请写明时间")
    assert record in type(record).objects.late(date(2021, 5, 20))
    with clock.at(date(2021, 5, 20)):
        acts.receive_supplement(record, by=By(people.inspector))
        assert record.next_clock.clock == "complaint.acceptance"
        assert record not in type(record).objects.late(date(2021, 5, 20))
