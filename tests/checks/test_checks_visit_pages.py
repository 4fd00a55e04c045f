"""The pages of a visit: written down with its photos, what was typed is kept, the list, its export, what it costs."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.submissions import new_key
from inspections.checks.models import Visit
from law import clock
from tests.factories import accounts, checks, registry

DAY = checks.VISIT_DAY
LIST, VISIT_NEW = "/cases/visits/", "/cases/visits/new/"


@pytest.fixture
def visiting(client_for: Callable[[Any], Client]) -> Callable[[Any], Callable[..., Any]]:
    """`visiting(user)(path)` gets a page on the day of the visit, with something to send it posts that."""

    def of(user: Any) -> Callable[..., Any]:
        client = client_for(user)

        def ask(path: str, **sent: Any) -> Any:
            with clock.at(DAY):
                return client.post(path, {"submission": new_key(), **sent}) if sent else client.get(path)

        return ask

    return of


def visit_of(firm: Any, people: SimpleNamespace, **changes: Any) -> dict[str, Any]:
    return {
        "employer": firm.code if firm else "", "visited_on": DAY.isoformat(),
        "inspectors": [people.lead.pk, people.second.pk], "result": "no_problem", "text": "",
        "finding-TOTAL_FORMS": "3", "finding-INITIAL_FORMS": "0", **changes,
    }  # fmt: skip


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("考勤.pdf", b"%PDF-1.4\n%%EOF\n")


def test_a_visit_from_an_inspection_with_photos_and_findings(
    campaign: Any, firm: Any, people: SimpleNamespace, visiting: Any
) -> None:
    lead, second = visiting(people.lead), visiting(people.second)
    listed = checks.assigned(campaign=campaign, employer=firm, lead=people.lead, second=people.second)
    address = f"{VISIT_NEW}?inspection={listed.pk}"
    assert firm.name in second(address).content.decode()
    finding = {"finding-0-matter": "wage_arrears", "finding-0-fact": "欠三月工资", "finding-0-people": "3"}
    sent = visit_of(None, people, result="to_case", **finding, files=[pdf()])
    answer = second(address, **sent)
    visit = Visit.objects.get()
    assert answer.status_code == 302 and answer["Location"] == visit.get_absolute_url()
    case = visit.cases.get()
    assert visit.attachments.count() == 1 and case.state == "clue"
    assert visit.seats.first().user == people.lead  # the inspection's lead stays the lead
    page = lead(visit.get_absolute_url()).content.decode()
    assert "欠三月工资" in page and case.number in page and case.get_absolute_url() in page
    assert visit.get_absolute_url() in lead(f"{case.get_absolute_url()}?tab=related").content.decode()


def test_a_visit_that_cannot_be_keeps_what_was_typed(
    firm: Any, people: SimpleNamespace, visiting: Any
) -> None:
    lead = visiting(people.lead)
    expired = accounts.user("inspector", certificate_until=date(2021, 6, 6))
    half = {"finding-0-fact": "欠三月工资"}
    for changes, field in (
        ({"inspectors": [people.lead.pk]}, "inspectors"),
        ({"inspectors": [people.lead.pk, expired.pk]}, "inspectors"),
        ({"visited_on": "2021-06-08"}, "visited_on"),
        ({"result": "ordered"}, "result"),
        ({"result": "not_found"}, "text"),
        ({"result": "ordered", **half}, "__all__"),
        ({"employer": "没有这家"}, "employer"),
        ({"finding-TOTAL_FORMS": "x"}, "__all__"),
    ):
        answer = lead(VISIT_NEW, **visit_of(firm, people, received_by="周经理", **changes))
        assert answer.status_code == 422 and field in answer.context["form"].errors, (changes, field)
        assert "周经理" in answer.content.decode()
    more = lead(VISIT_NEW, **visit_of(firm, people, **half, more="1"))
    assert (
        more.status_code == 200
        and "欠三月工资" in more.content.decode()
        and "finding-5-matter" in more.content.decode()
    )
    assert not Visit.objects.exists()


def test_a_second_send_gets_the_first_ones_answer(firm: Any, people: SimpleNamespace, visiting: Any) -> None:
    sent = {**visit_of(firm, people), "submission": new_key()}
    first, second = (visiting(people.lead)(VISIT_NEW, **sent) for _ in range(2))
    assert first["Location"] == second["Location"] and Visit.objects.count() == 1


def test_the_list_is_filtered_and_exported(people: SimpleNamespace, leadership: Any, visiting: Any) -> None:
    checks.visit(result="ordered")
    lead = visiting(people.lead)
    assert lead(f"{LIST}?employer={'9' * 30}&q=字〔2021〕").status_code == 200
    answer = lead(f"{LIST}?export=xlsx")
    assert answer.status_code == 200 and b"".join(answer.streaming_content)[:2] == b"PK"
    assert visiting(leadership)(f"{LIST}?export=xlsx").status_code == 403


def test_the_same_queries_for_10_and_30_rows(people: SimpleNamespace, visiting: Any) -> None:
    firm, lead = registry.employer(), visiting(people.lead)

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert lead(path).status_code == 200
        return len(found)

    def fill(count: int) -> None:
        for _ in range(count):
            checks.visit(
                employer=firm, inspectors=[people.lead, people.second], result="ordered", reason="举报"
            )

    fill(10)
    pages = (LIST, Visit.objects.first().get_absolute_url())
    for path in pages:
        queries(path)  # what a process remembers is remembered now
    few = [queries(path) for path in pages]
    fill(20)
    many = [queries(path) for path in pages]
    assert few == many
    assert many[0] <= 12 and many[1] <= 20, many
