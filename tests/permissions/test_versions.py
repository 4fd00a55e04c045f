"""SEC-02, SEC-18: whoever changes what another has changed meanwhile is told so (D-09); a version that is missing is none."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from campaign.plan import Plan
from casework import stamps
from casework.by import By
from casework.submissions import new_key
from findings.services.recovering import bring
from law import clock
from law.policies import POLICIES
from registry.models import Posting, Town
from registry.services.conflicts import declare_conflict
from tests.campaign.test_forms import sent as whole_form
from tests.factories import accounts, campaign, cases, checks, complaints, patrols, registry
from tests.pages.visits import PAGES, readers, visitors
from tests.permissions.addresses import Address
from tests.permissions.crowd import crowd
from tests.permissions.samples import TODAY, World

PAID = {"wages_paid_people": 3, "wages_paid_amount": 9000}
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


@pytest.fixture
def ended(
    town_a: Town, today: date, inspector: User, system_admin: User
) -> dict[str, tuple[Any, str, User, dict[str, str]]]:
    """What ends without an act of a workflow: the row, its page, who may, and a form that is right but for its version."""
    leader, firm = accounts.user("brigade_leader"), registry.employer(town=town_a)
    campaign.campaign_2021()
    for _each in range(2):
        (wages,) = bring(patrols.patrol(employer=firm), PAID, on=today)
    posting = Posting.objects.create(user=accounts.user("town_officer"), town=town_a, since=date(2021, 1, 4))
    declared = declare_conflict(by=By(inspector), employer=firm, kind="relative")
    rows = {
        "registry:warning_close": (registry.warning(firm), inspector, {"outcome": "已付清"}),
        "registry:posting_end": (posting, system_admin, {"until": "2021-06-23"}),
        "registry:conflict_withdraw": (declared, inspector, {}),
        "reports:recovery_clarify": (wages, leader, {"same_wages": "apart"}),
    }
    for row, _who, _form in rows.values():
        row.refresh_from_db()  # what it holds is written as it is read
    return {name: (row, reverse(name, args=[row.pk]), who, form) for name, (row, who, form) in rows.items()}


@pytest.mark.parametrize("sent", NEVER)
def test_SEC_02_nothing_ends_without_the_version_that_its_page_showed(
    ended: dict[str, tuple[Any, str, User, dict[str, str]]],
    client_for: Callable[..., Client],
    sent: str | None,
) -> None:
    for name, (row, path, who, form) in ended.items():
        typed = {key: value for key, value in {**form, "version": sent}.items() if value is not None}
        answer = client_for(who).post(path, {**typed, "submission": new_key()})
        assert answer.status_code == 409, (name, answer.status_code)
        known = type(row)._default_manager.get(pk=row.pk)
        assert stamps.of_row(known) == stamps.of_row(row), name


def test_SEC_02_what_another_has_changed_meanwhile_does_not_end(
    ended: dict[str, tuple[Any, str, User, dict[str, str]]], client_for: Callable[..., Client]
) -> None:
    changed = {
        "registry:warning_close": {"level": "red"},
        "registry:posting_end": {"duty": "网格员"},
        "registry:conflict_withdraw": {"reason": "补充说明"},
        "reports:recovery_clarify": {"amount": 29000},
    }
    for name, (row, path, who, form) in ended.items():
        shown = {**form, "version": stamps.of_row(type(row)._default_manager.get(pk=row.pk))}
        if name != "registry:conflict_withdraw":
            assert client_for(who).get(path).context["version"] == shown["version"], name
        type(row)._default_manager.filter(pk=row.pk).update(**changed[name])
        assert client_for(who).post(path, {**shown, "submission": new_key()}).status_code == 409, name
        now = {**form, "version": stamps.of_row(type(row)._default_manager.get(pk=row.pk))}
        assert client_for(who).post(path, {**now, "submission": new_key()}).status_code == 302, name


@pytest.mark.django_db
@pytest.mark.parametrize("sent", ["", None, "abc", "0", "\x00"])
def test_SEC_02_a_campaign_is_changed_from_what_its_page_showed(
    client_for: Callable[..., Client], sent: str | None
) -> None:
    plan, leader = campaign.campaign_2021(), accounts.user("brigade_leader")
    before = Plan.of(plan)
    typed = {**whole_form(plan, contact_name="张某"), "seen": sent, "submission": new_key()}
    answer = client_for(leader).post(
        f"/campaign/{plan.pk}/change/", {key: value for key, value in typed.items() if value is not None}
    )
    assert answer.status_code == 422
    assert Plan.of(type(plan).objects.get(pk=plan.pk)) == before


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
