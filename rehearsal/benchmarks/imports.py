"""Taking in a list of employers, beside reading the same list and inserting its rows; and the memory it takes."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from casework.by import SYSTEM
from law import clock
from registry.intake.sheet import open_list
from registry.services import imports
from rehearsal.benchmarks import bare_insert
from rehearsal.benchmarks.alone import grown
from rehearsal.benchmarks.ground import Ground
from rehearsal.benchmarks.measure import Measure, middle, take_turns
from rehearsal.benchmarks.scale import DAY
from rehearsal.benchmarks.sheets import write_sheet

TIMES_BARE, TIMES_PER_ROW = 3, 1.25
MOST_TURNS = 3
FEW = 20
WRITERS = {
    "insert": ("read + bulk_create", bare_insert.by_objects),
    "copy": ("read + COPY/executemany", bare_insert.by_driver),
}


def measure(ground: Ground) -> Iterator[Measure]:
    """New rows in every turn: nothing is taken back, so both sides pay for their commits."""
    marks = (f"R{chr(65 + number)}" for number in count())
    for kind in ("xlsx", "csv"):
        sheets = [write_sheet(ground, kind, ground.scale.imported) for _turn in range(_turns(ground))]
        sides = [lambda turn, sheets=sheets: take_in(sheets[turn])]
        for _what, writer in WRITERS.values():
            sides.append(
                lambda turn, sheets=sheets, writer=writer: bare_insert.insert(
                    sheets[turn], writer, next(marks)
                )
            )
        ours, *bare = (middle(costs) for costs in take_turns(sides, len(sheets), warm_up=False))
        for (name, (what, _writer)), time in zip(WRITERS.items(), bare, strict=True):
            rows = f"import of {ground.scale.imported:,} rows, {kind}"
            yield Measure(f"import.{kind}.{name}", rows, ours, what, time, "ms", TIMES_BARE)
    yield _memory(ground)


def take_in(path: Path) -> None:
    """As `manage.py import_employers` does it."""
    with clock.at(DAY):
        run = imports.record_import(path, name=path.name, by=SYSTEM)
        tally = imports.take_in(open_list(path), run=run, errors_in=path.parent)
        imports.conclude(run, tally, by=SYSTEM)
    if not tally.counts["created"]:
        raise RuntimeError(f"nothing was taken in: {tally.first_rejected[:1]}")


def _turns(ground: Ground) -> int:
    return min(ground.turns, MOST_TURNS)


def _memory(ground: Ground) -> Measure:
    many = ground.scale.imported
    some = max(FEW, many // 3)
    per_row = [
        grown(ground.database, take_in, write_sheet(ground, "xlsx", FEW), write_sheet(ground, "xlsx", rows))
        / rows
        / 1024
        for rows in (many, some)
    ]
    what = f"import, memory for a row of {many:,}"
    return Measure("import.memory", what, per_row[0], f"a row of {some:,}", per_row[1], "KB", TIMES_PER_ROW)
