"""What a benchmark says: our figure, the figure it is held against, and whether their ratio keeps its budget."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

from django.db import connection

Side = Callable[[int], Any]
ENOUGH = 30.0  # seconds


@dataclass(frozen=True)
class Measure:
    """One line of the table. `ours` and `baseline` share the unit; the ratio of the two may be `budget` at most.

    `note` says, where it is more, what would have to be looked at.
    """

    name: str
    what: str
    ours: float
    against: str
    baseline: float
    unit: str
    budget: float
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.ours / self.baseline

    @property
    def is_kept(self) -> bool:
        return self.ratio <= self.budget


@dataclass
class Cost:
    """What one turn took, in milliseconds: by the clock, of this process's processor, in the database; and its statements.

    What SQLite does in this process is the database's and not the processor's.
    """

    wall: float = 0.0
    processor: float = 0.0
    database: float = 0.0
    queries: int = 0

    @property
    def whole(self) -> float:
        """Processor and database: what a page takes on a machine that has nothing else to do."""
        return self.processor + self.database

    def __call__(self, execute: Callable[..., Any], *statement: Any) -> Any:
        """Called by the connection around each statement."""
        started, worked = perf_counter(), process_time()
        try:
            return execute(*statement)
        finally:
            self.database += 1000 * (perf_counter() - started)
            self.queries += not statement[0].startswith(("SAVEPOINT", "RELEASE"))
            if connection.vendor == "sqlite":
                self.processor -= 1000 * (process_time() - worked)


@contextmanager
def metered() -> Iterator[Cost]:
    """What is done inside, once it is over."""
    cost = Cost()
    started, worked = perf_counter(), process_time()
    with connection.execute_wrapper(cost):
        yield cost
    cost.wall += 1000 * (perf_counter() - started)
    cost.processor += 1000 * (process_time() - worked)


def take_turns(sides: Sequence[Side], turns: int, *, warm_up: bool = True) -> list[list[Cost]]:
    """What every turn of every side took. The sides take turns, so that a slow minute of the machine slows all of them.

    A side is told the number of the turn; the first, which fills caches, is not counted unless there is no warm-up. After
    `ENOUGH` seconds no other turn begins, and where the first took as long it is counted.
    """
    taken: list[list[Cost]] = [[] for _side in sides]
    begun = perf_counter()
    for turn in range(turns + warm_up):
        for side, costs in zip(sides, taken, strict=True):
            gc.collect()
            with metered() as cost:
                side(turn)
            costs.append(cost)
        if perf_counter() - begun > ENOUGH:
            break
    return [costs[warm_up:] or costs for costs in taken]


def middle(costs: Sequence[Cost], of: str = "wall") -> float:
    """The median of one column of the costs."""
    return median(getattr(cost, of) for cost in costs)


def percentile(times: Sequence[float], share: int) -> float:
    """The time that `share` of 100 stay below."""
    return quantiles(times, n=100, method="inclusive")[share - 1] if len(times) > 1 else times[0]
