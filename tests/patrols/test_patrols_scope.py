"""Two towns: what one writes down the other never sees, on any page. And who has which page at all."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from casework.attachments import store
from casework.by import By
from findings.models import Finding
from inspections.patrols import dossier
from inspections.patrols.models import Patrol, SelfCheck
from inspections.patrols.services.self_checks import record_self_check
from inspections.patrols.views import PatrolListView
from law import clock
from registry.services.employers import change_employer
from tests.factories import accounts, complaints, registry, trail
from tests.factories import patrols as make
from tests.patrols.pages import of, photo

READERS = {"town_officer", "inspector", "brigade_leader", "bureau_head", "legal_reviewer", "leadership"}


@pytest.fixture
def theirs(campaign: Any, other_officer: Any, town_b: Any) -> Patrol:
    """A patrol of town B with a red flag."""
    firm = registry.employer(town=town_b, name="青岛乙镇秘密有限公司")
    return make.patrol(make.CHILD, actor=other_officer, employer=firm)


class TestTwoTowns:
    def test_M_AC_05_the_queryset(
        self, town_officer: Any, other_officer: Any, inspector: Any, theirs: Patrol
    ) -> None:
        for rows, mine in ((Patrol.objects, theirs), (Finding.objects, theirs.findings.get())):
            assert list(rows.visible_to(town_officer)) == []
            assert list(rows.visible_to(other_officer)) == [mine]
            assert list(rows.visible_to(inspector)) == [mine]

    def test_T_01_the_list_its_count_search_and_filters(
        self, town_officer: Any, theirs: Patrol, employer: Any
    ) -> None:
        make.patrol(actor=town_officer, employer=employer)
        client = of(town_officer)
        queries = (
            "",
            "q=秘密",
            f"q={theirs.employer.code}",
            "alert=red_flag",
            f"town={theirs.town_id}",
            f"q={theirs.number}",
        )
        for query in queries:
            page = client.get(f"/patrols/?{query}").content.decode()
            assert theirs.employer.name not in page, query
        assert "共 1 条" in client.get("/patrols/").content.decode()

    def test_T_01_the_export(self, town_officer: Any, theirs: Patrol, employer: Any) -> None:
        make.patrol(actor=town_officer, employer=employer)
        rows = exported(of(town_officer))
        assert employer.name in rows
        assert theirs.employer.name not in rows
        assert trail.entries(action="export", actor=town_officer).count() == 1

    @pytest.mark.parametrize(
        "action", ["", "escalate/", "order_rectification/", "record_recheck/", "close_patrol/", "nothing/"]
    )
    def test_M_AC_05_the_record_and_its_acts_are_404(
        self, town_officer: Any, theirs: Patrol, action: str
    ) -> None:
        url = theirs.get_absolute_url() + action
        assert of(town_officer).get(url).status_code == 404
        if action:
            answer = of(town_officer).post(
                url, {"trigger": "child_labour", "rectify_by": "2021-05-20", "requirements": "x"}
            )
            assert answer.status_code == 404
        theirs.refresh_from_db()
        assert theirs.state == "recorded"

    def test_T_03_a_photo_is_404_for_the_other_town_and_without_sign_in(
        self, town_officer: Any, other_officer: Any, theirs: Patrol
    ) -> None:
        file = store(photo(), about=theirs, uploaded_by=other_officer)
        url = f"/work/files/{file.pk}/"
        assert of(town_officer).get(url).status_code == 404
        assert of(other_officer).get(url).status_code == 200
        assert Client().get(url).status_code == 302

    def test_the_town_of_the_day_counts_when_an_employer_moves(
        self, town_officer: Any, other_officer: Any, theirs: Patrol, town_a: Any, inspector: Any
    ) -> None:
        change_employer(theirs.employer, by=By(inspector), version=theirs.employer.version, town=town_a)
        assert of(town_officer).get(theirs.get_absolute_url()).status_code == 404
        assert of(other_officer).get(theirs.get_absolute_url()).status_code == 200

    def test_the_dossier_and_its_count(self, town_officer: Any, other_officer: Any, theirs: Patrol) -> None:
        assert dossier.events(theirs.employer, town_officer) == []
        assert [each.text for each in dossier.events(theirs.employer, other_officer)] == [
            "巡查，发现问题：使用童工"
        ]
        assert [count for _label, count, _url in dossier.counts(theirs.employer, town_officer)] == [0]
        assert [count for _label, count, _url in dossier.counts(theirs.employer, other_officer)] == [1]

    def test_self_checks(self, campaign: Any, town_officer: Any, other_officer: Any, town_b: Any) -> None:
        with clock.at(make.PATROL_DAY):
            check = record_self_check(
                by=By(other_officer),
                employer=registry.employer(town=town_b),
                received_on=make.PATROL_DAY,
                filled_by="钱某",
                answers={"a": "ok"},
            )
        assert not SelfCheck.objects.visible_to(town_officer).exists()
        assert of(town_officer).get(check.get_absolute_url()).status_code == 404
        assert of(other_officer).get(check.get_absolute_url()).status_code == 200

    def test_an_employer_without_town_is_seen_by_the_district_only(
        self, campaign: Any, town_officer: Any, inspector: Any
    ) -> None:
        patrol = make.patrol(employer=registry.employer(town=None))
        assert of(town_officer).get(patrol.get_absolute_url()).status_code == 404
        assert of(inspector).get(patrol.get_absolute_url()).status_code == 200


class TestSensitive:
    def test_M_AU_01_who_opens_a_patrol_about_minors_is_written_down(
        self, inspector: Any, theirs: Patrol
    ) -> None:
        of(inspector).get(make.patrol(make.NO_CONTRACT).get_absolute_url())
        of(inspector).get(theirs.get_absolute_url())
        seen = trail.entries(action="view_sensitive", actor=inspector)
        assert [entry.record for entry in seen] == [theirs]

    def test_a_town_is_told_of_complaints_but_never_of_confidential_ones(
        self, campaign: Any, town_officer: Any, inspector: Any, employer: Any
    ) -> None:
        day, url = date(2021, 4, 12), f"/patrols/new/?employer={employer.pk}"
        complaints.accepted(employer=employer, on=day, actor=inspector)
        complaints.accepted(employer=employer, on=day, actor=inspector, label="whistleblower")
        with clock.at(make.PATROL_DAY):
            assert "近期受理投诉举报 1 件" in of(town_officer).get(url).content.decode()
            assert "近期受理投诉举报 2 件" in of(inspector).get(url).content.decode()


class TestDesk:
    """`handled_by`: who handles what."""

    def test_an_officer_has_the_open_patrols_of_the_own_town(
        self, town_officer: Any, other_officer: Any, theirs: Patrol
    ) -> None:
        assert list(Patrol.objects.awaiting(town_officer)) == []
        assert list(Patrol.objects.awaiting(other_officer)) == [theirs]

    def test_an_inspector_has_the_own_patrols_only(self, inspector: Any, theirs: Patrol) -> None:
        own = make.patrol(make.NO_CONTRACT, actor=inspector)
        assert list(Patrol.objects.awaiting(inspector)) == [own]

    def test_ended_patrols_and_other_roles_wait_for_nobody(
        self, town_officer: Any, brigade_leader: Any, campaign: Any, employer: Any
    ) -> None:
        make.patrol(actor=town_officer, employer=employer)
        make.escalated(make.CHILD, actor=town_officer, employer=employer)
        assert not Patrol.objects.awaiting(town_officer).exists()
        assert not Patrol.objects.awaiting(brigade_leader).exists()


class TestRoles:
    @pytest.mark.parametrize(
        ("url", "allowed"),
        [
            ("/patrols/", READERS),
            ("/patrols/{pk}/", READERS),
            ("/patrols/pick/", {"town_officer", "inspector"}),
            ("/patrols/new/", {"town_officer", "inspector"}),
            ("/patrols/self-checks/new/", {"town_officer", "inspector"}),
            ("/patrols/?export=xlsx", {"town_officer", "inspector", "brigade_leader"}),
            ("/patrols/{pk}/escalate/", {"town_officer", "inspector"}),
        ],
    )
    def test_M_AC_01_who_has_which_page(
        self, campaign: Any, town_a: Any, url: str, allowed: set[str]
    ) -> None:
        patrol = make.patrol(make.CHILD, employer=registry.employer(town=town_a))
        for role in Role:
            answer = of(accounts.user(role.value, town=town_a)).get(url.format(pk=patrol.pk))
            hidden = {403, 404} if "{pk}" in url else {403}
            assert (answer.status_code == 200) is (role.value in allowed), role
            assert answer.status_code == 200 or answer.status_code in hidden, role
        assert Client().get(url.format(pk=patrol.pk)).status_code == 302


class TestList:
    def test_filters_and_chips(self, campaign: Any, inspector: Any, town_a: Any, town_b: Any) -> None:
        late = make.rectifying(employer=registry.employer(town=town_a))
        red = make.patrol(make.CHILD, employer=registry.employer(town=town_b), on=date(2021, 5, 1))
        clean = make.patrol(employer=registry.employer(town=town_a), on=date(2021, 5, 2))
        expected = {
            "": {late, red, clean},
            f"town={town_b.pk}": {red},
            "state=rectifying": {late},
            "state=recorded&alert=red_flag": {red},
            "alert=overdue": {late},
            "alert=unreported": {red},
            "alert=problems": {late, red},
            "matter=child_labour": {red},
            "since=2021-05-01": {red, clean},
            "since=2021-05-01&until=2021-05-01": {red},
            f"q={late.employer.code}": {late},
            f"q={clean.number}": {clean},
            "since=nonsense": set(),
            "alert=nonsense": set(),
            "after=broken": {late, red, clean},
        }
        client = of(inspector)
        with clock.at(date(2021, 5, 10)):
            for query, rows in expected.items():
                answer = client.get(f"/patrols/?{query}")
                assert {row.pk for row in answer.context["records"]} == {row.pk for row in rows}, query
            page = client.get("/patrols/?alert=overdue").content.decode()
        assert "去掉筛选 情形：到期未整改" in page
        assert "超期" in page

    def test_pages_follow_each_other_without_loss(
        self, campaign: Any, inspector: Any, monkeypatch: Any
    ) -> None:
        monkeypatch.setattr(PatrolListView, "page_size", 2)
        for number in range(5):
            make.patrol(on=date(2021, 4, 20 + number // 2))
        seen, url = [], "/patrols/"
        while url:
            answer = of(inspector).get(url)
            seen += [row.pk for row in answer.context["records"]]
            url = answer.context["page"].next_url
        assert seen == list(Patrol.objects.order_by("-patrolled_on", "-pk").values_list("pk", flat=True))

    def test_an_empty_list_says_what_to_do(
        self, campaign: Any, town_officer: Any, brigade_leader: Any
    ) -> None:
        assert "去现场记第一次巡查" in of(town_officer).get("/patrols/").content.decode()
        assert "镇街登记巡查以后" in of(brigade_leader).get("/patrols/").content.decode()
        assert "没有符合这些条件" in of(town_officer).get("/patrols/?state=closed").content.decode()

    def test_T_09_nothing_in_the_export_is_a_formula(self, campaign: Any, inspector: Any) -> None:
        firm = registry.employer(name="=1+1有限公司")
        make.patrol(make.NO_CONTRACT, employer=firm)
        cells = [cell for row in workbook(of(inspector)) for cell in row if "1+1" in str(cell.value)]
        assert [cell.data_type for cell in cells] == ["s"]


class TestQueryCounts:
    def test_the_list_costs_the_same_for_3_and_for_30_rows(
        self, campaign: Any, inspector: Any, brigade_leader: Any
    ) -> None:
        self.grow(3)
        few = self.cost(inspector, "/patrols/")
        self.grow(27)
        assert self.cost(inspector, "/patrols/") == few
        assert few <= 12

    def test_a_record_costs_the_same_for_1_and_for_10_problems(
        self, campaign: Any, town_officer: Any, employer: Any
    ) -> None:
        small = make.rectifying(make.NO_CONTRACT, employer=employer)
        make.recheck(small, on=date(2021, 4, 28))
        big = make.rectifying(*[make.NO_CONTRACT] * 10, employer=employer)
        make.recheck(big, "partly", on=date(2021, 4, 28))
        make.recheck(big, on=date(2021, 4, 30))
        make.patrol(make.ARREARS, employer=employer)
        with clock.at(date(2021, 4, 30)):
            few = self.cost(town_officer, small.get_absolute_url())
            assert self.cost(town_officer, big.get_absolute_url()) == few
        assert few <= 21

    def test_the_new_page_costs_a_fixed_number(self, campaign: Any, town_officer: Any, employer: Any) -> None:
        url = f"/patrols/new/?employer={employer.pk}"
        make.rectifying(employer=employer, actor=town_officer)
        few = self.cost(town_officer, url)
        for _ in range(5):
            make.rectifying(make.NO_CONTRACT, make.ARREARS, employer=employer, actor=town_officer)
        assert self.cost(town_officer, url) == few
        assert few <= 20

    def grow(self, number: int) -> None:
        for index in range(number):
            make.rectifying(make.NO_CONTRACT, make.ARREARS) if index % 2 else make.patrol()

    def cost(self, user: Any, url: str) -> int:
        client = of(user)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)


def workbook(client: Client) -> Any:
    body = b"".join(client.get("/patrols/?export=xlsx").streaming_content)
    return openpyxl.load_workbook(io.BytesIO(body)).active


def exported(client: Client) -> list[Any]:
    return [cell.value for row in workbook(client) for cell in row]
