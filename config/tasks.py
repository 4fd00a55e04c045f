"""What runs by the clock for the site as a whole."""

import logging
import shutil
from pathlib import Path

from celery import shared_task
from django.conf import settings

from config.backup import making
from config.backup.archive import NoBackup
from law.clock import machine_now

logger = logging.getLogger(__name__)


@shared_task
def nightly_backup() -> None:
    """Into a folder of its own under `BACKUP_DIR`, where that is set; the newest `BACKUP_KEEP` finished ones stay."""
    if not settings.BACKUP_DIR:
        return
    target = Path(settings.BACKUP_DIR)
    finished = sorted(path.parent for path in target.glob("20*/manifest.json"))
    folder = target / f"{machine_now():%Y-%m-%dT%H%M%S}"
    try:
        made = making.make(folder, previous=finished[-1] if finished else None)
    except (NoBackup, OSError) as error:
        logger.critical("no backup was made: %s", error)
        return
    if made.missing:
        logger.critical(
            "backup %s: %s stored files are missing, the first is %s",
            folder,
            len(made.missing),
            made.missing[0],
        )
    for old in [*finished, folder][: -settings.BACKUP_KEEP]:
        shutil.rmtree(old)
