"""The drills' own honesty: all 22 are in the table, and one whose pass line is not met is never told as held."""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from rehearsal.drills import grounds, outcomes, tally
from rehearsal.drills.outcomes import Line, attempt, table
from rehearsal.drills.parts import NotHeld, NotHere, Postgres, Redis, Site, hold, wait_for
from rehearsal.drills.table import DRILLS, Drill
from rehearsal.drills.tally import Tally, employers_of
from rehearsal.drills.visitor import encoded, together
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
    for module in (outcomes, tally):
        monkeypatch.setattr(module, "connection", Untouched())
    return Site(tmp_path, 1, Postgres(tmp_path, 1), Redis(tmp_path, 1))


def test_every_drill_of_the_sheet_has_its_place() -> None:
    codes = [drill.code for drill in DRILLS]
    assert codes[:22] == [f"D-{number:02}" for number in range(1, 23)]
    assert len(codes) == len(set(codes)) and all(code[:2] in ("A-", "M-") for code in codes[22:])
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
    drill = Drill("D-99", "x", run)
    line = Line(drill, [attempt(site, drill) for _run in range(3)])
    assert (line.held, len(line.here), line.is_well) == (held, 3, held == 3)
    assert "\n".join(table([line])).count("!") == (1 if line.faults else 0)


def test_what_cannot_run_here_says_why(site: Site) -> None:
    drill = Drill("D-99", "x", _raises(NotHere("faketime is not installed")))
    line = Line(drill, [attempt(site, drill)])
    told = "\n".join(table([line]))
    assert "faketime is not installed" in told and "1 drills cannot run here" in told and line.is_well


def test_what_nobody_began_is_not_well() -> None:
    line = Line(Drill("D-99", "x", _raises(NotHeld("no"))))
    assert not line.is_well and "it was not begun" in "\n".join(table([line]))


def test_grounds_share_the_work_and_one_that_goes_down_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def ground(own: Path, ports: list[int]) -> Iterator[tuple[StringIO, StringIO]]:
        answers = [json.dumps({"said": own.name})] * 40 if own.name == "ground-1" else []
        assert len(set(ports)) == 3
        yield StringIO(), StringIO("".join(f"{answer}\n" for answer in answers))

    monkeypatch.setattr(grounds, "_ground", ground)
    told = list[tuple[str, dict[str, Any]]]()
    wanted = ["D-01", "D-02"] * 10
    grounds.run_over(3, tmp_path, wanted, lambda name, answer: told.append((name, answer)))
    assert Counter(name for name, _answer in told) == Counter(wanted)
    assert sum(answer.get("fault") == "its ground went down" for _name, answer in told) in (0, 1, 2)


def test_a_ground_answers_each_order_on_a_site_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = list[str]()

    class Fresh:
        def begin_again(self) -> None:
            begun.append("again")

    @contextmanager
    def site(folder: Path) -> Iterator[Fresh]:
        yield Fresh()

    monkeypatch.setattr(grounds, "_site", site)
    monkeypatch.setitem(os.environ, "DRILL_DIR", "/nowhere")
    answers = list[str]()
    grounds.serve(lambda _site, name: {"said": name}, StringIO("D-01\nD-02\n"), answers.append)
    assert [json.loads(answer) for answer in answers] == [{"said": "D-01"}, {"said": "D-02"}]
    assert len(begun) == 2


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
