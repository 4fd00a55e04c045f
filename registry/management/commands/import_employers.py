import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from casework.attachments import FileRefused
from registry.services import imports


class Command(BaseCommand):
    help = "Take in a list of employers (.xlsx or .csv). The last line is JSON; twice the same list changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        errors_in = Path(settings.VAR_DIR) / "imports"
        if not file.is_file():
            raise CommandError(f"没有这个文件：{file}")
        try:
            if dry_run:
                tally = imports.check_list(file, errors_in=errors_in)
            else:
                tally = imports.take_in(file, actor=None, errors_in=errors_in)
        except FileRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        for row in tally.first_rejected[:5]:
            self.stderr.write(f"第 {row['row']} 行：{row['reason']}")
        self.stdout.write(json.dumps(tally.as_json(), ensure_ascii=False))
