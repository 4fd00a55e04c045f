"""M-IN-02: from where the administrators' pages can be reached."""

from collections.abc import Callable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from accounts.roles import ADMINS, roles_with


class AdminNetworks:
    """Middleware: a page only administrators use is not there outside the networks of `ADMIN_NETWORKS`; empty lets all in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        permission = getattr(getattr(view, "view_class", None), "permission", None)
        if is_for_admins(permission or "") and not is_inside(request.META.get("REMOTE_ADDR", "")):
            raise Http404


def is_for_admins(permission: str) -> bool:
    """Whether nobody but administrators holds the permission."""
    roles = roles_with(permission)
    return bool(roles) and set(roles) <= set(ADMINS)


def is_inside(address: str) -> bool:
    """Whether the address lies in one of the networks; without networks every address does."""
    if not settings.ADMIN_NETWORKS:
        return True
    try:
        asked = ip_address(address)
    except ValueError:
        return False
    return any(asked in ip_network(each, strict=False) for each in settings.ADMIN_NETWORKS)


def are_networks(texts: list[str]) -> bool:
    """Whether each is a network or an address, such as 10.2.0.0/16."""
    try:
        return all(ip_network(each, strict=False) for each in texts)
    except ValueError:
        return False
