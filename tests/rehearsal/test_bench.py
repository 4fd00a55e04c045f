"""The benchmarks take every measure; how fast this machine is, is not tested."""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest
from django.conf import settings

from rehearsal.benchmarks.measure import Measure, p95, take_turns
from rehearsal.benchmarks.scale import Scale

MEASURES = {
    "list.first", "list.filtered", "list.deep", "list.search2", "list.search4", "list.search_common", "list.p95",
    "dashboard.counted", "dashboard.kept",
    "weight.js", "weight.css",
    "reports.queries", "reports.time",
    "export.time", "export.memory",
    "import.xlsx.insert", "import.xlsx.copy", "import.csv.insert", "import.csv.copy", "import.memory",
    "sign_in.apart",
}  # fmt: skip


@pytest.fixture(scope="module")
def benched(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict, Path]:
    """A run of the smallest kind in a process of its own: what it printed, its JSON, and the site's folder."""
    folder = tmp_path_factory.mktemp("bench")
    (folder / "static").mkdir()
    command = [
        sys.executable,
        "manage.py",
        "bench",
        "--employers",
        "60",
        "--turns",
        "1",
        "--json",
        folder / "bench.json",
    ]
    environment = {**os.environ, "VAR_DIR": str(folder), "HTTPS": "0"}
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, json.loads((folder / "bench.json").read_text(encoding="utf-8")), folder


def test_every_measure_is_taken_and_has_numbers(benched: tuple[str, dict, Path]) -> None:
    printed, told, _folder = benched
    assert {each["measure"] for each in told["measures"]} == MEASURES
    assert all(each[name] > 0 for each in told["measures"] for name in ("ours", "baseline", "ratio"))
    assert all(any(line.startswith(name) for line in printed.splitlines()) for name in MEASURES)


def test_the_json_says_on_what_it_was_measured(benched: tuple[str, dict, Path]) -> None:
    told = benched[1]
    assert (told["employers"], told["patrols"], told["cases"], told["complaints"]) == (60, 40, 10, 10)
    assert told["database"] and told["python"] and told["django"]


def test_the_sites_own_database_is_not_touched(benched: tuple[str, dict, Path]) -> None:
    assert not list(benched[2].glob("*.sqlite3"))


def test_the_design_sizes_follow_from_the_number_of_employers() -> None:
    scale = Scale(300_000)
    assert (scale.patrols, scale.cases, scale.complaints, scale.imported) == (
        200_000,
        50_000,
        50_000,
        100_000,
    )


@pytest.mark.parametrize(
    ("ours", "is_speed", "ratio", "is_kept"),
    [(2, False, 0.25, True), (32, False, 4, False), (2, True, 4, True), (4, True, 2, False)],
)
def test_a_budget_is_a_ceiling_or_a_number_of_times_faster(
    ours: float, is_speed: bool, ratio: float, is_kept: bool
) -> None:
    measure = Measure("name", "what", ours, "against", 8, "ms", 3, is_speed)
    assert (measure.ratio, measure.is_kept) == (ratio, is_kept)


def test_sides_take_turns_and_the_first_is_not_counted() -> None:
    seen: list[tuple[str, int]] = []
    times = take_turns([lambda turn: seen.append(("a", turn)), lambda turn: seen.append(("b", turn))], 2)
    assert seen == [(side, turn) for turn in range(3) for side in "ab"]
    assert [len(each) for each in times] == [2, 2]


def test_a_slow_side_is_timed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rehearsal.benchmarks.measure.ENOUGH", 0.0)
    assert [len(each) for each in take_turns([lambda turn: None, lambda turn: None], 7)] == [1, 1]


def test_p95_is_above_nearly_all() -> None:
    times = [float(number) for number in range(1, 101)]
    assert median(times) < p95(times) < 100
    assert sum(each > p95(times) for each in times) == 5
