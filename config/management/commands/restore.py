from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.backup import comparing, restoring
from config.backup.archive import NoBackup

SHOWN = 100


class Command(BaseCommand):
    help = (
        "Put the backup in DIR back into an empty, migrated site; with --check only compare the site with it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dir", metavar="DIR", type=Path)
        parser.add_argument(
            "--check", action="store_true", help="change nothing; say what is missing or different"
        )

    def handle(self, *args: object, **options: Any) -> None:
        folder: Path = options["dir"]
        try:
            if not options["check"]:
                restoring.restore(folder, tell=self.stdout.write)
            found = list(islice(comparing.differences(folder), SHOWN))
        except NoBackup as refused:
            raise CommandError(str(refused)) from refused
        if found:
            end = f"\n… ({SHOWN} shown)" if len(found) == SHOWN else ""
            raise CommandError("The site is not what the backup holds:\n" + "\n".join(found) + end)
        self.stdout.write("The site is what the backup holds: rows, files, keys, audit trail and anchors.")
