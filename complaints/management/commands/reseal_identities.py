"""After a change of FIELD_KEYS or FIELD_CIPHER: seal every complainant anew with the current key."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from casework import sealing
from complaints.models import ComplainantIdentity
from complaints.services.vault import reseal

BATCH = 500


class Command(BaseCommand):
    help = "Seal every complainant anew with the current key. May be stopped and run again."

    def handle(self, *args: object, **options: Any) -> None:
        done = last = 0
        while True:
            with transaction.atomic():
                rows = ComplainantIdentity.objects.select_for_update().filter(pk__gt=last)
                batch = list(rows.order_by("pk")[:BATCH])
                for vault in batch:
                    reseal(vault)
            if not batch:
                break
            last, done = batch[-1].pk, done + len(batch)
        self.stdout.write(f"{done} rows sealed with key {sealing.current().key_id}")
