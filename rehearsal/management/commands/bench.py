"""The benchmarks behind `bin/bench`."""

import json
import signal
import sys
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rehearsal.benchmarks.run import BENCHMARKS, circumstances, run
from rehearsal.benchmarks.scale import Scale
from rehearsal.benchmarks.table import as_json, as_table

EMPLOYERS, TURNS, FEWEST = 30_000, 7, 30


class Command(BaseCommand):
    help = (
        "Measure the budgets of the design on made-up data, in a database made for it and dropped afterwards."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add = parser.add_argument
        add(
            "--employers",
            type=_employers,
            default=EMPLOYERS,
            help=f"how many employers (default {EMPLOYERS})",
        )
        add("--turns", type=int, default=TURNS, help=f"how often each side is timed (default {TURNS})")
        add(
            "--only",
            nargs="+",
            choices=list(BENCHMARKS),
            default=list(BENCHMARKS),
            help="some benchmarks (default all)",
        )
        add("--json", type=Path, default=None, help="write the measures into this file too")
        add("--strict", action="store_true", help="fail when a budget is exceeded")

    def handle(self, *args: object, **options: Any) -> None:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leave no database behind
        scale = Scale(options["employers"])
        measures = list(run(scale, only=options["only"], turns=options["turns"], say=self.stderr.write))
        self.stdout.write(as_table(measures))
        if options["json"]:
            told = {**circumstances(scale), "measures": as_json(measures)}
            options["json"].write_text(
                json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
            )
        over = [each.name for each in measures if not each.is_kept]
        if over and options["strict"]:
            raise CommandError(f"over budget: {', '.join(over)}")


def _employers(text: str) -> int:
    if not text.isdecimal() or int(text) < FEWEST:
        raise ArgumentTypeError(f"at least {FEWEST}, so that every town has one")
    return int(text)
