"""REP-11: a figure shows what is to be clarified, and the brigade answers on a page of its own."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from findings.models import Recovery
from findings.services.recovering import bring
from tests.factories import accounts, patrols, registry

WAGES = {"wages_paid_people": 3, "wages_paid_amount": 9000}


@pytest.fixture
def unclear(campaign: Any, today: date) -> Recovery:
    firm = registry.employer(town=registry.town())
    for _each in range(2):
        (row,) = bring(patrols.patrol(employer=firm), WAGES, on=today)
    return row


def browser(role: str) -> Client:
    client = Client()
    client.force_login(accounts.user(role), backend="accounts.backends.RoleBackend")
    return client


def test_the_figure_lists_it_and_leads_the_brigade_to_the_answer(unclear: Recovery) -> None:
    page = reverse("reports:figure", args=["patrol_wages_amount"])
    answer = reverse("reports:recovery_clarify", args=[unclear.pk])
    leader, head = (
        browser(role).get(page).content.decode() for role in (Role.BRIGADE_LEADER, Role.BUREAU_HEAD)
    )
    assert "待核实：1 条" in leader and answer in leader
    assert "待核实：1 条" in head and answer not in head


def test_it_is_answered_once(unclear: Recovery) -> None:
    page, leader = reverse("reports:recovery_clarify", args=[unclear.pk]), browser(Role.BRIGADE_LEADER)
    other = Recovery.objects.exclude(pk=unclear.pk).get()
    assert f'value="{other.pk}"' in leader.get(page).content.decode()
    silent = leader.post(page, {})
    assert silent.status_code == 422 and "还不清楚的，先不保存" in silent.content.decode()
    answer = {"same_wages": str(other.pk), "version": leader.get(page).context["version"]}
    assert leader.post(page, answer).url == unclear.source.get_absolute_url()
    unclear.refresh_from_db()
    assert (unclear.same_as, unclear.is_unclear) == (other, False)
    assert leader.get(page).status_code == 404
    figure = leader.get(reverse("reports:figure", args=["patrol_wages_amount"])).content.decode()
    assert "没有计入：1 条" in figure and "待核实" not in figure


def test_money_of_another_employer_is_no_answer(unclear: Recovery, today: date) -> None:
    (foreign,) = bring(patrols.patrol(employer=registry.employer(town=registry.town())), WAGES, on=today)
    page = reverse("reports:recovery_clarify", args=[unclear.pk])
    assert browser(Role.INSPECTOR).post(page, {"same_wages": str(foreign.pk)}).status_code == 422
