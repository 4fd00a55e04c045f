"""The administrators' pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts import services
from accounts.models import User
from casework.by import By
from casework.submissions import new_key
from casework.verbs import VERBS, label_of
from tests.factories import trail
from tests.factories.accounts import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(client_for: Callable[..., Client], system_admin: User) -> Client:
    return client_for(system_admin)


@pytest.fixture
def security(client_for: Callable[..., Client], security_admin: User) -> Client:
    return client_for(security_admin)


def names(response: Any) -> list[str]:
    return [account.name for account in response.context["records"]]


def test_the_list_is_searched_and_filtered(system: Client) -> None:
    user(name="王建国", certificate="鲁B77")
    user("", name="李小梅", is_active=False)
    assert names(system.get("/accounts/", {"q": "建国"})) == ["王建国"]
    assert names(system.get("/accounts/", {"q": "鲁B77"})) == ["王建国"]
    assert names(system.get("/accounts/", {"role": "none"})) == ["李小梅"]
    assert names(system.get("/accounts/", {"is_active": "false"})) == ["李小梅"]
    assert "没有符合这些条件的账号" in system.get("/accounts/", {"q": "查无此人"}).content.decode()


def test_an_account_is_made_without_rights_and_its_secret_is_shown_once(
    system: Client, client: Client
) -> None:
    made = system.post("/accounts/new/", {"username": " Zhang3 ", "name": "张三", "submission": new_key()})
    account = User.objects.get(username="zhang3")
    assert made["Location"] == account.get_absolute_url()
    page = system.get(account.get_absolute_url())
    assert "未发初始密码" in page.content.decode()
    key = {"submission": page.context["submission"]}
    shown = system.post(f"/accounts/{account.pk}/secret/", key)
    secret = shown.context["secret"]
    assert secret in shown.content.decode()
    assert shown["Cache-Control"] == "private, no-store"
    again = system.post(f"/accounts/{account.pk}/secret/", key, follow=True)
    assert secret not in again.content.decode()
    account.refresh_from_db()
    assert account.check_password(secret), "a reload changes nothing"
    assert secret not in str(list(trail.entries().values_list()))


def test_a_form_sent_twice_makes_one_account(system: Client) -> None:
    form = {"username": "zhang3", "name": "张三", "submission": new_key()}
    first, second = system.post("/accounts/new/", form), system.post("/accounts/new/", form)
    assert first["Location"] == second["Location"]
    assert User.objects.filter(username="zhang3").count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("username", "taken", "已有同名账号，请换一个。"),
        ("username", "ＴＡＫＥＮ", "已有同名账号，请换一个。"),
        ("username", "has space", "中间不留空格"),
        ("certificate", "鲁B1", "已登记在另一个账号上"),
        ("phone", "abc", "11 位手机号"),
        ("until", "2021-02-30", ""),
        ("name", "", ""),
    ],
)
def test_a_bad_field_gets_a_sentence_and_nothing_typed_is_lost(
    system: Client, field: str, value: str, sentence: str
) -> None:
    user(username="taken", certificate="鲁B1")
    typed = {
        "username": "zhang3",
        "name": "张三",
        "phone": "13800000000",
        field: value,
        "submission": new_key(),
    }
    response = system.post("/accounts/new/", typed)
    assert response.status_code == 422
    assert response.context["form"].errors[field]
    page = response.content.decode()
    assert sentence in page
    assert all(kept in page for name, kept in typed.items() if name != field and kept)
    assert not User.objects.filter(username="zhang3").exists()


def test_the_security_administrator_grants_with_a_reason(security: Client) -> None:
    account = user("")
    address = f"/accounts/{account.pk}/role/"
    assert security.post(address, {"role": "inspector", "submission": new_key()}).status_code == 422
    answer = security.post(address, {"role": "inspector", "reason": "大队通知", "submission": new_key()})
    assert answer["Location"] == account.get_absolute_url()
    account.refresh_from_db()
    assert account.role == "inspector"
    assert "大队通知" in security.get(account.get_absolute_url()).content.decode()


def test_a_role_that_does_not_exist_is_refused(security: Client) -> None:
    account = user("")
    form = {"role": "superuser", "reason": "x", "submission": new_key()}
    assert security.post(f"/accounts/{account.pk}/role/", form).status_code == 422


def test_granting_to_oneself_is_refused_with_a_sentence(security: Client, security_admin: User) -> None:
    form = {"role": "system_admin", "reason": "x", "submission": new_key()}
    answer = security.post(f"/accounts/{security_admin.pk}/role/", form)
    assert answer.status_code == 422
    assert "不能给自己授权" in answer.content.decode()


def test_disable_enable_change_unlock(system: Client, security: Client) -> None:
    account = user(name="王一")
    page = f"/accounts/{account.pk}/"
    assert system.post(f"{page}disable/", {"reason": "调离", "submission": new_key()}).status_code == 302
    assert "停用" in system.get(page).content.decode()
    again = system.post(f"{page}disable/", {"reason": "调离", "submission": new_key()})
    assert again.status_code == 422, "already disabled"
    assert system.post(f"{page}enable/", {"reason": "调回", "submission": new_key()}).status_code == 302
    changed = {
        "name": "王二",
        "certificate": account.certificate,
        "version": account.version,
        "submission": new_key(),
    }
    assert system.post(f"{page}change/", changed).status_code == 302
    assert security.post(f"{page}unlock/", {"submission": new_key()}).status_code == 302
    account.refresh_from_db()
    assert (account.name, account.is_active) == ("王二", True)
    done = list(trail.entries().values_list("action", flat=True))
    assert done == ["disable_user", "enable_user", "change_user", "unlock_user"]


@pytest.mark.parametrize("path", ["role/", "disable/", "change/", "secret/", "unlock/", ""])
def test_an_account_that_is_not_there_is_404(system: Client, security: Client, path: str) -> None:
    verb = "post" if path in ("secret/", "unlock/") else "get"
    answers = [getattr(client, verb)(f"/accounts/99999/{path}").status_code for client in (system, security)]
    assert 404 in answers and set(answers) <= {404, 403}


def test_buttons_follow_the_duties(system: Client, security: Client) -> None:
    account = user()
    mine, theirs = (client.get(account.get_absolute_url()).content.decode() for client in (system, security))
    assert "发放初始密码" in mine and "授予角色</a>" not in mine
    assert "授予角色</a>" in theirs and "发放初始密码" not in theirs


def test_A_26_keys_that_no_form_has_are_ignored(system: Client) -> None:
    form = {"username": "zhang3", "name": "张三", "role": "bureau_head", "is_active": "", "password": "x"}
    system.post("/accounts/new/", form | {"submission": new_key()})
    account = User.objects.get(username="zhang3")
    assert (account.role, account.is_active, account.has_usable_password()) == ("", True, False)


def test_the_deeds_are_called_as_in_the_audit_log(client_for: Any, security_admin: User) -> None:
    account = user("", username="new")
    services.grant_role(account, by=By(security_admin), role="inspector", reason="局党组会 4 月 1 日")
    page = client_for(security_admin).get(account.get_absolute_url())
    assert [entry.action_label for entry in page.context["entries"]] == [label_of("grant_role")]
    assert label_of("grant_role") in page.content.decode()


def test_the_words_of_the_audit_log_are_those_of_the_glossary() -> None:
    words = "".join(str(label) for group in VERBS.values() for label in group.values())
    assert not [wrong for wrong in ("验证码", "恢复码", "修改口令", "重置口令") if wrong in words]
    assert "动态口令" in words and "备用口令" in words
