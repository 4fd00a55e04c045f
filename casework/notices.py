"""Who is told of an act, and the inbox they read it in."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model
from django.utils.translation import gettext as _

from casework.by import Actor
from casework.house_language import written_in_chinese
from casework.models import Notice, WorkflowRecord
from casework.table import Row
from law.clock import now

# Who reads what would lie in the inbox of a closed account: those who give its work to others.
STAND_IN = "casework.hand_over"


def tell(record: WorkflowRecord, row: Row, *, actor: Actor | None) -> None:
    """Notify the users the row's `notify` methods name, but not the one who did it."""
    users = {user.pk: user for name in row.notify for user in getattr(record, name)()}
    if actor is not None:
        users.pop(actor.pk, None)
    send(users.values(), text=f"{record}：{row.label}", about=record)


@written_in_chinese()
def send(users: Iterable[Any], *, text: str, about: Model | None = None) -> None:
    """Put one line into each user's inbox; what would lie in a closed one goes to those who hand over its owner's work."""
    moment, told = now(), {user.pk: user for user in users}
    gone = [user for user in told.values() if not user.is_current]
    for user in gone:
        del told[user.pk]
    if gone:
        text = _("%(text)s（%(names)s的账号已停用）") % {
            "text": text,
            "names": "、".join(user.name for user in gone),
        }
        told |= {user.pk: user for user in get_user_model().objects.with_permission(STAND_IN)}
    Notice.objects.bulk_create(
        Notice(user=user, text=text[:200], record=about, created_at=moment) for user in told.values()
    )
