"""What a rehearsal leaves in a folder: the reports, the figures, and the receipt of every round of every draw."""

from datetime import date
from pathlib import Path

from campaign.models import Campaign
from inspections.draws.models import Draw, Round
from law import clock
from rehearsal.hours import at
from reports.services.making import write_all

EVENING = 18  # o'clock


def write(campaign: Campaign, until: date, out: Path) -> list[Path]:
    """All files as of the evening of `until`; returns their paths."""
    out.mkdir(parents=True, exist_ok=True)
    with clock.at(at(until, EVENING)):
        return [*write_all(campaign, until, out), *write_receipts(campaign, out)]


def write_receipts(campaign: Campaign, out: Path) -> list[Path]:
    """`draw-<round>.json` for the first draw that was drawn, `draw-<draw>-<round>.json` for the second and later ones."""
    drawn = Draw.objects.filter(campaign=campaign, rounds__isnull=False).distinct().order_by("pk")
    return [
        _write_receipt(round, out / _name(serial, round))
        for serial, draw in enumerate(drawn, start=1)
        for round in draw.rounds.order_by("number")
    ]


def _name(serial: int, round: Round) -> str:
    return round.file_name if serial == 1 else f"draw-{serial}-{round.number}.json"


def _write_receipt(round: Round, path: Path) -> Path:
    with path.open("wb") as file:
        file.writelines(round.file())
    return path
