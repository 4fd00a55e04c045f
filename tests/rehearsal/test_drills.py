"""The drills' own honesty: all 22 are in the table, and one whose pass line is not met is never told as held."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rehearsal.drills import tally
from rehearsal.drills.parts import NotHeld, NotHere, Postgres, Redis, Site, hold, wait_for
from rehearsal.drills.table import DRILLS, Drill
from rehearsal.drills.tally import Tally, employers_of
from rehearsal.drills.visitor import encoded, together
from rehearsal.management.commands import drills
from tests.factories.registry import employer

pytestmark = pytest.mark.django_db
IN_CI = {"D-01", "D-02", "D-03", "D-05", "D-08", "D-10", "D-12", "D-16", "D-20"}


class Untouched:
    """The connection of a test, which must not be closed."""

    def close(self) -> None:
        return None


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(Postgres, "__post_init__", lambda self: None)
    for module in (drills, tally):
        monkeypatch.setattr(module, "connection", Untouched())
    return Site(tmp_path, 1, Postgres(tmp_path, 1), Redis(tmp_path, 1))


def test_every_drill_of_the_sheet_has_its_place() -> None:
    assert [drill.code for drill in DRILLS] == [f"D-{number:02}" for number in range(1, 23)]
    assert {drill.code for drill in DRILLS if drill.in_ci} == IN_CI


def _raises(error: Exception) -> Callable[[Site], Tally]:
    def run(site: Site) -> Tally:
        raise error

    return run


@pytest.mark.parametrize(
    ("run", "held"),
    [
        (lambda site: Tally(), 3),
        (lambda site: Tally(lost=1), 0),
        (lambda site: Tally(doubled=2), 0),
        (_raises(NotHeld("B overwrote A")), 0),
        (_raises(ConnectionRefusedError("gone")), 0),
    ],
)
def test_what_is_lost_doubled_or_broken_is_not_held(
    site: Site, run: Callable[[Site], Tally], held: int
) -> None:
    line = drills._runs(site, Drill("D-99", "x", run), 3)
    assert (line.held, line.runs, line.is_well) == (held, 3, held == 3)
    assert "\n".join(drills._table([line])).count("!") == (1 if line.faults else 0)


def test_what_cannot_run_here_says_why(site: Site) -> None:
    line = drills._runs(site, Drill("D-99", "x", _raises(NotHere("faketime is not installed"))), 20)
    told = "\n".join(drills._table([line]))
    assert "faketime is not installed" in told and "1 drills cannot run here" in told and line.is_well


def test_rows_are_counted(site: Site) -> None:
    for name, address in (("一店", "甲路 1 号"), ("二店", "甲路 2 号"), ("二店", "乙路 3 号")):
        employer(name=name, address=address)
    told = employers_of(["一店", "二店", "三店"])
    assert (told.lost, told.doubled) == (1, 1)


def test_a_wait_ends_and_says_for_what() -> None:
    with pytest.raises(NotHeld, match="the site answers"):
        wait_for(lambda: False, "the site answers", seconds=0.3)
    with pytest.raises(NotHeld, match="two"):
        hold([], "two")


def test_many_send_at_once_and_each_gets_its_answer() -> None:
    assert together([lambda number=number: number for number in range(20)]) == list(range(20))


def test_a_form_with_a_file_is_sent_as_a_browser_sends_it(rf: Any) -> None:
    body, kind = encoded({"name": "李某"}, [("files", "现场.png", b"\x89PNG")])
    sent = rf.generic("POST", "/", body, content_type=kind)
    assert sent.POST["name"] == "李某"
    assert sent.FILES["files"].name == "现场.png" and sent.FILES["files"].read() == b"\x89PNG"
