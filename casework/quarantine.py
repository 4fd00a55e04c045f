"""Files between their upload and the verdict of the malware scanner (casework/scanning.py).

Without a scanner files are handed out and marked 未扫描. With one, a file it could not look at waits (待检) and is handed out to
nobody until it is passed; one in which something is found is kept as it is and never handed out.
"""

import logging
from typing import IO

from django.core.files.base import File
from django.db.models import Model

from casework import audit, scanning
from casework.by import SYSTEM, By
from casework.models import Attachment
from casework.models.attachment import Scan
from casework.scanning import ScannerAway
from casework.sealing import SealBroken

logger = logging.getLogger(__name__)

AT_ONCE = 50
TO_SCAN = (Scan.WAITING, Scan.UNSCANNED)


def verdict(content: IO[bytes] | File) -> tuple[Scan, str]:
    """What the scanner says of a file, and what it found."""
    if not scanning.is_configured():
        return Scan.UNSCANNED, ""
    try:
        signature = scanning.signature_in(content)
    except ScannerAway as error:
        logger.warning("malware scanner away: %s", error)
        return Scan.WAITING, ""
    return (Scan.INFECTED if signature else Scan.CLEAN), signature


def is_served(attachment: Attachment) -> bool:
    """Whether a file may be handed out."""
    if attachment.scan == Scan.WAITING:
        return not scanning.is_configured()
    return attachment.scan != Scan.INFECTED


def tell(signature: str, *, sha256: str, by: By, about: Model | None = None) -> None:
    """Note in the audit trail in which file something was found; its name may be a person's, so its hash stands for it."""
    data = {"signature": signature, "sha256": sha256}
    audit.note("attachment_infected", by=by, about=about, data=data, is_success=False)


def try_again() -> list[Attachment]:
    """Show the scanner what waits, then what was stored before there was one; returns those in which it found something.

    Ends at the first answer that does not come. Safe to break off and to run twice.
    """
    if not scanning.is_configured():
        Attachment.objects.filter(scan=Scan.WAITING).update(scan=Scan.UNSCANNED)
        return []
    found = []
    waiting = Attachment.objects.filter(scan__in=TO_SCAN).order_by("-scan", "uploaded_at")
    for attachment in waiting.select_related("uploaded_by")[:AT_ONCE]:
        try:
            with attachment.original.open("rb") as content:
                scan, signature = verdict(content)
        except (FileNotFoundError, SealBroken):
            continue  # `verify_attachments` tells of it each night
        if scan == Scan.WAITING:
            break
        is_ours = Attachment.objects.filter(pk=attachment.pk, scan__in=TO_SCAN).update(scan=scan)
        if signature and is_ours:
            tell(signature, sha256=attachment.sha256, by=SYSTEM, about=attachment.record)
            found.append(attachment)
    return found
