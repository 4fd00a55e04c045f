"""`manage.py make_reports --campaign CODE --kind {town,district} --out DIR`: the reports without a browser."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from campaign.models import Campaign
from reports.metrics.window import cut_off_error, last_cut_off
from reports.models import ReportKind
from reports.services.making import write_district, write_towns

WRITERS = {ReportKind.TOWN: write_towns, ReportKind.DISTRICT: write_district}


class Command(BaseCommand):
    help = "Write the reports of a campaign as docx and xlsx into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--campaign", required=True, help="code of the campaign, such as 2021")
        parser.add_argument("--kind", required=True, choices=ReportKind.values)
        parser.add_argument("--out", required=True, type=Path, help="folder for the files")
        parser.add_argument(
            "--until",
            type=date.fromisoformat,
            help="cut-off, YYYY-MM-DD (default: today, at most the last day)",
        )

    def handle(self, *args: object, **options: Any) -> None:
        campaign = Campaign.objects.filter(code=options["campaign"]).first()
        if campaign is None:
            raise CommandError(f"no campaign with the code {options['campaign']}")
        cut_off = options["until"] or last_cut_off(campaign)
        if wrong := cut_off_error(campaign, cut_off):
            raise CommandError(wrong)
        written = WRITERS[ReportKind(options["kind"])](campaign, cut_off, options["out"])
        self.stdout.write(f"{len(written)} files in {options['out']}")
