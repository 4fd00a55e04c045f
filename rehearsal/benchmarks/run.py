"""Makes the database, fills it, and takes every measure in an order in which none changes what a later one counts."""

import gc
import os
import platform
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django

from law import clock
from rehearsal.benchmarks import dashboard, exports, imports, lists, papers, sign_in, weight
from rehearsal.benchmarks.database import own_database, server, settle_statistics
from rehearsal.benchmarks.ground import Ground
from rehearsal.benchmarks.measure import Measure
from rehearsal.benchmarks.scale import DAY, Scale
from rehearsal.benchmarks.stock import fill

BENCHMARKS: dict[str, Callable[[Ground], Iterator[Measure]]] = {
    "lists": lists.measure,
    "dashboard": dashboard.measure,
    "weight": weight.measure,
    "reports": papers.measure,
    "export": exports.measure,
    "import": imports.measure,
    "sign_in": sign_in.measure,
}


def run(scale: Scale, *, only: Collection[str], turns: int, say: Callable[[str], Any]) -> Iterator[Measure]:
    """The measures of the benchmarks named in `only`, one after the other as they are taken."""
    with TemporaryDirectory(prefix="bench-") as name, own_database(Path(name)) as database:
        say(f"Filling: {scale.employers:,} employers, {scale.patrols:,} patrols, {scale.cases:,} cases …")
        ground = Ground(fill(scale), scale, Path(name), database, turns)
        settle_statistics()
        gc.freeze()
        for benchmark, measure in BENCHMARKS.items():
            if benchmark in only:
                say(f"Measuring: {benchmark} …")
                with clock.at(DAY):
                    yield from measure(ground)


def circumstances(scale: Scale) -> dict[str, Any]:
    """On what it was measured."""
    return {
        "employers": scale.employers,
        "patrols": scale.patrols,
        "cases": scale.cases,
        "complaints": scale.complaints,
        "database": server(),
        "python": platform.python_version(),
        "django": django.get_version(),
        "processors": os.cpu_count(),
    }
