"""From where the administrators' pages can be reached."""

from typing import Any

import pytest
from django.test import Client

from accounts.networks import are_networks
from accounts.roles import ADMINS, Role
from tests.factories import accounts

pytestmark = pytest.mark.django_db
NETWORKS = ["10.2.0.0/16", "2001:db8::/32", "192.168.7.9"]
INSIDE, OUTSIDE = (
    ("10.2.3.4", "2001:db8::7", "192.168.7.9"),
    ("10.3.0.1", "2001:db9::7", "192.168.7.10", "", "not an address"),
)


def status(client: Client, path: str, address: str) -> int:
    return client.get(path, REMOTE_ADDR=address).status_code


@pytest.mark.parametrize("path", ["/accounts/", "/accounts/new/"])
def test_M_IN_02_pages_of_administrators_are_there_for_their_networks_only(
    client_for: Any, system_admin: Any, settings: Any, path: str
) -> None:
    client = client_for(system_admin)
    assert status(client, path, "10.3.0.1") == 200, "without networks from everywhere"
    settings.ADMIN_NETWORKS = NETWORKS
    assert {status(client, path, address) for address in INSIDE} == {200}
    assert {status(client, path, address) for address in OUTSIDE} == {404}
    assert status(Client(), path, "10.3.0.1") in (302, 404)


def test_M_IN_02_what_others_use_too_stays_open(client_for: Any, inspector: Any, settings: Any) -> None:
    settings.ADMIN_NETWORKS = NETWORKS
    client = client_for(inspector)
    assert {status(client, path, "10.3.0.1") for path in ("/", "/employers/", "/accounts/password/")} == {200}


def test_M_IN_02_no_administrator_page_is_forgotten(client_for: Any, settings: Any) -> None:
    """Whatever page an administrator reaches and nobody else may is closed outside."""
    settings.ADMIN_NETWORKS = NETWORKS
    for role in ADMINS:
        client = client_for(accounts.user(Role(role)))
        for path in ("/accounts/", "/audit/"):
            assert status(client, path, "10.3.0.1") == 404


@pytest.mark.parametrize(
    ("texts", "are"), [([], True), (NETWORKS, True), (["10.2.0.0/99"], False), (["office"], False)]
)
def test_a_network_that_is_none_stops_the_start(texts: list[str], *, are: bool) -> None:
    assert are_networks(texts) is are
