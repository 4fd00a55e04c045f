"""The audit trail as tests read it."""

from typing import Any

from django.db.models import Model, QuerySet

from casework import audit
from casework.models import AuditEntry


def entries(**wanted: Any) -> QuerySet:
    """Entries of the trail in their order; what was looked at or refused and waits to be sealed is sealed first."""
    audit.seal_waiting()
    return AuditEntry.objects.filter(**wanted).order_by("seq")


def about(record: Model, **wanted: Any) -> QuerySet:
    """The entries of one record in their order."""
    return entries(**wanted).about(record)
