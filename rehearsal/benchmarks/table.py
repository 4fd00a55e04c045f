"""The measures for people and for programs, and two runs side by side."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rehearsal.benchmarks.measure import Measure

HEAD = f"{'measure':<48}{'ours':>14}{'baseline':>14}  {'':<30}{'ratio':>9}{'budget':>9}"


def as_line(each: Measure) -> str:
    """One measure, in columns; below it what would have to be looked at, where it is over."""
    numbers = f"{_number(each.ours)} {each.unit:<3}", f"{_number(each.baseline)} {each.unit:<3}"
    verdict = "ok" if each.is_kept else "OVER"
    line = f"{each.name:<48}{numbers[0]:>14}{numbers[1]:>14}  {each.against:<30}{each.ratio:>8.2f}×{each.budget:>8g}×  "
    note = "" if each.is_kept or not each.note else "\n    " + each.note.replace("\n", "\n    ")
    return f"{line}{verdict:<5} {each.what}{note}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 or value == int(value) else f"{value:,.1f}"


def summary(measures: Sequence[Measure], failed: Sequence[str]) -> Iterator[str]:
    over = [each for each in measures if not each.is_kept]
    yield f"{len(measures)} measures, {len(over)} over budget, {len(failed)} parts failed"
    yield from (f"  over    {each.name}: {each.ratio:.2f}× of {each.budget:g}×" for each in over)
    yield from (f"  failed  {each}" for each in failed)


def as_json(measures: Iterable[Measure]) -> list[dict[str, Any]]:
    return [
        {
            "measure": each.name,
            "what": each.what,
            "ours": round(each.ours, 3),
            "against": each.against,
            "baseline": round(each.baseline, 3),
            "unit": each.unit,
            "ratio": round(each.ratio, 3),
            "budget": each.budget,
            "is_kept": each.is_kept,
            "note": "" if each.is_kept else each.note,
        }
        for each in measures
    ]


def compared(measures: Iterable[Measure], before: Path) -> Iterator[str]:
    """Each ratio now beside that of an earlier run, and by how much it grew; what only one of them has says so."""
    told = json.loads(before.read_text(encoding="utf-8"))
    then = {each["measure"]: each["ratio"] for each in told["measures"]}
    now = {each.name: each.ratio for each in measures}
    yield f"{'ratio':<48}{'then':>9}{'now':>9}{'now/then':>10}   ({before}, {told['database']}, {told['employers']:,} employers)"
    for name in [*now, *(each for each in then if each not in now)]:
        old, new = then.get(name), now.get(name)
        change = f"{new / old:>9.2f}×" if old and new is not None else f"{'':>10}"
        yield f"{name:<48}{_ratio(old)}{_ratio(new)}{change}"


def _ratio(value: float | None) -> str:
    return f"{'–':>9}" if value is None else f"{value:>8.2f}×"
