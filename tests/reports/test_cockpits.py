"""The numbers of the cockpit: made in the background by one at a time, kept, asked for, scoped, and the page without a worker."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import Role
from campaign.models import Campaign
from casework import kinds
from casework.urgency import NAMES
from law import clock
from reports import cockpit
from reports.models import Cockpit, CockpitPlace
from reports.patience import within
from reports.services import cockpits
from reports.tasks import keep_cockpit
from tests.factories import accounts, cases, checks, complaints, patrols, registry
from tests.factories.complaints import complainant

pytestmark = pytest.mark.django_db
URL = "/cockpit/"
MAY = date(2021, 5, 20)
HIDDEN = {"kind": "report", "label": "whistleblower", "complainant": complainant()}
MORNING = datetime(2021, 6, 23, 9, 0, tzinfo=clock.SHANGHAI)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="accounts.backends.RoleBackend")
    return client


def opened(user: User, *, at: timedelta = timedelta(0), **options: Any) -> Any:
    with clock.at(MORNING + at):
        return browser(user).get(URL, **options)


def made(campaign: Campaign, *, at: timedelta = timedelta(0)) -> bool:
    with clock.at(MORNING + at):
        return cockpits.make(campaign)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tasks that pages wake a worker for; nobody does them."""
    found: list[str] = []
    monkeypatch.setattr(cockpits.current_app, "send_task", lambda name, **_options: found.append(name))
    return found


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that counts itself never gets done."""

    def count(*_arguments: object) -> None:
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr(cockpits, "_counted", count)


def value(answer: Any, label: str) -> Any:
    return next(tile.value for tile in answer.context["tiles"] if str(tile.label) == label)


def patrolled(people: SimpleNamespace) -> None:
    patrols.patrol(on=date(2021, 6, 1), employer=registry.employer(town=people.here), off_plan="补查")


def test_what_was_counted_is_shown_with_its_time_until_new_numbers_are_there(
    campaign: Campaign, people: SimpleNamespace, asked: list[str]
) -> None:
    patrolled(people)
    assert made(campaign)
    patrolled(people)
    first = opened(people.leader, at=timedelta(seconds=40))
    assert value(first, "巡查户数") == 1 and "截至 2021-06-23 09:00" in first.content.decode()
    assert not asked and "hx-get" not in first.content.decode()
    later = opened(people.leader, at=timedelta(seconds=90))
    assert value(later, "巡查户数") == 1 and asked == [cockpits.TASK]
    assert "hx-get" in later.content.decode()
    opened(people.officer, at=timedelta(seconds=95))
    assert len(asked) == 1, "one is asked for, however many look"


def test_the_worker_makes_new_numbers_while_somebody_looks_and_no_longer(
    campaign: Campaign, people: SimpleNamespace, asked: list[str]
) -> None:
    def kept() -> datetime | None:
        return Cockpit.objects.get().as_of

    opened(people.leader)
    for seconds, expected in ((25, 0), (50, 50), (75, 50), (100, 100), (3600, 100)):
        with clock.at(MORNING + timedelta(seconds=seconds)):
            keep_cockpit()
        assert kept() == MORNING + timedelta(seconds=expected), seconds
    opened(people.leader, at=timedelta(seconds=3610))
    with clock.at(MORNING + timedelta(seconds=3611)):
        keep_cockpit()
    assert kept() == MORNING + timedelta(seconds=3611)


def test_nothing_is_counted_that_nobody_looked_at(campaign: Campaign) -> None:
    keep_cockpit()
    assert not Cockpit.objects.exists()


def test_one_at_a_time_and_who_was_killed_is_not_waited_for(campaign: Campaign) -> None:
    made(campaign)
    Cockpit.objects.update(begun_at=MORNING)
    assert not made(campaign, at=timedelta(minutes=5))
    assert made(campaign, at=timedelta(minutes=11))
    assert Cockpit.objects.get().begun_at is None


def test_numbers_of_somebody_who_was_given_up_are_not_kept(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = cockpits._counted

    def overtaken(*arguments: Any) -> Any:
        found = counted(*arguments)
        Cockpit.objects.update(begun_at=MORNING + timedelta(hours=1))
        return found

    monkeypatch.setattr(cockpits, "_counted", overtaken)
    assert not made(campaign)
    assert Cockpit.objects.get().as_of is None and not CockpitPlace.objects.exists()


def test_the_very_first_page_counts_itself(
    campaign: Campaign, people: SimpleNamespace, asked: list[str]
) -> None:
    patrolled(people)
    assert value(opened(people.leader), "巡查户数") == 1 and not asked


@pytest.mark.usefixtures("slow")
def test_where_that_takes_too_long_the_page_says_so_and_asks_again(
    campaign: Campaign, people: SimpleNamespace, asked: list[str]
) -> None:
    first = opened(people.leader)
    text = first.content.decode()
    assert "正在统计" in text and "hx-get" in text and campaign.title in text and asked == [cockpits.TASK]
    again = opened(people.leader, at=timedelta(seconds=3), headers={"HX-Request": "true"})
    assert again.status_code == 204 and "HX-Refresh" not in again.headers and len(asked) == 1
    nobody = opened(people.leader, at=timedelta(minutes=2)).content.decode()
    assert "后台任务没有运行" in nobody and "hx-get" not in nobody


def test_the_waiting_page_is_loaded_anew_once_the_numbers_are_there(
    campaign: Campaign, people: SimpleNamespace
) -> None:
    made(campaign)
    answer = opened(people.leader, at=timedelta(seconds=5), headers={"HX-Request": "true"})
    assert answer.status_code == 204 and answer.headers["HX-Refresh"] == "true"


def test_without_a_worker_the_page_counts_where_it_can(
    campaign: Campaign, people: SimpleNamespace, asked: list[str]
) -> None:
    made(campaign)
    opened(people.leader, at=timedelta(minutes=2))
    patrolled(people)
    assert value(opened(people.leader, at=timedelta(minutes=4)), "巡查户数") == 1


def test_without_a_worker_and_with_too_much_it_says_since_when_it_is_old(
    campaign: Campaign, people: SimpleNamespace, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made(campaign)
    monkeypatch.setattr(
        cockpits, "_counted", lambda *_each: (_ for _ in ()).throw(OperationalError("too long"))
    )
    opened(people.leader, at=timedelta(minutes=2))
    text = opened(people.leader, at=timedelta(minutes=4)).content.decode()
    assert "以下是 2021-06-23 09:00 的数字：后台没有更新" in text


@pytest.mark.django_db(transaction=True)
def test_a_statement_is_broken_off_and_the_next_one_is_not() -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 100000000) SELECT max(x) FROM n"
    with pytest.raises(OperationalError), within(0.2), connection.cursor() as cursor:
        cursor.execute(endless)
    with connection.cursor() as cursor:
        cursor.execute(endless.replace("100000000", "1000"))
        assert cursor.fetchone() == (1000,)


def test_a_town_is_kept_apart_from_what_it_may_not_know(campaign: Campaign, people: SimpleNamespace) -> None:
    """Scope and secrecy hold for what is kept as for what is counted."""
    firm = registry.employer(town=people.here)
    hidden = complaints.accepted(employer=firm, on=MAY, actor=people.inspector, **HIDDEN)
    cases.case("investigating", on=date(2021, 6, 7), complaint=hidden)
    patrolled(people)
    made(campaign)
    (theirs,) = CockpitPlace.objects.visible_to(people.officer)
    assert list(theirs.numbers) == [people.here.code] and theirs.town == people.here
    assert "cases_filed" not in theirs.numbers[people.here.code]["now"]
    kinds_told = {kind for kind, *_clock in theirs.numbers[people.here.code]["clocks"]}
    assert "case" not in kinds_told and "complaint" not in kinds_told
    (district,) = CockpitPlace.objects.visible_to(people.leader)
    assert district.numbers[people.here.code]["now"]["cases_filed"] == "1"
    assert district.town is None and set(district.numbers) == {people.here.code, people.there.code, ""}
    assert not CockpitPlace.objects.visible_to(people.admin)
    assert not CockpitPlace.objects.visible_to(people.contact)


def test_who_has_no_town_is_shown_nothing(campaign: Campaign, people: SimpleNamespace) -> None:
    patrolled(people)
    made(campaign)
    answer = opened(accounts.user("town_officer"), at=timedelta(seconds=5))
    assert answer.context["towns"] == [] and not value(answer, "巡查户数")


@pytest.mark.parametrize("role", [Role.TOWN_OFFICER, Role.INSPECTOR, Role.LEADERSHIP, Role.BUREAU_HEAD])
def test_clocks_are_those_of_the_list_at_the_moment_they_were_counted(
    campaign: Campaign, people: SimpleNamespace, role: str
) -> None:
    with clock.at(MORNING):
        patrols.rectifying(employer=registry.employer(town=people.here), on=date(2021, 5, 10))
        patrols.rectifying(employer=registry.employer(town=people.there), on=date(2021, 5, 28))
        complaints.complaint(
            actor=people.inspector, employer=registry.employer(town=people.here), on=date(2021, 6, 1)
        )
        complaints.complaint(
            actor=people.inspector, employer=registry.employer(town=people.here), on=MAY, **HIDDEN
        )
        checks.correcting(campaign=campaign, employer=registry.employer(town=people.here))
        cases.case("investigating", employer=registry.employer(town=people.here))
    reader = people.officer if role == Role.TOWN_OFFICER else accounts.user(role)
    made(campaign)
    lines = opened(reader, at=timedelta(seconds=1)).context["clocks"]
    told = {
        name: sum(line.cells[place].number for line in lines if line.cells[place].url)
        for place, name in enumerate(NAMES)
    }
    with clock.at(MORNING):
        rows = cockpit.running_clocks(reader)
        seen = [kind for kind in kinds.with_clocks() if reader.has_perm(kind.permission)]
        client = browser(reader)
        for name in NAMES:
            listed = client.get("/cockpit/clocks/", {"urgency": name}).context["records"]
            assert told[name] == len(listed), name
    assert sum(told.values()) == rows.count() > 0 and seen


def test_a_look_costs_a_fixed_number_of_queries(campaign: Campaign, people: SimpleNamespace) -> None:
    made(campaign)
    client = browser(people.leader)
    with clock.at(MORNING):
        client.get(URL)
        with CaptureQueriesContext(connection) as asked:
            client.get(URL)
    assert len(asked) <= 12, [each["sql"] for each in asked]
