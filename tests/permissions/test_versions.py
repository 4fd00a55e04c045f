"""SEC-02, SEC-18: whoever changes what another has changed meanwhile is told so (D-09); a version that is missing is none."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from casework.submissions import new_key
from law import clock
from law.policies import POLICIES
from registry.models import Town
from tests.factories import accounts, campaign, cases, checks, complaints, patrols, registry
from tests.pages.visits import PAGES, readers, visitors
from tests.permissions.addresses import Address
from tests.permissions.crowd import crowd
from tests.permissions.samples import TODAY, World

NEVER = ["", None, "abc", "-1", "0x1", "１", "1.0", "9" * 30, "\x00"]


@pytest.fixture
def records(town_a: Any, today: date, inspector: User) -> dict[str, tuple[Any, str, User]]:
    """A record of each room with an act and who may do it."""
    firm, plan = registry.employer(town=town_a), campaign.campaign_2021()
    leader = accounts.user("brigade_leader")
    return {
        "complaint": (complaints.complaint(employer=firm, actor=inspector), "accept", inspector),
        "patrol": (patrols.rectifying(employer=firm), "record_recheck", inspector),
        "case": (cases.case("filing", employer=firm), "approve_filing", leader),
        "inspection": (
            checks.inspection(campaign=plan, employer=firm, actor=leader),
            "cancel_inspection",
            leader,
        ),
        "target": (campaign.target(registry.employer(town=town_a), campaign=plan), "clear_target", inspector),
    }


@pytest.mark.parametrize("sent", NEVER)
def test_SEC_02_an_act_without_a_version_is_a_conflict(
    records: dict[str, tuple[Any, str, User]], client_for: Callable[..., Client], sent: str | None
) -> None:
    for name, (record, action, who) in records.items():
        form = {"version": sent, "submission": new_key(), "reason": "核对", "handler": who.pk}
        answer = client_for(who).post(record.act_url(action), form)
        assert answer.status_code == 409, name
        known = type(record).objects.get(pk=record.pk)
        assert (known.state, known.version) == (record.state, record.version), name


def test_SEC_02_every_page_carries_the_version_also_nought(
    records: dict[str, tuple[Any, str, User]], client_for: Callable[..., Client]
) -> None:
    for name, (record, action, who) in records.items():
        page = client_for(who).get(record.act_url(action)).content.decode()
        assert f'name="version" value="{record.version}"' in page, name
    assert records["complaint"][0].version == 0


def test_SEC_18_the_second_of_two_tabs_is_told(
    records: dict[str, tuple[Any, str, User]], client_for: Callable[..., Client], security_admin: User
) -> None:
    """Both pages are opened, then both are sent: the second changes nothing and keeps what was typed."""
    complaint, somebody = records["complaint"][0], accounts.user("inspector")
    code = next(iter(POLICIES))
    value = POLICIES[code].shown(POLICIES[code].default_on(date(2021, 6, 23)))
    policy = {"value": value, "in_force_from": "2021-06-23", "reason": "本地口径"}
    correction = {
        "matters": ["wage_arrears"],
        "label": "general",
        "reason": "核对",
        "employer": complaint.employer.code,
    }
    forms = (
        (reverse("accounts:user_role", args=[somebody.pk]), security_admin,
         {"role": "legal_reviewer", "reason": "调岗"}, {"role": "leadership", "reason": "调岗"}),
        (reverse("casework:policy_change", args=[code]), accounts.user("brigade_leader"), policy, policy),
        (reverse("complaints:complaint_correct", args=[complaint.pk]), complaint.received_by,
         {**correction, "workers_count": "5"}, {**correction, "amount": "12000"}),
    )  # fmt: skip
    for path, who, first, second in forms:
        browser = client_for(who)
        page = browser.get(path)
        shown = str(page.context["version"])
        assert f'name="version" value="{shown}"' in page.content.decode(), path
        answers = [
            browser.post(path, {**typed, "version": shown, "submission": new_key()})
            for typed in (first, second)
        ]
        assert [answer.status_code for answer in answers] == [302, 409], path
        assert "已有人改过" in answers[1].content.decode(), path
    complaint.refresh_from_db()
    assert (complaint.workers_count, complaint.amount) == (5, None)
    assert User.objects.get(pk=somebody.pk).role == "legal_reviewer"


def test_SEC_02_no_act_of_any_room_is_done_without_a_version(
    town_a: Town, client_for: Callable[..., Client]
) -> None:
    """Every address of an act, with a record it may be done to and a person who may."""
    with clock.at(TODAY):
        world, people = World.of(town_a), visitors(town_a)
        crowd(world, 2, list(people.values()))
        clients, met = {role: client_for(user) for role, user in people.items()}, set()
        for address, record, role in _acts():
            path = address.path({"pk": record.pk})
            if clients[role].get(path).status_code == 404:
                continue  # not this person's row
            for sent in ({"version": ""}, {"version": "x"}, {"version": str(record.version + 1)}):
                answer = clients[role].post(path, {**sent, "submission": new_key(), "reason": "核对"})
                assert answer.status_code in (403, 409), (path, sent, record.version)
            known = type(record)._default_manager.get(pk=record.pk)
            assert (known.state, known.version) == (record.state, record.version), path
            met.add(type(record)._meta.label)
    assert len(met) >= 7, met


def _acts() -> Iterator[tuple[Address, Any, Role]]:
    for address in PAGES:
        if address.action:
            rows = [row for row in address.view.model.workflow.rows if row.action == address.action]
            sources = {state for row in rows for state in row.sources}
            for record in address.view.model._default_manager.filter(state__in=sources)[:1]:
                yield from ((address, record, role) for role in readers(address)[:1])
