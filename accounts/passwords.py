"""What a password must be besides long and uncommon, and how one is set.

The policy is the setting `PASSWORD_POLICY`: `mlps` (GB/T 22239-2019 8.1.4.1 a: complex, changed every 90 days, the last five
barred) or `asvs` (long, never expiring).
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import PasswordHistory, User
from law.clock import now

KEPT = 5
SECRET_HOURS = 72
# No letter or digit that is easily taken for another when read aloud or from paper.
SECRET_LETTERS = ("abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKMNPQRSTUVWXYZ", "23456789")


class CharacterClasses:
    """Three of: lower-case letters, capitals, digits, other characters."""

    least = 3

    def validate(self, password: str, user: User | None = None) -> None:
        classes = {_class_of(letter) for letter in password}
        if len(classes) < self.least:
            raise ValidationError(self.get_help_text(), code="password_classes")

    def get_help_text(self) -> str:
        return _("密码须在小写字母、大写字母、数字、符号中至少用三种。")


class NotReused:
    """Neither the present password nor one of the five before it."""

    def validate(self, password: str, user: User | None = None) -> None:
        if user is None or user.pk is None:
            return
        before = PasswordHistory.objects.filter(user=user).values_list("password", flat=True)[:KEPT]
        if any(check_password(password, old) for old in (user.password, *before)):
            raise ValidationError(self.get_help_text(), code="password_reused")

    def get_help_text(self) -> str:
        return _("不能与现在的密码和最近 %(kept)s 次用过的密码相同。") % {"kept": KEPT}


def _class_of(letter: str) -> str:
    if letter.isdecimal():
        return "digit"
    if letter.islower():
        return "lower"
    return "upper" if letter.isupper() else "other"


def new_secret() -> str:
    """An initial password, readable aloud: five groups of four."""
    groups = ["".join(secrets.choice(secrets.choice(SECRET_LETTERS)) for _i in range(4)) for _g in range(5)]
    return "-".join(groups)


def replace(user: User, password: str, *, is_initial: bool = False) -> None:
    """Set and save a password, remembering the one before. The caller has validated it and writes the audit entry.

    An initial password works once and for 72 hours, and must be changed at the first sign-in.
    """
    moment = now()
    if user.has_usable_password():
        PasswordHistory.objects.create(user=user, password=user.password, replaced_at=moment)
        stale = PasswordHistory.objects.filter(user=user).values_list("pk", flat=True)[KEPT:]
        PasswordHistory.objects.filter(pk__in=list(stale)).delete()
    user.set_password(password)
    user.password_changed_at, user.must_change_password = moment, is_initial
    user.secret_until = moment + timedelta(hours=SECRET_HOURS) if is_initial else None
    user.save(update_fields=["password", "password_changed_at", "must_change_password", "secret_until"])


def is_due(user: User) -> bool:
    """Whether the user must choose a new password before anything else."""
    oldest = settings.PASSWORD_MAX_AGE_DAYS
    too_old = oldest is not None and now() - user.password_changed_at > timedelta(days=oldest)
    return user.must_change_password or (too_old and not user.is_demo)
