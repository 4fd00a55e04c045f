"""Whom an inspector must not inspect because of a complaint he handled."""

from datetime import date, timedelta
from typing import Any

import pytest

from inspections.draws import eligibility
from tests.factories import complaints, registry

DAY = date(2020, 6, 3)
CLOSES = date(2021, 6, 3)


def barred(user: Any, employer: Any, on: date) -> bool:
    return employer.pk in eligibility.conflicts([user.pk], {employer.pk: employer.town_id}, on)[user.pk]


@pytest.mark.parametrize("state", ["concluded", "answered"])
def test_a_complaint_handled_counts_until_its_window_closes(inspector: Any, state: str) -> None:
    firm = registry.employer()
    complaints.in_state(state, employer=firm, actor=inspector, on=DAY)
    is_open = state == "concluded"
    assert barred(inspector, firm, DAY) and barred(inspector, firm, CLOSES - timedelta(days=1))
    assert barred(inspector, firm, CLOSES) == barred(inspector, firm, CLOSES + timedelta(days=400)) == is_open


def test_an_open_complaint_counts_however_old_and_a_refused_one_not_at_all(inspector: Any) -> None:
    old, refused = registry.employer(), registry.employer()
    complaints.accepted(employer=old, actor=inspector, on=date(2018, 3, 1))
    complaints.in_state("refused", employer=refused, actor=inspector, on=CLOSES)
    assert barred(inspector, old, CLOSES) and not barred(inspector, refused, CLOSES)


def test_others_are_free(inspector: Any, leader: Any) -> None:
    firm = registry.employer()
    complaints.accepted(employer=firm, actor=leader, on=CLOSES)
    assert not barred(inspector, firm, CLOSES)
