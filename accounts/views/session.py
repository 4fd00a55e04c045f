"""Where I am signed in, and ending it (ASVS 7.5)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from accounts import sessions
from accounts.signed_in import account_of
from accounts.views.user import AccountDeedView
from casework.views import by_of


class SessionListView(TemplateView):
    """One's own, for everyone who is signed in. POST with a number ends that one, without a number all but this one."""

    permission = None
    template_name = "accounts/sessions.html"

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        here = self.request.session.session_key
        places = sessions.places(account_of(self.request), here)
        extra = {
            "title": _("登录的设备"),
            "places": places,
            "others": sum(not place.is_here for place in places),
        }
        return super().get_context_data(**{**extra, **kwargs})

    def post(self, request: HttpRequest) -> HttpResponse:
        user, by, number = account_of(request), by_of(request), request.POST.get("number", "")
        if number.isascii() and number.isdecimal() and len(number) < 16:
            sessions.end_one(user, int(number), by=by)
        else:
            sessions.end_others(user, request.session.session_key, by=by)
        messages.success(request, _("已退出。"))
        return redirect("accounts:sessions")


class UserSessionsEndView(AccountDeedView):
    """For somebody who lost a telephone: every session of the account ends."""

    permission = "accounts.unlock_user"
    title = gettext_lazy("结束全部登录")

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        def end() -> str:
            sessions.end_all(self.account, by=by_of(request))
            messages.success(request, _("这个账号的登录已全部退出。"))
            return self.account.get_absolute_url()

        return self.once(end)
