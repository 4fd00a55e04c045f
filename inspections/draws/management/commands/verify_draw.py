"""Check the receipt of a random draw without the database; `static/verify_draw.py` does the same without this software."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from inspections.draws.verification import verify_file


class Command(BaseCommand):
    help = "Says «holds» and exits with 0, or says what does not hold and exits with 1."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("receipt", metavar="RECEIPT.json")

    def handle(self, *args: object, **options: Any) -> None:
        try:
            raw = Path(options["receipt"]).read_bytes()
        except OSError as error:
            raise CommandError(f"打不开文件：{error}") from error
        problems = verify_file(raw)
        self.stdout.write("\n".join(problems) if problems else "holds")
        if problems:
            sys.exit(1)
