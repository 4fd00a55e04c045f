"""M-AC-01: every address × every role, and every object × the officer of another town (M-AC-05).

One test walks all addresses as one person and tells all differences at once. The objects are made once; what a request did
is taken back before the next one.

`urls.txt` pins who may open what. A new address fails until it is written there: run `bin/test tests/permissions --pin`
and look at the difference.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import Role
from casework.submissions import new_key
from law import clock
from tests.factories import accounts
from tests.factories.registry import town
from tests.pages.visits import visitors
from tests.permissions.addresses import LETTERS, SIGNED_IN, Address, addresses
from tests.permissions.samples import OF_NO_TOWN, TODAY, World, not_for, path_of
from tests.undone import undone

PINNED = Path(__file__).with_name("urls.txt")
HEAD = f"""# Who may open what: {", ".join(f"{letter} {role.value}" for role, letter in LETTERS.items())}.
# A dot is a 403; what belongs to another town is a 404. Written by `bin/test tests/permissions --pin`.
"""
ALL = addresses()
CLOSED = [address for address in ALL if not address.is_public]
OPENED = {200, 302, 400, 405, 409, 422}
WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
# The cockpit notes that somebody looks, so that its numbers are kept fresh, and is counted by the very first look.
COCKPIT = {"reports_cockpit", "reports_cockpitplace"}
MAY_BE_WRITTEN = {
    "casework_auditentry",
    "casework_audithead",
    "casework_auditnote",
    "django_session",
    *COCKPIT,
}
NOBODY = ""
Paths = dict[str, str]


@dataclass
class Walks:
    """Who walks, and where to: by address, to the object made for everybody or for this person."""

    people: dict[str, User]
    stranger: User
    paths: dict[str, Paths] = field(default_factory=dict)
    of_another_town: Paths = field(default_factory=dict)


@pytest.fixture(autouse=True)
def in_phase_three() -> Iterator[None]:
    with clock.at(TODAY):
        yield


@pytest.fixture(autouse=True)
def refusals_without_their_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a refusal looks like is tested once a role, in tests/config/test_errors.py: here it would be drawn 2,500 times."""
    monkeypatch.setattr(
        "config.errors.render", lambda request, template, status: HttpResponse(template, status=status)
    )


@pytest.fixture(scope="module")
def walks(django_db_setup: None, django_db_blocker: Any) -> Iterator[Walks]:
    with django_db_blocker.unblock(), undone():
        here, there = town("370211001"), town("370211102")
        with clock.at(TODAY):
            world = World.of(here)
            people = {**visitors(here), NOBODY: accounts.user(NOBODY)}
            made = Walks(people, accounts.user(Role.TOWN_OFFICER, there))
            for role, person in people.items():
                made.paths[role] = {str(address): path_of(address, world, person) for address in CLOSED}
            inspector = world.inspector
            made.of_another_town = {
                str(address): path_of(address, world, inspector)
                for address in CLOSED
                if address.fields and not address.name.startswith(OF_NO_TOWN)
            }
        yield made


def test_every_address_is_pinned(request: pytest.FixtureRequest) -> None:
    page = HEAD + "".join(f"{address.line}\n" for address in ALL)
    if request.config.getoption("--pin"):
        PINNED.write_text(page, encoding="utf-8")
    assert PINNED.read_text(encoding="utf-8").splitlines() == page.splitlines()


def test_every_address_asks_for_a_permission_somebody_has() -> None:
    """Set `permission` on the view."""
    asking = {*map(str, CLOSED)} - SIGNED_IN
    assert {str(row) for row in CLOSED if row.permission and row.roles} >= asking


@pytest.mark.django_db
def test_nobody_gets_in_without_signing_in(client: Client) -> None:
    for address in CLOSED:
        path = address.path({name: _any_value(kind) for name, kind in address.fields.items()})
        for response in (client.get(path), client.post(path)):
            assert response.status_code == 302, address
            assert response["Location"].startswith("/accounts/login/?next="), address


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_M_AC_01_and_A_11_every_address_gives_a_role_what_the_table_says_and_reading_changes_nothing(
    walks: Walks, client_for: Callable[..., Client], role: Role
) -> None:
    """A GET may leave an audit entry and touch the session, nothing else."""
    client, paths = client_for(walks.people[role], raise_request_exception=False), walks.paths[role]
    wrong = [fault for row in CLOSED for fault in _faults(row, role, client, paths[str(row)])]
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_an_account_without_a_role_gets_nothing(walks: Walks, client_for: Callable[..., Client]) -> None:
    client = client_for(walks.people[NOBODY])
    for address in CLOSED:
        expected = OPENED if address.name in SIGNED_IN else {403, 404}
        with undone():
            assert client.get(walks.paths[NOBODY][str(address)]).status_code in expected, address


@pytest.mark.django_db
def test_M_AC_05_what_belongs_to_another_town_is_not_there(
    walks: Walks, client_for: Callable[..., Client]
) -> None:
    """The objects were made for an inspector; the officer of town B must not even learn that they exist."""
    client, wrong = client_for(walks.stranger, raise_request_exception=False), []
    for address in CLOSED:
        path = walks.of_another_town.get(str(address), "")
        expected = {404} if Role.TOWN_OFFICER in address.roles else {403, 404}
        with undone():
            got = {_asked(client, path), _sent(client, path)} if path else expected
        if not got - {405} or not got <= expected | {405}:
            wrong.append(f"{got} from {path}")
    assert not wrong, "\n".join(wrong)


def test_M_AC_04_administrators_open_no_page_of_any_business_room() -> None:
    business = (
        "campaign:", "complaints:", "patrols:", "checks:", "draws:", "cases:", "casework:file", "casework:job",
    )  # fmt: skip
    for address in CLOSED:
        if address.name.startswith(business):
            assert not {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN} & {*address.roles}, address


def _faults(address: Address, role: Role, client: Client, path: str) -> Iterator[str]:
    """What is wrong with what somebody of this role gets there."""
    may, refused = role in address.roles, {403, 404} if address.fields else {403}
    expected = {404} if role in not_for(address) else OPENED if may else refused
    with undone(), CaptureQueriesContext(connection) as sent:
        got = _asked(client, path)
    if got not in expected:
        yield f"{got} from {path}"
    if written := {found[1] for query in sent if (found := WRITES.match(query["sql"]))} - MAY_BE_WRITTEN:
        yield f"{written} written by {path}"
    with undone():
        if not may and (got := _sent(client, path)) not in refused:
            yield f"{got} from POST {path}"


def _asked(client: Client, path: str) -> int:
    return client.get(path).status_code


def _sent(client: Client, path: str) -> int:
    return client.post(path, {"submission": new_key()}).status_code


def _any_value(converter: Any) -> Any:
    """Something that fits the address; nobody looks for it before signing in."""
    return {"IntConverter": 1, "UUIDConverter": uuid4()}.get(type(converter).__name__, "x")
