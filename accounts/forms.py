"""Forms of sign-in and of the administrators' pages."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import User, valid_name, valid_phone
from accounts.names import account_name
from accounts.roles import Role
from casework.fields import field_of
from casework.forms import DayInput
from law.words import Sentence

LONGEST_PASSWORD = 256
LONGEST_NAME = 60


def date_field(label: Sentence, help_text: Sentence = "") -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=DayInput, help_text=help_text)


class SignInForm(AuthenticationForm):
    """One sentence for every reason a sign-in fails, so that nobody learns which accounts exist."""

    error_messages = {
        "invalid_login": _(
            "账号或密码不对，或账号不能使用。请核对后重新输入；连续 5 次不对，账号锁定 15 分钟。"
        ),
        "inactive": _("账号或密码不对，或账号不能使用。请核对后重新输入；连续 5 次不对，账号锁定 15 分钟。"),
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field_of(self, "password", forms.CharField).max_length = LONGEST_PASSWORD

    def clean_username(self) -> str:
        """One letter more than any account has: what is longer is nobody's name, and no log of attempts has to hold it."""
        return account_name(self.cleaned_data["username"])[: LONGEST_NAME + 1]

    def clean_password(self) -> str:
        return self.cleaned_data["password"][:LONGEST_PASSWORD]


class AccountForm(forms.Form):
    """Name, telephone, certificate and end date of an account."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    phone = forms.CharField(label=_("联系电话"), max_length=20, required=False, validators=[valid_phone])
    certificate = forms.CharField(
        label=_("执法证号"),
        max_length=40,
        required=False,
        help_text=_("没有执法证的人员不填；巡查、办案须有证。"),
    )
    certificate_until = date_field(_("执法证有效期至"))
    until = date_field(_("账号有效期至"), help_text=_("借调、实习人员填写，到期自动停用。"))

    def __init__(self, *args: Any, account: User | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.account = account

    def clean_certificate(self) -> str | None:
        number = self.cleaned_data["certificate"].strip() or None
        others = User.objects.exclude(pk=self.account.pk) if self.account else User.objects.all()
        if number and others.filter(certificate=number).exists():
            raise ValidationError(User._meta.get_field("certificate").error_messages["unique"], code="unique")
        return number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if (
            cleaned.get("certificate_until")
            and not cleaned.get("certificate")
            and "certificate" not in self.errors
        ):
            self.add_error("certificate", _("填了有效期，请同时填写执法证号。"))
        return cleaned


class NewAccountForm(AccountForm):
    username = forms.CharField(
        label=_("账号"),
        max_length=LONGEST_NAME,
        help_text=_("登录用，一人一个，建好后不能改。大小写、全角半角不区分。"),
    )
    field_order = [
        "username",
        "name",
        "phone",
        "certificate",
        "certificate_until",
        "until",
    ]

    def clean_username(self) -> str:
        username = account_name(self.cleaned_data["username"])
        valid_name(username)
        MaxLengthValidator(LONGEST_NAME)(username)
        if User.objects.filter(username=username).exists():
            raise ValidationError(User._meta.get_field("username").error_messages["unique"], code="unique")
        return username


class RoleForm(forms.Form):
    """The one role of an account."""

    role = forms.ChoiceField(label=_("角色"), required=False, choices=[("", _("不授权"))])
    reason = forms.CharField(
        label=_("授权依据"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写明谁批准的、文件或谈话日期。依据会记入审计日志。"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field_of(self, "role", forms.ChoiceField).choices = [("", _("不授权")), *Role.choices]
