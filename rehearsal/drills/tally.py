"""What a drill counts: things people had sent that are not there, and things that are there twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO, StringIO
from random import randbytes
from uuid import uuid4

from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import FileField
from PIL import Image

from campaign.models import Campaign
from casework import orphans
from casework.models import Attachment
from registry.models import Employer, Town
from rehearsal.drills.parts import NotHeld, hold
from rehearsal.drills.visitor import Answer, Fields, Visitor
from reports.metrics.window import last_cut_off

NEW_EMPLOYER = "/employers/new/"


@dataclass(frozen=True)
class Tally:
    """`lost`: what was answered as done, or sent until it was, and is not there. `doubled`: what is there more than once."""

    lost: int = 0
    doubled: int = 0
    said: str = ""


def fresh_name() -> str:
    return f"{uuid4().hex[:12]}演练店"


def employer_fields(visitor: Visitor, name: str) -> Fields:
    town = Town.objects.order_by("code").first()
    hold(town, "there is no town")
    return visitor.form(NEW_EMPLOYER) | {
        "name": name,
        "town": str(town.pk if town else ""),
        "status": "active",
    }


def report_fields(kind: str) -> Fields:
    """What is chosen on the page that asks for a report."""
    campaign = Campaign.objects.get()
    return {"campaign": str(campaign.pk), "kind": kind, "cut_off": last_cut_off(campaign).isoformat()}


def employers_of(names: Iterable[str], said: str = "") -> Tally:
    """One employer of each name, no more and no less."""
    connection.close()
    counts = [Employer.objects.filter(name=name).count() for name in names]
    return Tally(
        lost=sum(count == 0 for count in counts),
        doubled=sum(count - 1 for count in counts if count > 1),
        said=said,
    )


def hold_one(name: str, said: str = "") -> Tally:
    return employers_of([name], said)


def photo(side: int = 600) -> bytes:
    """A picture of noise, which does not get smaller: 600 → about 1 MB as PNG."""
    held = BytesIO()
    Image.frombytes("RGB", (side, side), randbytes(side * side * 3)).save(held, "PNG")
    return held.getvalue()


def hold_files() -> None:
    """Every attachment has its files; no file lies there without a row once the sweeper has been."""
    connection.close()
    columns = [each.name for each in Attachment._meta.concrete_fields if isinstance(each, FileField)]
    names = [name for row in Attachment.objects.values_list(*columns) for name in row if name]
    missing = [name for name in names if not default_storage.exists(name)]
    hold(not missing, f"{len(missing)} attachments without their file")
    orphans.remove(timedelta(0))
    left = list(orphans.find(timedelta(0)))
    hold(not left, f"{len(left)} files without a row")


def hold_trail() -> None:
    """The chain of the audit trail holds from the first entry to the last."""
    connection.close()
    try:
        call_command("verify_audit", stdout=StringIO())
    except (CommandError, SystemExit) as broken:
        raise NotHeld(f"the audit trail is broken: {broken}") from broken


def hold_status(answers: Iterable[Answer], wanted: set[int], what: str) -> None:
    odd = sorted({answer.status for answer in answers} - wanted)
    hold(not odd, f"{what}: {odd}")
