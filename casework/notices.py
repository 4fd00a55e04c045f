"""Who is told of an act, and the inbox they read it in."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from casework.by import Actor
from casework.models import Notice, WorkflowRecord
from casework.table import Row
from law.clock import now


def tell(record: WorkflowRecord, row: Row, *, actor: Actor | None) -> None:
    """Notify the users the row's `notify` methods name, but not the one who did it."""
    users = {user.pk: user for name in row.notify for user in getattr(record, name)()}
    if actor is not None:
        users.pop(actor.pk, None)
    send(users.values(), text=f"{record}：{row.label}", about=record)


def send(users: Iterable[Any], *, text: str, about: Model | None = None) -> None:
    """Put one line into each user's inbox."""
    moment = now()
    Notice.objects.bulk_create(
        Notice(user=user, text=text[:200], record=about, created_at=moment) for user in users
    )
