"""The same matter is not filed twice, and what belongs to arbitration alone is not filed at all."""

from typing import Any

import pytest

from casework.models import AuditEntry
from casework.workflow import Refused
from findings.entries import Problem
from findings.models import Finding
from inspections.cases.models import Case
from tests.factories import cases as make
from tests.factories import checks, registry

pytestmark = pytest.mark.django_db


def refusal(code: str, **told: Any) -> str:
    with pytest.raises(Refused) as refused:
        make.clue(**{"despite": "", **told})
    assert refused.value.code == code
    return refused.value.sentence


def test_an_open_case_about_the_same_matter_is_named() -> None:
    first = make.case("investigating", employer=registry.employer())
    told = refusal("same_matter", employer=first.employer, matters=["wage_arrears", *first.matters])
    assert first.current_number in told
    assert Case.objects.count() == 1


def test_another_case_is_filed_where_somebody_says_why() -> None:
    first = make.case("investigating", employer=registry.employer())
    second = make.clue(employer=first.employer, matters=first.matters, despite="另一工地，另一批工人")
    entry = AuditEntry.objects.about(second).get(action="register_clue")
    assert entry.data["despite"] == "另一工地，另一批工人"


def test_another_matter_or_a_case_that_is_over_is_no_hindrance() -> None:
    first = make.case("investigating", employer=registry.employer())
    make.clue(employer=first.employer, matters=["wage_arrears"], despite="")
    over = make.case("archived", employer=registry.employer())
    make.clue(employer=over.employer, matters=over.matters, despite="")


def test_what_belongs_to_arbitration_alone_is_no_clue_and_no_finding(inspector: Any) -> None:
    assert "仲裁" in refusal("no_matters", matters=["double_wage_claim"])
    mixed = make.clue(matters=["double_wage_claim", "wage_arrears"])
    assert mixed.matters == ["wage_arrears"]
    with pytest.raises(Refused) as refused:
        checks.visit(result="ordered", findings=[Problem("double_wage_claim", "要求二倍工资")])
    assert refused.value.code == "not_for_inspection" and not Finding.objects.exists()


def test_the_page_offers_only_what_may_be_inspected(inspector: Any, client_for: Any) -> None:
    page = client_for(inspector).get("/cases/new/").content.decode()
    assert 'value="wage_arrears"' in page and "double_wage_claim" not in page
