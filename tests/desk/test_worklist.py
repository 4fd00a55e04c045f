"""The worklist: what the tables say is mine, the most urgent first, in one query."""

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework import audit
from casework.by import By
from casework.numbers import short
from desk import worklist
from desk.lines import grouped
from law.clock import at
from tests.factories import campaign, complaints, patrols, registry

pytestmark = pytest.mark.django_db
TODAY = date(2021, 6, 23)


@pytest.fixture(autouse=True)
def day() -> Any:
    campaign.campaign_2021()
    with at(TODAY):
        yield


def test_each_sees_the_own_town_only(
    town_officer: Any, other_officer: Any, town_a: Any, inspector: Any
) -> None:
    made = patrols.rectifying(employer=registry.employer(town=town_a), actor=town_officer)
    (line,) = worklist.todo(town_officer)
    assert (line.kind.name, line.pk, line.title) == ("patrol", made.pk, made.employer.name)
    assert line.url == made.get_absolute_url()
    assert worklist.todo(other_officer) == []
    assert worklist.todo_counts(town_officer)["patrol"] == 1
    assert worklist.todo_count(inspector) == 0


def test_the_nearest_deadline_comes_first_and_has_its_lamp(inspector: Any) -> None:
    employer = registry.employer()
    far = complaints.taken(actor=inspector, employer=employer, on=TODAY)
    late = complaints.taken(actor=inspector, employer=employer, on=date(2021, 6, 1))
    near = complaints.taken(actor=inspector, employer=employer, on=date(2021, 6, 18))
    lines = worklist.todo(inspector)
    assert [line.pk for line in lines] == [late.pk, near.pk, far.pk]
    assert [line.lamp for line in lines] == ["late", "near", "ok"]
    assert [group.is_late for group in grouped(lines)] == [True, False, False]
    assert worklist.forecast(inspector) == {"late": 1, "one": 0, "three": 1, "seven": 1}
    for urgency, line in (("late", late), ("three", near), ("seven", far)):
        assert [each.pk for each in worklist.todo(inspector, urgency=urgency)] == [line.pk]


def test_the_list_costs_two_queries_whatever_its_length(
    inspector: Any, django_assert_num_queries: Any
) -> None:
    employer = registry.employer()
    for _ in range(3):
        complaints.taken(actor=inspector, employer=employer)
    worklist.todo(inspector)  # content types are looked up once
    with django_assert_num_queries(2):
        assert len(worklist.todo(inspector)) == 3
    with django_assert_num_queries(1):
        assert worklist.todo_count(inspector) == 3


@pytest.mark.parametrize("text", ["", "没有这样的单位", "%", "'; DROP TABLE"])
def test_the_page_answers_any_search(text: str, inspector: Any, client_for: Any) -> None:
    complaints.complaint(actor=inspector, employer=registry.employer())
    answer = client_for(inspector).get("/", {"q": text, "kind": "nonsense", "limit": "x"})
    assert answer.status_code == 200


def test_the_pages_cost_the_same_for_few_and_many_rows(
    inspector: Any, client_for: Any, connection_queries: Any
) -> None:
    client, employer = client_for(inspector), registry.employer()
    complaints.taken(actor=inspector, employer=employer)
    for address in ("/", "/done/", "/cockpit/", "/cockpit/clocks/"):
        client.get(address)
        few = connection_queries(client, address)
        for _ in range(10):
            complaints.taken(actor=inspector, employer=registry.employer())
        many = connection_queries(client, address)
        assert many <= few, address
        assert many <= 20, address


@pytest.fixture
def connection_queries() -> Any:
    def count(client: Any, address: str) -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    return count


def test_done_lists_what_i_did(inspector: Any, client_for: Any) -> None:
    made = complaints.complaint(actor=inspector, employer=registry.employer())
    assert short(made.number) in client_for(inspector).get("/done/").content.decode()


def test_notices_stand_under_the_tabs_of_the_worklist(inspector: Any, client_for: Any) -> None:
    page = client_for(inspector).get("/work/inbox/").content.decode()
    assert "<h1>工作台</h1>" in page and "<title>通知" in page
    assert '<a href="/work/inbox/" aria-current="page">通知' in page
    assert all(f'<a href="{address}"' in page for address in ("/", "/done/"))


def test_HSE_11_what_was_only_looked_at_is_not_among_what_was_done(inspector: Any) -> None:
    record = complaints.complaint(actor=inspector)
    audit.note("view_sensitive", by=By(inspector), about=record)
    audit.note("accept", by=By(inspector), about=record, is_success=False)
    audit.seal_waiting()
    assert [entry.action for entry in worklist.done(inspector)] == ["register"]
