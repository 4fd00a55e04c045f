"""Play the campaign on made-up people: for a first look, training, tests and benchmarks."""

from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import demo
from rehearsal.play import NotPlayable, play

EMPLOYERS = 300


class Command(BaseCommand):
    help = "Play the campaign of 2021 day by day on made-up people and employers, in an empty database that is no production site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until", type=date.fromisoformat, default=None, help="last day played (default: the campaign's last)")
        parser.add_argument("--employers", type=int, default=EMPLOYERS, help=f"how many employers (default {EMPLOYERS})")
        parser.add_argument("--seed", type=int, default=1, help="the same seed plays the same (default 1)")
        parser.add_argument("--out", type=Path, default=None, help="write reports, figures.json and receipts into this folder")

    def handle(self, *args: Any, **options: Any) -> None:
        started = monotonic()
        try:
            stage = play(
                until=options["until"], employers=options["employers"], seed=options["seed"], progress=self._tell(options["verbosity"])
            )
        except NotPlayable as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"已演练到 {options['until'] or stage.campaign.ends_on}，单位 {len(stage.employers)} 户。")
        self.stdout.write("演练账号（人名、单位、号码都是编造的）：")
        for user in demo.listed():
            self.stdout.write(f"  {user.username:<14}{user.role_label}  {user.name}")
        self.stdout.write(f"  全部账号的密码：{demo.PASSWORD}")
        self.stdout.write(f"用时 {monotonic() - started:.0f} 秒。")

    def _tell(self, verbosity: int) -> Any:
        """At verbosity 2, one line at the end of each month's tenth day or so would be noise: one line a week."""
        def tell(day: date) -> None:
            if verbosity > 1 and day.weekday() == 6:
                self.stderr.write(f"  {day}")

        return tell
