"""Accounts with a password everybody knows: for rehearsal, training and a first look.

Production refuses to start with one in its database (config/checks.py) and `RoleBackend` refuses to sign it in there.
"""

from datetime import date
from functools import cache

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import services
from accounts.models import User
from accounts.querysets import UserQuerySet
from casework.by import SYSTEM

PASSWORD = "Yanlian-2021"


@transaction.atomic
def create(
    *,
    username: str,
    name: str,
    role: str,
    phone: str = "",
    certificate: str | None = None,
    certificate_until: date | None = None,
) -> User:
    """A demo account that may sign in at once with `PASSWORD`; the day of its password is the day it is made."""
    user = services.create_user(
        by=SYSTEM,
        username=username,
        name=name,
        phone=phone,
        certificate=certificate,
        certificate_until=certificate_until,
    )
    user.is_demo, user.password = True, _hashed()
    user.save(update_fields=["is_demo", "password"])
    return services.grant_role(user, by=SYSTEM, role=role, reason=_("演练账号"))


@cache
def _hashed() -> str:
    """Made once: hashing is slow on purpose, and there is nothing to hide in a password that is printed."""
    return make_password(PASSWORD)


def listed() -> UserQuerySet:
    """Every demo account, in the order of roles and names."""
    return User.objects.filter(is_demo=True).order_by("role", "username")
