from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.backup import making
from config.backup.archive import NoBackup


class Command(BaseCommand):
    help = "Write rows, stored files and anchors of the site into a new folder DIR. The keys (FIELD_KEYS) are not in it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dir", metavar="DIR", type=Path)
        parser.add_argument(
            "--previous",
            metavar="DIR",
            type=Path,
            help="another backup: its unchanged files take no space again",
        )

    def handle(self, *args: object, **options: Any) -> None:
        try:
            made = making.make(options["dir"], previous=options["previous"])
        except (NoBackup, OSError) as error:
            raise CommandError(f"No backup was made: {error}") from error
        rows = sum(table.rows for table in made.tables)
        self.stdout.write(
            f"{rows} rows of {len(made.tables)} tables, {made.files} files ({made.files_bytes} bytes), trail up to "
            f"{made.trail_seq}. It opens only with the keys {', '.join(made.keys)}, which are not in it: keep them apart."
        )
        if made.missing:
            raise CommandError(
                f"The backup was made, but {len(made.missing)} stored files that rows name are missing, the first is "
                f"{made.missing[0]}; all stand in manifest.json."
            )
