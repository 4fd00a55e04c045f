"""Play the campaign on made-up people: for a first look, training, tests and benchmarks."""

from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import demo
from rehearsal import output
from rehearsal.play import NotPlayable, PlayFailed, play

EMPLOYERS = 300


class Command(BaseCommand):
    help = "Play the campaign of 2021 day by day on made-up people and employers, in an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        add = parser.add_argument
        add(
            "--until",
            type=date.fromisoformat,
            default=None,
            help="last day played (default: the campaign's last)",
        )
        add("--employers", type=int, default=EMPLOYERS, help=f"how many employers (default {EMPLOYERS})")
        add("--seed", type=int, default=1, help="the same seed plays the same (default 1)")
        add(
            "--out",
            type=Path,
            default=None,
            help="write reports, figures.json, receipts and the papers of one full case into this folder",
        )

    def handle(self, *args: object, **options: Any) -> None:
        started = monotonic()
        try:
            stage = play(
                until=options["until"],
                employers=options["employers"],
                seed=options["seed"],
                progress=self._say_week if options["verbosity"] > 1 else None,
            )
        except (NotPlayable, PlayFailed) as reason:
            raise CommandError(str(reason)) from reason
        last = options["until"] or stage.campaign.ends_on
        self.stdout.write(
            f"已演练到 {last}，单位 {len(stage.employers)} 户。演练账号（人名、单位、号码都是编造的）："
        )
        for user in demo.listed():
            self.stdout.write(f"  {user.username:<14}{user.role_label}  {user.name}")
        self.stdout.write(f"  全部账号的密码：{demo.PASSWORD}")
        if options["out"]:
            written = output.write(stage.campaign, last, options["out"])
            self.stdout.write(f"已写出 {len(written)} 个文件：{options['out']}")
        self.stdout.write(f"用时 {monotonic() - started:.0f} 秒。")

    def _say_week(self, day: date) -> None:
        if day.weekday() == 6:
            self.stderr.write(f"  {day}")
