"""What a rehearsal leaves in a folder: reports, figures, the receipt of every round of every draw, the papers of one case."""

from datetime import date
from pathlib import Path

from django.db.models import Count, Q

from campaign.models import Campaign
from casework.papers import folder
from inspections.cases.models import Case
from inspections.draws.models import Draw, Round
from law import clock
from rehearsal.hours import at
from reports.services.making import write_all

EVENING = 18  # o'clock


def write(campaign: Campaign, until: date, out: Path) -> list[Path]:
    """All files as of the evening of `until`; returns their paths."""
    out.mkdir(parents=True, exist_ok=True)
    with clock.at(at(until, EVENING)):
        return [
            *write_all(campaign, until, out),
            *write_receipts(campaign, out),
            *write_papers(out / "papers"),
        ]


def write_receipts(campaign: Campaign, out: Path) -> list[Path]:
    """`draw-<round>.json` for the first draw that was drawn, `draw-<draw>-<round>.json` for the second and later ones."""
    drawn = Draw.objects.filter(campaign=campaign, rounds__isnull=False).distinct().order_by("pk")
    return [
        _write_receipt(round, out / _name(serial, round))
        for serial, draw in enumerate(drawn, start=1)
        for round in draw.rounds.order_by("number")
    ]


def write_papers(out: Path) -> list[Path]:
    """Every paper of the fullest case, the one with the most kinds of them, as issued; without LibreOffice no PDF."""
    kinds = Count("papers__kind", distinct=True, filter=Q(papers__issued_on__isnull=False))
    fullest = Case.objects.annotate(kinds=kinds).filter(kinds__gt=0).order_by("-kinds", "pk").first()
    return folder.write(folder.issued(fullest), out) if fullest else []


def _name(serial: int, round: Round) -> str:
    return round.file_name if serial == 1 else f"draw-{serial}-{round.number}.json"


def _write_receipt(round: Round, path: Path) -> Path:
    with path.open("wb") as file:
        file.writelines(round.file())
    return path
