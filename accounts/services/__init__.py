"""What administrators do to accounts. Every deed stands in the audit trail in the same transaction.

The three duties are kept apart (M-AC-04): the system administrator makes accounts, which can do nothing; the security
administrator grants the role; the audit administrator reads both in the trail. Nobody does either to themselves.
"""

from copy import copy
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import lockouts, passwords
from accounts.models import User
from accounts.names import account_name
from accounts.roles import Role
from casework import audit, holdings, notices
from casework.acts import compare_and_set, correct, plain, require
from casework.by import SYSTEM, By
from casework.workflow import Refused
from law.clock import now
from law.identity import mask_phone

UNUSED_DAYS = 90
FACTS = ("name", "phone", "certificate", "certificate_until", "until")


@transaction.atomic
def create_user(
    *,
    by: By,
    username: str,
    name: str,
    phone: str = "",
    certificate: str | None = None,
    certificate_until: date | None = None,
    until: date | None = None,
) -> User:
    """An account without a role and without a password: it can do nothing and nobody can sign in with it."""
    audit.lock()
    require(by, "accounts.create_user")
    user = User(
        username=account_name(username),
        name=name,
        phone=phone,
        certificate=certificate or None,
        certificate_until=certificate_until,
        until=until,
        created_at=now(),
        password_changed_at=now(),
    )
    user.set_unusable_password()
    user.full_clean()
    user.save(force_insert=True)
    audit.record(
        "create_user",
        by=by,
        about=user,
        label=user.account_label,
        data={"username": user.username},
    )
    return user


@transaction.atomic
def change_user(user: User, *, by: By, version: int | None = None, **facts: object) -> User:
    """Change name, phone, certificate or end date, if nobody did since `version` (that of `user` when None).

    The entry holds before and after, the telephone masked. A call that changes nothing leaves no entry. Raises `Refused`
    (permission, conflict) and ValidationError.
    """
    require(by, "accounts.change_user")
    if unknown := set(facts) - set(FACTS):
        raise TypeError(f"not a fact of an account: {sorted(unknown)}")
    facts["certificate"] = facts.get("certificate", user.certificate) or None
    wanted = copy(user)
    for name, value in facts.items():
        setattr(wanted, name, value)
    wanted.full_clean()
    correct(user, "change_user", by=by, values=facts, version=version, keep=_kept, label=user.account_label)
    return user


def _kept(name: str, value: object) -> object:
    return mask_phone(str(value)) if name == "phone" and value else plain(name, value)


@transaction.atomic
def grant_role(user: User, *, by: By, role: str, reason: str, version: int | None = None) -> User:
    """Give the one role an account has, or take it away with "". What was open under the old one has ended.

    Raises `Refused`: permission, oneself, conflict where somebody changed the account since `version`.
    """
    audit.lock()
    require(by, "accounts.grant_role")
    _not_oneself(user, by.actor, _("不能给自己授权，请另一位安全管理员办理。"))
    before = user.role
    compare_and_set(user, {"role": Role(role).value if role else ""}, version=version)
    if user.role != before:
        user.end_sessions()
    audit.record(
        "grant_role",
        by=by,
        about=user,
        label=user.account_label,
        before=before,
        after=user.role,
        reason=reason,
        data={"role": user.role},
    )
    return user


@transaction.atomic
def disable_user(user: User, *, by: By, reason: str) -> User:
    """Disable an account; its live sessions end with their next request."""
    audit.lock()
    require(by, "accounts.disable_user")
    _not_oneself(user, by.actor, _("不能停用自己的账号，请另一位管理员办理。"))
    return _set_active(user, False, "disable_user", by=by, reason=reason)


@transaction.atomic
def enable_user(user: User, *, by: By, reason: str) -> User:
    """Let a disabled account sign in again. Its password is as old as before, so it may have to be changed first."""
    audit.lock()
    require(by, "accounts.disable_user")
    _not_oneself(user, by.actor, _("不能启用自己的账号，请另一位管理员办理。"))
    return _set_active(user, True, "enable_user", by=by, reason=reason)


@transaction.atomic
def reset_password(user: User, *, by: By) -> str:
    """Give an account an initial password and return it: it is shown once and stored nowhere in the clear."""
    audit.lock()
    require(by, "accounts.reset_password")
    secret = passwords.new_secret()
    passwords.replace(user, secret, is_initial=True)
    audit.record("reset_password", by=by, about=user, label=user.account_label)
    return secret


@transaction.atomic
def change_password(user: User, *, password: str, by: By) -> User:
    """The user's own new password, already validated. Every other session of theirs ends."""
    audit.lock()
    passwords.replace(user, password)
    audit.record("change_password", by=by, about=user, label=user.account_label)
    return user


def choose_language(user: User, language: str) -> None:
    """The language the user reads the site in; one's own choice, which changes no record."""
    user.language = language
    user.save(update_fields=["language"])


@transaction.atomic
def unlock_user(user: User, *, by: By) -> User:
    """Forget the failed sign-ins of an account before their time."""
    audit.lock()
    require(by, "accounts.unlock_user")
    lockouts.forget(user.username)
    audit.record("unlock_user", by=by, about=user, label=user.account_label)
    return user


@transaction.atomic
def disable_unused() -> int:
    """The nightly round: disable accounts nobody used for 90 days (M-AC-03); returns how many."""
    audit.lock()
    oldest = now() - timedelta(days=UNUSED_DAYS)
    lately = Q(last_login__gte=oldest) | Q(password_changed_at__gte=oldest) | Q(created_at__gte=oldest)
    unused = list(User.objects.current().filter(is_demo=False).exclude(lately))
    for user in unused:
        _set_active(
            user,
            False,
            "disable_user",
            by=SYSTEM,
            reason=_("%(days)s 天没有登录") % {"days": UNUSED_DAYS},
        )
    return len(unused)


@transaction.atomic
def note_sign_in(user: User) -> None:
    """Somebody has signed in, on the day the house goes by (`law.clock`), from which unused accounts are counted.

    An initial password has let its owner in once; it does not do so again.
    """
    user.last_login = now()
    if user.secret_until is not None:
        user.secret_until = user.last_login
    user.save(update_fields=["last_login", "secret_until"])


def _set_active(user: User, is_active: bool, action: str, *, by: By, reason: str) -> User:
    if user.is_active == is_active:
        raise Refused(
            "state", _("这个账号已经是“%(state)s”。") % {"state": _("启用") if is_active else _("停用")}
        )
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    audit.record(action, by=by, about=user, label=user.account_label, reason=reason)
    if not is_active:
        _tell_what_stays(user)
    return user


def _tell_what_stays(user: User) -> None:
    """Those who give work to others hear what a closed account still holds."""
    if held := holdings.told(user):
        what = _("%(name)s的账号已停用，名下还有 %(held)s，请移交") % {"name": user.name, "held": held}
        notices.send(User.objects.with_permission(notices.STAND_IN), what=what, about=user)


def _not_oneself(user: User, actor: User | None, sentence: str) -> None:
    if actor is not None and actor.pk == user.pk:
        raise Refused("oneself", sentence)
