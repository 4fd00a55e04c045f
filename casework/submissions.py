"""One form, one deed: a second send of the same page gets the first one's answer."""

import uuid

from django.db import IntegrityError, transaction

from casework.by import Reader
from casework.models import Submission
from law.clock import now

FIELD = "submission"


def new_key() -> str:
    return str(uuid.uuid4())


def answer_to(key: str, *, user: Reader) -> str | None:
    """Where the first send of this key led, or None when it is new. Another user's key counts as new."""
    found = Submission.objects.filter(pk=_uuid(key), user=user.pk).first()
    return found.answer if found and found.answer else None


def claim(key: str, *, user: Reader, path: str) -> Submission | None:
    """Claim a key inside the caller's transaction; None when somebody already has (the caller shows that answer)."""
    try:
        with transaction.atomic():
            return Submission.objects.create(
                key=_uuid(key), user_id=user.pk, path=path[:300], created_at=now()
            )
    except IntegrityError:
        return None


def _uuid(key: str) -> uuid.UUID:
    """A page without a key, or with a broken one, is a new send."""
    try:
        return uuid.UUID(key)
    except (ValueError, TypeError, AttributeError):
        return uuid.uuid4()
