"""The user's own password."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic.edit import FormView

from accounts import lockouts, passwords, services, sessions
from accounts.signed_in import account_of
from casework import audit, limits
from casework.views import by_of, wait_page


class PasswordChangeView(FormView):
    """Open to everyone who is signed in, and the only page for those whose password is initial or too old."""

    permission = None
    form_class = PasswordChangeForm
    template_name = "accounts/password_change.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        is_due = passwords.is_due(account_of(self.request))
        extra = {
            "title": _("修改密码"),
            "intro": _intro() if is_due else "",
            "submit_label": _("修改密码"),
            "is_due": is_due,
        }
        return super().get_context_data(**{**extra, **kwargs})

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        user, password = account_of(self.request), form.cleaned_data["new_password1"]
        services.change_password(user, password=password, by=by_of(self.request))
        before = self.request.session.session_key
        update_session_auth_hash(self.request, user)
        sessions.moved(before, self.request.session.session_key)
        messages.success(self.request, _("密码已修改，其他设备上的登录已退出。"))
        return super().form_valid(form)

    def form_invalid(self, form: PasswordChangeForm) -> HttpResponse:
        """Who sits at an open session may not try the old password for ever: after five the door is that of the sign-in."""
        user, by = account_of(self.request), by_of(self.request)
        if "old_password" in form.errors and self.request.POST.get("old_password"):
            audit.note("old_password_refused", by=by, about=user, label=user.account_label, is_success=False)
            if limits.minutes_left(limits.OLD_PASSWORD, by=by):
                lockouts.lock(user.username, source=by.source)
                user.end_sessions()
                logout(self.request)
                return wait_page(self.request, lockouts.account_minutes_left(user.username))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_success_url(self) -> str:
        return reverse("accounts:password_change_done")


def _intro() -> str:
    """Why the page is shown; passwords age only under a policy that says so."""
    days = settings.PASSWORD_MAX_AGE_DAYS
    if days is None:
        return _("密码是初始密码，改好以后才能继续。")
    return _("密码是初始密码，或者已用满 %(days)s 天。改好以后才能继续。") % {"days": days}
