"""Makes the databases, fills them, and takes every measure in an order in which none changes what a later one counts."""

import gc
import os
import platform
from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

import django

from law import clock
from registry.models import Employer
from rehearsal.benchmarks import exports, figures, imports, lists, papers, scans, sign_in, weight
from rehearsal.benchmarks.alone import BYTES
from rehearsal.benchmarks.database import (
    copied,
    drop,
    exists,
    make_copy,
    own_database,
    server,
    settle_statistics,
)
from rehearsal.benchmarks.ground import Ground
from rehearsal.benchmarks.load import part as load
from rehearsal.benchmarks.measure import Measure
from rehearsal.benchmarks.scale import DAY, Scale
from rehearsal.benchmarks.stock import fill

Say = Callable[[str], Any]
Part = Callable[[Ground], Iterator[Measure]]
PARTS: dict[str, Part] = {
    "lists": lists.measure,
    "plans": scans.measure,
    "figures": figures.measure,
    "weight": weight.measure,
    "reports": papers.measure,
    "export": exports.measure,
    "load": load.measure,
    "import": imports.measure,
    "sign_in": sign_in.measure,
}
# What leaves more behind than some looks; not done in a database that is kept, unless asked for by name.
WRITING = ("load", "import", "sign_in")
# What is seen beside a small district.
COMPARING = frozenset({"lists", "reports"})
SMALL = 3_000
FILL_MINUTES, FILL_MB = 5, 500


def run(
    scale: Scale, parts: Collection[str], *, turns: int, minutes: float, say: Say, kept: str = ""
) -> Generator[Measure | str, None, None]:
    """The measures as they are taken; of a part that fails what it says instead.

    `kept` names the database to measure in: it is made and filled where there is none, and stays.
    """
    is_there, compares = bool(kept) and exists(kept), not COMPARING.isdisjoint(parts)
    with TemporaryDirectory(prefix="bench-") as name, ExitStack() as stack:
        ground = Ground(scale, Path(name), kept, turns, minutes)
        if compares or not is_there:
            empty = stack.enter_context(own_database(ground.folder))
            ground.database = kept or empty
            if compares:
                ground.small = _small(ground, stack.enter_context(copied(empty)), say)
            if kept and not is_there:
                yield from _filled_and_kept(empty, ground, say)
        stack.enter_context(ground.entered())
        if kept and (there := Employer.objects.count()) < scale.employers:
            raise ValueError(f"{kept} holds {there:,} employers, not {scale.employers:,}")
        if not kept:
            yield from _fill(scale, say)
        gc.freeze()
        yield from measured(parts, ground, say)


def measured(parts: Collection[str], ground: Ground, say: Say) -> Iterator[Measure | str]:
    """What each part measures; a part that fails says so, and the next one is begun."""
    for part in parts:
        say(f"Measuring: {part} …")
        try:
            with clock.at(DAY):
                yield from PARTS[part](ground)
        except Exception as error:
            yield f"{part}: {type(error).__name__}: {error}"


def _small(ground: Ground, database: str, say: Say) -> Ground:
    """A small district beside it, filled."""
    few = Scale(min(SMALL, ground.scale.employers // 2), ground.scale.campaigns)
    small = Ground(few, ground.folder, database, ground.turns, ground.minutes)
    with small.entered():
        _fill(few, say)
    return small


def _filled_and_kept(empty: str, ground: Ground, say: Say) -> list[Measure]:
    """A half-filled one is not kept."""
    make_copy(empty, ground.database)
    try:
        with ground.entered():
            return _fill(ground.scale, say)
    except BaseException:
        drop(ground.database)
        raise


def _fill(scale: Scale, say: Say) -> list[Measure]:
    """Fill the database the connection leads to; how long that took, and the most memory this process has had."""
    say(
        f"Filling: {scale.employers:,} employers, {scale.patrols:,} patrols, {scale.cases:,} cases, "
        f"{scale.complaints:,} complaints in {scale.campaigns} campaigns …"
    )
    started = monotonic()
    fill(scale)
    settle_statistics()
    minutes, most = (monotonic() - started) / 60, getrusage(RUSAGE_SELF).ru_maxrss * BYTES / 1024**2
    what = f"filling with {scale.employers:,} employers"
    return [
        Measure("fill.time", what, minutes, "budget", FILL_MINUTES, "min", 1),
        Measure("fill.memory", what, most, "budget", FILL_MB, "MB", 1),
    ]


def circumstances(scale: Scale) -> dict[str, Any]:
    """On what it was measured."""
    return {
        "employers": scale.employers,
        "patrols": scale.patrols,
        "cases": scale.cases,
        "complaints": scale.complaints,
        "campaigns": scale.campaigns,
        "database": server(),
        "python": platform.python_version(),
        "django": django.get_version(),
        "processors": os.cpu_count(),
    }
