"""Who is told of an act, and the inbox they read it in: one line for each matter, gone when the matter went on."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Model, Q, Window
from django.utils.translation import gettext as _

from casework.by import Actor, Reader
from casework.house_language import written_in_chinese
from casework.models import Notice, WorkflowRecord
from casework.table import NEW, Row
from law.clock import now

# Who reads what would lie in the inbox of a closed account: those who give its work to others.
STAND_IN = "casework.hand_over"


def tell(record: WorkflowRecord, row: Row, *, before: str, actor: Actor | None) -> None:
    """Notify the users the row's `notify` methods name, but not the one who did it; what was told before may be over."""
    if before != NEW:
        _end(record, row, before=before, actor=actor)
    users = {user.pk: user for name in row.notify for user in getattr(record, name)()}
    if actor is not None:
        users.pop(actor.pk, None)
    send(users.values(), what=str(row.label), about=record, action=row.action)


@written_in_chinese()
def send(users: Iterable[Any], *, what: str, about: Model | None = None, action: str = "") -> None:
    """Put one line into each user's inbox in place of the one about the same; what would lie in a closed one goes to those
    who hand over its owner's work.
    """
    moment, told = now(), {user.pk: user for user in users}
    gone = [user for user in told.values() if not user.is_current]
    for user in gone:
        del told[user.pk]
    if gone:
        what = _("%(text)s（%(names)s的账号已停用）") % {
            "text": what,
            "names": "、".join(user.name for user in gone),
        }
        told |= {user.pk: user for user in get_user_model().objects.with_permission(STAND_IN)}
    if not told:
        return
    if about is not None:
        Notice.objects.about(about).filter(user__in=told, over_at=None).update(over_at=moment)
    is_last = not isinstance(about, WorkflowRecord) or about.is_final
    Notice.objects.bulk_create(
        Notice(
            user=user, what=what[:200], text=str(about or "")[:200], record=about, action=action,
            created_at=moment, is_last=is_last,
        )
        for user in told.values()
    )  # fmt: skip


def newest(user: Reader, *, most: int = 5) -> tuple[list[Notice], int]:
    """The newest unread notices, and how many there are in all; one query."""
    found = list(Notice.objects.visible_to(user).unread().annotate(all_of=Window(Count("pk")))[:most])
    return found, getattr(found[0], "all_of", 0) if found else 0


def count(user: Reader) -> int:
    return Notice.objects.visible_to(user).unread().count()


def _end(record: WorkflowRecord, row: Row, *, before: str, actor: Actor | None) -> None:
    """What was told is over for everybody where the record moved on, where a request was answered, and for who is at it."""
    over = Q(user=actor.pk) if actor is not None else Q(pk__in=())
    if record.state != before:
        over = Q()
    elif row.four_eyes:
        over |= Q(action__in=row.four_eyes)
    Notice.objects.about(record).filter(over, over_at=None).update(over_at=now())
