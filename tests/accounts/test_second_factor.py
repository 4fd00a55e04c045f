"""M-ID-04: a code from the telephone besides the password."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts import second_factor
from accounts.models import RecoveryCode, SecondFactor, User
from accounts.roles import SECOND_FACTOR_ROLES, Role
from casework.by import By
from casework.models import AuditEntry
from casework.submissions import new_key
from tests.factories import trail
from tests.factories.accounts import user

pytestmark = pytest.mark.django_db
PAGE = "/accounts/second-factor/"
HOME = "/accounts/password/done/"
START = 1_624_400_000


class Telephone:
    """Machine time, and the program that makes codes from it."""

    def __init__(self) -> None:
        self.time = float(START)

    def code(self, account: User, ago: int = 0) -> str:
        factor = SecondFactor.objects.get(user=account)
        return second_factor.code_at(factor, int(self.time) // second_factor.STEP - ago)


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Telephone:
    settings.SECOND_FACTOR = True
    made = Telephone()
    monkeypatch.setattr(second_factor, "time", lambda: made.time)
    return made


@pytest.fixture
def inspector_with(
    phone: Telephone, client_for: Callable[..., Client]
) -> Iterator[tuple[User, Client, list[str]]]:
    """An inspector whose factor is set up, a browser that has shown the password only, and the recovery codes."""
    account = user("inspector")
    codes = second_factor.set_up(second_factor.factor_of(account), phone_code(phone, account), by=By(account))
    phone.time += 60
    yield account, client_for(account), codes


def phone_code(phone: Telephone, account: User) -> str:
    second_factor.factor_of(account)
    return phone.code(account)


def test_the_codes_are_those_of_rfc_6238() -> None:
    """Test vectors of the standard's appendix B, six digits of its eight."""
    factor = SecondFactor(secret="GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    for moment, code in [
        (59, "287082"),
        (1111111109, "081804"),
        (1234567890, "005924"),
        (20000000000, "353130"),
    ]:
        assert second_factor.code_at(factor, moment // second_factor.STEP) == code


def test_a_session_with_only_the_password_gets_only_the_page_that_asks(
    inspector_with: tuple[User, Client, list[str]], phone: Telephone
) -> None:
    account, client, _codes = inspector_with
    for path in (HOME, "/accounts/password/", "/complaints/"):
        assert client.get(path)["Location"] == f"{PAGE}?next={path}"
    assert client.get(HOME, headers={"HX-Request": "true"}).status_code == 401
    before = client.session.session_key
    answer = client.post(f"{PAGE}?next={HOME}", {"code": phone.code(account)})
    assert answer["Location"] == HOME
    assert client.session.session_key != before
    assert client.get(HOME).status_code == 200


@pytest.mark.parametrize("role", Role.values)
def test_who_needs_one(phone: Telephone, client_for: Callable[..., Client], role: str) -> None:
    needs = role not in (Role.TOWN_OFFICER, Role.DEPARTMENT_CONTACT)
    assert needs == (role in SECOND_FACTOR_ROLES)
    assert client_for(user(role)).get(HOME).status_code == (302 if needs else 200)


def test_nobody_is_asked_where_it_is_off(client_for: Callable[..., Client], settings: Any) -> None:
    settings.SECOND_FACTOR = False
    client = client_for(user("inspector"))
    assert client.get(HOME).status_code == 200


def test_the_first_visit_sets_it_up_and_shows_eight_recovery_codes_once(
    phone: Telephone, client_for: Callable[..., Client]
) -> None:
    account = user("brigade_leader")
    client = client_for(account)
    page = client.get(PAGE)
    secret = SecondFactor.objects.get(user=account).secret
    assert page.context["secret"].replace(" ", "") == secret
    assert f"secret={secret}" in page.context["address"]
    assert client.post(PAGE, {"code": "000000"}).status_code == 422
    shown = client.post(PAGE, {"code": phone.code(account)})
    assert len(set(shown.context["codes"])) == 8
    stored = "".join(RecoveryCode.objects.values_list("code", flat=True))
    assert not any(code in stored for code in shown.context["codes"]), "only hashes are stored"
    assert client.get(HOME).status_code == 200
    assert secret not in Client().get("/accounts/login/").content.decode()


def test_A_15_a_code_is_good_once(
    inspector_with: tuple[User, Client, list[str]], phone: Telephone, client_for: Callable[..., Client]
) -> None:
    account, client, _codes = inspector_with
    code = phone.code(account)
    assert client.post(PAGE, {"code": code}).status_code == 302
    assert client_for(account).post(PAGE, {"code": code}).status_code == 422
    assert client_for(account).post(PAGE, {"code": phone.code(account, ago=1)}).status_code == 422


def test_a_telephone_may_be_half_a_minute_off_but_not_more(
    inspector_with: tuple[User, Client, list[str]], phone: Telephone
) -> None:
    account, client, _codes = inspector_with
    assert client.post(PAGE, {"code": phone.code(account, ago=2)}).status_code == 422
    assert client.post(PAGE, {"code": phone.code(account, ago=-2)}).status_code == 422
    assert client.post(PAGE, {"code": phone.code(account, ago=-1)}).status_code == 302


def test_a_recovery_code_is_good_once(
    inspector_with: tuple[User, Client, list[str]], client_for: Callable[..., Client]
) -> None:
    account, client, codes = inspector_with
    assert client.post(PAGE, {"code": f" {codes[3].upper()} "}).status_code == 302
    assert client_for(account).post(PAGE, {"code": codes[3]}).status_code == 422
    assert AuditEntry.objects.filter(action="use_recovery_code").count() == 1


def test_five_wrong_codes_close_the_door_for_a_quarter_of_an_hour(
    inspector_with: tuple[User, Client, list[str]], phone: Telephone
) -> None:
    account, client, codes = inspector_with
    for _try in range(5):
        assert client.post(PAGE, {"code": "000000"}).status_code == 422
    for code in (phone.code(account), codes[0]):
        refused = client.post(PAGE, {"code": code})
        assert refused.status_code == 429
        assert "15 分钟" in refused.content.decode()
    phone.time += 15 * 60 + 1
    assert client.post(PAGE, {"code": phone.code(account)}).status_code == 302
    assert trail.entries(action="second_factor_refused", is_success=False).count() == 5


def test_the_secret_is_sealed_in_the_database(inspector_with: tuple[User, Client, list[str]]) -> None:
    account, _client, _codes = inspector_with
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM accounts_secondfactor")
        stored = cursor.fetchone()[0]
    assert account.second_factor.secret not in stored


def test_the_security_administrator_lets_a_user_begin_anew(
    inspector_with: tuple[User, Client, list[str]],
    phone: Telephone,
    client_for: Callable[..., Client],
    settings: Any,
) -> None:
    account, client, codes = inspector_with
    settings.SECOND_FACTOR = False
    security = client_for(user("security_admin"))
    assert "取消动态口令绑定" in security.get(account.get_absolute_url()).content.decode()
    address = f"/accounts/{account.pk}/second-factor/"
    assert security.post(address, {"submission": new_key()}).status_code == 302
    settings.SECOND_FACTOR = True
    assert client.post(PAGE, {"code": codes[0]}).url.startswith("/accounts/login/"), "its sessions have ended"
    account.refresh_from_db()
    client = client_for(account)
    assert client.post(PAGE, {"code": codes[0]}).status_code == 422
    assert "绑定动态口令" in client.get(PAGE).content.decode()
    assert AuditEntry.objects.get(action="reset_second_factor").record == account


def test_signing_in_again_asks_again(
    inspector_with: tuple[User, Client, list[str]], phone: Telephone, client_for: Callable[..., Client]
) -> None:
    account, client, _codes = inspector_with
    assert client.post(PAGE, {"code": phone.code(account)}).status_code == 302
    client.post("/accounts/logout/")
    client.force_login(account, backend="accounts.backends.RoleBackend")
    assert client.get(HOME).status_code == 302


def test_it_leads_to_no_other_site(inspector_with: tuple[User, Client, list[str]], phone: Telephone) -> None:
    account, client, _codes = inspector_with
    answer = client.post(f"{PAGE}?next=https://evil.example/", {"code": phone.code(account)})
    assert "evil" not in answer["Location"]
