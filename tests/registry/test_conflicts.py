"""Conflicts of interest: what is declared, and what follows from a complaint somebody handled."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from casework import stamps
from casework.submissions import new_key
from registry import eligibility
from registry.models import Conflict
from tests.factories import accounts, complaints, registry

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


def body(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


@pytest.fixture
def leader(brigade_leader: Any) -> Any:
    return brigade_leader


@pytest.fixture
def inspectors(db: Any) -> list[Any]:
    return [accounts.user("inspector") for _ in range(3)]


@pytest.fixture
def firms(town_a: Any) -> list[Any]:
    return [registry.employer(town=town_a) for _ in range(2)]


def test_conflicts_are_declared_and_withdrawn_by_their_owner(
    client_for: Any, inspectors: Any, firms: Any, leader: Any
) -> None:
    page = client_for(leader)
    mine, other = client_for(inspectors[0]), client_for(inspectors[1])
    form = reverse("registry:conflict_create")
    assert "监察员</label>" not in body(mine.get(form))
    wrong = mine.post(form, {"submission": new_key(), "employer": "没有这家", "kind": "other"})
    assert wrong.status_code == 422 and "名录里没有这家单位" in wrong.content.decode()
    mine.post(form, {"submission": new_key(), "employer": firms[0].code, "kind": "relative"})
    declared = Conflict.objects.get()
    assert declared.inspector == inspectors[0] and firms[0].name in body(
        mine.get(reverse("registry:conflict_list"))
    )
    assert firms[0].name not in body(other.get(reverse("registry:conflict_list")))
    assert firms[0].name in body(page.get(reverse("registry:conflict_list")))
    withdraw = reverse("registry:conflict_withdraw", args=[declared.pk])
    assert other.post(withdraw, {"submission": new_key()}).status_code == 404
    assert mine.get(withdraw).status_code == 405
    mine.post(withdraw, {"submission": new_key(), "version": stamps.of_row(declared)})
    assert not Conflict.objects.open().exists()


def test_a_leader_enters_a_conflict_for_an_inspector(
    client_for: Any, leader: Any, inspectors: Any, firms: Any
) -> None:
    sent = {"employer": firms[1].name, "kind": "former", "inspector": inspectors[2].pk}
    client_for(leader).post(reverse("registry:conflict_create"), {**sent, "submission": new_key()})
    assert Conflict.objects.get().inspector == inspectors[2]
