from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from casework import orphans


class Command(BaseCommand):
    help = "Name the stored files that no row knows (left by a killed process or a full disk); with --remove delete them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true")
        parser.add_argument(
            "--days", type=int, default=orphans.LEFT_FOR.days, help="only files older than this"
        )

    def handle(self, *args: object, **options: Any) -> None:
        older_than = timedelta(days=options["days"])
        if options["remove"]:
            self.stdout.write(f"removed: {orphans.remove(older_than)} files")
            return
        count = 0
        for name in orphans.find(older_than):
            count += 1
            self.stdout.write(name)
        self.stdout.write(f"without a row: {count} files")
