"""`bin/drills`: break a site of its own on purpose and count what was lost or doubled."""

import os
import time
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from rehearsal.drills.parts import NotHeld, NotHere, Postgres, Redis, Site
from rehearsal.drills.scanning import SCANS, scan
from rehearsal.drills.table import DRILLS, Drill
from rehearsal.drills.tally import Tally

EMPLOYERS = 120


@dataclass
class Line:
    """What became of one drill over all its runs."""

    drill: Drill
    runs: int = 0
    held: int = 0
    lost: int = 0
    doubled: int = 0
    said: str = ""
    seconds: float = 0
    faults: list[str] = field(default_factory=list)
    is_here: bool = True

    @property
    def is_well(self) -> bool:
        return not self.is_here or (self.held == self.runs and not self.lost and not self.doubled)


def drill_named(code: str) -> Drill:
    found = next((drill for drill in DRILLS if drill.code == code.upper()), None)
    if found is None:
        raise ArgumentTypeError(f"{code} is none of {DRILLS[0].code} … {DRILLS[-1].code}")
    return found


class Command(BaseCommand):
    help = "Run the drills against PostgreSQL, Redis, web server, worker and beat started here. Called by bin/drills."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "drills", nargs="*", type=drill_named, metavar="D-NN", help="which (default: all)"
        )
        parser.add_argument("--runs", type=int, default=1, help="how often each (default 1)")
        parser.add_argument("--ci", action="store_true", help="those that .ci/run runs once")
        parser.add_argument(
            "--scan", action="store_true", help="also scan code and site; those that are installed"
        )

    def handle(self, *args: object, **options: Any) -> None:
        folder = os.environ.get("DRILL_DIR", "")
        if not folder or settings.HTTPS:
            raise CommandError("Start this by bin/drills, which gives it a database and a folder of its own.")
        wanted = options["drills"] or [drill for drill in DRILLS if drill.in_ci or not options["ci"]]
        lines = []
        with _site(Path(folder)) as site:
            self._say(f"The site is up in {site.folder}; {len(wanted)} drills, {options['runs']} runs each.")
            for drill in wanted:
                lines.append(_runs(site, drill, options["runs"]))
                self._say(_row(lines[-1]))
            scans = [(one.program, scan(site, one)) for one in SCANS] if options["scan"] else []
        self.stdout.write("\n".join(_table(lines)))
        is_clean = self._tell_scans(scans)
        if not (is_clean and all(line.is_well for line in lines)):
            raise CommandError("At least one drill was not held.")

    def _tell_scans(self, scans: list[tuple[str, int | str]]) -> bool:
        """Print what each scanner found; whether none found anything. A sentence says why one did not run."""
        for program, found in scans:
            self.stdout.write(f"{program:12}{found if isinstance(found, str) else f'{found} faults'}")
        return not any(isinstance(found, int) and found for _program, found in scans)

    def _say(self, text: str) -> None:
        self.stderr.write(text)
        self.stderr.flush()


def _runs(site: Site, drill: Drill, runs: int) -> Line:
    line = Line(drill)
    for _run in range(runs):
        started = time.monotonic()
        line.runs += 1
        try:
            tally = drill.run(site)
        except NotHere as reason:
            line.is_here, line.said = False, str(reason)
            break
        except Exception as error:  # a drill that breaks has not held
            tally = Tally(said="")
            line.faults.append(
                str(error) if isinstance(error, NotHeld) else f"{type(error).__name__}: {error}"
            )
        else:
            line.held += not (tally.lost or tally.doubled)
            line.said = tally.said or line.said
        line.lost, line.doubled = line.lost + tally.lost, line.doubled + tally.doubled
        line.seconds += time.monotonic() - started
        connection.close()
    return line


def _table(lines: list[Line]) -> Iterator[str]:
    yield f"{'':6}{'held':>9}{'lost':>6}{'doubled':>9}{'s a run':>9}  what"
    for line in lines:
        yield _row(line)
        for fault in sorted(set(line.faults)):
            yield f"{'':39}! {fault[:300]}"
    here = [line for line in lines if line.is_here]
    yield (
        f"{sum(line.held for line in here)} of {sum(line.runs for line in here)} runs held, "
        f"{sum(line.lost for line in here)} lost, {sum(line.doubled for line in here)} doubled; "
        f"{len(lines) - len(here)} drills cannot run here."
    )


def _row(line: Line) -> str:
    if not line.is_here:
        return f"{line.drill.code:6}{'not here':>9}{'':24}  {line.drill.fault}: {line.said}"
    held, pace = f"{line.held}/{line.runs}", f"{line.seconds / line.runs:.1f}"
    said = f" ({line.said})" if line.said else ""
    return f"{line.drill.code:6}{held:>9}{line.lost:>6}{line.doubled:>9}{pace:>9}  {line.drill.fault}{said}"


@contextmanager
def _site(folder: Path) -> Iterator[Site]:
    """A rehearsed site with all its parts, gone at the end."""
    port = int(settings.DATABASES["default"]["PORT"])
    postgres = Postgres(folder / "postgres", port)
    redis = Redis(folder, int(settings.REDIS_URL.rpartition(":")[2].partition("/")[0]))
    site = Site(folder, int(os.environ["DRILL_PORT"]), postgres, redis)
    postgres.create()
    try:
        redis.start()
        call_command("migrate", verbosity=0)
        call_command("load_towns", verbosity=0)
        call_command("load_campaign", "campaign/fixtures/2021.toml", verbosity=0)
        day = date.fromisoformat(os.environ["CAMPAIGN_TODAY"])
        call_command("rehearse", until=day, employers=EMPLOYERS, verbosity=0, stdout=StringIO())
        connection.close()
        site.start()
        yield site
    finally:
        site.stop()
        redis.stop()
        with suppress(RuntimeError):
            postgres.stop("fast")
