import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from casework.attachments import FileRefused
from casework.by import SYSTEM
from registry.intake.sheet import Sheet, open_sheet
from registry.services import imports

ERRORS_IN = Path(settings.VAR_DIR) / "imports"


class Command(BaseCommand):
    help = "Take in a list of employers (.xlsx or .csv). The last line is JSON; twice the same list changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")

    def handle(self, *args: object, file: Path, dry_run: bool, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"没有这个文件：{file}")
        try:
            sheet = open_sheet(file)
            tally = self._check(sheet, file) if dry_run else self._take_in(sheet, file)
        except FileRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        for row in tally.first_rejected[:5]:
            self.stderr.write(f"第 {row['row']} 行：{row['reason']}")
        self.stdout.write(json.dumps(tally.as_json(), ensure_ascii=False))

    def _check(self, sheet: Sheet, file: Path) -> imports.Tally:
        return imports.check_list(sheet, name=file.name, errors_in=ERRORS_IN)

    def _take_in(self, sheet: Sheet, file: Path) -> imports.Tally:
        run = imports.record_import(file, name=file.name, by=SYSTEM)
        tally = imports.take_in(sheet, run=run, errors_in=ERRORS_IN)
        imports.conclude(run, tally, by=SYSTEM)
        return tally
