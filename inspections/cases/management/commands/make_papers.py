"""`manage.py make_papers --case NUMBER --out DIR`: every paper of a case as issued, docx and PDF, with an index."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from casework.papers import folder, making
from inspections.cases.models import Case


class Command(BaseCommand):
    help = "Write every paper of a case, as it was issued, into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--case", required=True, help="number of the case (of its filing or of its clue)")
        parser.add_argument("--out", required=True, type=Path, help="folder for the files")

    def handle(self, *args: object, **options: Any) -> None:
        number = options["case"]
        case = Case.objects.filter(Q(filing_number=number) | Q(number=number)).first()
        if case is None:
            raise CommandError(f"no case with the number {number}")
        papers = folder.issued(case)
        written = folder.write(papers, options["out"])
        if refused := making.why_no_pdf():
            self.stderr.write(refused)
        self.stdout.write(f"{len(papers)} papers, {len(written)} files in {options['out']}")
