"""Forms that were not sent, kept sealed on the server for the one who typed (static/js/drafts.js says when)."""

from datetime import timedelta
from uuid import UUID

from casework.by import Reader
from casework.models import Draft
from law.clock import now

KEPT_FOR = timedelta(days=3)
LONGEST_KEY, LONGEST = 400, 200_000  # characters
MOST = 20  # of one person


def keep(*, user: Reader, key: str, record: str, submission: str) -> bool:
    """Keep what stands in a form, in place of what stood in it before; False when that is too much."""
    if not key or len(key) > LONGEST_KEY or len(record) > LONGEST:
        return False
    number, mine = _number(submission), Draft.objects.visible_to(user)
    if number and any(not each.record for each in mine.filter(submission=number)):
        return True  # it comes late: the form it was left in is saved
    Draft.objects.update_or_create(
        user_id=user.pk,
        key=key,
        defaults={"record": record, "submission": number, "saved_at": now()},
    )
    surplus = mine.order_by("-saved_at").values_list("pk", flat=True)[MOST:]
    Draft.objects.filter(pk__in=list(surplus)).delete()
    return True


def kept(*, user: Reader, key: str) -> str:
    """What this person left in a form, or ""."""
    found = Draft.objects.visible_to(user).filter(key=key, saved_at__gt=now() - KEPT_FOR).first()
    return found.record if found else ""


def drop(*, user: Reader, key: str) -> None:
    """This person does not want it any more."""
    Draft.objects.visible_to(user).filter(key=key).delete()


def sent(*, user: Reader, submission: str) -> None:
    """The form was saved: what was kept of it goes, in the same transaction; an empty row tells a late draft so."""
    if number := _number(submission):
        Draft.objects.visible_to(user).filter(submission=number).update(record="")


def drop_old() -> int:
    """Remove what nobody came back for; returns how many."""
    return Draft.objects.filter(saved_at__lte=now() - KEPT_FOR).delete()[0]


def _number(text: str) -> UUID | None:
    try:
        return UUID(text)
    except (ValueError, TypeError, AttributeError):
        return None
