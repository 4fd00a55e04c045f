"""Do the boundary work a day has reached; running it again does nothing."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from campaign.models import Campaign
from campaign.services.boundaries import advance
from law import clock


class Command(BaseCommand):
    help = "Phase-boundary work of every running campaign. Idempotent, may be run late."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--on", type=date.fromisoformat, default=None, help="the day to advance to, YYYY-MM-DD"
        )

    def handle(self, *args: object, **options: Any) -> None:
        on = options["on"] or clock.today()
        with clock.at(on if options["on"] else clock.now()):
            runs = [run for campaign in Campaign.objects.advancing(on) for run in advance(campaign, on)]
        for run in runs:
            self.stdout.write(
                f"{run.campaign.code} {run.moment} {run.on} {run.work}: {run.error or run.result}"
            )
        if not runs:
            self.stdout.write(f"{on} 没有待办的阶段交接工作。")
        if any(run.error for run in runs):
            raise CommandError("有工作没有完成，下次运行会重试。")
