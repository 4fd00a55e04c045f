"""The 23 towns, who serves them, and what follows for what one sees."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.roles import Role
from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Refused
from law import clock
from registry.models import Employer, Posting, Town
from registry.scoping import sees_all_towns, town_scope
from registry.services import postings
from registry.services.towns import load_towns
from registry.towns import TOWNS
from tests.factories import registry as make
from tests.factories.accounts import user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_phase_three(today: date) -> Iterator[None]:
    yield


def test_there_are_fourteen_streets_eight_towns_and_the_reserve() -> None:
    assert load_towns() == {"created": 23, "changed": 0, "unchanged": 0}
    kinds = list(Town.objects.values_list("kind", flat=True))
    assert (kinds.count("street"), kinds.count("town"), kinds.count("reserve")) == (14, 8, 1)
    assert [town.name for town in Town.objects.all()] == [line.name for line in TOWNS]


def test_a_second_load_changes_nothing() -> None:
    load_towns()
    before = list(Town.objects.values())
    assert load_towns() == {"created": 0, "changed": 0, "unchanged": 23}
    assert list(Town.objects.values()) == before


@pytest.mark.parametrize("name", ["藏南镇", "手误写的名字"])
def test_a_renamed_town_keeps_its_row(name: str) -> None:
    old = Town.objects.create(code="370211109", name=name, kind="town", order=99)
    load_towns()
    assert Town.objects.get(name="藏马镇").pk == old.pk


def test_a_town_with_a_new_code_keeps_its_row() -> None:
    old = Town.objects.create(code="370211999", name="泊里镇", kind="town", order=99)
    load_towns()
    assert Town.objects.get(code="370211103").pk == old.pk


def test_a_reused_code_does_not_rename_the_town_that_had_it() -> None:
    old = Town.objects.create(code="370211401", name="积米崖管区", kind="reserve", order=99)
    load_towns()
    old.refresh_from_db()
    assert old.name == "积米崖管区"
    assert Town.objects.get(code="370211401").name == "灵山岛省级自然保护区"


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.BRIGADE_LEADER, Role.BUREAU_HEAD, Role.LEADERSHIP])
def test_the_district_sees_all_towns_and_rows_without_one(role: str) -> None:
    make.employer(town=None)
    make.employer()
    assert sees_all_towns(user(role))
    assert Employer.objects.visible_to(user(role)).count() == 2


@pytest.mark.parametrize(
    "role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.DEPARTMENT_CONTACT, ""]
)
def test_M_AC_04_others_see_nothing_even_when_posted(role: str, town_a: Town) -> None:
    make.employer()
    make.employer(town=None)
    assert not Employer.objects.visible_to(user(role, town_a)).exists()
    assert not Town.objects.visible_to(user(role, town_a)).exists()


def test_an_officer_sees_the_posted_town_and_no_unassigned_rows(town_officer: User, town_b: Town) -> None:
    own = make.employer()
    make.employer(town=town_b)
    make.employer(town=None)
    assert list(Employer.objects.visible_to(town_officer)) == [own]


def test_a_disabled_account_sees_nothing(town_officer: User, inspector: User) -> None:
    make.employer()
    town_officer.is_active = inspector.is_active = False
    assert not Employer.objects.visible_to(town_officer).exists()
    assert not Employer.objects.visible_to(inspector).exists()


@pytest.mark.parametrize(
    ("day", "is_seen"),
    [
        (date(2021, 3, 31), False),
        (date(2021, 4, 1), True),
        (date(2021, 5, 31), True),
        (date(2021, 6, 1), False),
    ],
)
def test_a_posting_counts_from_its_first_to_its_last_day(day: date, is_seen: bool, town_a: Town) -> None:
    officer = user(Role.TOWN_OFFICER)
    make.employer()
    make.posting(officer, town_a, since=date(2021, 4, 1), until=date(2021, 5, 31))
    with clock.at(day):
        assert Employer.objects.visible_to(officer).exists() is is_seen


def test_two_postings_to_one_town_show_its_rows_once(town_officer: User, town_a: Town) -> None:
    make.posting(town_officer, town_a, since=date(2021, 2, 1), until=date(2021, 12, 31))
    make.employer()
    assert Employer.objects.visible_to(town_officer).count() == 1


def test_the_scope_fits_any_path(town_officer: User, town_b: Town) -> None:
    mine, other = make.warning(), make.warning(make.employer(town=town_b))
    assert set(type(mine).objects.filter(town_scope(town_officer, "employer__town"))) == {mine}
    assert other not in type(mine).objects.visible_to(town_officer)


def test_only_the_system_administrator_posts(inspector: User, system_admin: User, town_a: Town) -> None:
    officer = user(Role.TOWN_OFFICER)
    with pytest.raises(Refused, match="permission"):
        postings.start_posting(user=officer, town=town_a, since=date(2021, 6, 1), by=By(inspector))
    posting = postings.start_posting(user=officer, town=town_a, since=date(2021, 6, 1), by=By(system_admin))
    assert AuditEntry.objects.about(posting).get().action == "start_posting"
    with pytest.raises(Refused, match="exists"):
        postings.start_posting(user=officer, town=town_a, since=date(2021, 6, 2), by=By(system_admin))
    postings.end_posting(posting, until=date(2021, 6, 22), by=By(system_admin))
    assert not Town.objects.visible_to(officer).exists()


def test_a_posting_does_not_end_before_it_starts(system_admin: User, town_officer: User) -> None:
    posting = Posting.objects.get(user=town_officer)
    with pytest.raises(Refused, match="dates"):
        postings.end_posting(posting, until=date(2020, 12, 31), by=By(system_admin))
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.filter(pk=posting.pk).update(until=date(2020, 12, 31))


def test_posting_pages_start_and_end(client_for: Any, system_admin: User, town_a: Town) -> None:
    officer, client = user(Role.TOWN_OFFICER, name="张三"), client_for(system_admin)
    sent = {"user": officer.pk, "town": town_a.pk, "since": "2021-06-23", "until": "", "duty": "巡查员"}
    form = client.get("/postings/new/").context["form"]
    assert [form.fields[name].label for name in ("since", "until")] == ["开始日期", "结束日期（含当天）"]
    assert client.post("/postings/new/", sent).status_code == 302
    posting = Posting.objects.get(user=officer)
    assert "张三" in client.get("/postings/").content.decode()
    shown = client.get(f"/postings/{posting.pk}/end/").context["version"]
    page = client.post(f"/postings/{posting.pk}/end/", {"until": "2021-06-01", "version": shown})
    assert page.status_code == 422
    assert "结束日期早于开始日期" in page.content.decode()
    assert (
        client.post(f"/postings/{posting.pk}/end/", {"until": "2021-06-23", "version": shown}).status_code
        == 302
    )


def test_the_towns_page_counts_what_one_may_see(
    client_for: Any, town_officer: User, inspector: User, town_b: Town
) -> None:
    make.employer()
    make.employer(status="closed")
    make.employer(town=town_b)
    make.employer(town=None)
    lines = client_for(town_officer).get("/towns/").context
    assert [(line["number"], line["active"]) for line in lines["lines"]] == [(2, 1)]
    assert lines["unassigned"]["number"] == 0
    seen = client_for(inspector).get("/towns/").context
    assert sorted(line["number"] for line in seen["lines"]) == [1, 2]
    assert seen["unassigned"]["number"] == 1
