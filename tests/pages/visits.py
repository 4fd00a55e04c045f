"""Which pages there are, and one person of every role to open them."""

from collections.abc import Iterable, Iterator

from accounts.models import User
from accounts.roles import Role
from registry.models import Town
from tests.factories import accounts
from tests.permissions.addresses import Address, addresses
from tests.permissions.samples import not_for

PAGES = [address for address in addresses() if not address.is_public]


def visitors(town: Town) -> dict[Role, User]:
    return {role: accounts.user(role, town if role == Role.TOWN_OFFICER else None) for role in Role}


def readers(address: Address) -> list[Role]:
    """Who opens it in these tests: the town officer where that role may, and the first other role that may."""
    may = [role for role in address.roles if role not in not_for(address)]
    others = [role for role in may if role != Role.TOWN_OFFICER]
    return [role for role in may if role == Role.TOWN_OFFICER] + others[:1]


def looks(pages: Iterable[Address]) -> Iterator[tuple[Role, Address]]:
    """Every page with each of its readers."""
    for address in pages:
        for role in readers(address):
            yield role, address
