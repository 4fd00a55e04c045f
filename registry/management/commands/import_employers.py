import json
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from casework.attachments import FileRefused
from casework.by import SYSTEM
from registry.intake.sheet import Choice, EmployerList, open_list
from registry.services import imports

ERRORS_IN = Path(settings.VAR_DIR) / "imports"


class Command(BaseCommand):
    help = "Take in a list of employers (.xlsx or .csv). The last line is JSON; twice the same list changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
        parser.add_argument(
            "--sheet", action="append", default=[], help="read this sheet; may be given again"
        )
        parser.add_argument("--head", type=int, default=0, help="the row in which the head begins")

    def handle(
        self,
        *args: object,
        file: Path,
        dry_run: bool,
        sheet: list[str] | None = None,
        head: int = 0,
        **options: object,
    ) -> None:
        if not file.is_file():
            raise CommandError(f"没有这个文件：{file}")
        try:
            listed = open_list(file, choice=Choice(tuple(sheet or ()), head))
            tally = self._check(listed, file) if dry_run else self._take_in(listed, file)
        except FileRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        for row in (*tally.first_rejected[:5], *tally.first_remarks[:5]):
            self.stderr.write(f"{row['row']}：{row['reason']}")
        for told in tally.as_json()["not_read"]:
            self.stderr.write(f"没有读：{told}")
        self.stdout.write(json.dumps(tally.as_json(), ensure_ascii=False))

    def _check(self, listed: EmployerList, file: Path) -> imports.Tally:
        return imports.check_list(listed, name=file.name, errors_in=ERRORS_IN)

    def _take_in(self, listed: EmployerList, file: Path) -> imports.Tally:
        run = imports.record_import(file, name=file.name, by=SYSTEM)
        tally = imports.take_in(listed, run=run, errors_in=ERRORS_IN)
        imports.conclude(run, tally, by=SYSTEM)
        return tally
