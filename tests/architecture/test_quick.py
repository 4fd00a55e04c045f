"""`bin/test --quick` leaves out what is there, and nothing that tells of the law, the acts and the services."""

import fnmatch
import re

import pytest

from tests import quick
from tests.architecture.sources import ROOT


@pytest.mark.parametrize("named", quick.LEFT_OUT)
def test_what_is_left_out_is_there(named: str) -> None:
    pattern, _colons, test = named.partition("::")
    found = list(ROOT.glob(pattern))
    assert found
    told = "".join(path.read_text(encoding="utf-8") for path in found if path.is_file())
    assert not test or fnmatch.filter(re.findall(r"(?:def|class) (\w+)", told), test)


def test_it_leaves_out_what_lies_in_what_it_names_and_no_neighbour() -> None:
    assert quick.leaves_out("tests/pages")
    assert quick.leaves_out("tests/pages/visits.py")
    assert quick.leaves_out("tests/draws/test_draws_browser.py::test_any")
    assert quick.leaves_out("tests/cases/test_cases_pages.py")
    assert quick.leaves_out(
        "tests/draws/test_draws_workflow.py::test_A_03_every_state_action_and_role[drawn]"
    )
    assert not quick.leaves_out("tests/draws/test_draws_workflow.py")
    assert not quick.leaves_out("tests/pages_of_law.py")
    assert not quick.leaves_out("tests")


@pytest.mark.parametrize(
    "room", ["law", "casework", "cases", "complaints", "patrols", "checks", "draws", "findings"]
)
def test_the_law_and_the_acts_of_every_room_are_asked(room: str) -> None:
    assert not any(
        quick.leaves_out(f"tests/{room}/{path.name}")
        for path in (ROOT / "tests" / room).glob("*_workflow.py")
    )
    assert not quick.leaves_out(f"tests/{room}")
