"""The list: tabs, filters, pages, workbook, and what it costs."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from law import clock
from tests.complaints.clients import LIST, signed_in
from tests.factories import trail
from tests.factories.complaints import accepted, complainant, complaint, concluded, report
from tests.factories.registry import employer


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"open", "anonymous", "accepted", "concluded"}),
        ("tab=todo", {"open", "anonymous"}),
        ("tab=handling", {"accepted"}),
        ("tab=unanswered", {"concluded"}),
        ("tab=nonsense", {"open", "anonymous", "accepted", "concluded"}),
        ("kind=report", {"anonymous"}),
        ("channel=hotline_12345", {"open"}),
        ("matter=maternity_leave", {"anonymous"}),
        ("matter=wage_arrears", {"open", "accepted", "concluded"}),
        ("state=accepted", {"accepted"}),
        ("late=1", {"open"}),
        ("q=海风", {"accepted", "concluded"}),
        ("q=海边的一家", {"open", "anonymous"}),
        ("q=第3号", {"accepted"}),
        ("q=%25", set()),
        ("minors=True", set()),
        ("employer=x", set()),
        ("employer=999999", set()),
        ("employer=99999999999999999999999", set()),
        ("employer=1.5", set()),
        ("town=99999999999999999999999", set()),
        ("state=nonsense&town=x&late=y&matter=z", set()),
        ("after=garbage&before=garbage", {"open", "anonymous", "accepted", "concluded"}),
    ],
)
def test_filters(people: SimpleNamespace, firm: Any, query: str, expected: set[str] | None) -> None:
    rows = {
        "open": complaint(
            on=date(2021, 4, 19), actor=people.inspector, town=people.here, channel="hotline_12345"
        ),
        "anonymous": report(
            on=date(2021, 4, 29), actor=people.inspector, town=people.there, matters=["maternity_leave"]
        ),
        "accepted": accepted(on=date(2021, 4, 29), actor=people.inspector, employer=firm),
        "concluded": concluded(on=date(2021, 4, 29), actor=people.inspector, employer=firm),
    }
    with clock.at(date(2021, 4, 30)):
        response = signed_in(people.leader).get(f"{reverse(LIST)}?{query}")
    assert response.status_code == 200
    if expected is not None:
        assert set(response.context["records"]) == {rows[name] for name in expected}


def test_a_filter_by_town_and_its_chip(people: SimpleNamespace, today: date) -> None:
    here = complaint(actor=people.inspector, town=people.here)
    elsewhere = complaint(actor=people.inspector, town=people.there)
    response = signed_in(people.leader).get(reverse(LIST), {"town": people.here.pk})
    assert response.context["records"] == [here]
    assert [chip.label for chip in response.context["filter_chips"]] == ["镇街"]
    asked = signed_in(people.officer).get(reverse(LIST), {"town": people.there.pk})
    assert elsewhere not in asked.context["records"]


def test_the_list_pages_by_key(people: SimpleNamespace, today: date) -> None:
    for _each in range(60):
        report(actor=people.inspector, town=people.here)
    client = signed_in(people.leader)
    first = client.get(reverse(LIST))
    second = client.get(first.context["page"].next_url)
    assert (len(first.context["records"]), len(second.context["records"])) == (50, 10)
    assert not set(first.context["records"]) & set(second.context["records"])
    assert client.get(second.context["page"].previous_url).context["records"] == first.context["records"]


def test_export_is_what_is_shown_without_persons(
    people: SimpleNamespace, firm: Any, today: date, tmp_path: Any
) -> None:
    complaint(actor=people.inspector, employer=firm, complainant=complainant(name="欧阳金丝"))
    report(actor=people.inspector, employer_named="=1+1")
    response = signed_in(people.leader).get(f"{reverse(LIST)}?export=xlsx")
    file = tmp_path / "list.xlsx"
    file.write_bytes(b"".join(response.streaming_content))
    cells = [str(cell.value) for row in load_workbook(file).active for cell in row if cell.value is not None]
    assert "实名（保密）" in cells and "匿名" in cells and firm.name + "" in cells
    assert not any("欧阳" in cell or cell.startswith("=") for cell in cells)
    assert trail.entries(action="export").count() == 1
    assert signed_in(people.officer).get(f"{reverse(LIST)}?export=xlsx").status_code == 403


def test_empty_lists_say_why_and_what_next(people: SimpleNamespace, today: date) -> None:
    assert "登记第一件" in signed_in(people.inspector).get(reverse(LIST)).content.decode()
    assert "登记第一件" not in signed_in(people.officer).get(reverse(LIST)).content.decode()
    assert "没有符合筛选" in signed_in(people.inspector).get(f"{reverse(LIST)}?q=x").content.decode()


@pytest.mark.parametrize("role", ["leader", "officer"])
def test_query_counts_do_not_grow_with_rows(
    people: SimpleNamespace, firm: Any, today: date, django_assert_max_num_queries: Any, role: str
) -> None:
    client = signed_in(getattr(people, role))
    for number in range(30):
        complaint(
            actor=people.inspector,
            employer=employer(town=people.here),
            received_at=date(2021, 4, 1) + timedelta(number % 9),
        )
        if number in (9, 29):
            client.get(reverse(LIST))
            with django_assert_max_num_queries(12):
                assert client.get(reverse(LIST)).status_code == 200
