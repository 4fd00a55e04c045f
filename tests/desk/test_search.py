"""The search in the header: whole and partial numbers, other towns' records, names of employers."""

from typing import Any

import pytest
from django.urls import reverse

from inspections.cases.models import Case
from tests.factories import cases, patrols, registry

pytestmark = pytest.mark.django_db
FIND = "/find/"


def test_a_number_leads_to_its_record(inspector: Any, client_for: Any) -> None:
    case = cases.case("investigating", lead=inspector)
    for text in (case.filing_number, case.number, case.filing_number.replace("〔", "[").replace("〕", "]")):
        answer = client_for(inspector).get(FIND, {"q": f" {text} "})
        assert (answer.status_code, answer["Location"]) == (302, case.get_absolute_url())


def test_part_of_a_number_lists_what_has_it(inspector: Any, client_for: Any) -> None:
    for _ in range(2):
        cases.case("investigating", lead=inspector)
    page = client_for(inspector).get(FIND, {"q": "〔2021〕第"}).content.decode()
    for case in Case.objects.all():
        assert case.get_absolute_url() in page


def test_another_towns_record_is_not_found(
    town_a: Any, town_officer: Any, other_officer: Any, client_for: Any
) -> None:
    patrol = patrols.patrol(employer=registry.employer(town=town_a), actor=town_officer)
    assert client_for(town_officer).get(FIND, {"q": patrol.number}).status_code == 302
    page = client_for(other_officer).get(FIND, {"q": patrol.number})
    assert page.status_code == 200 and "没有这个编号" in page.content.decode()


@pytest.mark.parametrize("text", ["宏信", "91370211", "第一食品厂", ""])
def test_anything_else_looks_for_employers(inspector: Any, client_for: Any, text: str) -> None:
    answer = client_for(inspector).get(FIND, {"q": text})
    assert answer.status_code == 302 and answer["Location"].startswith(reverse("registry:employer_list"))
