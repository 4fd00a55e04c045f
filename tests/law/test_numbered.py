"""Every scenario (DOMAIN §9) and every correction of the law (DOUBTS A) that is built stands as a test by its number."""

import ast
from datetime import date
from pathlib import Path

import pytest

from law.penalties import Facts, assess
from tests.law.test_scenarios import SCENARIOS

TESTS = Path(__file__).parents[1]
# By number: scenarios of `tests/law/scenarios`, or names of tests that begin so.
DOMAIN = {
    1: "S01", 2: "S02", 5: "S05a", 8: "E01", 9: "E02", 10: "E03", 12: "E10", 13: "S13", 14: "E13", 15: "E16", 16: "E18",
    17: "test_DOMAIN_17_the_head", 19: "test_DOMAIN_19_on_the_edge", 22: "S22", 23: "test_DOMAIN_23", 24: "test_DOMAIN_24",
    26: "test_DOMAIN_26", 27: "test_DOMAIN_27", 28: "test_DOMAIN_28_one_officer",
}  # fmt: skip
DOUBTS_A = {
    1: "A01", 2: "F02", 3: "test_identity_cards_and_deposits_are_two_violations", 4: "P07", 5: "test_DOUBTS_A05", 6: "E08",
    7: "test_DOUBTS_A07", 8: "A08a", 9: "R01", 10: "test_the_host_of_a_hearing_holds_a_certificate",
    11: "test_a_town_does_what_it_is_entrusted_with", 12: "test_who_decides_on_a_recusal_changes",
    13: "test_accounts_are_queried_only_for_migrant_workers",
}  # fmt: skip


def names() -> set[str]:
    """Of all tests and of all scenarios."""
    found = {scenario["id"] for scenario in SCENARIOS}
    for path in TESTS.rglob("test_*.py"):
        tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        found |= {node.name for node in tree if isinstance(node, ast.FunctionDef)}
    return found


@pytest.mark.parametrize("numbered", [DOMAIN, DOUBTS_A], ids=["DOMAIN", "DOUBTS_A"])
def test_every_number_is_a_test(numbered: dict[int, str]) -> None:
    known = names()
    missing = {
        number: name
        for number, name in numbered.items()
        if name not in known and not any(each.startswith(name) for each in known if name.startswith("test_"))
    }
    assert not missing


def test_DOUBTS_A05_forbidden_work_of_women_is_dear_and_another_offices() -> None:
    found = assess("women_forbidden_work", Facts(headcount=3, on=date(2021, 6, 24)))
    assert all(not norm.is_ours for norm in found.norms) and found.norms
    assert found.fine_max == 0


def test_DOUBTS_A07_double_wages_go_to_arbitration_and_article_34_is_shown() -> None:
    found = assess("double_wage_claim", Facts(on=date(2021, 6, 24)))
    assert found.fine_max == 0
    said = "".join((*found.explanation, *found.orders, *(norm.citation for norm in found.norms)))
    assert "34" in said or "三十四" in said
