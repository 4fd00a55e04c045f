"""The page between the password and everything else, where a second factor is needed."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import View
from django.views.generic.edit import FormView

from accounts import second_factor
from accounts.models import User
from accounts.signed_in import account_of
from casework.views import Permitted, by_of
from casework.views.once import Once


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("动态口令"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
    )


class SecondFactorView(FormView):
    """Sets the factor up on the first visit and asks for a code on every later one."""

    permission = None
    form_class = CodeForm
    template_name = "accounts/second_factor.html"

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not second_factor.is_needed(account_of(request)) or request.session.get(second_factor.PASSED):
            return HttpResponseRedirect(self.get_success_url())
        self.factor = second_factor.factor_of(account_of(request))
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: CodeForm) -> HttpResponse:
        by, codes = by_of(self.request), []
        try:
            if self.factor.confirmed_at is None:
                codes = second_factor.set_up(self.factor, form.cleaned_data["code"].strip(), by=by)
            else:
                second_factor.verify(self.factor, form.cleaned_data["code"], by=by)
        except second_factor.CodeRefused as refused:
            return self._refuse(form, refused)
        self.request.session.cycle_key()
        self.request.session[second_factor.PASSED] = True
        if codes:
            context = {"codes": codes, "next_url": self.get_success_url()}
            return render(self.request, "accounts/recovery_codes.html", context)
        return HttpResponseRedirect(self.get_success_url())

    def _refuse(self, form: CodeForm, refused: second_factor.CodeRefused) -> HttpResponse:
        if refused.minutes:
            return render(self.request, "429.html", {"minutes": refused.minutes}, status=429)
        second_factor.count_failure(self.factor, by=by_of(self.request))
        form.add_error("code", _("口令不对，或者已经用过。请等手机上出现下一个口令再输入；手机时间要准。"))
        return self.form_invalid(form)

    def form_invalid(self, form: CodeForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        is_new = self.factor.confirmed_at is None
        extra: dict[str, Any] = {"is_new": is_new}
        if is_new:
            secret = self.factor.secret
            extra["secret"] = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
            extra["address"] = second_factor.address(self.factor, _("劳动监察"))
        return super().get_context_data(**{**extra, **kwargs})

    def get_success_url(self) -> str:
        wanted = self.request.GET.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(wanted, {self.request.get_host()}, self.request.is_secure())
        return wanted if is_ours else resolve_url(settings.LOGIN_REDIRECT_URL)


class SecondFactorResetView(Permitted, Once, View):
    """For the user who lost both telephone and paper."""

    permission = "accounts.reset_second_factor"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        account = get_object_or_404(User.objects.visible_to(request.user), pk=kwargs["pk"])

        def reset() -> str:
            second_factor.reset(account, by=by_of(request))
            messages.success(request, _("已取消原来的动态口令，本人下次登录时重新绑定。"))
            return account.get_absolute_url()

        return self.once(reset)
