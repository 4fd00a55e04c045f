"""The measures for people and for programs."""

from collections.abc import Sequence
from typing import Any

from rehearsal.benchmarks.measure import Measure

HEADS = ("measure", "what", "ours", "baseline", "", "ratio", "budget", "")


def as_table(measures: Sequence[Measure]) -> str:
    """One line for each, in columns."""
    lines = [HEADS, *map(_line, measures)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADS))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place in (2, 3, 5, 6) else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def as_json(measures: Sequence[Measure]) -> list[dict[str, Any]]:
    return [
        {
            "measure": each.name,
            "what": each.what,
            "ours": round(each.ours, 3),
            "against": each.against,
            "baseline": round(each.baseline, 3),
            "unit": each.unit,
            "ratio": round(each.ratio, 3),
            "budget": {"at_least" if each.is_speed else "at_most": each.budget},
            "is_kept": each.is_kept,
        }
        for each in measures
    ]


def _line(each: Measure) -> tuple[str, ...]:
    sign, word = ("≥", " faster") if each.is_speed else ("≤", "")
    return (
        each.name,
        each.what,
        f"{each.ours:,.1f} {each.unit}",
        f"{each.baseline:,.1f} {each.unit}",
        each.against,
        f"{each.ratio:.2f}×",
        f"{sign} {each.budget:g}×{word}",
        "ok" if each.is_kept else "over",
    )
