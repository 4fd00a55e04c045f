"""The line of steps at the top of a record's page (templates/components/steps.html)."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from law.clock import day_of


def steps(
    line: Sequence[tuple[Any, Any]], at: int, *, is_over: bool = False, skipped: Collection[int] = ()
) -> list[dict[str, Any]]:
    """`line` has a label and a note, a day or words, for each step. `at` is the place of the step somebody has to do
    now or, of a record that is over, of the last one that was done. The steps before it are done, but for those in
    `skipped`."""
    return [
        {
            "label": label,
            "note": day_of(note).isoformat() if isinstance(note, date) else str(note or ""),
            "is_done": (place < at or (place == at and is_over)) and place not in skipped,
            "is_current": place == at and not is_over,
        }
        for place, (label, note) in enumerate(line)
    ]
