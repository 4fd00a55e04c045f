from typing import Any, Self

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models import Q

from accounts.names import account_name
from accounts.roles import DEPUTIES, roles_with
from casework.by import Reader
from casework.kinds import lendable
from law.clock import now, today


class UserQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Every account for the administrators of accounts; for anybody else only their own."""
        return self if user.has_perm("accounts.view_user") else self.filter(pk=user.pk)

    def current(self) -> Self:
        """Accounts that may sign in today."""
        return self.filter(Q(until=None) | Q(until__gte=today()), is_active=True)

    def with_permission(self, permission: str) -> Self:
        """The people who may do something today: whom to notify, whom to assign; of what is lent, their deputies too."""
        roles = roles_with(permission)
        if permission not in lendable():
            return self.current().filter(role__in=roles)
        stand_in = {deputy for role in roles for deputy in DEPUTIES.get(role, ())}
        named: Any = self.model._meta.get_field("deputy_of").related_model
        lent = named.objects.on(today()).filter(principal__role__in=roles)
        return self.current().filter(Q(role__in=roles) | Q(role__in=stand_in, pk__in=lent.values("deputy")))

    def without_role(self) -> Self:
        """Accounts that can do nothing yet: the security administrator grants the role."""
        return self.current().filter(role="")

    def without_password(self) -> Self:
        """Accounts nobody can sign in with: never given an initial password, or it ran out before it was changed."""
        never = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
        return self.current().filter(never | Q(must_change_password=True, secret_until__lt=now()))

    def search(self, text: str) -> Self:
        name = account_name(text)
        return self.filter(
            Q(username__contains=name) | Q(name__contains=text.strip()) | Q(certificate=text.strip())
        )


_Manager = BaseUserManager.from_queryset(UserQuerySet)


class UserManager(_Manager):
    """What Django's sign-in asks of the user model; names are found however they are typed."""

    def get_by_natural_key(self, username: str | None) -> Any:
        return self.get(username=account_name(username or ""))
