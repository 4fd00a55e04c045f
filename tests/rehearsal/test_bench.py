"""The benchmarks take every measure; how fast this machine is, is not tested."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from rehearsal.benchmarks import run as running
from rehearsal.benchmarks.ground import Ground
from rehearsal.benchmarks.measure import Measure, metered, middle, percentile, take_turns
from rehearsal.benchmarks.scale import Scale
from rehearsal.benchmarks.table import as_json, as_line, compared
from rehearsal.management.commands.bench import Command

NAMED = {
    "fill.time", "fill.memory", "page.empty.processor", "figures.time", "cockpit.fresh", "cockpit.kept",
    "weight.js", "weight.css", "reports.queries", "reports.towns", "reports.flat", "export.time", "export.memory",
    "import.xlsx.insert", "import.xlsx.copy", "import.csv.insert", "import.csv.copy", "import.memory",
    "sign_in.apart", "load.worklist", "load.errors", "load.rate",
}  # fmt: skip
# Each for every person who opens the page.
PAGES = {
    "list.worklist", "list.employer_list", "list.patrol_list", "list.complaint_list", "list.case_list", "list.inspection_list",
    "list.target_list", "list.search_2", "list.employers_deep", "record.employer", "record.patrol", "record.complaint",
    "record.case", "record.inspection",
}  # fmt: skip


def bench(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A run of its own process, in `folder`, over the database of the suite's server."""
    command = [sys.executable, "manage.py", "bench", *arguments]
    environment = {**os.environ, "VAR_DIR": str(folder), "HTTPS": "0"}
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def benched(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict, Path]:
    """A run of the smallest kind: what it printed, its JSON, and the site's folder."""
    folder = tmp_path_factory.mktemp("bench")
    (folder / "static").mkdir()
    short = ("--employers", "120", "--turns", "1", "--minutes", "0.1")
    done = bench(folder, *short, "--json", str(folder / "bench.json"))
    assert done.returncode == 0, done.stderr
    return done.stdout, json.loads((folder / "bench.json").read_text(encoding="utf-8")), folder


def test_every_measure_is_taken_and_has_numbers(benched: tuple[str, dict, Path]) -> None:
    printed, told, _folder = benched
    names = [each["measure"] for each in told["measures"]]
    assert not told["failed"]
    assert set(names) >= NAMED
    opened = {name.rpartition(".")[0].rpartition(".")[0] for name in names}
    assert opened >= PAGES
    assert len(names) == len(set(names))
    assert all(each["ours"] >= 0 and each["baseline"] > 0 for each in told["measures"])
    assert all(any(line.startswith(name) for line in printed.splitlines()) for name in NAMED)


def test_the_json_says_on_what_it_was_measured(benched: tuple[str, dict, Path]) -> None:
    told = benched[1]
    assert (told["employers"], told["patrols"], told["cases"], told["complaints"]) == (120, 80, 20, 20)
    assert told["database"] and told["python"] and told["django"]


def test_the_sites_own_database_is_not_touched(benched: tuple[str, dict, Path]) -> None:
    assert not list(benched[2].glob("*.sqlite3"))


def test_the_design_sizes_follow_from_the_number_of_employers() -> None:
    scale = Scale(300_000)
    assert (scale.patrols, scale.cases, scale.complaints) == (200_000, 50_000, 50_000)
    assert scale.imported == 100_000


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measures without a database: one kept, one over, a part that failed, one kept."""

    def made(*args: object, **options: object) -> Iterator[Measure | str]:
        yield Measure("first.queries", "what", 1, "against", 1, "queries", 1)
        yield Measure("second.time", "what", 9, "against", 1, "ms", 3, note="why")
        yield "third: ValueError: broken"
        yield Measure("fourth.time", "what", 1, "against", 1, "ms", 3)

    monkeypatch.setattr("rehearsal.management.commands.bench.run", made)
    monkeypatch.setattr("rehearsal.management.commands.bench.circumstances", lambda scale: {})


def test_a_part_that_fails_is_told_and_loses_nothing(three: None, tmp_path: Path) -> None:
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="third: ValueError: broken"):
        call_command("bench", json=tmp_path / "out.json", stdout=out, stderr=err)
    told = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [each["measure"] for each in told["measures"]] == ["first.queries", "second.time", "fourth.time"]
    assert told["failed"] == ["third: ValueError: broken"]
    assert "fourth.time" in out.getvalue()
    assert "FAILED third" in err.getvalue()


@pytest.mark.parametrize(
    ("options", "over"), [({}, ""), ({"ci": True}, "two.grown"), ({"strict": True}, "one.time, two.grown")]
)
def test_what_is_over_fails_a_run_that_was_asked_to_hold_it(options: dict[str, bool], over: str) -> None:
    measures = [Measure(name, "what", 2, "against", 1, "ms", 1) for name in ("one.time", "two.grown")]
    asked = {"strict": False, "ci": False, **options}
    if not over:
        Command()._judge(measures, [], asked)
        return
    with pytest.raises(CommandError, match=f"over budget: {over}$"):
        Command()._judge(measures, [], asked)


def test_a_part_that_raises_does_not_end_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(ground: Ground) -> Iterator[Measure]:
        yield Measure("one", "what", 1, "against", 1, "ms", 1)
        raise ValueError("broken")

    monkeypatch.setitem(running.PARTS, "lists", broken)
    monkeypatch.setitem(running.PARTS, "plans", lambda ground: iter([Measure("two", "", 1, "", 1, "ms", 1)]))
    found = [*running.measured(["lists", "plans"], Any, lambda text: None)]  # type: ignore[arg-type]
    assert [each if isinstance(each, str) else each.name for each in found] == [
        "one",
        "lists: ValueError: broken",
        "two",
    ]


def test_a_budget_is_a_ceiling_of_the_ratio() -> None:
    kept, over = (Measure("name", "what", ours, "against", 8, "ms", 3, note="why") for ours in (24, 25))
    assert (kept.ratio, kept.is_kept, over.is_kept) == (3, True, False)
    assert "why" not in as_line(kept)
    assert "why" in as_line(over)


def test_two_runs_are_compared_by_their_ratios(tmp_path: Path) -> None:
    def run(*numbers: tuple[str, float]) -> list[Measure]:
        return [Measure(name, "what", ours, "against", 10, "ms", 3) for name, ours in numbers]

    before = tmp_path / "before.json"
    told = {"database": "sqlite", "employers": 60, "measures": as_json(run(("both", 10), ("gone", 10)))}
    before.write_text(json.dumps(told), encoding="utf-8")
    lines = {line.split()[0]: line.split()[1:] for line in compared(run(("both", 15), ("new", 10)), before)}
    assert lines["both"] == ["1.00×", "1.50×", "1.50×"]
    assert lines["gone"] == ["1.00×", "–"]
    assert lines["new"] == ["–", "1.00×"]


def test_sides_take_turns_and_the_first_is_not_counted() -> None:
    seen: list[tuple[str, int]] = []
    costs = take_turns([lambda turn: seen.append(("a", turn)), lambda turn: seen.append(("b", turn))], 2)
    assert seen == [(side, turn) for turn in range(3) for side in "ab"]
    assert [len(each) for each in costs] == [2, 2]


def test_a_slow_side_is_timed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rehearsal.benchmarks.measure.ENOUGH", 0.0)
    assert [len(each) for each in take_turns([lambda turn: None, lambda turn: None], 7)] == [1, 1]


@pytest.mark.django_db
def test_what_is_done_in_the_database_is_told_apart() -> None:
    with metered() as cost, connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        sum(range(300_000))
    assert cost.queries == 1
    assert 0 < cost.database < cost.wall
    assert cost.processor > 0
    assert middle([cost, cost], "whole") == cost.processor + cost.database


def test_a_percentile_is_above_nearly_all() -> None:
    times = [float(number) for number in range(1, 101)]
    assert percentile(times, 50) < percentile(times, 95) < 100
    assert sum(each > percentile(times, 95) for each in times) == 5
    assert percentile([7.0], 95) == 7
