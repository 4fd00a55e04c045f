"""REG-03, REG-19, SEC-09: a filter that cannot be read lets nothing through; a workbook that is cut says so."""

import io
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver, reverse
from openpyxl import load_workbook

from casework.models import AuditEntry, AuditNote
from casework.views import RecordListView, listing
from tests.factories import complaints, registry

pytestmark = pytest.mark.django_db

WRONG = ("\u200b不是任何选项9999999999999999999999", "-1", "bogus")


def lists() -> list[tuple[str, type[RecordListView]]]:
    """(name of the address, view) of every list with filters whose address needs no object."""

    def walk(patterns: Any, space: str = "") -> Any:
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                view = getattr(pattern.callback, "view_class", None)
                if (
                    view
                    and issubclass(view, RecordListView)
                    and view.filterset_class
                    and "<" not in str(pattern.pattern)
                ):
                    yield f"{space}{pattern.name}", view
            else:
                yield from walk(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)

    return sorted(set(walk(get_resolver().url_patterns)), key=lambda each: each[0])


def who_may(view: type[RecordListView], people: list[Any]) -> Any:
    return next(person for person in people if person.has_perm(view.permission))


@pytest.fixture
def people(
    brigade_leader: Any, security_admin: Any, audit_admin: Any, town_officer: Any, inspector: Any
) -> list[Any]:
    return [brigade_leader, inspector, town_officer, security_admin, audit_admin]


def _is_refused(view: type[RecordListView], request: Any, field: str, value: str) -> bool:
    rows = view.model._default_manager.none()
    return field in view.filterset_class({field: value}, queryset=rows, request=request).errors


@pytest.mark.parametrize(("name", "view"), lists(), ids=lambda each: each if isinstance(each, str) else "")
def test_REG_03_a_filter_that_cannot_be_read_shows_and_exports_nothing(
    name: str, view: type[RecordListView], people: list[Any]
) -> None:
    person = who_may(view, people)
    client, request = Client(), RequestFactory().get("/")
    client.force_login(person, backend="accounts.backends.RoleBackend")
    request.user = person
    address, checked = reverse(name), 0
    for field in view.filterset_class.base_filters:
        value = next((each for each in WRONG if _is_refused(view, request, field, each)), None)
        if value is None:
            continue
        checked += 1
        response = client.get(address, {field: value})
        assert response.status_code == 200, (field, value)
        assert field in response.context["filter"].errors and response.context["records"] == []
        assert "筛选条件读不出来" in response.content.decode()
        if view.columns:
            before = AuditNote.objects.filter(action="export").count()
            answer = client.get(address, {field: value, "export": "xlsx"})
            assert answer.status_code == 422
            assert "html" in answer["Content-Type"]
            assert AuditNote.objects.filter(action="export").count() == before
    assert checked, "a list has at least one filter that can be wrong"


def test_REG_03_a_town_that_is_not_there_is_not_every_town(
    client: Client, brigade_leader: Any, town_a: Any
) -> None:
    registry.employer(town=town_a, name="不该出现的公司")
    client.force_login(brigade_leader, backend="accounts.backends.RoleBackend")
    page = client.get("/employers/", {"town": "999999999"}).content.decode()
    assert "不该出现的公司" not in page and "读不出来" in page and "镇街" in page
    assert "不该出现的公司" in client.get("/employers/", {"town": town_a.pk}).content.decode()


@pytest.mark.parametrize("value", ["", "abc", "1", "XLSX", "csv", "\u200b"])
@pytest.mark.parametrize(("name", "view"), lists(), ids=lambda each: each if isinstance(each, str) else "")
def test_SEC_09_an_export_nobody_knows_is_ignored(
    name: str, view: type[RecordListView], value: str, people: list[Any], town_a: Any
) -> None:
    complaints.complaint(employer=registry.employer(town=town_a))
    client = Client()
    client.force_login(who_may(view, people), backend="accounts.backends.RoleBackend")
    response = client.get(reverse(name), {"export": value})
    assert response.status_code == 200 and "html" in response["Content-Type"]
    assert not AuditEntry.objects.filter(action="export").exists()


@pytest.mark.parametrize("many", [3, 5])
def test_REG_19_a_workbook_that_reached_its_cap_says_so(
    client: Client, brigade_leader: Any, town_a: Any, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(listing, "EXPORT_CAP", 3)
    for _number in range(many):
        registry.employer(town=town_a)
    client.force_login(brigade_leader, backend="accounts.backends.RoleBackend")
    answer = client.get("/employers/", {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any(f"只含前 3 条，共 {many} 条" in cell for cell in cells) == (many > 3)
    assert "一次最多导出 3 条" in client.get("/employers/").content.decode()
