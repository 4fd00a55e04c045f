from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework import anchors, audit
from casework.models import AuditHead


class Command(BaseCommand):
    help = (
        "Check the audit trail: its chain, its end, the anchors outside the database, the guards inside it. Names the first "
        "broken or missing entry. What waits to be sealed is sealed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchors",
            metavar="FILE",
            type=Path,
            help="anchors kept elsewhere, besides those this site keeps",
        )

    def handle(self, *args: object, **options: Any) -> None:
        given = self._given(options["anchors"])
        try:
            kept = anchors.known()
        except anchors.BadAnchor as bad:
            raise CommandError(str(bad)) from bad
        if broken := audit.verify([*kept, *given]):
            raise CommandError(broken)
        audit.seal_waiting()
        anchors.mark()
        head = AuditHead.objects.get(pk=1)
        checked = f"{len(kept)} anchors here" + (f", {len(given)} in the file" if given else "")
        self.stdout.write(f"holds: {head.seq} entries; {checked}")
        if not kept and not given and head.seq:
            self.stderr.write(
                f"No anchor was found in {anchors.folder()}: that nothing is missing at the end is not proven."
            )

    def _given(self, path: Path | None) -> list[anchors.Anchor]:
        if path is None:
            return []
        if not path.is_file():
            raise CommandError(f"{path}: there is no such file")
        try:
            given = anchors.read_file(path)
        except anchors.BadAnchor as bad:
            raise CommandError(str(bad)) from bad
        if not given:
            raise CommandError(f"{path}: there is no anchor in this file")
        return given
