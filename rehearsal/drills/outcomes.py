"""What became of a drill: once, over all its runs, and as the table people read."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import connection

from rehearsal.drills.parts import NotHeld, NotHere, Site
from rehearsal.drills.table import Drill


@dataclass(frozen=True)
class Outcome:
    """One run. `fault`: why it was not held though nothing was counted as lost or doubled; `not_here`: why it could not run."""

    lost: int = 0
    doubled: int = 0
    said: str = ""
    seconds: float = 0
    fault: str = ""
    not_here: str = ""

    @property
    def is_held(self) -> bool:
        return not (self.lost or self.doubled or self.fault)


def attempt(site: Site, drill: Drill) -> Outcome:
    """Run a drill once; one that breaks has not held."""
    started = time.monotonic()
    try:
        tally = drill.run(site)
    except NotHere as reason:
        return Outcome(not_here=str(reason))
    except Exception as error:
        fault = str(error) if isinstance(error, NotHeld) else f"{type(error).__name__}: {error}"
        return Outcome(fault=fault, seconds=time.monotonic() - started)
    finally:
        connection.close()
    return Outcome(tally.lost, tally.doubled, tally.said, time.monotonic() - started)


@dataclass
class Line:
    """What became of one drill over all its runs."""

    drill: Drill
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def here(self) -> list[Outcome]:
        return [one for one in self.outcomes if not one.not_here]

    @property
    def held(self) -> int:
        return sum(one.is_held for one in self.here)

    @property
    def lost(self) -> int:
        return sum(one.lost for one in self.here)

    @property
    def doubled(self) -> int:
        return sum(one.doubled for one in self.here)

    @property
    def faults(self) -> list[str]:
        return sorted({one.fault for one in self.here if one.fault})

    @property
    def is_well(self) -> bool:
        """Held each time, or there was nothing to break; a drill nobody began is not well."""
        return bool(self.outcomes) and self.held == len(self.here)

    def __str__(self) -> str:
        drill = self.drill
        if not self.here:
            why = self.outcomes[0].not_here if self.outcomes else "it was not begun"
            return f"{drill.code:8}{'not here':>9}{'':24}  {drill.fault}: {why}"
        runs, seconds = len(self.here), sum(one.seconds for one in self.here)
        held, pace = f"{self.held}/{runs}", f"{seconds / runs:.1f}"
        said = next((f" ({one.said})" for one in reversed(self.here) if one.said), "")
        return f"{drill.code:8}{held:>9}{self.lost:>6}{self.doubled:>9}{pace:>9}  {drill.fault}{said}"


def table(lines: Sequence[Line]) -> Iterator[str]:
    """The table of all drills, each fault under its drill, and the sum in words."""
    yield f"{'':8}{'held':>9}{'lost':>6}{'doubled':>9}{'s a run':>9}  what"
    for line in lines:
        yield str(line)
        for fault in line.faults:
            yield f"{'':41}! {fault[:300]}"
    here = [line for line in lines if line.here]
    yield (
        f"{sum(line.held for line in here)} of {sum(len(line.here) for line in here)} runs held, "
        f"{sum(line.lost for line in here)} lost, {sum(line.doubled for line in here)} doubled; "
        f"{len(lines) - len(here)} drills cannot run here."
    )
