"""Sign-in by name and password, and permissions by role."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.http import HttpRequest

from accounts.models import User
from law.clock import now


class RoleBackend:
    """Knows `accounts.roles` and nothing else; an account that is disabled or past its end does not exist for it."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_: object,
    ) -> User | None:
        if username is None or password is None:
            return None
        try:
            user = User.objects.get_by_natural_key(username)
        except User.DoesNotExist:
            User().set_password(password)  # costs what a check costs: unknown names answer no faster
            return None
        if not user.check_password(password) or not _may_enter(user):
            return None
        return None if user.secret_until and now() > user.secret_until else user

    def get_user(self, user_id: int) -> User | None:
        """Asked on every request, so a disabled account loses its live sessions at once."""
        user = User.objects.filter(pk=user_id).first()
        return user if user is not None and _may_enter(user) else None

    def has_perm(self, user: User | AnonymousUser, permission: str, obj: Model | None = None) -> bool:
        return user.is_authenticated and user.has_perm(permission, obj)


def _may_enter(user: User) -> bool:
    """Everybody knows the password of a demo account: in production it opens nothing."""
    return user.is_current and not (user.is_demo and settings.HTTPS)
