"""What Celery calls. Each task carries an id only and asks the database what is to be done."""

import logging

from celery import shared_task
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from casework import anchors, attachments, audit, drafts, jobs, notices, orphans, quarantine
from casework.by import SYSTEM
from casework.models import Attachment
from casework.papers import making

logger = logging.getLogger(__name__)

jobs.handler("paper_files")(making.run)


@shared_task
def run_job(job_id: int) -> None:
    jobs.run(job_id, with_beat=True)


@shared_task
def sweep() -> None:
    jobs.sweep()


@shared_task
def seal_notes() -> None:
    """What was looked at or refused since the last deed becomes part of the sealed trail."""
    audit.seal_waiting()
    if contradicted := anchors.mark():
        logger.critical(
            "audit trail broken: entry %s, anchored %s, is gone", contradicted.seq, contradicted.at
        )


@shared_task
def scan_waiting() -> None:
    """Files the malware scanner has not passed yet are shown to it again; who sent one with something in it is told."""
    for attachment in quarantine.try_again():
        what = _("%(name)s：查出病毒，不再提供下载，请换一份") % {"name": attachment.name}
        notices.send(filter(None, [attachment.uploaded_by]), what=what, about=attachment.record)


@shared_task
def verify_audit() -> None:
    """Nightly: the whole audit trail, then an anchor of its end. What is broken is logged, noted and told."""
    try:
        broken = audit.verify(anchors.known())
    except anchors.BadAnchor as bad:
        broken = str(bad)
    if broken:
        logger.critical("audit trail broken: %s", broken)
        audit.note("audit_broken", by=SYSTEM, label=broken, is_success=False)
        keepers = get_user_model().objects.with_permission("casework.view_audit")
        notices.send(keepers, what=_("审计日志核对不符：%(what)s") % {"what": broken})
    anchors.take()


@shared_task
def verify_attachments() -> None:
    """Nightly: every stored file against its hash; files nobody claimed, and those without a row, are removed."""
    attachments.drop_stale_held()
    if swept := orphans.remove():
        logger.warning("%s stored files had no row and were removed", swept)
    for attachment in Attachment.objects.iterator(chunk_size=200):
        if not attachments.is_intact(attachment):
            logger.critical("attachment %s is not what was stored", attachment.pk)
            audit.note("attachment_broken", by=SYSTEM, label=str(attachment.pk), is_success=False)


@shared_task
def drop_drafts() -> None:
    """Nightly: what somebody left in a form and did not come back for."""
    drafts.drop_old()
