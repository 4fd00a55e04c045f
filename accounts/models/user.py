"""An account, and the passwords it may not use again.

There is no superuser, no staff flag, no group and no permission row: what a user may do is the row of their role in
`accounts.roles`. Which towns they see is a posting, kept by the registry.
"""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.names import account_name
from accounts.querysets import UserManager
from accounts.roles import DEPUTIES, ROLE_PERMISSIONS, Role
from casework.kinds import lendable
from casework.models.partly import Partly
from law.clock import now, today

STAND_IN = frozenset(role for roles in DEPUTIES.values() for role in roles)

valid_name = RegexValidator(
    r"^[\w.@+-]+$", _("账号名只用字母、数字、汉字和 . _ @ + - 这些符号，中间不留空格。"), code="account_name"
)
valid_phone = RegexValidator(
    r"^(1\d{10}|0\d{2,3}-?\d{7,8})$", _("电话写 11 位手机号，或带区号的座机，如 0532-86988888。")
)


class User(Partly, AbstractBaseUser):
    username = models.CharField(
        _("账号"),
        max_length=60,
        unique=True,
        validators=[valid_name],
        error_messages={"unique": _("已有同名账号，请换一个。")},
    )
    name = models.CharField(_("姓名"), max_length=40)
    role = models.CharField(_("角色"), max_length=32, choices=Role.choices, blank=True)
    certificate = models.CharField(
        _("执法证号"),
        max_length=40,
        unique=True,
        null=True,
        blank=True,
        error_messages={"unique": _("这个执法证号已登记在另一个账号上，请核对证件。")},
    )
    certificate_until = models.DateField(_("执法证有效期至"), null=True, blank=True)
    phone = models.CharField(_("联系电话"), max_length=20, blank=True, validators=[valid_phone])
    is_active = models.BooleanField(_("启用"), default=True)
    until = models.DateField(
        _("账号有效期至"), null=True, blank=True, help_text=_("借调、实习人员填写，到期自动停用。")
    )
    created_at = models.DateTimeField(_("开户时间"), default=now, editable=False)
    password_changed_at = models.DateTimeField(_("密码修改时间"), default=now, editable=False)
    must_change_password = models.BooleanField(_("下次登录须改密码"), default=False, editable=False)
    secret_until = models.DateTimeField(_("初始密码有效至"), null=True, editable=False)

    language = models.CharField(
        _("界面语言"), max_length=10, blank=True, choices=settings.LANGUAGES, editable=False
    )
    version = models.PositiveIntegerField(_("版本"), default=0, editable=False)
    # Part of what every session is checked against: one more, and all sessions of the account have ended.
    session_round = models.PositiveIntegerField(default=0, editable=False)
    is_demo = models.BooleanField(_("演练账号"), default=False, editable=False)

    objects = UserManager()
    _principals: Any = None
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("账号")
        constraints = [
            models.CheckConstraint(
                condition=Q(username=Lower("username")), name="accounts_user_username_lower"
            ),
            models.CheckConstraint(condition=Q(role__in=["", *Role.values]), name="accounts_user_role_known"),
            models.CheckConstraint(
                condition=~Q(certificate=""), name="accounts_user_certificate_null_not_empty"
            ),
        ]

    def __str__(self) -> str:
        """For people: who it is. The login name is for its owner and the administrators (`account_label`)."""
        return f"{self.name}（{self.certificate or self.role_label}）"

    @classmethod
    def normalize_username(cls, username: str) -> str:
        return account_name(username)

    def clean(self) -> None:
        self.username, self.certificate = account_name(self.username), self.certificate or None

    def get_absolute_url(self) -> str:
        return reverse("accounts:user_detail", args=[self.pk])

    @property
    def account_label(self) -> str:
        """The account, as its administrators and the audit trail name it."""
        return f"{self.name}（{self.username}）"

    @property
    def audit_label(self) -> str:
        return f"{self.name}（{self.role_label}）"

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label) if self.role else str(_("未授权"))

    @property
    def is_current(self) -> bool:
        """Whether the account counts today: not disabled and not past its end."""
        return self.is_active and (self.until is None or today() <= self.until)

    def get_session_auth_hash(self) -> str:
        """What every session of the account is checked against, with each request."""
        told = f"{self.password} {self.session_round}"
        return salted_hmac("accounts.models.User", told, algorithm="sha256").hexdigest()

    def end_sessions(self) -> None:
        """No session of this account is valid any more. Part of the deed that makes it so."""
        type(self).objects.filter(pk=self.pk).update(session_round=F("session_round") + 1)
        self.refresh_from_db(fields=["session_round"])

    def has_perm(self, permission: str, obj: object = None) -> bool:
        """Whether the role holds `permission`, or somebody whose role does has lent it for today.

        Which rows it reaches is decided by `visible_to`, not here. The one place where a right is asked for.
        """
        return self.holds(permission) or self.stands_in_for(permission) is not None

    def holds(self, permission: str) -> bool:
        """Whether it is a right of the account's own."""
        return self.is_current and permission in ROLE_PERMISSIONS.get(self.role, ())

    def stands_in_for(self, permission: str) -> Self | None:
        """Whose right this person uses as their deputy; None where it is their own, or nobody's that is lent today.

        Only rights to approve are lent, and only those of the principal's own role: a deputy has no deputy.
        """
        if permission in ROLE_PERMISSIONS.get(self.role, ()) or permission not in lendable():
            return None
        return next((person for person in self.principals() if person.holds(permission)), None)

    def principals(self) -> list[Self]:
        """Those for whom this person stands in today; asked once a day of an account in memory."""
        if not self.is_current or self.role not in STAND_IN:
            return []
        if self._principals is None or self._principals[0] != today():
            found = self.deputy_of.on(today()).select_related("principal").order_by("from_on", "pk")
            self._principals = (
                today(),
                [each.principal for each in found if self.role in DEPUTIES.get(each.principal.role, ())],
            )
        return self._principals[1]


class PasswordHistory(models.Model):
    """A password hash the user had before."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="old_passwords")
    password = models.CharField(max_length=128)
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.replaced_at:%Y-%m-%d}"
