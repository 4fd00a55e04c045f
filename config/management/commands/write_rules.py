"""Write docs/rules.md and docs/papers.md from the tables."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from config.papers_page import papers_page
from config.rules_page import rules_page


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        for name, page in (("rules.md", rules_page()), ("papers.md", papers_page())):
            path = Path(settings.BASE_DIR) / "docs" / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(page, encoding="utf-8")
            self.stdout.write(str(path))
