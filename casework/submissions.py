"""One form, one deed: a second send of the same page gets the first one's answer, and what differs from it is asked about."""

import uuid
from hashlib import sha256

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from casework.by import Reader
from casework.models import Submission
from law.clock import now

FIELD = "submission"
SUPPLEMENTS = "supplements"
# The key of the send that was asked about: its draft goes with the choice.
INSTEAD_OF = "instead_of"
# What travels with every form and is nobody's words.
NOT_TYPED = ("csrfmiddlewaretoken", FIELD, SUPPLEMENTS, INSTEAD_OF, "version")

Sent = dict[str, str]


def new_key() -> str:
    return str(uuid.uuid4())


def find(key: str, *, user: Reader, path: str) -> Submission | None:
    """The first send of this key to this address, once it is answered. Another user's key counts as new."""
    return _answered(_uuid(key, path), user)


def find_first(number: str, *, user: Reader) -> Submission | None:
    """The send that another one says it supplements, by its own number."""
    return _answered(_parsed(number), user)


def sent(request: HttpRequest, *, but: tuple[str, ...] = ()) -> Sent:
    """What stands in each field, as keyed hashes; outer blanks, empty fields and those in `but` do not count."""
    told: dict[str, list[str]] = {}
    for name, values in request.POST.lists():
        if name not in (*NOT_TYPED, *but):
            told[name] = sorted(value.replace("\r\n", "\n").strip() for value in values if value.strip())
    for name, files in request.FILES.lists():
        told[name] = sorted([*told.get(name, []), *map(_digest, files)])
    return {name: _keyed(name, values) for name, values in told.items() if values}


def changed(before: Sent, after: Sent) -> list[str]:
    """The fields in which two sends differ, in the order of the later one."""
    return [name for name in {**after, **before} if before.get(name) != after.get(name)]


def claim(key: str, *, user: Reader, path: str, sent: Sent) -> Submission | None:
    """Claim a key inside the caller's transaction; None when somebody already has (the caller shows that answer)."""
    try:
        with transaction.atomic():
            return Submission.objects.create(
                key=_uuid(key, path),
                user_id=user.pk,
                path=path[:300],
                sent=sent,
                created_at=now(),
            )
    except IntegrityError:
        return None


def _keyed(name: str, values: list[str]) -> str:
    return salted_hmac(f"submission {name}", "\x1f".join(values), algorithm="sha256").hexdigest()[:24]


def _digest(file: UploadedFile) -> str:
    told = sha256()
    for chunk in file.chunks():
        told.update(chunk)
    file.seek(0)
    return told.hexdigest()


def _answered(number: uuid.UUID | None, user: Reader) -> Submission | None:
    if number is None:
        return None
    return Submission.objects.filter(pk=number, user=user.pk).exclude(answer="").first()


def _uuid(key: str, path: str) -> uuid.UUID:
    """One page may have several buttons: each address is a deed of its own. No key, or a broken one, is a new send."""
    known = _parsed(key)
    return uuid.uuid5(known, path) if known else uuid.uuid4()


def _parsed(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except (ValueError, TypeError, AttributeError):
        return None
