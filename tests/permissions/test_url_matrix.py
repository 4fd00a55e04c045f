"""M-AC-01: every address × every role, and every object × the officer of another town (M-AC-05).

`urls.txt` pins who may open what. A new address fails until it is written there: run `bin/test tests/permissions --pin`
and look at the difference.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import Role
from casework.submissions import new_key
from law import clock
from registry.models import Town
from tests.factories import accounts
from tests.permissions.addresses import LETTERS, SIGNED_IN, Address, addresses
from tests.permissions.samples import OF_NO_TOWN, TODAY, World, not_for, path_of

PINNED = Path(__file__).with_name("urls.txt")
HEAD = f"""# Who may open what: {", ".join(f"{letter} {role.value}" for role, letter in LETTERS.items())}.
# A dot is a 403; what belongs to another town is a 404. Written by `bin/test tests/permissions --pin`.
"""
ALL = addresses()
CLOSED = [address for address in ALL if not address.is_public]
OPENED = {200, 302, 400, 405, 409, 422}
WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
MAY_BE_WRITTEN = {"casework_auditentry", "casework_audithead", "casework_auditnote", "django_session"}
each_closed = pytest.mark.parametrize("address", CLOSED, ids=str)


@pytest.fixture(autouse=True)
def in_phase_three() -> Iterator[None]:
    with clock.at(TODAY):
        yield


@pytest.fixture
def world(db: Any, town_a: Town) -> World:
    return World.of(town_a)


def test_every_address_is_pinned(request: pytest.FixtureRequest) -> None:
    page = HEAD + "".join(f"{address.line}\n" for address in ALL)
    if request.config.getoption("--pin"):
        PINNED.write_text(page, encoding="utf-8")
    assert PINNED.read_text(encoding="utf-8").splitlines() == page.splitlines()


@each_closed
def test_every_address_asks_for_a_permission_somebody_has(address: Address) -> None:
    assert address.name in SIGNED_IN or (address.permission and address.roles), "set `permission` on the view"


@each_closed
@pytest.mark.django_db
def test_nobody_gets_in_without_signing_in(address: Address, client: Client) -> None:
    path = address.path({name: _any_value(kind) for name, kind in address.fields.items()})
    for response in (client.get(path), client.post(path)):
        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/login/?next=")


@each_closed
def test_M_AC_01_every_role_gets_what_the_table_says(
    address: Address, world: World, client_for: Callable[..., Client], town_a: Town
) -> None:
    for role in Role:
        visitor = accounts.user(role, town_a if role == Role.TOWN_OFFICER else None)
        path, client = path_of(address, world, visitor), client_for(visitor)
        got = client.get(path).status_code
        if role in not_for(address):
            assert got == 404, f"{role.value} got {got} from {path}"
        elif role in address.roles:
            assert got in OPENED, f"{role.value} got {got} from {path}"
        else:
            refused = {403, 404} if address.fields else {403}
            assert got in refused, f"{role.value} got {got} from {path}"
            sent = client.post(path, {"submission": new_key()}).status_code
            assert sent in refused, f"{role.value} got {sent} from POST {path}"


@each_closed
def test_an_account_without_a_role_gets_nothing(
    address: Address, world: World, client_for: Callable[..., Client]
) -> None:
    nobody = accounts.user("")
    got = client_for(nobody).get(path_of(address, world, nobody)).status_code
    assert got in (OPENED if address.name in SIGNED_IN else {403, 404})


@pytest.mark.parametrize(
    "address", [row for row in CLOSED if row.fields and not row.name.startswith(OF_NO_TOWN)], ids=str
)
def test_M_AC_05_what_belongs_to_another_town_is_not_there(
    address: Address, world: World, client_for: Callable[..., Client], inspector: User, other_officer: User
) -> None:
    """The object was made for an inspector; the officer of town B must not even learn that it exists."""
    path, client = path_of(address, world, inspector), client_for(other_officer)
    expected = {404} if Role.TOWN_OFFICER in address.roles else {403, 404}
    got = [client.get(path).status_code, client.post(path, {"submission": new_key()}).status_code]
    assert {*got} - {405} and {*got} <= expected | {405}, f"{got} from {path}"


@each_closed
def test_A_11_reading_a_page_changes_nothing(
    address: Address, world: World, client_for: Callable[..., Client], town_a: Town
) -> None:
    """A GET may leave an audit entry and touch the session, nothing else."""
    role = address.roles[0]
    visitor = accounts.user(role, town_a if role == Role.TOWN_OFFICER else None)
    path, client = path_of(address, world, visitor), client_for(visitor)
    with CaptureQueriesContext(connection) as sent:
        client.get(path)
    assert {found[1] for query in sent if (found := WRITES.match(query["sql"]))} <= MAY_BE_WRITTEN


def test_M_AC_04_administrators_open_no_page_of_any_business_room() -> None:
    business = (
        "campaign:",
        "complaints:",
        "patrols:",
        "checks:",
        "draws:",
        "cases:",
        "casework:file",
        "casework:job",
    )
    for address in CLOSED:
        if address.name.startswith(business):
            assert not {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN} & {*address.roles}, address


def _any_value(converter: Any) -> Any:
    """Something that fits the address; nobody looks for it before signing in."""
    return {"IntConverter": 1, "UUIDConverter": uuid4()}.get(type(converter).__name__, "x")
