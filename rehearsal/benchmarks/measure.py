"""What a benchmark says: our figure, the figure it is held against, and whether their ratio keeps its budget."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter
from typing import Any

Side = Callable[[int], Any]
ENOUGH = 30.0  # seconds


@dataclass(frozen=True)
class Measure:
    """One line of the table. `ours` and `baseline` share the unit.

    The ratio is ours to the baseline and may be `budget` at most; where something has to be faster (`is_speed`), it is how
    many times faster we are, and has to be `budget` at least.
    """

    name: str
    what: str
    ours: float
    against: str
    baseline: float
    unit: str
    budget: float
    is_speed: bool = False

    @property
    def ratio(self) -> float:
        return self.baseline / self.ours if self.is_speed else self.ours / self.baseline

    @property
    def is_kept(self) -> bool:
        return self.ratio >= self.budget if self.is_speed else self.ratio <= self.budget


def take_turns(sides: Sequence[Side], turns: int, *, warm_up: bool = True) -> list[list[float]]:
    """Milliseconds of every turn of every side. The sides take turns, so that a slow minute of the machine slows all of them.

    A side is told the number of the turn; the first, which fills caches, is not counted unless there is no warm-up. After
    `ENOUGH` seconds no other turn begins, and where the first took as long it is counted.
    """
    taken: list[list[float]] = [[] for _side in sides]
    begun = perf_counter()
    for turn in range(turns + warm_up):
        for side, times in zip(sides, taken, strict=True):
            gc.collect()
            started = perf_counter()
            side(turn)
            times.append(1000 * (perf_counter() - started))
        if perf_counter() - begun > ENOUGH:
            break
    return [times[warm_up:] or times for times in taken]


def p95(times: list[float]) -> float:
    """The time that 95 of 100 stay below."""
    return quantiles(times, n=20, method="inclusive")[-1]
