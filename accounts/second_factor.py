"""The second factor (M-ID-04): time-based codes (RFC 6238) and eight recovery codes.

Asked for when the setting `SECOND_FACTOR` is on (in production) of the roles in `accounts.roles.SECOND_FACTOR_ROLES`. Codes
follow machine time: the user's telephone knows nothing of a rehearsal's day.
"""

import secrets
from base64 import b32decode, b32encode
from math import ceil
from time import time
from urllib.parse import quote

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F

from accounts.models import RecoveryCode, SecondFactor, User
from accounts.roles import SECOND_FACTOR_ROLES
from casework import audit
from casework.acts import require
from casework.by import By
from law.clock import now

STEP, DIGITS, DRIFT = 30, 6, 1
SECRET_BYTES = 20
RECOVERY_CODES = 8
FAILURE_LIMIT, LOCK_SECONDS = 5, 15 * 60
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
PASSED = "second_factor"


class CodeRefused(Exception):
    """A code that is wrong, old or used. `minutes` is how long to wait after too many."""

    def __init__(self, minutes: int = 0) -> None:
        super().__init__(minutes)
        self.minutes = minutes


def is_needed(user: User) -> bool:
    """Whether this user must show a second factor on this site."""
    return settings.SECOND_FACTOR and user.role in SECOND_FACTOR_ROLES


def factor_of(user: User) -> SecondFactor:
    """The user's factor; an unconfirmed one with a fresh secret when they have none."""
    fresh = b32encode(secrets.token_bytes(SECRET_BYTES)).decode()
    return SecondFactor.objects.get_or_create(user=user, defaults={"secret": fresh})[0]


def address(factor: SecondFactor, issuer: str) -> str:
    """The `otpauth:` address by which a program on the telephone takes the secret over."""
    name = f"{quote(issuer)}:{quote(factor.user.username)}"
    return (
        f"otpauth://totp/{name}?secret={factor.secret}&issuer={quote(issuer)}&digits={DIGITS}&period={STEP}"
    )


def code_at(factor: SecondFactor, step: int) -> str:
    """The code of one time step."""
    return TOTP(b32decode(factor.secret), DIGITS, SHA1(), STEP).generate(step * STEP).decode()


@transaction.atomic
def set_up(factor: SecondFactor, code: str, *, by: By) -> list[str]:
    """Confirm the factor with its first code; returns the recovery codes, which are shown once. Raises `CodeRefused`."""
    audit.lock()
    _take_code(factor, code)
    SecondFactor.objects.filter(pk=factor.pk).update(confirmed_at=now())
    codes = [_recovery_code() for _index in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(user=factor.user).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=factor.user, code=make_password(code)) for code in codes
    )
    audit.record(
        "set_up_second_factor",
        by=by,
        about=factor.user,
        label=factor.user.account_label,
    )
    return codes


@transaction.atomic
def verify(factor: SecondFactor, code: str, *, by: By) -> None:
    """Take a code of a confirmed factor, or a recovery code. Raises `CodeRefused`."""
    text = code.strip().replace(" ", "").lower()
    if text.isdecimal() and len(text) == DIGITS:
        _take_code(factor, text)
    else:
        audit.lock()
        _take_recovery_code(factor, text)
        audit.record(
            "use_recovery_code",
            by=by,
            about=factor.user,
            label=factor.user.account_label,
        )


@transaction.atomic
def count_failure(factor: SecondFactor, *, by: By) -> None:
    """Written apart from the refused attempt, which leaves nothing behind."""
    SecondFactor.objects.filter(pk=factor.pk).update(failures=F("failures") + 1, failed_at=time())
    audit.note(
        "second_factor_refused",
        by=by,
        about=factor.user,
        label=factor.user.account_label,
        is_success=False,
    )


@transaction.atomic
def reset(user: User, *, by: By, reason: str = "") -> None:
    """Forget a user's factor and end their sessions: they set up a new one when they sign in. Raises `Refused` (permission)."""
    require(by, "accounts.reset_second_factor")
    audit.lock()
    SecondFactor.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    user.end_sessions()
    audit.record("reset_second_factor", by=by, about=user, label=user.account_label, reason=reason)


def minutes_left(factor: SecondFactor) -> int:
    """Whole minutes until the next code is looked at, after five wrong ones in a row; 0 when now."""
    left = factor.failed_at + LOCK_SECONDS - time()
    return ceil(left / 60) if factor.failures >= FAILURE_LIMIT and left > 0 else 0


def _take_code(factor: SecondFactor, code: str) -> None:
    """Accept the code of this step or of a neighbour, if none as late was used before; one update decides."""
    _not_locked(factor)
    here = int(time()) // STEP
    for step in range(here - DRIFT, here + DRIFT + 1):
        if secrets.compare_digest(code_at(factor, step).encode(), code.encode()):
            unused = SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step)
            if unused.update(last_step=step, failures=0) == 1:
                return
    raise CodeRefused


def _take_recovery_code(factor: SecondFactor, code: str) -> None:
    _not_locked(factor)
    for row in RecoveryCode.objects.filter(user=factor.user, used_at=None):
        if check_password(code, row.code):
            if RecoveryCode.objects.filter(pk=row.pk, used_at=None).update(used_at=now()) == 1:
                SecondFactor.objects.filter(pk=factor.pk).update(failures=0)
                return
            break
    raise CodeRefused


def _not_locked(factor: SecondFactor) -> None:
    if minutes := minutes_left(factor):
        raise CodeRefused(minutes)


def _recovery_code() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(2))
