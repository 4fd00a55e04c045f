"""A district with one of everything in it, made once for all tests of a module and taken back behind them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.test import Client

from accounts.models import User
from accounts.roles import Role
from law import clock
from tests.factories.registry import town
from tests.pages.visits import visitors
from tests.permissions.addresses import Address
from tests.permissions.crowd import crowd
from tests.permissions.samples import TODAY, World, path_of
from tests.undone import undone


@dataclass
class Settled:
    """One person of every role, and where each of them finds what an address shows."""

    people: dict[Role, User]
    paths: dict[tuple[Role, str], str]

    def path(self, role: Role, address: Address) -> str:
        return self.paths[role, str(address)]

    def client(self, role: Role) -> Client:
        """The signed-in browser of the person of this role; a page that fails answers as it does in production."""
        client = Client(raise_request_exception=False)
        client.force_login(self.people[role], backend="accounts.backends.RoleBackend")
        return client


@contextmanager
def settled(blocker: Any, looks: Iterable[tuple[Role, Address]], *, many: int = 0) -> Iterator[Settled]:
    """For the looks told, with `many` more of everything; `blocker` is the fixture `django_db_blocker`."""
    with blocker.unblock(), undone():
        with clock.at(TODAY):
            here = town("370211001")
            world, people = World.of(here), visitors(here)
            crowd(world, many, list(people.values()))
            paths = {(role, str(address)): path_of(address, world, people[role]) for role, address in looks}
        yield Settled(people, paths)
