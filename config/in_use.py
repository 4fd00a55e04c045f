"""Whether anybody has worked on this site yet. No deed is without its entry in the trail, nobody works without an account."""

from collections.abc import Iterator

from django.db import connection

from accounts.models import User
from casework.models import AuditHead, AuditNote


def signs() -> Iterator[str]:
    """What shows it; nothing on a database that was only migrated."""
    there = set(connection.introspection.table_names())
    if User._meta.db_table in there and (count := User.objects.count()):
        yield f"{count} accounts"
    if AuditHead._meta.db_table in there:
        head = AuditHead.objects.filter(pk=1).first()
        if head is None or head.seq:
            yield f"an audit trail of {head.seq} entries" if head else "an audit trail without its head"
    if AuditNote._meta.db_table in there and AuditNote.objects.exists():
        yield "entries that wait for the trail"
