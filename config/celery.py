"""The Celery application and every job that runs by the clock.

The broker only wakes a worker; what is to be done stands in the database (`casework.jobs`).
"""

import os

from celery import Celery, Task
from celery.schedules import crontab
from django.db import InterfaceError, OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class PatientTask(Task):
    """Work of the house: a database that is away or locked is tried again for some minutes, then with the next turn of beat."""

    autoretry_for = (OperationalError, InterfaceError)
    max_retries = 5
    retry_backoff = 15


app = Celery("inspection", task_cls=PatientTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "sweep-jobs": {"task": "casework.tasks.sweep", "schedule": 15.0, "options": {"expires": 15}},
    "seal-notes": {"task": "casework.tasks.seal_notes", "schedule": 30.0, "options": {"expires": 30}},
    "keep-cockpit": {"task": "reports.tasks.keep_cockpit", "schedule": 25.0, "options": {"expires": 25}},
    "scan-waiting": {"task": "casework.tasks.scan_waiting", "schedule": 60.0, "options": {"expires": 60}},
    "advance-campaign": {"task": "campaign.tasks.advance_all", "schedule": crontab(hour=0, minute=10)},
    "look-after-accounts": {"task": "accounts.tasks.nightly_round", "schedule": crontab(hour=1, minute=30)},
    "verify-audit": {"task": "casework.tasks.verify_audit", "schedule": crontab(hour=2, minute=30)},
    "nightly-backup": {"task": "config.tasks.nightly_backup", "schedule": crontab(hour=2, minute=50)},
    "drop-drafts": {"task": "casework.tasks.drop_drafts", "schedule": crontab(hour=3, minute=10)},
    "verify-attachments": {
        "task": "casework.tasks.verify_attachments",
        "schedule": crontab(hour=3, minute=30),
    },
}
