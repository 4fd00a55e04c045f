"""What waits for the administrators of accounts: a number each, and the list it was counted from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import lockouts
from accounts.models import User
from accounts.querysets import UserQuerySet
from casework.by import Reader


@dataclass(frozen=True)
class Wait:
    """Accounts that wait for whoever holds `permission`."""

    label: Any
    permission: str
    rows: Callable[[], UserQuerySet]


def _locked() -> UserQuerySet:
    return User.objects.filter(username__in=lockouts.locked_names())


WAITS: dict[str, Wait] = {
    "role": Wait(_("待授权"), "accounts.grant_role", User.objects.without_role),
    "lock": Wait(_("已锁定"), "accounts.unlock_user", _locked),
    "password": Wait(_("待发放初始密码"), "accounts.reset_password", User.objects.without_password),
}


def lines(user: Reader) -> list[tuple[Any, int, str]]:
    """(label, number, url) of what this administrator has to do; nothing for anybody else."""
    listed = reverse("accounts:user_list")
    return [
        (wait.label, wait.rows().count(), f"{listed}?waits={code}")
        for code, wait in WAITS.items()
        if user.has_perm(wait.permission)
    ]
