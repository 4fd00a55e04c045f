"""The administrators' pages: who has an account, with which role, and what is done about it."""

from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView
from django.views.generic.base import View

from accounts import lockouts, services
from accounts.filters import UserFilter
from accounts.forms import AccountForm, NewAccountForm, RoleForm
from accounts.models import User
from accounts.passwords import SECRET_HOURS
from accounts.signed_in import account_of
from casework import holdings, hooks, submissions
from casework.fields import column_label
from casework.forms import ReasonForm
from casework.models import AuditEntry, Submission
from casework.views import Permitted, RecordFormView, RecordListView, Versioned, by_of, taken_by
from casework.views.once import Once

HOME = (_("账号"), reverse_lazy("accounts:user_list"))


class UserListView(RecordListView):
    model = User
    permission = "accounts.view_user"
    filterset_class = UserFilter
    keys = ("username",)
    template_name = "accounts/user_list.html"
    title = HOME[0]

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        can_create = self.request.user.has_perm("accounts.create_user")
        return super().get_context_data(**{"can_create": can_create, **kwargs})


class UserDetailView(Permitted, DetailView):
    model = User
    permission = "accounts.view_user"
    template_name = "accounts/user_detail.html"
    parents = (HOME,)
    context_object_name = "account"

    def get_queryset(self) -> QuerySet:
        return User.objects.visible_to(self.request.user)

    def here(self) -> str:
        return self.object.name

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        extra = {
            "may": _may(account_of(self.request), self.object),
            "locked_minutes": lockouts.account_minutes_left(self.object.username),
            "entries": _told(self.object),
            "facts": _facts(self.object),
            "links": [
                link
                for offered in hooks.functions("account_links")
                for link in offered(self.object, account_of(self.request))
            ],
            "submission": submissions.new_key(),
        }
        return super().get_context_data(**{**extra, **kwargs})


class UserCreateView(RecordFormView):
    permission = "accounts.create_user"
    form_class = NewAccountForm
    service = services.create_user
    parents = (HOME,)
    title = _("新建账号")
    intro = _("新账号没有任何权限，由安全管理员授权；登录用的初始密码在下一页发放。")
    submit_label = _("建立账号")
    done_message = _("账号已建立。请发放初始密码，并告知安全管理员授权。")


class AccountFormView(RecordFormView):
    """A form about one account: `service(account, by=…, **cleaned_data)`."""

    @cached_property
    def account(self) -> User:
        return get_object_or_404(User.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def do(self, form: BaseForm) -> User:
        service = type(self).service
        by, data = taken_by(self.request, form.cleaned_data)
        return service(self.account, by=by, **data)

    def above(self) -> list[tuple[Any, Any]]:
        return [HOME, (self.account.name, self.account.get_absolute_url())]

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        return super().get_context_data(**{"intro": self.intro or self.account.account_label, **kwargs})


class UserChangeView(Versioned, AccountFormView):
    permission = "accounts.change_user"
    form_class = AccountForm
    service = services.change_user
    title = _("修改账号资料")

    def versioned(self) -> User:
        return self.account

    def do(self, form: BaseForm) -> User:
        by, facts = taken_by(self.request, form.cleaned_data)
        return services.change_user(self.account, by=by, version=self.version(), **facts)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"account": self.account}

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.account, name) for name in services.FACTS}


class UserRoleView(Versioned, AccountFormView):
    permission = "accounts.grant_role"
    form_class = RoleForm
    service = services.grant_role
    title = _("授予角色")
    submit_label = _("授予角色")

    def versioned(self) -> User:
        return self.account

    def do(self, form: BaseForm) -> User:
        by, data = taken_by(self.request, form.cleaned_data)
        return services.grant_role(self.account, by=by, version=self.version(), **data)

    def get_initial(self) -> dict[str, Any]:
        return {"role": self.account.role}


class UserDisableView(AccountFormView):
    permission = "accounts.disable_user"
    form_class = ReasonForm
    service = services.disable_user
    title = submit_label = _("停用账号")

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        held = holdings.told(self.account)
        what = _("名下还有 %(held)s；停用后请大队负责人在首页“待移交”一次移交。") % {"held": held}
        intro = f"{self.account.account_label}。{what}" if held else self.account.account_label
        return super().get_context_data(**{"intro": intro, **kwargs})


class UserEnableView(AccountFormView):
    permission = "accounts.disable_user"
    form_class = ReasonForm
    service = services.enable_user
    title = submit_label = _("重新启用账号")


class AccountDeedView(Permitted, Once, View):
    """A button on the account's page: POST only, sent once."""

    http_method_names: ClassVar[list[str]] = ["post"]

    @cached_property
    def account(self) -> User:
        return get_object_or_404(User.objects.visible_to(self.request.user), pk=self.kwargs["pk"])


class UserUnlockView(AccountDeedView):
    permission = "accounts.unlock_user"

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        def unlock() -> str:
            services.unlock_user(self.account, by=by_of(request))
            messages.success(request, _("已解锁，可以重新登录。"))
            return self.account.get_absolute_url()

        return self.once(unlock)


class UserSecretView(AccountDeedView):
    """Give an initial password and show it, once: a second send of the same page shows nothing and changes nothing."""

    permission = "accounts.reset_password"

    def sent_again(self, first: Submission) -> HttpResponse:
        messages.warning(self.request, _("初始密码只显示一次。没有记下的话，请再发放一次。"))
        return super().sent_again(first)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        given: list[str] = []

        def give() -> str:
            given.append(services.reset_password(self.account, by=by_of(request)))
            return self.account.get_absolute_url()

        answer = self.once(give)
        if not given:
            return answer
        context = {
            "account": self.account,
            "secret": given[0],
            "hours": SECRET_HOURS,
            "crumbs": [HOME, (self.account.name, self.account.get_absolute_url()), (_("初始密码"), "")],
        }
        return render(request, "accounts/user_secret.html", context)


TOLD = (
    "name_deputy", "end_deputy",
    "create_user", "change_user", "grant_role", "disable_user", "enable_user", "reset_password", "change_password",
    "unlock_user", "end_sessions", "set_up_second_factor", "reset_second_factor",
)  # fmt: skip
"""The deeds on an account that its page tells; sign-ins are the audit administrator's to read."""


def _told(account: User) -> list[AuditEntry]:
    return list(AuditEntry.objects.about(account).filter(action__in=TOLD).order_by("-seq")[:30])


def _facts(account: User) -> list[dict[str, Any]]:
    """The account as templates/components/facts.html shows it."""
    listed = ("username", "phone", "certificate", "certificate_until", "until", "created_at", "last_login")
    return [{"label": column_label(User, name), "value": _shown(getattr(account, name))} for name in listed]


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return localtime(value).strftime("%Y-%m-%d %H:%M")
    return str(value) if value else "—"


def _may(user: User, account: User) -> dict[str, bool]:
    """Which deeds this administrator may do on the account; never to themselves where duties are kept apart."""
    is_self = user.pk == account.pk
    return {
        "change": user.has_perm("accounts.change_user"),
        "reset": user.has_perm("accounts.reset_password"),
        "unlock": user.has_perm("accounts.unlock_user"),
        "reset_factor": user.has_perm("accounts.reset_second_factor") and hasattr(account, "second_factor"),
        "grant": user.has_perm("accounts.grant_role") and not is_self,
        "disable": user.has_perm("accounts.disable_user") and not is_self,
    }
