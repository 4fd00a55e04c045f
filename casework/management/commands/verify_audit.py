from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework import audit
from casework.models import AuditHead


class Command(BaseCommand):
    help = (
        "Check the chain of the audit trail; name the first broken entry. What waits to be sealed is sealed."
    )

    def handle(self, *args: object, **options: Any) -> None:
        broken = audit.verify()
        if broken:
            raise CommandError(broken)
        audit.seal_waiting()
        head = AuditHead.objects.filter(pk=1).first()
        self.stdout.write(f"holds: {head.seq if head else 0} entries")
