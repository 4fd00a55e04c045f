"""`bin/drills`: break a site of its own on purpose and count what was lost or doubled."""

import os
import sys
from argparse import ArgumentTypeError
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import asdict
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from rehearsal.drills import grounds
from rehearsal.drills.outcomes import Line, Outcome, attempt, table
from rehearsal.drills.parts import Site
from rehearsal.drills.scanning import SCANS, scan
from rehearsal.drills.table import DRILLS, Drill

SITES = 3
_drills = {drill.code: drill for drill in DRILLS}
_scans = {one.program: one for one in SCANS}


def drill_named(code: str) -> Drill:
    found = _drills.get(code.upper())
    if found is None:
        raise ArgumentTypeError(f"{code} is none of {', '.join(_drills)}")
    return found


class Command(BaseCommand):
    help = "Run the drills against PostgreSQL, Redis, web server, worker and beat started here. Called by bin/drills."

    def add_arguments(self, parser: CommandParser) -> None:
        add = parser.add_argument
        add("drills", nargs="*", type=drill_named, metavar="ROW", help="which (default: all)")
        add("--runs", type=int, default=1, help="how often each (default 1)")
        add("--minutes", type=float, default=inf, help="begin no further run after so many")
        add("--ci", action="store_true", help="those that .ci/run runs once")
        add("--scan", action="store_true", help="also scan code and site; those that are installed")
        add(
            "--sites", type=int, default=SITES, help=f"how many sites drills run on at once (default {SITES})"
        )
        add("--ground", action="store_true", help="be one of these sites; started by the command itself")

    def handle(self, *args: object, **options: Any) -> None:
        folder = os.environ.get("DRILL_DIR", "")
        if not folder or settings.HTTPS:
            raise CommandError("Start this by bin/drills, which gives it a database and a folder of its own.")
        if options["ground"]:
            with redirect_stdout(sys.stderr):  # what commands print is no answer
                grounds.serve(_asked, sys.stdin, self._answer)
            return
        drills = options["drills"] or [drill for drill in DRILLS if drill.in_ci or not options["ci"]]
        lines, found = self._run(Path(folder), drills, options)
        self.stdout.write("\n".join(table(lines)))
        for program, faults in found.items():
            self.stdout.write(f"{program:12}{faults if isinstance(faults, str) else f'{faults} faults'}")
        if any(isinstance(faults, int) and faults for faults in found.values()):
            raise CommandError("A scanner found something.")
        if not all(line.is_well for line in lines):
            raise CommandError("At least one drill was not held.")

    def _run(
        self, folder: Path, drills: Sequence[Drill], options: dict[str, Any]
    ) -> tuple[list[Line], dict[str, int | str]]:
        """Lines in the order they were asked for, and what each scanner found."""
        started, runs = monotonic(), options["runs"]
        grounds.rehearse(folder)
        self._say(
            f"Rehearsed in {monotonic() - started:.0f} s; {len(drills)} drills, {runs} runs each, in {folder}."
        )
        lines: dict[str, Line] = {drill.code: Line(drill) for drill in drills}
        found: dict[str, int | str] = {}

        def told(name: str, answer: dict[str, Any]) -> None:
            if name in _scans:
                found[name] = answer.get("found", answer.get("fault", ""))
                return
            line = lines[name]
            line.outcomes.append(Outcome(**answer))
            fault = line.outcomes[-1].fault
            self._say(f"{monotonic() - started:5.0f} s  {line}{f'  ! {fault}' if fault else ''}")

        longest_first = sorted(drills, key=lambda drill: -drill.lasts)
        wanted = [drill.code for _run in range(runs) for drill in longest_first]
        wanted += list(_scans) if options["scan"] else []
        until = started + options["minutes"] * 60
        grounds.run_over(min(options["sites"], len(wanted)), folder, wanted, told, until)
        return list(lines.values()), found

    def _answer(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _say(self, text: str) -> None:
        self.stderr.write(text)
        self.stderr.flush()


def _asked(site: Site, name: str) -> dict[str, Any]:
    """On a ground: run the drill or the scanner of this name."""
    if name in _scans:
        return {"found": scan(site, _scans[name])}
    return asdict(attempt(site, _drills[name]))
