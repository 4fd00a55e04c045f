"""Who may do what to accounts, and what the trail says about it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from accounts import second_factor, services
from accounts.models import SecondFactor, User
from accounts.roles import ADMINS, PERMISSIONS, ROLE_PERMISSIONS, Role
from accounts.tasks import nightly_round
from casework import audit
from casework.by import By
from casework.models import AuditEntry, AuditHead
from casework.workflow import Refused
from law import clock
from tests.factories.accounts import user

BUSINESS_ROOMS = (
    "registry.",
    "campaign.",
    "complaints.",
    "patrols.",
    "checks.",
    "draws.",
    "cases.",
    "reports.",
)
ADMIN_DUTIES = {"registry.change_posting", "registry.view_town", "desk.view_worklist"}


@pytest.mark.django_db
@pytest.mark.parametrize("twin", ["WANG", "ｗａｎｇ", " wang "])
def test_M_ID_01_a_name_can_be_given_once_in_any_spelling(system_admin: User, twin: str) -> None:
    services.create_user(by=By(system_admin), username="wang", name="王一")
    with pytest.raises(ValidationError):
        services.create_user(by=By(system_admin), username=twin, name="王二")


@pytest.mark.django_db
def test_M_ID_01_the_database_refuses_a_second_spelling() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="Wang", name="王二")


@pytest.mark.django_db
def test_a_certificate_belongs_to_one_account(system_admin: User) -> None:
    services.create_user(by=By(system_admin), username="a", name="甲", certificate="鲁B1")
    with pytest.raises(ValidationError):
        services.create_user(by=By(system_admin), username="b", name="乙", certificate="鲁B1")


@pytest.mark.django_db
def test_M_AC_04_a_new_account_can_do_nothing_until_the_security_administrator_grants(
    system_admin: User, security_admin: User
) -> None:
    account = services.create_user(by=By(system_admin), username="wang", name="王一")
    assert (account.role, account.has_usable_password()) == ("", False)
    assert not any(account.has_perm(permission) for permission in PERMISSIONS)
    with pytest.raises(Refused, match="permission"):
        services.grant_role(account, by=By(system_admin), role="inspector", reason="x")
    services.grant_role(account, by=By(security_admin), role="inspector", reason="大队通知")
    assert account.has_perm("cases.view_case")
    entry = AuditEntry.objects.get(action="grant_role")
    assert (entry.before, entry.after, entry.reason, entry.actor) == (
        "",
        "inspector",
        "大队通知",
        security_admin,
    )


@pytest.mark.django_db
def test_M_AC_04_nobody_grants_or_closes_for_themselves(security_admin: User) -> None:
    with pytest.raises(Refused, match="oneself"):
        services.grant_role(security_admin, by=By(security_admin), role="system_admin", reason="x")
    with pytest.raises(Refused, match="oneself"):
        services.disable_user(security_admin, by=By(security_admin), reason="x")
    security_admin.refresh_from_db()
    assert (security_admin.role, security_admin.is_active) == ("security_admin", True)


def test_M_AC_04_the_three_administrators_share_no_duty_and_see_no_business() -> None:
    shared = {"accounts.view_user", "accounts.disable_user", "casework.use_inbox", "desk.view_worklist"}
    duties = [ROLE_PERMISSIONS[role] - shared for role in ADMINS]
    assert not duties[0] & duties[1] and not duties[0] & duties[2] and not duties[1] & duties[2]
    for role in ADMINS:
        business = {
            permission for permission in ROLE_PERMISSIONS[role] if permission.startswith(BUSINESS_ROOMS)
        }
        assert business <= ADMIN_DUTIES


@pytest.mark.django_db
def test_M_AC_04_one_person_cannot_hold_two_roles() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="wang", name="王", role="system_admin,audit_admin")
    assert not hasattr(User(), "is_superuser")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("service", "arguments"),
    [
        (services.change_user, {"name": "新名"}),
        (services.grant_role, {"role": "inspector", "reason": "x"}),
        (services.disable_user, {"reason": "x"}),
        (services.enable_user, {"reason": "x"}),
        (services.reset_password, {}),
        (services.unlock_user, {}),
    ],
)
@pytest.mark.parametrize("role", ["inspector", "bureau_head", "audit_admin", ""])
def test_nobody_else_touches_accounts(service: Any, arguments: dict[str, Any], role: str) -> None:
    account, actor = user(), user(role)
    with pytest.raises(Refused, match="permission"):
        service(account, by=By(actor), **arguments)
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db
def test_with_permission_names_the_people_who_may_act_today() -> None:
    inspector, leader = user("inspector"), user("brigade_leader")
    user("inspector", is_active=False)
    user("inspector", until=clock.today() - timedelta(days=1))
    user("")
    assert list(User.objects.with_permission("draws.prepare")) == [leader]
    assert set(User.objects.with_permission("casework.view_policy")) >= {inspector, leader}
    assert not User.objects.with_permission("no.such_permission").exists()


@pytest.mark.django_db
def test_a_change_that_changes_nothing_leaves_no_entry(system_admin: User) -> None:
    account = user(phone="13800000000")
    services.change_user(account, by=By(system_admin), phone="13800000000")
    assert not AuditEntry.objects.exists()
    services.change_user(account, by=By(system_admin), phone="13900000000")
    assert AuditEntry.objects.get().data == {"changes": {"phone": ["138****0000", "139****0000"]}}


@pytest.mark.django_db
def test_M_AU_04_no_entry_no_deed(system_admin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the trail is broken")

    monkeypatch.setattr(audit, "record", fail)
    account = user()
    with pytest.raises(RuntimeError):
        services.disable_user(account, by=By(system_admin), reason="x")
    account.refresh_from_db()
    assert account.is_active


@pytest.mark.django_db
def test_M_AC_03_the_nightly_round_disables_accounts_unused_for_90_days() -> None:
    start = clock.instant_of(datetime(2021, 1, 1))
    with clock.at(start):
        old, used, fresh = user(), user(), user()
    used.last_login = start + timedelta(days=30)
    used.save(update_fields=["last_login"])
    fresh.created_at = start + timedelta(days=60)
    fresh.save(update_fields=["created_at"])
    with clock.at(start + timedelta(days=91)):
        nightly_round()
        nightly_round()
    assert set(User.objects.filter(is_active=False)) == {old}
    assert AuditEntry.objects.get().reason == "90 天没有登录"


@pytest.mark.django_db
def test_the_first_account_is_made_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("create_account", "Sec", "安管", role=Role.SECURITY_ADMIN.value)
    secret = capsys.readouterr().out.strip()
    account = User.objects.get(username="sec")
    assert account.check_password(secret) and account.must_change_password
    with pytest.raises(CommandError):
        call_command("create_account", "sec", "又一个", role=Role.SECURITY_ADMIN.value)
    assert User.objects.count() == 1
    assert AuditHead.objects.get().seq == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"role": "inspector", "certificate": "鲁B1"}, "冯峰（鲁B1）"),
        ({"role": "bureau_head"}, "冯峰（区局负责人）"),
        ({"role": ""}, "冯峰（未授权）"),
    ],
)
def test_people_see_who_it_is_and_only_administrators_the_login_name(
    facts: dict[str, str], shown: str
) -> None:
    account = user(username="officer01", name="冯峰", **facts)
    assert str(account) == shown and "officer01" not in account.audit_label
    assert account.account_label == "冯峰（officer01）"


def test_the_trail_names_the_account_by_its_login_name(system_admin: User) -> None:
    services.create_user(by=By(system_admin), username="officer01", name="冯峰")
    entry = AuditEntry.objects.get(action="create_user")
    assert entry.record_label == "冯峰（officer01）" and entry.actor_label == system_admin.audit_label


def test_a_second_account_of_a_name_is_told_in_plain_words(system_admin: User) -> None:
    services.create_user(by=By(system_admin), username="wang", name="王一")
    with pytest.raises(ValidationError) as wrong:
        services.create_user(by=By(system_admin), username="WANG", name="王二")
    assert wrong.value.messages == ["已有同名账号，请换一个。"]


@pytest.mark.django_db
def test_OPS_18_the_lost_administrator_has_a_way_back(
    settings: Any, security_admin: User, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.SECOND_FACTOR = True
    second_factor.factor_of(security_admin)
    call_command(
        "reset_second_factor",
        security_admin.username.upper(),
        reason="本人到场，手机和备用码都丢了",
        password=True,
    )
    said = capsys.readouterr()
    security_admin.refresh_from_db()
    assert security_admin.check_password(said.out.strip()) and security_admin.must_change_password
    assert not SecondFactor.objects.filter(user=security_admin).exists()
    entry = AuditEntry.objects.get(action="reset_second_factor")
    assert (
        entry.reason == "本人到场，手机和备用码都丢了"
        and entry.actor is None
        and entry.record == security_admin
    )
    for name, reason in (("nobody", "x"), (security_admin.username, " ")):
        with pytest.raises(CommandError):
            call_command("reset_second_factor", name, reason=reason)


@pytest.mark.django_db
def test_OPS_18_who_makes_an_account_is_told_where_and_how_to_sign_in(
    settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.SECOND_FACTOR, settings.HTTPS, settings.ALLOWED_HOSTS = True, True, ["jiancha.example.gov.cn"]
    call_command("create_account", "Sec", "安管", role=Role.SECURITY_ADMIN.value)
    told = capsys.readouterr().err
    assert "安管" in told and "https://jiancha.example.gov.cn/" in told and "second factor" in told
    with pytest.raises(CommandError, match="reset_second_factor"):
        call_command("create_account", "sec", "又一个", role=Role.SECURITY_ADMIN.value)
