"""The language one reads the site in."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import View

from accounts import services
from accounts.languages import chosen
from accounts.signed_in import account_of

A_YEAR = 365 * 24 * 60 * 60


@method_decorator(login_not_required, name="dispatch")
class LanguageView(View):
    """POST `language`: kept with the account, and in the browser for the pages before signing in; then back to `next`."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        back, language = request.POST.get("next", ""), chosen(request.POST.get("language"))
        is_ours = url_has_allowed_host_and_scheme(
            back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
        response = HttpResponseRedirect(back if is_ours else "/")
        if language:
            if request.user.is_authenticated:
                services.choose_language(account_of(request), language)
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                language,
                max_age=A_YEAR,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response
