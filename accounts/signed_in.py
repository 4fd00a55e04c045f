"""The account behind a request, where nobody gets without one."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import User


def account_of(request: HttpRequest) -> User:
    """Whose account has signed in. PermissionDenied for nobody's."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
