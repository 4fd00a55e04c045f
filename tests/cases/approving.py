"""What the tests of approvals and of deputies share."""

from datetime import timedelta
from typing import Any

from accounts.models import Deputy
from accounts.services import deputies
from casework.by import By
from inspections.cases.models import Case
from tests.factories import cases as make

DAY = make.CASE_DAY


def case_in(state: str, people: Any, **facts: Any) -> Case:
    record = make.case(state, on=DAY, lead=people.lead, second=people.second, actor=people.lead, **facts)
    record.refresh_from_db()
    return record


def deputy(principal: Any, person: Any, *, days: int = 10, by: Any = None) -> Deputy:
    return deputies.name_deputy(
        by=By(by or principal), principal=principal, deputy=person, from_on=DAY,
        until_on=DAY + timedelta(days), reason="外出学习",
    )  # fmt: skip


def again(person: Any) -> Any:
    """The account as the next request reads it."""
    return type(person).objects.get(pk=person.pk)
