"""The benchmarks behind `bin/bench`."""

import json
import signal
import sys
from argparse import ArgumentTypeError
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rehearsal.benchmarks.measure import Measure
from rehearsal.benchmarks.run import PARTS, WRITING, circumstances, run
from rehearsal.benchmarks.scale import Scale
from rehearsal.benchmarks.table import HEAD, as_json, as_line, compared, summary

EMPLOYERS, TURNS, MINUTES, FEWEST, CAMPAIGNS = 30_000, 7, 1.0, 60, 10
# What a small run may fail on: numbers that are the same on every machine.
CI_PARTS, CI_TURNS, COUNTED = ("lists", "plans"), 1, (".queries", ".grown", ".whole")
# What is over all the same, until it is mended; nothing may join.
OWED = ("plans.worklist.leader.whole", "plans.figure_patrol_wages_people.leader.whole")


class Command(BaseCommand):
    help = (
        "Measure the budgets of the design on made-up data, in databases made for it and dropped afterwards."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add = parser.add_argument
        known, small = ", ".join(PARTS), ", ".join(CI_PARTS)
        add("--employers", type=_employers, default=EMPLOYERS, help=f"how many (default {EMPLOYERS})")
        add("--one-campaign", action="store_true", help=f"all in one, not in {CAMPAIGNS}")
        add("--turns", type=int, default=TURNS, help=f"how often each side is timed (default {TURNS})")
        add("--minutes", type=float, default=MINUTES, help=f"how long the load lasts (default {MINUTES:g})")
        add("--only", nargs="+", choices=list(PARTS), metavar="PART", help=f"some of {known}")
        add("--json", type=Path, default=None, help="write the measures into this file too, as they come")
        add("--against", type=Path, default=None, help="compare with such a file of an earlier run")
        add("--strict", action="store_true", help="fail when a budget is exceeded")
        add(
            "--ci",
            action="store_true",
            help=f"{small} only; fail on numbers of queries and on whole tables read",
        )
        add("--on", default="", metavar="DATABASE", help="measure there; filled if it is not there, and kept")

    def handle(self, *args: object, **options: Any) -> None:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leave no database behind
        scale = Scale(options["employers"], 1 if options["one_campaign"] else CAMPAIGNS)
        measures: list[Measure] = []
        failed: list[str] = []
        self._say(self.stdout, HEAD)
        found = run(scale, _parts(options), **_how(options), say=lambda text: self._say(self.stderr, text))
        with closing(found):
            for each in found:
                if isinstance(each, str):
                    failed.append(each)
                    self._say(self.stderr, f"FAILED {each}")
                else:
                    measures.append(each)
                    self._say(self.stdout, as_line(each))
                if options["json"]:
                    self._write(options["json"], scale, measures, failed)
        lines = [*summary(measures, failed)]
        if options["against"]:
            lines += ["", *compared(measures, options["against"])]
        self._say(self.stdout, "\n".join(["", *lines]))
        self._judge(measures, failed, options)

    def _judge(self, measures: list[Measure], failed: list[str], options: dict[str, Any]) -> None:
        """CommandError where a part failed, or a budget was exceeded that this run was asked to hold."""
        held = ("",) if options["strict"] else COUNTED if options["ci"] else ()
        owed = () if options["strict"] else OWED
        over = [each.name for each in measures if not each.is_kept and each.name.endswith(held)]
        over = [name for name in over if name not in owed]
        if failed or over:
            raise CommandError(
                f"failed: {', '.join(failed) or 'none'}; over budget: {', '.join(over) or 'none'}"
            )

    def _write(self, path: Path, scale: Scale, measures: list[Measure], failed: list[str]) -> None:
        told = {**circumstances(scale), "failed": failed, "measures": as_json(measures)}
        path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

    def _say(self, where: Any, text: str) -> None:
        where.write(text)
        where.flush()


def _parts(options: dict[str, Any]) -> list[str]:
    """Which parts, in their order; a database that is kept is not written into unasked."""
    wanted = options["only"] or (CI_PARTS if options["ci"] else PARTS)
    unasked = () if options["only"] or not options["on"] else WRITING
    return [part for part in PARTS if part in wanted and part not in unasked]


def _how(options: dict[str, Any]) -> dict[str, Any]:
    turns = CI_TURNS if options["ci"] else options["turns"]
    return {"turns": turns, "minutes": options["minutes"], "kept": options["on"]}


def _employers(text: str) -> int:
    if not text.isdecimal() or int(text) < FEWEST:
        raise ArgumentTypeError(
            f"at least {FEWEST}, so that every town of a small and a large district has one"
        )
    return int(text)
