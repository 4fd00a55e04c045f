"""In and out."""

from typing import Any

from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views.generic import View

from accounts import lockouts, services, sessions
from accounts.forms import SignInForm
from accounts.middleware import seconds_left, start_limits
from accounts.models import User
from accounts.signed_in import account_of
from casework import audit
from casework.views import by_of, wait_page
from casework.views.base import source_of


class SignInView(auth_views.LoginView):
    """Django's own, with an audit entry for each outcome and a limit per address."""

    form_class = SignInForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        minutes = lockouts.source_minutes_left(source_of(request))
        return wait_page(request, minutes) if minutes else super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        user = form.get_user()
        start_limits(self.request.session)
        sessions.begin(self.request, user, source_of(self.request))
        services.note_sign_in(user)
        audit.note("sign_in", by=by_of(self.request), about=user, label=user.account_label)
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """The entry names an account only if there is one: what was typed may be a password in the wrong box."""
        known = User.objects.filter(username=form.cleaned_data.get("username", "")).first()
        audit.note(
            "sign_in_refused",
            by=by_of(self.request),
            about=known,
            label=known.account_label if known else "没有这个账号",
            data={"locked": bool(getattr(self.request, "axes_locked_out", False))},
            is_success=False,
        )
        return super().form_invalid(form)


@method_decorator(login_not_required, name="dispatch")
class SignOutView(auth_views.LogoutView):
    """POST only. The browser is told to drop what it kept of our pages.

    Not «cookies» (that would sign the user out of every site under the same government domain) and not «storage»
    (that would delete patrols a phone has not sent yet).
    """

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.user.is_authenticated:
            audit.note(
                "sign_out",
                by=by_of(request),
                about=request.user,
                label=request.user.account_label,
            )
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache"'
        return response


class StayView(View):
    """Asked by a page whose session is about to end (static/js/session.js): like any other page, asking keeps it alive."""

    permission = None

    def get(self, request: HttpRequest) -> JsonResponse:
        return JsonResponse({"user": account_of(request).pk, "seconds": seconds_left(request)})


def locked_out(
    request: HttpRequest, response: object = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """What django-axes answers instead of the sign-in page while an account is locked."""
    return wait_page(request, lockouts.account_minutes_left((credentials or {}).get("username") or ""))
