"""What the frame of every signed-in page needs: navigation, the ribbon, the number of things to do."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.middleware import seconds_left
from accounts.models import User
from accounts.roles import Role
from campaign.models import Campaign
from campaign.ribbon import ribbon
from casework import notices
from casework.addresses import address_of
from casework.by import Reader
from desk import guide, navigation
from desk.tabs import tabs
from desk.worklist import COUNT_KEPT_SECONDS, forget_count, kept_todo_count
from law.clock import today
from registry.models import Town
from registry.scoping import NOT_POSTED, works_in_a_town


def shell(request: HttpRequest) -> dict[str, Any]:
    """The `shell` of every template. Signed-out pages get only names and addresses."""
    user = getattr(request, "user", None)
    frame: dict[str, Any] = {
        "system": _("劳动监察专项行动"),
        "brigade": _("区劳动监察大队"),
        "district": _("青岛西海岸新区"),
        "version": settings.VERSION,
        "today": today(),
        "training": settings.CAMPAIGN_TODAY is not None,
        "sign_in_url": address_of("accounts:login"),
        "language_url": address_of("accounts:language"),
        "languages": [(code, name) for code, name in settings.LANGUAGES if code != get_language()],
    }
    if user is not None and user.is_authenticated:
        frame |= _signed_in(request, user)
    return {"shell": frame}


def _signed_in(request: HttpRequest, user: User) -> dict[str, Any]:
    campaign = Campaign.objects.current()
    may_search = user.has_perm("registry.view_employer")
    place = _place(user)
    return {
        "nav": navigation.items(request, user),
        "ribbon": ribbon(campaign, today()) if campaign else None,
        "campaign_url": address_of("campaign:campaign_current")
        if user.has_perm("campaign.view_campaign")
        else "",
        "todo_count": kept_todo_count(user),
        "user_id": user.pk,
        "days_url": address_of("casework:day_typed"),
        "session_seconds": seconds_left(request),
        "stay_url": address_of("accounts:stay"),
        "user_name": user.name,
        "role_label": Role(user.role).label if user.role else _("尚未授权"),
        "place": place,
        "not_posted": NOT_POSTED if works_in_a_town(user) and not place else "",
        "home_url": address_of("desk:worklist"),
        "inbox_url": address_of("desk:worklist"),
        # The inbox belongs to a room below; it asks here for the tabs it shares with the worklist.
        "work_tabs": partial(_inbox_tabs, user) if user.has_perm("desk.view_worklist") else "",
        "search_url": address_of("desk:search") if may_search else "",
        "suggest_url": address_of("desk:suggest") if may_search else "",
        "sign_out_url": address_of("accounts:logout"),
        "account_url": address_of("accounts:password_change"),
        "help_url": address_of("desk:help"),
        "guide_url": guide.of_address(request.resolver_match.view_name).url if request.resolver_match else "",
        "calculator_url": address_of("casework:calculator")
        if user.has_perm("casework.use_calculator")
        else "",
    }


def _inbox_tabs(user: Reader) -> list[dict[str, Any]]:
    return tabs("inbox", unread=notices.count(user))


class FreshCount:
    """Middleware: who has sent a form may have one thing less to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and request.user.is_authenticated:
            forget_count(request.user)
        return response


def _place(user: Reader) -> str:
    """The towns a town officer serves; read at most once in half a minute."""
    if not works_in_a_town(user):
        return ""
    return (
        cache.get_or_set(f"place-{user.pk}-{today()}", lambda: _towns_named(user), COUNT_KEPT_SECONDS) or ""
    )


def _towns_named(user: Reader) -> str:
    return "、".join(Town.objects.visible_to(user).values_list("name", flat=True)[:3])
