"""Write docs/rules.md from the tables."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from config.rules_page import rules_page


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "rules.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(rules_page(), encoding="utf-8")
        self.stdout.write(str(path))
